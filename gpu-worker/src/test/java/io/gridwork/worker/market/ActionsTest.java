package io.gridwork.worker.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Address;
import io.gridwork.abi.ErrorDecoder;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.transactions.SenderOptions;
import io.gridwork.transactions.Signer;
import io.gridwork.transactions.TransactionJournal;
import io.gridwork.transactions.TransactionSender;
import io.gridwork.transactions.TransactionState;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@GridworkChain
class ActionsTest {
    @Test
    void whatIsBegunIsSentBeforeItIsWaitedFor(AnvilChain chain) {
        chain.mineOnTransaction(false);
        try (ChainClient client = new ChainClient(chain.rpcUrl())) {
            Signer signer = Signer.ofPrivateKey(TestAccount.ALL.getFirst().privateKey());
            TransactionJournal journal = TransactionJournal.inMemory(chain.chainId(), signer.address());
            SenderOptions options = SenderOptions.DEFAULT.withPollInterval(Duration.ofMillis(10));
            Actions actions = new Actions(
                    new TransactionSender(client, signer, journal, ErrorDecoder.BUILT_IN, options),
                    Duration.ofSeconds(20));
            Call call = Call.transfer(Address.ZERO, Uint256.of(1));
            List<Supplier<TransactionState.Done>> begun =
                    List.of(actions.begin(0, call, "first"), actions.begin(0, call, "second"));
            chain.mine(20);
            assertThat(begun)
                    .extracting(action -> action.get().block().number())
                    .containsOnly(begun.getFirst().get().block().number());
        }
    }
}
