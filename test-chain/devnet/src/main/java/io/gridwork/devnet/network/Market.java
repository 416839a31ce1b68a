package io.gridwork.devnet.network;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Parameter;
import io.gridwork.chain.ChainClient;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import java.math.BigInteger;
import java.util.List;

/** What the contracts say about jobs and money, asked of the chain itself. */
public final class Market {

    private static final String ESCROW = "JobEscrow";

    private final ChainClient chain;
    private final DeployedContracts contracts;

    public Market(ChainClient chain, DeployedContracts contracts) {
        this.chain = chain;
        this.contracts = contracts;
    }

    /**
     * How a job stands.
     *
     * @param result proposed or final root; zero before
     */
    public record Standing(JobState state, int seated, int committed, int revealed, Hash32 result) {}

    public Standing standing(JobId job) {
        AbiValue view = contracts.read(chain, ESCROW, "jobOf", job.value()).getFirst();
        return new Standing(
                JobState.of(field(view, "state").toLong()),
                (int) field(view, "seated").toLong(),
                (int) field(view, "committed").toLong(),
                (int) field(view, "revealed").toLong(),
                field(view, "result").toHash());
    }

    private AbiValue field(AbiValue job, String name) {
        var components = ((AbiType.Tuple) contracts
                        .abi(ESCROW)
                        .function("jobOf")
                        .outputs()
                        .getFirst()
                        .type())
                .components();
        List<String> names = components.stream().map(Parameter::name).toList();
        return job.toList().get(names.indexOf(name));
    }

    /** Free vault balance of an account, in the token's smallest unit. */
    public BigInteger vaultBalance(String token, Address account) {
        return contracts
                .read(chain, "Vault", "balanceOf", contracts.address(token), account)
                .getFirst()
                .toInteger();
    }
}
