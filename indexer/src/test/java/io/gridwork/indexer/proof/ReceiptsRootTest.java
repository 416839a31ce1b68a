package io.gridwork.indexer.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockRef;
import io.gridwork.chain.Receipt;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

final class ReceiptsRootTest {
    @Example
    void mainnetBlock46147OfBeforeByzantium() {
        Receipt first = receipt(
                0, false, Hash32.parse("0x96a8e009d2b88b1483e6941e6812e32263b05683fac202abc622a3e31aed1957"), 21_000);
        assertThat(ReceiptsRoot.of(List.of(first)))
                .isEqualTo(Hash32.parse("0xfe2bf2a941abf41d72637e5b91750332a30283efd40c424dc522b77e6f0ed8c4"));
    }

    /** Block 20 of the chain that the tests of ethereum/execution-apis are recorded from. */
    @Example
    void threeTypesOfTransactionsInABlockOfGeth() {
        List<Receipt> receipts =
                List.of(receipt(2, true, null, 0x5208), receipt(1, true, null, 0xa410), receipt(0, true, null, 0xf618));
        assertThat(ReceiptsRoot.of(receipts))
                .isEqualTo(Hash32.parse("0x4b7fefa97a453e0ee0cea1d51ca4ab3729f3a2a6a8388a5a3b13765eec3720b7"));
    }

    @Example
    void aBlockWithoutTransactions() {
        assertThat(ReceiptsRoot.of(List.of()))
                .isEqualTo(Hash32.parse("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"));
    }

    @Example
    void aTypeOfALayer2IsNamed() {
        assertThatThrownBy(() -> ReceiptsRoot.of(List.of(receipt(0x7e, true, null, 1))))
                .isInstanceOf(Unprovable.class)
                .hasMessageContaining("type 126");
    }

    @Example
    void aReceiptWithoutStatusProvesNothing() {
        assertThatThrownBy(() -> ReceiptsRoot.of(List.of(receipt(2, Receipt.Outcome.UNKNOWN, null, 1, List.of()))))
                .isInstanceOf(Unprovable.class)
                .hasMessageContaining("has no status");
    }

    /** Beyond 127 receipts keys have two bytes, beyond 255 three. */
    @Property(tries = 60)
    void itIsTheRootOfTheDefinition(@ForAll long seed, @ForAll @IntRange(max = 300) int size) {
        Random random = new Random(seed);
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < size; i++) receipts.add(random(random, i));
        Hash32 expected = ReferenceTrie.root(
                receipts.stream().map(ReceiptsRootTest::encoded).toList());
        assertThat(ReceiptsRoot.of(receipts)).isEqualTo(expected);
    }

    private static Receipt random(Random random, int index) {
        List<LogEntry> logs = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            List<Hash32> topics = new ArrayList<>();
            for (int j = random.nextInt(5); j > 0; j--) {
                topics.add(new Hash32(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
            }
            byte[] data = new byte[random.nextInt(200)];
            random.nextBytes(data);
            Address address = new Address(random.nextLong(), random.nextLong(), random.nextInt());
            logs.add(new LogEntry(
                    address, topics, Bytes.copyOf(data), 1, Hash32.ZERO, null, Hash32.ZERO, index, i, false));
        }
        Hash32 stateRoot = random.nextInt(4) == 0 ? new Hash32(random.nextLong(), 1, 2, 3) : null;
        return receipt(
                random.nextInt(5),
                stateRoot == null && random.nextBoolean(),
                stateRoot,
                random.nextLong() >>> 20,
                logs);
    }

    private static byte[] encoded(Receipt receipt) {
        Hash32 stateRoot = receipt.stateRoot();
        byte[][] logs = receipt.logs().stream()
                .map(log -> ReferenceTrie.list(
                        ReferenceTrie.string(log.address().toArray()),
                        ReferenceTrie.list(log.topics().stream()
                                .map(topic -> ReferenceTrie.string(topic.toArray()))
                                .toArray(byte[][]::new)),
                        ReferenceTrie.string(log.data().toArray())))
                .toArray(byte[][]::new);
        byte[] fields = ReferenceTrie.list(
                ReferenceTrie.string(
                        stateRoot != null ? stateRoot.toArray() : ReferenceTrie.quantity(receipt.succeeded() ? 1 : 0)),
                ReferenceTrie.string(ReferenceTrie.quantity(receipt.cumulativeGasUsed())),
                ReferenceTrie.string(LogsBloom.of(receipt.logs()).toArray()),
                ReferenceTrie.list(logs));
        if (receipt.type() == 0) return fields;
        ByteArrayOutputStream typed = new ByteArrayOutputStream();
        typed.write(receipt.type());
        typed.writeBytes(fields);
        return typed.toByteArray();
    }

    private static Receipt receipt(int type, boolean succeeded, @Nullable Hash32 stateRoot, long cumulativeGas) {
        return receipt(type, succeeded, stateRoot, cumulativeGas, List.of());
    }

    private static Receipt receipt(
            int type, boolean succeeded, @Nullable Hash32 stateRoot, long cumulativeGas, List<LogEntry> logs) {
        var outcome = succeeded ? Receipt.Outcome.SUCCEEDED : Receipt.Outcome.REVERTED;
        return receipt(type, outcome, stateRoot, cumulativeGas, logs);
    }

    private static Receipt receipt(
            int type,
            Receipt.Outcome outcome,
            @Nullable Hash32 stateRoot,
            long cumulativeGas,
            List<LogEntry> logs) {
        return new Receipt(
                Hash32.ZERO,
                0,
                new BlockRef(1, Hash32.ZERO),
                Address.ZERO,
                null,
                null,
                outcome,
                0,
                cumulativeGas,
                Uint256.ZERO,
                type,
                stateRoot,
                logs);
    }
}
