package io.gridwork.rpc;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of this package, made with its first line: logging is slow to start, and most commands have nothing to say. */
public final class ChainLog {
    private ChainLog() {}

    public static Logger log() {
        return Holder.LOG;
    }

    private static final class Holder {
        static final Logger LOG = LoggerFactory.getLogger("io.gridwork.chain");
    }
}
