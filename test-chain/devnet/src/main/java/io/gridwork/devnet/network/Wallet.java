package io.gridwork.devnet.network;

import io.gridwork.abi.Address;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Receipt;
import io.gridwork.rpc.ChainException;
import io.gridwork.transactions.ActionKey;
import io.gridwork.transactions.SenderOptions;
import io.gridwork.transactions.Signer;
import io.gridwork.transactions.TransactionJournal;
import io.gridwork.transactions.TransactionSender;
import io.gridwork.transactions.TransactionState;
import io.gridwork.worker.market.Actions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A person's account: sends transactions and waits for them. Safe to share between threads. */
public final class Wallet {

    static final SenderOptions OPTIONS = SenderOptions.DEFAULT.withPollInterval(Duration.ofMillis(50));

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TransactionSender sender;
    private final AtomicLong sent = new AtomicLong();

    public Wallet(ChainClient chain, Signer signer, DeployedContracts contracts) {
        var journal = TransactionJournal.inMemory(chain.chainId(), signer.address());
        this.sender = new TransactionSender(chain, signer, journal, contracts.errors(), OPTIONS);
    }

    public Address address() {
        return sender.account();
    }

    /**
     * Sends one call after the other, each when the one before is in the chain: what it costs may depend on that.
     *
     * @param what for messages, such as "register worker-1"
     * @return the receipts, in order
     * @throws DevnetException with the contract's own reason if one fails
     */
    public List<Receipt> send(String what, Call... calls) {
        var receipts = new ArrayList<Receipt>();
        for (Call call : calls) receipts.add(sendOne(what, call));
        return receipts;
    }

    /** The same account, for the worker module's own classes. */
    public Actions actions() {
        return new Actions(sender, LIMIT);
    }

    private Receipt sendOne(String what, Call call) {
        var key = ActionKey.of(what, sent.getAndIncrement());
        try {
            sender.submit(key, call);
            if (sender.await(key, LIMIT) instanceof TransactionState.Done done && done.succeeded())
                return sender.reads()
                        .receipt(done.txHash())
                        .orElseThrow(() -> new DevnetException("cannot " + what
                                + ": the node does not give the receipt of " + done.txHash()
                                + ", which is in block " + done.block().number()));
        } catch (ChainException.Rejected e) {
            throw new DevnetException("cannot " + what + ": " + e.getMessage(), e);
        }
        throw new DevnetException("cannot " + what + ": "
                + sender.state(key).map(Object::toString).orElse("not sent"));
    }
}
