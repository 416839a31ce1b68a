package io.gridwork.indexer.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A node that now and then does not tell the truth of what is in blocks: it leaves out, makes up, or says what is of other
 * blocks. Its lies are such that filters and roots in the headers can show them.
 */
public record LyingNode(Random random, double lying) implements Faults {
    private static final byte[] NOTHING = "[]".getBytes(US_ASCII);
    private static final String NOBODY = "0x00000000000000000000000000000000000000ff";

    @Override
    public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
        boolean lies = random.nextDouble() < lying;
        return switch (call.method()) {
            case "eth_getLogs" -> lies ? logs(LogQuery.of(call, chain), honest.get()) : honest.get();
            case "eth_getBlockReceipts" -> lies ? receipts(honest.get()) : honest.get();
            default -> honest.get();
        };
    }

    private byte[] logs(LogQuery query, byte[] honest) {
        List<CannedBlock> silent = query.blocks().stream()
                .filter(block -> block.number() > 0 && block.logs().isEmpty())
                .toList();
        return switch (random.nextInt(5)) {
            case 0 -> NOTHING;
            case 1 -> with(NOTHING, log(NOBODY, "[]", query.blocks().getFirst()));
            case 2 -> silent.isEmpty() ? NOTHING : with(honest, invented(query, silent));
            case 3 -> replaced(honest, "(\"blockHash\":\"0x)[0-9a-f]{8}", "$100000000");
            default -> withoutBlock(query, honest);
        };
    }

    private byte[] receipts(byte[] honest) {
        return switch (random.nextInt(4)) {
            case 0 -> NOTHING;
            case 1 -> "null".getBytes(US_ASCII);
            case 2 -> replaced(honest, "\"status\":\"0x1\"", "\"status\":\"0x0\"");
            default -> replaced(honest, "(\"data\":\"0x[0-9a-f]*)[0-9a-f]\"", "$1f\"");
        };
    }

    private String invented(LogQuery query, List<CannedBlock> silent) {
        CannedBlock block = silent.get(random.nextInt(silent.size()));
        String topic = "\"" + CannedChain.TRANSFER.hex() + "\"";
        String address =
                query.addresses().stream().findFirst().orElse(CannedChain.TOKEN).hex();
        return log(address, List.of(topic, topic, topic).toString(), block);
    }

    /** One block's logs left out. */
    private byte[] withoutBlock(LogQuery query, byte[] honest) {
        List<CannedBlock> loud = query.blocks().stream()
                .filter(block -> block.logs().stream().anyMatch(query::matches))
                .toList();
        if (loud.isEmpty()) return honest;
        CannedBlock robbed = loud.get(random.nextInt(loud.size()));
        return new CannedJson(true)
                .logs(
                        query.blocks().stream()
                                .filter(block -> block.number() != robbed.number())
                                .toList(),
                        query::matches);
    }

    private static byte[] with(byte[] logs, String one) {
        String list = new String(logs, UTF_8);
        String start = list.equals("[]") ? "[" : list.substring(0, list.length() - 1) + ",";
        return (start + one + "]").getBytes(UTF_8);
    }

    private static byte[] replaced(byte[] json, String pattern, String by) {
        return new String(json, UTF_8).replaceAll(pattern, by).getBytes(UTF_8);
    }

    private static String log(String address, String topics, CannedBlock block) {
        return """
                {"address":"%s","topics":%s,"data":"0x%064x","blockNumber":"0x%x","blockHash":"%s",\
                "transactionHash":"%s","transactionIndex":"0x0","logIndex":"0x0","removed":false}""".formatted(address, topics, 0, block.number(), block.hash(), block.hash());
    }
}
