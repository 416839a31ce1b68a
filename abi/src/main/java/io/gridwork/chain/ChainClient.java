package io.gridwork.chain;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.FunctionSchema;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.abi.Uint256;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.EndpointAddress;
import io.gridwork.rpc.HexJson;
import io.gridwork.rpc.JsonRpc;
import io.gridwork.rpc.Patience;
import io.gridwork.rpc.Rpc;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.rpc.Timer;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A chain, through the JSON-RPC of one node or several. Safe to share between threads; every method blocks and throws {@link
 * ChainException}. A request is tried for as long as {@link Patience} says; logs of many blocks are asked for in parts where a node
 * wants that.
 *
 * @see <a href="https://ethereum.github.io/execution-apis/">Execution API specification</a>
 */
public final class ChainClient implements AutoCloseable {
    /** How often a block is asked for that the node must have: one that answers null now and then does so several times in a row. */
    private static final int LOOKS = 5;

    private final Rpc rpc;
    /** Null for a single endpoint, which answers as it can. */
    private final @Nullable LogReader reader;

    public ChainClient(URI endpoint) {
        this(List.of(endpoint), RpcOptions.DEFAULT);
    }

    /**
     * Connects at the first request.
     *
     * @param endpoints the preferred one first
     * @throws IllegalArgumentException when one is no http or https URL
     */
    public ChainClient(List<URI> endpoints, RpcOptions options) {
        this(new Endpoints(endpoints, options, Timer.steady()));
    }

    private ChainClient(Endpoints endpoints) {
        this.rpc = new PatientRpc(endpoints);
        this.reader = new LogReader(endpoints);
    }

    /** Asks this endpoint once, and leaves it to the caller what to do about a failure. */
    public ChainClient(JsonRpc endpoint) {
        this.rpc = endpoint;
        this.reader = null;
    }

    Rpc rpc() {
        return rpc;
    }

    /** The endpoint, without what in its URL may be a key. */
    public String name() {
        return rpc.name();
    }

    /** How messages name an endpoint: scheme, host and port. @throws IllegalArgumentException when it is no http or https URL */
    public static String name(URI endpoint) {
        return EndpointAddress.of(endpoint).name();
    }

    public long chainId() {
        return required("eth_chainId", List.of(), HexJson::number);
    }

    /** The hash of block 0; empty where the node does not give that block. */
    public Optional<Hash32> genesis() {
        return header(BlockTag.at(0)).map(BlockHeader::hash);
    }

    /** Which chain it is. */
    public ChainIdentity identity() {
        return new ChainIdentity(chainId(), genesis().orElse(null));
    }

    /** The newest block. */
    public BlockHeader head() {
        return header(BlockTag.LATEST)
                .orElseThrow(() -> new ChainException.Retryable(name() + " has no newest block yet", null));
    }

    /** This client, if its node is of that chain. @throws ChainException.Fatal when it is of another */
    public ChainClient requireChainId(long expected) {
        long actual = chainId();
        if (actual == expected) return this;
        throw new ChainException.Fatal(
                name() + " serves chain " + actual + ", not " + expected + "; give the URL of a node of that chain",
                null);
    }

    /** Number of the newest block. */
    public long blockNumber() {
        return required("eth_blockNumber", List.of(), JsonAnswers::blockNumber);
    }

    /**
     * Empty when the node has no such block, does not know what the tag means (Besu and {@code finalized}), or answers another block
     * (some chains answer the newest for block 0).
     */
    public Optional<BlockHeader> header(BlockTag block) {
        try {
            List<Object> params = List.of(block.text(), false);
            // Every node has a newest block, so null means that it has lost sight of it for a moment.
            if (block.equals(BlockTag.LATEST))
                return Optional.of(required("eth_getBlockByNumber", params, JsonAnswers::header));
            return optional("eth_getBlockByNumber", params, JsonAnswers::header)
                    .filter(header ->
                            block.isNamed() || BlockTag.at(header.number()).equals(block));
        } catch (ChainException.Rejected rejected) {
            if (block.isNamed() || rejected.isLack()) return Optional.empty();
            throw rejected;
        }
    }

    public Optional<BlockHeader> header(Hash32 hash) {
        return optional("eth_getBlockByHash", List.of(hash.hex(), false), JsonAnswers::header)
                .filter(header -> header.hash().equals(hash));
    }

    /** Headers of {@code first} to {@code last}, both included, up to the first that the node does not have. In batches. */
    public List<BlockHeader> headers(long first, long last) {
        List<List<Object>> params = LongStream.rangeClosed(first, last)
                .mapToObj(number -> List.<Object>of(BlockTag.at(number).text(), false))
                .toList();
        List<@Nullable BlockHeader> answers = rpc.batch("eth_getBlockByNumber", params, JsonAnswers::header);
        int known = answers.size();
        while (known > 0 && answers.get(known - 1) == null) known--;
        List<BlockHeader> headers = new ArrayList<>();
        for (@Nullable BlockHeader answer : answers.subList(0, known)) {
            long number = first + headers.size();
            // A node that has a later block has this one, too.
            @Nullable BlockHeader header = answer == null ? askedAgain(number) : answer;
            if (header == null || header.number() != number) break;
            headers.add(header);
        }
        return headers;
    }

    private @Nullable BlockHeader askedAgain(long number) {
        for (int i = 0; i < LOOKS; i++) {
            Optional<BlockHeader> header = header(BlockTag.at(number));
            if (header.isPresent()) return header.get();
        }
        return null;
    }

    /** Logs of blocks {@code first} to {@code last}, both included, in the node's order. No filter is left at the node. */
    public List<LogEntry> logs(LogFilter filter, long first, long last) {
        if (reader != null) return reader.logs(filter, new BlockRange(first, last));
        Map<String, Object> query = query(filter);
        query.put("fromBlock", BlockTag.at(first).text());
        query.put("toBlock", BlockTag.at(last).text());
        return logs(query);
    }

    /** Logs of just this block, also when it has left the chain and the node still has it (EIP-234). */
    public List<LogEntry> logs(LogFilter filter, Hash32 block) {
        Map<String, Object> query = query(filter);
        query.put("blockHash", block.hex());
        return logs(query);
    }

    private List<LogEntry> logs(Map<String, Object> query) {
        return required("eth_getLogs", List.of(query), JsonLogs::read);
    }

    private static Map<String, Object> query(LogFilter filter) {
        Map<String, Object> query = new LinkedHashMap<>();
        if (!filter.addresses().isEmpty()) {
            query.put(
                    "address",
                    filter.addresses().stream().sorted().map(Address::hex).toList());
        }
        if (!filter.topics0().isEmpty()) {
            query.put(
                    "topics",
                    List.of(filter.topics0().stream().sorted().map(Hash32::hex).toList()));
        }
        return query;
    }

    /** What the call would return. @throws ChainException.Rejected when it reverts */
    public Bytes call(@Nullable Address from, Call call, BlockTag block) {
        return required("eth_call", List.of(transaction(from, call), block.text()), HexJson::bytes);
    }

    /** Result of a view function, decoded. */
    public List<AbiValue> read(Address contract, FunctionSchema function, BlockTag block, Object... arguments) {
        return function.decodeResult(call(null, Call.of(contract, function.encode(arguments)), block));
    }

    /** Gas that the call would use on top of the newest block, transactions that wait left aside. @throws ChainException.Rejected when it reverts */
    public long estimateGas(Address from, Call call) {
        return required("eth_estimateGas", List.of(transaction(from, call), BlockTag.LATEST.text()), HexJson::number);
    }

    private static Map<String, Object> transaction(@Nullable Address from, Call call) {
        Map<String, Object> transaction = new LinkedHashMap<>();
        Address to = call.to();
        if (from != null) transaction.put("from", from.hex());
        if (to != null) transaction.put("to", to.hex());
        if (!call.data().isEmpty()) transaction.put("data", call.data().hex());
        if (!call.value().isZero()) transaction.put("value", call.value().toQuantity());
        return transaction;
    }

    /** Code of a contract; empty where there is none. */
    public Bytes code(Address address, BlockTag block) {
        return required("eth_getCode", List.of(address.hex(), block.text()), HexJson::bytes);
    }

    /** Wei that the account holds. */
    public Uint256 balance(Address address, BlockTag block) {
        return required("eth_getBalance", List.of(address.hex(), block.text()), HexJson::quantity);
    }

    /** Transactions that the account has sent; with {@link BlockTag#PENDING} those that wait in the node's pool as well. */
    public long nonce(Address address, BlockTag block) {
        return required("eth_getTransactionCount", List.of(address.hex(), block.text()), HexJson::number);
    }

    /** Base fee of the newest block, and the tip that the node suggests. */
    public Fees fees() {
        return Fees.read(this);
    }

    /** What a method without parameters answers; empty when it is no quantity. */
    Optional<Uint256> quantity(String method) {
        return optional(method, List.of(), json -> json.orNull(json::quantity));
    }

    /** Empty while the transaction is in no block of the chain. */
    public Optional<Receipt> receipt(Hash32 transaction) {
        Optional<Receipt> receipt =
                optional("eth_getTransactionReceipt", List.of(transaction.hex()), JsonAnswers::receipt);
        if (receipt.isPresent() && !receipt.get().txHash().equals(transaction))
            throw ChainException.contradictory(name() + " was asked for the receipt of " + transaction
                    + ", and gave that of " + receipt.get().txHash());
        return receipt;
    }

    /** Receipts of a whole block in order; empty when the node has no such block. */
    public Optional<List<Receipt>> blockReceipts(BlockTag block) {
        return optional("eth_getBlockReceipts", List.of(block.text()), JsonAnswers::receipts);
    }

    /** Hands a signed transaction to the node. @throws ChainException.Rejected when its pool does not take it */
    public Hash32 sendRawTransaction(Bytes raw) {
        Hash32 hash = rpc.request("eth_sendRawTransaction", List.of(raw.hex()), HexJson::hash);
        if (hash != null) return hash;
        throw new ChainException.Retryable("eth_sendRawTransaction at " + name() + ": the node answered null", null);
    }

    /** Any other method, such as one of an engine's own; parameters are JSON values, lists and maps. */
    public JsonNode request(String method, Object... params) {
        return optional(method, List.of(params), HexJson::tree).orElse(NullNode.getInstance());
    }

    private <T> Optional<T> optional(String method, List<?> params, Rpc.Reader<T> reader) {
        return Optional.ofNullable(rpc.request(method, params, reader));
    }

    private <T> T required(String method, List<?> params, Rpc.Reader<T> reader) {
        return rpc.required(method, params, reader);
    }

    @Override
    public void close() {
        rpc.close();
    }
}
