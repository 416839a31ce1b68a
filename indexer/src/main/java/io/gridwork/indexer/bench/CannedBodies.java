package io.gridwork.indexer.bench;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.Uint256;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes what blocks are filled with, from a seed. */
final class CannedBodies {
    private static final Hash32 UNHEARD = Keccak256.hash("Unheard(uint256)");
    private static final int TRANSFER_BODIES = 256;
    private static final int MIXED_BODIES = 64;
    private static final int LOGS_IN_TRANSACTION = 3;

    private final Random random;

    private CannedBodies(long seed) {
        random = new Random(seed);
    }

    /** ERC-20 transfers of the token between any addresses, each a transaction of its own. */
    static List<CannedBody> transfers(long seed, int logs) {
        CannedBodies bodies = new CannedBodies(seed);
        return IntStream.range(0, TRANSFER_BODIES)
                .mapToObj(_ -> CannedBody.of(IntStream.range(0, logs)
                        .mapToObj(index -> bodies.transfer(index, index))
                        .toList()))
                .toList();
    }

    /** Up to {@code mostLogs} transfers, among them notes, logs that no ERC-20 ABI explains, and logs of another contract. */
    static List<CannedBody> mixed(long seed, int mostLogs) {
        CannedBodies bodies = new CannedBodies(seed);
        return IntStream.range(0, MIXED_BODIES)
                .mapToObj(_ -> bodies.mixed(mostLogs))
                .toList();
    }

    private CannedBody mixed(int mostLogs) {
        int count = random.nextInt(3) == 0 ? 0 : random.nextInt(mostLogs + 1);
        List<CannedLog> logs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            logs.add(mixed(i, i / LOGS_IN_TRANSACTION));
        }
        return CannedBody.of(logs);
    }

    private CannedLog transfer(int index, int txIndex) {
        Bytes value = new Uint256(0, 0, random.nextLong() >>> 44, random.nextLong())
                .toWord()
                .toBytes();
        return new CannedLog(
                CannedChain.TOKEN,
                List.of(CannedChain.TRANSFER, anybody().toWord(), anybody().toWord()),
                value,
                index,
                txIndex);
    }

    private CannedLog mixed(int index, int txIndex) {
        int kind = random.nextInt(20);
        if (kind == 4) {
            return new CannedLog(CannedChain.TOKEN, List.of(CannedChain.NOTE), CannedText.any(random), index, txIndex);
        }
        Address address = kind == 0 ? CannedChain.OTHER : CannedChain.TOKEN;
        List<Hash32> topics =
                new ArrayList<>(List.of(kind == 1 ? UNHEARD : CannedChain.TRANSFER, oneOfFew(), oneOfFew()));
        Bytes data = new Uint256(kind == 3 ? 0 : random.nextLong(), 0, random.nextLong(), random.nextLong())
                .toWord()
                .toBytes();
        if (kind == 2) { // as ERC-721 has it
            topics.add(data.hashAt(0));
            data = Bytes.EMPTY;
        }
        return new CannedLog(address, topics, data, index, txIndex);
    }

    private Address anybody() {
        return new Address(random.nextLong(), random.nextLong(), random.nextInt());
    }

    private Hash32 oneOfFew() {
        return new Hash32(0, 0, 0, 1 + random.nextInt(50));
    }
}
