package io.gridwork.worker.market;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.LogFilter;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.JobSpec;
import io.gridwork.worker.job.PostedJob;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
        return posted(first, last).flatMap(post -> post.job().stream()).toList();
    }

    /**
     * A job, unless its spec is none.
     *
     * @param block number of the block it was posted in
     */
    public Optional<PostedJob> find(JobId id, long block) {
        return posted(block, block)
                .filter(post -> post.id().equals(id))
                .findFirst()
                .flatMap(Post::job);
    }

    /**
     * The order that a job was posted with: it is there for every job, also for one that nobody can run.
     *
     * @param block number of the block it was posted in
     */
    public Optional<JobOrder> order(JobId id, long block) {
        return posted(block, block)
                .filter(post -> post.id().equals(id))
                .map(Post::order)
                .findFirst();
    }

    private Stream<Post> posted(long first, long last) {
        LogFilter filter = new LogFilter(Set.of(contracts.address(Contracts.Name.ESCROW)), Set.of(schema.topic0()));
        return contracts.client().logs(filter, first, last).stream()
                .filter(log -> !log.removed())
                .flatMap(log -> decoded(log).stream());
    }

    private Optional<Post> decoded(LogEntry log) {
        if (decoder.decode(log) instanceof EventDecoder.Decoded event)
            return Optional.of(new Post(event, log.blockNumber()));
        LOG.warn(
                "a JobPosted event in transaction {} cannot be read: are the contracts of another version?",
                log.txHash());
        return Optional.empty();
    }

    private record Post(EventDecoder.Decoded event, long block) {
        JobId id() {
            return new JobId(event.value("jobId").toHash());
        }

        JobOrder order() {
            return OrderAbi.read(Struct.of(event, "order"));
        }

        /** Empty for a job whose spec is no spec: anyone can post anything, and nobody can run that one. */
        Optional<PostedJob> job() {
            try {
                JobSpec spec = JobSpec.decode((Bytes) event.value("spec"));
                return Optional.of(new PostedJob(
                        id(), order(), spec, block, event.value("vetted").toBoolean()));
            } catch (IllegalArgumentException e) {
                LOG.info("job {} cannot be run by anyone: {}", id(), e.getMessage());
                return Optional.empty();
            }
        }
    }
}
