package io.gridwork.indexer.event;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row of an event table, as it is to be written or as it was read: what its log was decoded from is not kept with it.
 *
 * @param values of all columns in their order, {@link EventTable#FIXED_COLUMNS} first: {@link Long} where the column is an
 *     INTEGER, else {@link String}. Not to be changed
 */
public record EventRow(EventTable table, List<Object> values) {
    private static final int BLOCK_NUMBER = 0;
    private static final int LOG_INDEX = 1;
    private static final int ADDRESS = 5;

    /** A row with these values of the event's parameters. */
    public static EventRow of(EventTable table, LogEntry log, long blockTimestamp, List<Object> parameters) {
        List<Object> values = new ArrayList<>(EventTable.FIXED_COLUMNS.size() + parameters.size());
        values.add(log.blockNumber());
        values.add((long) log.logIndex());
        values.add(blockTimestamp);
        values.add(log.txHash().hex());
        values.add((long) log.txIndex());
        values.add(log.address().hex());
        values.addAll(parameters);
        return new EventRow(table, values);
    }

    /** A log as it is kept, in the table of a {@link RawLogSource}. */
    public static EventRow of(EventTable table, KeptLog kept) {
        String topics = kept.log().topics().stream()
                .map(Hash32::hex)
                .map(hex -> hex.substring(2))
                .collect(Collectors.joining("", "0x", ""));
        return of(
                table,
                kept.log(),
                kept.blockTimestamp(),
                List.of(topics, kept.log().data().hex()));
    }

    public long block() {
        return (Long) values.get(BLOCK_NUMBER);
    }

    /** Place of its log in the block. */
    public int logIndex() {
        return Math.toIntExact((Long) values.get(LOG_INDEX));
    }

    public FactoryChildren.Place place() {
        return new FactoryChildren.Place(block(), logIndex());
    }

    /** The contract that emitted its log. */
    public Address address() {
        return Address.parse((String) values.get(ADDRESS));
    }

    /** Value of a column of the event's own. */
    public Object parameter(int column) {
        return values.get(EventTable.FIXED_COLUMNS.size() + column);
    }
}
