package io.gridwork.worker.market;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.PostedJob;
import java.math.BigInteger;
import java.util.List;

/** The network's jury, seen from one node. Reads and actions are as those of {@link Market}. */
public interface Court {
    /** Jobs whose result was disputed in these blocks, both inclusive. */
    List<PostedJob> disputedBetween(long first, long last);

    /** Jobs for which a result was proposed in these blocks, both inclusive. */
    List<PostedJob> proposedBetween(long first, long last);

    Trial trial(PostedJob job);

    /** Takes a juror's seat and binds it to a root. */
    long pledge(PostedJob job, int juror, Commitment commitment);

    /** Shows what a juror has committed to. */
    long vote(PostedJob job, int juror, ResultRoot root, Hash32 salt);

    /** Disputes a proposed result. Takes a bond of the size of a seat's from the {@link #purse}. */
    long challenge(PostedJob job, ResultRoot root);

    /** Our account's vault balance of the stake token. */
    BigInteger purse();
}
