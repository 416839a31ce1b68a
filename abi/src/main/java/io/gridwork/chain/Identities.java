package io.gridwork.chain;

import io.gridwork.abi.Hash32;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.ChainLog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether endpoints are of the same chain, and the same branch of it. */
final class Identities {
    /** Who does not answer so soon is asked again before its first use. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final List<Endpoint> endpoints;
    private volatile @Nullable ChainIdentity chain;
    private volatile @Nullable BlockRef ancestor;

    Identities(List<Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    /** @throws ChainException.Fatal when an endpoint that answers is of another chain */
    void agreeOn(ChainIdentity identity) {
        chain = identity;
        if (endpoints.size() == 1) { // it has just said so itself
            endpoints.getFirst().setKnown();
            return;
        }
        answers(endpoints.stream().filter(each -> !each.isHopeless()).toList(), ChainClient::identity)
                .forEach((endpoint, found) -> {
                    if (!identity.fits(found)) {
                        throw new ChainException.Fatal(
                                "the endpoints are of different chains: " + endpoint.name() + " serves " + found
                                        + ", another one " + identity + "; give the URLs of one chain",
                                null);
                    }
                    endpoint.setKnown();
                });
    }

    /** Before its first use: an endpoint that was down when all were asked may turn out to be of another chain. */
    void check(Endpoint endpoint) {
        ChainIdentity expected = chain;
        if (expected == null || endpoint.isKnown()) return;
        ChainIdentity found = endpoint.ask(ChainClient::identity);
        if (!expected.fits(found)) {
            throw ChainException.otherChain(endpoint.name() + " serves " + found + ", and the others " + expected);
        }
        BlockRef agreed = ancestor;
        if (agreed != null) {
            Optional<Hash32> other = endpoint.ask(client -> otherHash(client, agreed));
            if (other.isPresent()) throw ChainException.otherChain(branch(endpoint, agreed, other.get()));
        }
        endpoint.setKnown();
    }

    /** Gives up those that have another block in its place, if there are some that have this one. */
    void agreeOn(BlockRef block) {
        if (endpoints.size() == 1) return;
        List<Endpoint> well = endpoints.stream()
                .filter(each -> each.isKnown() && !each.isHopeless())
                .toList();
        Map<Endpoint, Optional<Hash32>> others = answers(well, client -> otherHash(client, block));
        others.values().removeIf(Optional::isEmpty);
        if (others.size() == well.size()) return; // all of them: a reorganisation, or another file
        ancestor = block;
        others.forEach((endpoint, hash) -> {
            String reason = branch(endpoint, block, hash.orElseThrow());
            ChainLog.log().error("{}; it is not asked any more", reason);
            endpoint.giveUp(reason);
        });
    }

    private static String branch(Endpoint endpoint, BlockRef block, Hash32 other) {
        return endpoint.name() + " is on another branch: its block " + block.number() + " is " + other
                + ", that of the file and of other endpoints " + block.hash();
    }

    private static Optional<Hash32> otherHash(ChainClient client, BlockRef block) {
        return client.header(BlockTag.at(block.number()))
                .map(BlockHeader::hash)
                .filter(hash -> !hash.equals(block.hash()));
    }

    /** What they say, asked side by side; without those that do not answer soon. */
    private static <T> Map<Endpoint, T> answers(List<Endpoint> asked, Function<ChainClient, T> question) {
        Map<Endpoint, CompletableFuture<T>> running = new LinkedHashMap<>();
        for (Endpoint endpoint : asked) {
            running.put(
                    endpoint,
                    CompletableFuture.supplyAsync(
                            () -> endpoint.ask(question),
                            task -> Thread.ofVirtual().start(task)));
        }
        long end = System.nanoTime() + WAIT.toNanos();
        Map<Endpoint, T> answers = new LinkedHashMap<>();
        running.forEach((endpoint, answer) -> {
            try {
                answers.put(endpoint, answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
            } catch (ExecutionException failure) {
                leaveOut(
                        endpoint,
                        failure.getCause() instanceof ChainException chain ? chain.getMessage() : failure.toString());
            } catch (TimeoutException late) {
                leaveOut(endpoint, endpoint.name() + " does not answer");
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
                throw new ChainException.Fatal("interrupted while asking " + endpoint.name(), interrupt);
            }
        });
        return answers;
    }

    private static void leaveOut(Endpoint endpoint, String reason) {
        endpoint.failed(reason);
        ChainLog.log().warn("{}; going on without it for now", reason);
    }
}
