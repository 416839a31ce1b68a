package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.ErrorDecoder;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.LogFilter;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.TestAccount;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** An account, its journal and a contract that shows what happened; time passes when the test says so. */
final class Desk implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);
    private static final Hash32 TOPIC = Keccak256.hash("Acted()");

    final AnvilChain chain;
    final ChainClient client;
    final Signer signer = account(1);
    final Address emitter;
    final TransactionJournal journal;
    final AtomicLong nanos = new AtomicLong();

    Desk(AnvilChain chain) {
        this(chain, TransactionJournal.inMemory(chain.chainId(), account(1).address()));
    }

    Desk(AnvilChain chain, TransactionJournal journal) {
        this.chain = chain;
        this.client = new ChainClient(chain.rpcUrl());
        this.journal = journal;
        this.emitter = Bytecode.deploy(client, account(0), Bytecode.EMITTER);
    }

    static Signer account(int index) {
        return Signer.ofPrivateKey(TestAccount.ALL.get(index).privateKey());
    }

    TransactionSender sender() {
        return sender(client);
    }

    TransactionSender sender(ChainClient through) {
        return new TransactionSender(through, signer, journal, ErrorDecoder.BUILT_IN, options(), nanos::get, _ -> {});
    }

    /** Another program with the same key, which knows nothing of this journal. */
    TransactionSender foreigner() {
        TransactionJournal own = TransactionJournal.inMemory(chain.chainId(), signer.address());
        return new TransactionSender(client, signer, own, ErrorDecoder.BUILT_IN, options());
    }

    /** Of another account. */
    TransactionSender foreignSender(int index) {
        TransactionJournal own =
                TransactionJournal.inMemory(chain.chainId(), account(index).address());
        return new TransactionSender(client, account(index), own, ErrorDecoder.BUILT_IN, options());
    }

    static SenderOptions options() {
        return SenderOptions.DEFAULT.withPollInterval(Duration.ofMillis(20));
    }

    static ActionKey key(int number) {
        return ActionKey.of("act", number);
    }

    Call act(int number) {
        return Call.of(emitter, Bytecode.emit(TOPIC, number));
    }

    TransactionState submit(TransactionSender sender, int number) {
        return sender.submit(key(number), act(number));
    }

    TransactionState.Done done(TransactionSender sender, int number) {
        return (TransactionState.Done) sender.await(key(number), LONG);
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    void drop(int number) {
        Hash32 hash =
                journal.find(key(number)).orElseThrow().newest().transaction().hash();
        client.request("anvil_dropTransaction", hash.hex());
    }

    /** As a node that is restarted and does not keep its pool. */
    void emptyPool() {
        client.request("anvil_dropAllTransactions");
    }

    /** The numbers of what happened, in the order of the chain. */
    List<Long> happened() {
        return client.logs(LogFilter.of(emitter), 0, client.blockNumber()).stream()
                .map(log -> log.data().hashAt(0).toUint256().toLongExact())
                .toList();
    }

    static Call gift(int to) {
        return Call.transfer(account(to).address(), Uint256.of(1));
    }

    URI url() {
        return chain.rpcUrl();
    }

    @Override
    public void close() {
        client.close();
        journal.close();
    }
}
