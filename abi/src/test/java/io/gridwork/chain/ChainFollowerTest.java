package io.gridwork.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.ChainUpdate.BlocksApplied;
import io.gridwork.chain.ChainUpdate.BlocksFinalized;
import io.gridwork.chain.ChainUpdate.BlocksReverted;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@GridworkChain(perTest = true)
@UnderLoad
class ChainFollowerTest {
    private static final Hash32 TOPIC = Keccak256.hash("Something()");
    private static final FollowerOptions OPTIONS =
            FollowerOptions.DEFAULT.withPollInterval(Duration.ofMillis(10)).withFinality(new Finality.Depth(1000));

    private ChainClient client;
    private Address emitter;
    private TransactionSender sender;
    private int emitted;

    @BeforeEach
    void open(TestChain chain) {
        client = new ChainClient(chain.rpcUrl());
        Signer signer = Signer.ofPrivateKey(chain.accounts().get(0).privateKey());
        emitter = Bytecode.deploy(client, signer, Bytecode.EMITTER);
        sender = Bytecode.sender(client, signer, new InMemoryTransactionJournal(chain.chainId(), signer.address()));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void emit(int times) {
        for (int i = 0; i < times; i++) {
            ActionKey key = ActionKey.of("emit", emitted);
            sender.submit(key, Call.of(emitter, Bytecode.emit(TOPIC, emitted++)));
            sender.await(key, Duration.ofSeconds(30));
        }
    }

    /** What a reader that obeys the updates has in the end. */
    private static final class Mirror {
        final List<BlockRef> blocks = new ArrayList<>();
        final List<LogEntry> logs = new ArrayList<>();
        final List<ChainUpdate> updates = new ArrayList<>();

        void follow(ChainFollower follower) {
            for (Optional<ChainUpdate> next = follower.poll(); next.isPresent(); next = follower.poll()) {
                updates.add(next.get());
                switch (next.get()) {
                    case BlocksApplied applied -> {
                        applied.headers().forEach(header -> blocks.add(header.ref()));
                        logs.addAll(applied.logs());
                    }
                    case BlocksReverted reverted -> {
                        for (BlockRef block : reverted.blocks()) {
                            assertThat(blocks.removeLast()).isEqualTo(block);
                        }
                        logs.removeIf(log ->
                                blocks.stream().noneMatch(block -> block.hash().equals(log.blockHash())));
                    }
                    case BlocksFinalized finalized -> assertThat(blocks).contains(finalized.upTo());
                }
            }
        }
    }

    private void assertEqualToTheChain(Mirror mirror, long first) {
        long head = mirror.blocks.getLast().number();
        assertThat(head).isEqualTo(client.blockNumber());
        assertThat(mirror.blocks)
                .isEqualTo(client.headers(first, head).stream()
                        .map(BlockHeader::ref)
                        .toList());
        assertThat(mirror.logs).isEqualTo(client.logs(LogFilter.of(emitter), first, head));
    }

    private ChainFollower follower(ChainClient from, FollowerOptions options) {
        return ChainFollower.from(from, LogFilter.of(emitter), 0, options);
    }

    @Test
    void readsTheChainFromItsStartInRangesAndThenAsItGrows(AnvilChain anvil) {
        emit(5);
        Mirror mirror = new Mirror();
        ChainFollower follower = follower(client, OPTIONS.withLongestRange(2));
        mirror.follow(follower);
        assertEqualToTheChain(mirror, 0);
        assertThat(mirror.updates).hasSizeGreaterThan(3);
        emit(2);
        anvil.mine(2);
        mirror.follow(follower);
        assertEqualToTheChain(mirror, 0);
        assertThat(mirror.logs).hasSize(7);
    }

    @Test
    void nothingNewIsNoUpdate() {
        ChainFollower follower = follower(client, OPTIONS);
        new Mirror().follow(follower);
        assertThat(follower.next(Duration.ofMillis(30))).isEmpty();
    }

    @Test
    void aReorgIsRevertedAndReplaced(AnvilChain anvil) {
        emit(4);
        Mirror mirror = new Mirror();
        ChainFollower follower = follower(client, OPTIONS);
        mirror.follow(follower);
        anvil.reorg(2);
        mirror.follow(follower);
        assertThat(mirror.updates).hasAtLeastOneElementOfType(BlocksReverted.class);
        assertEqualToTheChain(mirror, 0);
        assertThat(mirror.logs).hasSize(2);
    }

    @Test
    void aChainThatGotShorterIsReverted(AnvilChain anvil) {
        AnvilChain.Snapshot before = anvil.snapshot();
        emit(3);
        Mirror mirror = new Mirror();
        ChainFollower follower = follower(client, OPTIONS);
        mirror.follow(follower);
        anvil.revert(before);
        anvil.mine(1);
        mirror.follow(follower);
        assertEqualToTheChain(mirror, 0);
        assertThat(mirror.logs).isEmpty();
    }

    @Test
    void aReorgWhileItWasDownIsSeenAtTheNextStart(AnvilChain anvil) {
        emit(4);
        Mirror mirror = new Mirror();
        mirror.follow(follower(client, OPTIONS));
        anvil.reorg(3);
        anvil.mine(5);
        List<BlockRef> known = List.copyOf(mirror.blocks.subList(mirror.blocks.size() - 4, mirror.blocks.size()));
        mirror.follow(ChainFollower.resume(client, LogFilter.of(emitter), 0, known, OPTIONS));
        assertEqualToTheChain(mirror, 0);
    }

    @Test
    void aReorgDeeperThanTheWindowStopsTheReader(AnvilChain anvil) {
        anvil.mine(6);
        Mirror mirror = new Mirror();
        ChainFollower follower = follower(client, OPTIONS.withWindow(3));
        mirror.follow(follower);
        anvil.reorg(5);
        assertThatExceptionOfType(ChainException.Fatal.class)
                .isThrownBy(follower::poll)
                .withMessageContaining("window of 3 blocks");
    }

    @Test
    void whatWasFinalMustNotChange(AnvilChain anvil) {
        anvil.mine(6);
        Mirror mirror = new Mirror();
        ChainFollower follower = follower(client, OPTIONS.withFinality(new Finality.Depth(2)));
        mirror.follow(follower);
        BlockRef last = mirror.blocks.get(mirror.blocks.size() - 3);
        assertThat(mirror.updates.getLast()).isEqualTo(new BlocksFinalized(last));
        anvil.reorg(4);
        assertThatExceptionOfType(ChainException.Fatal.class)
                .isThrownBy(follower::poll)
                .withMessageContaining("was final");
    }

    @Test
    void aLaggingEndpointIsNoReorg(TestChain chain) throws IOException {
        emit(3);
        BlockHeader old = client.header(BlockTag.at(1)).orElseThrow();
        ScriptedEndpoint.Script node = ScriptedEndpoint.forwarding(chain.rpcUrl());
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint(node);
                ChainClient lagging = new ChainClient(endpoint.url())) {
            Mirror mirror = new Mirror();
            ChainFollower follower = follower(lagging, OPTIONS);
            mirror.follow(follower);
            endpoint.script(request ->
                    node.answer(request.replace("\"latest\"", "\"0x" + Long.toHexString(old.number()) + "\"")));
            assertThat(follower.poll()).isEmpty();
            endpoint.script(node);
            emit(1);
            mirror.follow(follower);
            assertEqualToTheChain(mirror, 0);
            assertThat(mirror.updates).doesNotHaveAnyElementsOfTypes(BlocksReverted.class);
        }
    }

    @Test
    void logsThatARangeLeavesOutAreFoundByTheirBlocksBloom(TestChain chain) throws IOException {
        emit(3);
        ScriptedEndpoint.Script node = ScriptedEndpoint.forwarding(chain.rpcUrl());
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint(request -> request.contains("fromBlock")
                        ? ScriptedEndpoint.Answer.ok("{\"jsonrpc\":\"2.0\",\"id\":" + id(request) + ",\"result\":[]}")
                        : node.answer(request));
                ChainClient forgetful = new ChainClient(endpoint.url())) {
            Mirror mirror = new Mirror();
            mirror.follow(follower(forgetful, OPTIONS));
            assertEqualToTheChain(mirror, 0);
            assertThat(mirror.logs).hasSize(3);
        }
    }

    @Test
    void logsOfAnotherForkAreNotTaken(TestChain chain) throws IOException {
        emit(2);
        ScriptedEndpoint.Script node = ScriptedEndpoint.forwarding(chain.rpcUrl());
        String hash = client.header(BlockTag.LATEST).orElseThrow().hash().hex();
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint(request -> request.contains("eth_getLogs")
                        ? ScriptedEndpoint.Answer.ok(node.answer(request).text().replace(hash, TOPIC.hex()))
                        : node.answer(request));
                ChainClient forked = new ChainClient(endpoint.url())) {
            ChainFollower follower = follower(forked, OPTIONS);
            assertThat(follower.poll()).isEmpty();
            endpoint.script(node);
            Mirror mirror = new Mirror();
            mirror.follow(follower);
            assertEqualToTheChain(mirror, 0);
        }
    }

    @Test
    void aRefusedRangeIsHalvedUntilItIsGranted(TestChain chain, AnvilChain anvil) throws IOException {
        emit(2);
        anvil.mine(20);
        ScriptedEndpoint.Script node = ScriptedEndpoint.forwarding(chain.rpcUrl());
        Pattern range = Pattern.compile("\"fromBlock\":\"0x([0-9a-f]+)\",\"toBlock\":\"0x([0-9a-f]+)\"");
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint(request -> {
                    Matcher asked = range.matcher(request);
                    boolean tooWide = asked.find()
                            && Long.parseLong(asked.group(2), 16) - Long.parseLong(asked.group(1), 16) >= 4;
                    return tooWide
                            ? ScriptedEndpoint.Answer.error("{\"code\":-32005,\"message\":\"range too wide\"}")
                            : node.answer(request);
                });
                ChainClient strict = new ChainClient(endpoint.url())) {
            Mirror mirror = new Mirror();
            mirror.follow(follower(strict, OPTIONS));
            assertEqualToTheChain(mirror, 0);
        }
    }

    private static String id(String request) {
        Matcher id = Pattern.compile("\"id\":(\\d+)").matcher(request);
        assertThat(id.find()).isTrue();
        return id.group(1);
    }
}
