package io.gridwork.indexer.bench;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A log as far as it does not depend on its block, rendered once. */
public final class CannedLog {
    private final Address address;
    private final List<Hash32> topics;
    private final Bytes data;
    private final int txIndex;
    private final byte[] head;
    private final byte[] tail;

    /**
     * Renders it.
     *
     * @param index its place in the block
     * @param txIndex its transaction's place in the block
     */
    public CannedLog(Address address, List<Hash32> topics, Bytes data, int index, int txIndex) {
        this.address = address;
        this.topics = List.copyOf(topics);
        this.data = data;
        this.txIndex = txIndex;
        String names = topics.stream().map(topic -> '"' + topic.hex() + '"').collect(Collectors.joining(","));
        head = new AsciiBuffer(512)
                .put("{\"address\":\"" + address.hex() + "\",\"topics\":[" + names + "],\"data\":\"" + data.hex()
                        + "\",")
                .toBytes();
        tail = new AsciiBuffer(80)
                .put("\",\"transactionIndex\":\"")
                .putQuantity(txIndex)
                .put("\",\"logIndex\":\"")
                .putQuantity(index)
                .put("\",\"removed\":false}")
                .toBytes();
    }

    public Address address() {
        return address;
    }

    public List<Hash32> topics() {
        return topics;
    }

    public Bytes data() {
        return data;
    }

    /** What names the event; null where there is no topic at all. */
    public @Nullable Hash32 topic0() {
        return topics.isEmpty() ? null : topics.getFirst();
    }

    int txIndex() {
        return txIndex;
    }

    /** Bytes of its JSON without the fields of its block. */
    int bytes() {
        return head.length + tail.length;
    }

    /** @param place the fields of its block, up to the digits of the transaction's hash */
    void render(AsciiBuffer json, byte[] place, Hash32 txHash) {
        json.put(head)
                .put(place)
                .putHex(txHash.w3())
                .putHex(txHash.w2())
                .putHex(txHash.w1())
                .putHex(txHash.w0())
                .put(tail);
    }
}
