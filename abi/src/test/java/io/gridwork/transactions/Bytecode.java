package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import java.time.Duration;

/** Contracts of a few instructions each, assembled by hand, so that this module needs no compiler. */
public final class Bytecode {
    /** Emits a log: the first word of the call data is its topic, the rest its data. */
    public static final Bytes EMITTER =
            creating("60203603" + "80" + "60206000" + "37" + "600035" + "90" + "6000" + "a1" + "00");

    /** Reverts with its call data as the reason. */
    public static final Bytes REVERTER = creating("36" + "5f5f" + "37" + "36" + "5f" + "fd");

    /** The first call succeeds, every later one reverts, whoever calls. */
    public static final Bytes ONCE = creating("5f54" + "15" + "6009" + "57" + "5f5ffd" + "5b" + "6001" + "5f55" + "00");

    private Bytecode() {}

    /** Code that returns the runtime: 11 bytes in front of it. */
    private static Bytes creating(String runtime) {
        return Bytes.parse("0x60%02x80600b6000396000f3%s".formatted(runtime.length() / 2, runtime));
    }

    public static Bytes emit(Hash32 topic, long value) {
        return Bytes.parse(topic.hex() + Uint256.of(value).toWord().hex().substring(2));
    }

    /** Deploys as the signer, past any sender, and waits for it. */
    public static Address deploy(ChainClient client, Signer signer, Bytes code) {
        TransactionSender sender =
                sender(client, signer, TransactionJournal.inMemory(client.chainId(), signer.address()));
        ActionKey key = ActionKey.of("deploy", code.keccak256());
        sender.submit(key, Call.create(code));
        TransactionState.Done done = (TransactionState.Done) sender.await(key, Duration.ofSeconds(30));
        return java.util.Objects.requireNonNull(
                client.receipt(done.txHash()).orElseThrow().contractAddress());
    }

    public static TransactionSender sender(ChainClient client, Signer signer, TransactionJournal journal) {
        return new TransactionSender(
                client,
                signer,
                journal,
                io.gridwork.abi.ErrorDecoder.BUILT_IN,
                SenderOptions.DEFAULT.withPollInterval(Duration.ofMillis(20)));
    }
}
