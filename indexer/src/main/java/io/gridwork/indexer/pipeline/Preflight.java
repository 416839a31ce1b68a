package io.gridwork.indexer.pipeline;

import io.gridwork.abi.Address;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.ChainIdentity;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.Refusal;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the configuration against the chain before any file is changed. */
public final class Preflight {
    private static final Logger log = LoggerFactory.getLogger(Preflight.class);

    private Preflight() {}

    /**
     * Asks the node.
     *
     * @return the chain that the node is of
     * @throws Refusal when an address holds no contract
     */
    public static ChainIdentity check(Endpoints endpoints, List<Target> targets) {
        ChainIdentity chain = endpoints.identity();
        LogReader source = new LogReader(endpoints);
        BlockHeader head = source.head();
        List<Address> addresses = targets.stream()
                .map(target -> target.eventSource().address())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        for (Address address : addresses) {
            if (source.code(address).isEmpty()) {
                throw new Refusal("there is no contract at " + address + " on chain " + chain.chainId() + " at block "
                        + head.number() + "; check --address, and that --rpc is a node of the chain you mean");
            }
        }
        targets.stream()
                .filter(target -> target.eventSource().selector() instanceof ContractSelector.Any)
                .map(target -> target.eventSource().table().contract())
                .distinct()
                .forEach(contract -> log.warn(
                        "{} has no address, so the logs of every contract of the chain that fit its events are read;"
                                + " --dry-run says how many",
                        contract));
        long first = targets.stream().mapToLong(Target::fromBlock).min().orElse(0);
        if (first > head.number()) {
            log.warn(
                    "the first block wanted is {}, and the newest of the chain is {}: waiting for it",
                    first,
                    head.number());
        }
        return chain;
    }
}
