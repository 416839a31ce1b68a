package io.gridwork.devnet.network;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.EventDecoder.Decoded;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Parameter;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.LogFilter;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/** What the contracts say about jobs and money, asked of the chain itself. */
public final class Market {

    private static final String ESCROW = "JobEscrow";

    private final ChainClient chain;
    private final Contracts contracts;

    public Market(ChainClient chain, Contracts contracts) {
        this.chain = chain;
        this.contracts = contracts;
    }

    /**
     * How a job stands.
     *
     * @param result proposed or final root; zero before
     */
    public record Standing(JobState state, int seated, int committed, int revealed, Hash32 result) {}

    /**
     * A result as its worker published it.
     *
     * @param uri where the output lies; empty when it is inline
     * @param output the output, when it is inline
     */
    public record Published(Hash32 root, String uri, Bytes output) {}

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

    /** Every result published for a job, in the order of the chain. */
    public List<Published> published(JobId job) {
        var revealed = contracts.abi(ESCROW).event("Revealed");
        var decoder = new EventDecoder(List.of(revealed));
        var filter = new LogFilter(Set.of(contracts.address(ESCROW)), Set.of(revealed.topic0()));
        return chain.logs(filter, 0, chain.blockNumber()).stream()
                .filter(log -> log.topics().get(1).equals(job.value()))
                .map(decoder::decode)
                .map(Market::published)
                .toList();
    }

    private static Published published(EventDecoder.Result result) {
        if (!(result instanceof Decoded event))
            throw new DevnetException("an event of the market cannot be read: " + result);
        return new Published(
                event.value("root").toHash(), event.value("uri").toString(), (Bytes) event.value("output"));
    }

    /** Free vault balance of an account, in the token's smallest unit. */
    public BigInteger vaultBalance(String token, Address account) {
        return contracts
                .read(chain, "Vault", "balanceOf", contracts.address(token), account)
                .getFirst()
                .toInteger();
    }
}
