package io.gridwork.transactions;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockRef;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.rpc.ChainException;
import io.gridwork.transactions.JournalEntry.Inclusion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds settled actions whose block is on the chain no more: after a reorganisation, or when a node was killed and has lost
 * its newest blocks. Their nonces are free again, so every later transaction would wait for ever.
 */
final class LostBlocks {
    /** Deeper blocks are final on every chain; only a node that lost them can be without. */
    private static final int DEEPEST_REORG = 64;

    private static final int PAGE = 16;

    private enum Standing {
        THERE,
        GONE,
        /** The node does not have the block: it lags, or the block is gone. */
        BEHIND,
        UNKNOWN
    }

    private final ChainClient client;
    private final TransactionJournal journal;
    private final Lasting<Standing> lasting = new Lasting<>(Integer.MAX_VALUE, Duration.ofSeconds(10));
    private final Set<ActionKey> doubtful = new HashSet<>();
    private @Nullable BlockRef seen;

    LostBlocks(ChainClient client, TransactionJournal journal) {
        this.client = client;
        this.journal = journal;
    }

    /** Whether the node lags, so that the action's block may be gone. */
    boolean isDoubtful(ActionKey key) {
        return doubtful.contains(key);
    }

    /** Settled actions that have to be taken up again, by nonce. @throws ChainException.Fatal when the journal is of another chain */
    List<JournalEntry> find(Sight sight) {
        List<JournalEntry> gone = List.of();
        if (!doubtful.isEmpty() || !continues(sight.head())) {
            doubtful.clear();
            gone = new Walk(sight).gone();
        }
        if (doubtful.isEmpty()) lasting.forgetAll();
        seen = doubtful.isEmpty() ? sight.head().ref() : null;
        return gone;
    }

    private boolean continues(BlockHeader head) {
        BlockRef last = seen;
        if (last == null || head.number() < last.number()) return false;
        return head.ref().equals(last)
                || client.header(BlockTag.at(last.number()))
                        .map(BlockHeader::ref)
                        .equals(Optional.of(last));
    }

    /** From the newest settled action downwards, until one is deep enough in the chain. */
    private final class Walk {
        private final Sight sight;
        private final Map<Long, Optional<Hash32>> hashes = new HashMap<>();
        private final List<JournalEntry> gone = new ArrayList<>();
        private final List<JournalEntry> behind = new ArrayList<>();
        private int others;
        private boolean deepEnough;

        Walk(Sight sight) {
            this.sight = sight;
        }

        List<JournalEntry> gone() {
            List<JournalEntry> page = journal.settledBelow(Long.MAX_VALUE, PAGE);
            while (!page.isEmpty() && !deepEnough) {
                page.forEach(this::sort);
                page = journal.settledBelow(page.getLast().nonce(), PAGE);
            }
            // What the node does not have yet comes after what is gone, for nonces are used in order.
            boolean anotherBranch = gone.stream().anyMatch(entry -> entry.inclusion() != null);
            if (anotherBranch || (!behind.isEmpty() && lasting.isOver(Standing.BEHIND, sight))) {
                gone.addAll(behind);
                requireSameChain();
            } else {
                behind.forEach(entry -> doubtful.add(entry.key()));
            }
            gone.sort(Comparator.comparingLong(JournalEntry::nonce));
            return gone;
        }

        private void sort(JournalEntry entry) {
            Inclusion inclusion = entry.inclusion();
            switch (standing(entry.nonce(), inclusion)) {
                case GONE -> gone.add(entry);
                case BEHIND -> behind.add(entry);
                case THERE -> {
                    others++;
                    deepEnough |= inclusion != null && inclusion.block().number() <= sight.number() - DEEPEST_REORG;
                }
                case UNKNOWN -> deepEnough |= ++others >= PAGE;
            }
        }

        private Standing standing(long nonce, @Nullable Inclusion inclusion) {
            if (inclusion == null) return sight.next() <= nonce ? Standing.GONE : Standing.UNKNOWN;
            BlockRef block = inclusion.block();
            Optional<Hash32> now = block.number() > sight.number() ? Optional.empty() : hash(block.number());
            if (now.isPresent()) return now.get().equals(block.hash()) ? Standing.THERE : Standing.GONE;
            return sight.next() <= nonce ? Standing.BEHIND : Standing.UNKNOWN;
        }

        private Optional<Hash32> hash(long number) {
            return hashes.computeIfAbsent(
                    number, _ -> client.header(BlockTag.at(number)).map(BlockHeader::hash));
        }

        /** Some development chains begin with the same block at each start. What was sent to the one before is not for this one. */
        private void requireSameChain() {
            List<BlockRef> lost = gone.stream()
                    .flatMap(entry -> Stream.ofNullable(entry.inclusion()))
                    .map(Inclusion::block)
                    .sorted(Comparator.comparingLong(BlockRef::number))
                    .toList();
            if (others > 0 || lost.getLast().number() - lost.getFirst().number() <= DEEPEST_REORG) return;
            throw new ChainException.Fatal(
                    "transaction journal " + journal.name() + " is of another chain " + journal.chainId()
                            + ": none of its " + lost.size() + " transactions is on the chain of " + client.name()
                            + ", nor is block " + lost.getFirst()
                            + "; if the chain was started anew, give it a journal of its own",
                    null);
        }
    }
}
