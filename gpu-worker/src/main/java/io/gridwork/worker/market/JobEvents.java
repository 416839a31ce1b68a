package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.LogFilter;
import io.gridwork.contracts.JobId;
import io.gridwork.worker.market.Contracts.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The events of one type that belong to one job: its id is their first topic. */
public final class JobEvents {
    private static final long SPAN = 2_000;

    private final Contracts contracts;
    private final Address address;
    private final EventSchema schema;
    private final EventDecoder decoder;

    private JobEvents(Contracts contracts, Name contract, String event) {
        this.contracts = contracts;
        this.address = contracts.address(contract);
        this.schema = contracts.event(contract, event);
        this.decoder = new EventDecoder(List.of(schema));
    }

    /** The market's {@code Revealed}: the results that a job's seats have shown. */
    public static JobEvents deliveries(Contracts contracts) {
        return new JobEvents(contracts, Name.ESCROW, "Revealed");
    }

    /** The jury's {@code Resolved}: how a job's dispute ended. */
    static JobEvents verdicts(Contracts contracts) {
        return new JobEvents(contracts, Name.JURY, "Resolved");
    }

    /** An event, and the log that it was read from. */
    public record Found(EventDecoder.Decoded event, LogEntry log) {}

    /**
     * Those of one job, in the order of the chain.
     *
     * @param posted number of the block that it was posted in
     */
    public List<Found> of(JobId id, long posted) {
        LogFilter filter = new LogFilter(Set.of(address), Set.of(schema.topic0()));
        List<Found> found = new ArrayList<>();
        long head = contracts.client().blockNumber();
        for (long first = posted; first <= head; first += SPAN) {
            for (LogEntry log : contracts.client().logs(filter, first, Math.min(head, first + SPAN - 1))) {
                if (log.topics().get(1).equals(id.value()) && decoder.decode(log) instanceof EventDecoder.Decoded event)
                    found.add(new Found(event, log));
            }
        }
        return found;
    }
}
