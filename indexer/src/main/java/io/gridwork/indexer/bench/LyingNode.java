package io.gridwork.indexer.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Random;
import java.util.function.Supplier;

/** A node that now and then answers eth_getLogs with a log that was not asked for, of the first block that it was asked about. */
public record LyingNode(Random random, double lying) implements Faults {
    @Override
    public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
        if (!call.method().equals("eth_getLogs") || random.nextDouble() >= lying) return honest.get();
        CannedBlock block = LogQuery.of(call, chain).blocks().getFirst();
        String hash = block.hash().hex();
        return ("[{\"address\":\"0x00000000000000000000000000000000000000ff\",\"topics\":[],\"data\":\"0x\",\"blockNumber\":\"0x"
                        + Long.toHexString(block.number()) + "\",\"blockHash\":\"" + hash + "\",\"transactionHash\":\""
                        + hash
                        + "\",\"transactionIndex\":\"0x0\",\"logIndex\":\"0x0\",\"removed\":false}]")
                .getBytes(US_ASCII);
    }
}
