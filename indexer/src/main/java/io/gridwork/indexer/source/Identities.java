package io.gridwork.indexer.source;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.ChainException;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.ChainIdentity;
import io.gridwork.indexer.event.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether endpoints are of the same chain, and the same branch of it. */
final class Identities {
    private static final Logger log = LoggerFactory.getLogger(Identities.class);

    private final List<Endpoint> endpoints;
    private volatile @Nullable ChainIdentity chain;
    private volatile @Nullable Block ancestor;

    Identities(List<Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    /** The hash of block 0 is left out where a node no longer has it. */
    static ChainIdentity of(ChainClient client) {
        return new ChainIdentity(
                client.chainId(),
                client.header(BlockTag.at(0)).map(BlockHeader::hash).orElse(null));
    }

    /** @throws Refusal when an endpoint that answers is of another chain */
    void agreeOn(ChainIdentity identity) {
        chain = identity;
        for (Endpoint endpoint : endpoints) {
            if (endpoint.isHopeless()) continue;
            ChainIdentity found;
            try {
                found = endpoint.ask(Identities::of);
            } catch (ChainException unanswered) {
                endpoint.failed(unanswered.getMessage());
                if (endpoints.size() > 1) log.warn("{}; going on without it for now", unanswered.getMessage());
                continue;
            }
            if (!identity.fits(found)) {
                throw new Refusal("the endpoints are of different chains: " + endpoint.name() + " serves " + found
                        + ", another one " + identity + "; give --rpc URLs of one chain");
            }
            endpoint.setKnown();
        }
    }

    /** Before its first use: an endpoint that was down when all were asked may turn out to be of another chain. */
    void check(Endpoint endpoint) {
        ChainIdentity expected = chain;
        if (expected == null || endpoint.isKnown()) return;
        ChainIdentity found = endpoint.ask(Identities::of);
        if (!expected.fits(found)) {
            throw new ChainException.Fatal(endpoint.name() + " serves " + found + ", and the others " + expected, null);
        }
        Block agreed = ancestor;
        Optional<Hash32> other = agreed == null ? Optional.empty() : otherHash(endpoint, agreed);
        if (agreed != null && other.isPresent())
            throw new ChainException.Fatal(branch(endpoint, agreed, other.get()), null);
        endpoint.setKnown();
    }

    /** Gives up those that have another block in its place, if there are some that have this one. */
    void agreeOn(Block block) {
        if (endpoints.size() == 1) return;
        List<Endpoint> well = endpoints.stream()
                .filter(each -> each.isKnown() && !each.isHopeless())
                .toList();
        List<Endpoint> others =
                well.stream().filter(each -> otherHash(each, block).isPresent()).toList();
        if (others.size() == well.size()) return; // all of them: a reorganisation, or another file
        ancestor = block;
        for (Endpoint endpoint : others) {
            String reason = branch(endpoint, block, otherHash(endpoint, block).orElseThrow());
            log.error("{}; it is not asked any more", reason);
            endpoint.giveUp(reason);
        }
    }

    private static String branch(Endpoint endpoint, Block block, Hash32 other) {
        return endpoint.name() + " is on another branch: its block " + block.number() + " is " + other
                + ", that of the file and of other endpoints " + block.hash();
    }

    private static Optional<Hash32> otherHash(Endpoint endpoint, Block block) {
        try {
            return endpoint.ask(client -> client.header(BlockTag.at(block.number())))
                    .map(BlockHeader::hash)
                    .filter(hash -> !hash.equals(block.hash()));
        } catch (ChainException unanswered) {
            log.debug("{}", unanswered.getMessage());
            return Optional.empty();
        }
    }
}
