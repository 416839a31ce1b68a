package io.gridwork.worker.market;

import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.LogFilter;
import io.gridwork.contracts.JobId;
import io.gridwork.worker.market.Contracts.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The market's {@code Revealed} events: the results that a job's seats have shown. */
public final class DeliveryLogs {
    private static final long SPAN = 2_000;

    private final Contracts contracts;
    private final EventSchema schema;
    private final EventDecoder decoder;

    public DeliveryLogs(Contracts contracts) {
        this.contracts = contracts;
        this.schema = contracts.event(Name.ESCROW, "Revealed");
        this.decoder = new EventDecoder(List.of(schema));
    }

    /**
     * Those of one job, in the order of the chain.
     *
     * @param posted number of the block that it was posted in
     */
    public List<EventDecoder.Decoded> of(JobId id, long posted) {
        LogFilter filter = new LogFilter(Set.of(contracts.address(Name.ESCROW)), Set.of(schema.topic0()));
        List<EventDecoder.Decoded> found = new ArrayList<>();
        long head = contracts.client().blockNumber();
        for (long first = posted; first <= head; first += SPAN) {
            for (LogEntry log : contracts.client().logs(filter, first, Math.min(head, first + SPAN - 1))) {
                if (log.topics().get(1).equals(id.value()) && decoder.decode(log) instanceof EventDecoder.Decoded event)
                    found.add(event);
            }
        }
        return found;
    }
}
