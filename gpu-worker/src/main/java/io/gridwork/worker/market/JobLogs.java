package io.gridwork.worker.market;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.LogFilter;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.JobTerms;
import io.gridwork.worker.job.PostedJob;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The market's {@code JobPosted} events as jobs. */
public final class JobLogs {
    private static final Logger LOG = LoggerFactory.getLogger(JobLogs.class);

    private final Contracts contracts;
    private final EventSchema schema;
    private final EventDecoder decoder;

    public JobLogs(Contracts contracts) {
        this.contracts = contracts;
        this.schema = contracts.event(Contracts.Name.ESCROW, "JobPosted");
        this.decoder = new EventDecoder(List.of(schema));
    }

    /** Jobs posted in these blocks, both inclusive. */
    public List<PostedJob> between(long first, long last) {
        LogFilter filter = new LogFilter(Set.of(contracts.address(Contracts.Name.ESCROW)), Set.of(schema.topic0()));
        return contracts.client().logs(filter, first, last).stream()
                .filter(log -> !log.removed())
                .flatMap(log -> job(log).stream())
                .toList();
    }

    /** Empty for a job whose spec is no spec: anyone can post anything, and nobody can run that one. */
    private Optional<PostedJob> job(LogEntry log) {
        if (!(decoder.decode(log) instanceof EventDecoder.Decoded event)) {
            LOG.warn(
                    "a JobPosted event in transaction {} cannot be read: are the contracts of another version?",
                    log.txHash());
            return Optional.empty();
        }
        JobId id = new JobId(event.value("jobId").toHash());
        try {
            return Optional.of(new PostedJob(
                    id,
                    event.value("requester").toAddress(),
                    terms(event),
                    JobSpec.decode((Bytes) event.value("spec")),
                    log.blockNumber(),
                    event.value("vetted").toBoolean()));
        } catch (IllegalArgumentException e) {
            LOG.info("job {} cannot be run by anyone: {}", id, e.getMessage());
            return Optional.empty();
        }
    }

    private JobTerms terms(EventDecoder.Decoded event) {
        AbiValue value = event.value("terms");
        int index = schema.inputs().stream().map(input -> input.name()).toList().indexOf("terms");
        Struct terms = Struct.of(schema.inputs().get(index).type(), value);
        return new JobTerms(
                terms.get("token").toAddress(),
                terms.amount("maxPrice"),
                terms.amount("bond"),
                terms.small("startPriceBps"),
                terms.small("n"),
                terms.small("k"),
                terms.small("nodeClass"),
                terms.number("claimWindow"),
                terms.number("workWindow"),
                terms.number("revealWindow"),
                terms.number("challengeWindow"));
    }
}
