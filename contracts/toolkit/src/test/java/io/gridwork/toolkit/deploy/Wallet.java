package io.gridwork.toolkit.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.ErrorDecoder;
import io.gridwork.chain.Call;
import io.gridwork.transactions.ActionKey;
import io.gridwork.transactions.TransactionJournal;
import io.gridwork.transactions.TransactionSender;
import io.gridwork.transactions.TransactionState;
import java.time.Duration;

/** Another account that acts beside the deployer. */
final class Wallet {
    private Wallet() {}

    static void send(Network network, int account, Call call) {
        try (TransactionJournal journal =
                TransactionJournal.inMemory(network.client().chainId(), Network.address(account))) {
            TransactionSender sender = new TransactionSender(
                    network.client(), Network.signer(account), journal, ErrorDecoder.BUILT_IN, Network.QUICK);
            ActionKey key = ActionKey.of("send");
            sender.submit(key, call);
            assertThat(sender.await(key, Duration.ofSeconds(30)))
                    .isInstanceOfSatisfying(
                            TransactionState.Done.class,
                            done -> assertThat(done.succeeded())
                                    .as(done.reason())
                                    .isTrue());
        }
    }
}
