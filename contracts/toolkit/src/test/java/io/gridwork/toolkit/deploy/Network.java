package io.gridwork.toolkit.deploy;

import io.gridwork.abi.Address;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.TestChain;
import io.gridwork.toolkit.artifact.ArtifactSource;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.transactions.SenderOptions;
import io.gridwork.transactions.Signer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** What every test here has: a chain, the artifacts of gridwork-contracts, and accounts. */
record Network(TestChain chain, ChainClient client) {
    static final ArtifactSource ARTIFACTS = ArtifactSource.classPath("io/gridwork/contracts/artifacts");
    static final Plan DEV = Plan.resource("io/gridwork/contracts/plans/gridwork-dev.yaml");
    static final SenderOptions QUICK = SenderOptions.DEFAULT.withPollInterval(Duration.ofMillis(20));

    static Network of(TestChain chain) {
        return new Network(chain, new ChainClient(chain.rpcUrl()));
    }

    static Signer signer(int account) {
        return Signer.ofPrivateKey(TestAccount.ALL.get(account).privateKey());
    }

    Deployer deployer(Plan plan, Path folder) {
        return new Deployer(plan, ARTIFACTS, client, folder, Duration.ofMillis(500));
    }

    Applied apply(Plan plan, Path folder, int account) {
        return apply(plan, folder, account, _ -> {});
    }

    Applied apply(Plan plan, Path folder, int account, Consumer<String> progress) {
        return deployer(plan, folder).apply(signer(account), QUICK, progress);
    }

    long nonce(int account) {
        return client.nonce(signer(account).address(), BlockTag.LATEST);
    }

    static Address address(int account) {
        return signer(account).address();
    }
}
