package io.gridwork.indexer.event;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.Parameter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The table of one event of one contract. Its key is {@code (block_number, log_index)}.
 *
 * @param contract the contract's name in the configuration
 * @param columns those of the event's parameters, after {@link #FIXED_COLUMNS}; a tuple gives one for each component
 */
public record EventTable(String name, String contract, EventSchema schema, List<Column> columns) {
    /** What every event table begins with. */
    public static final List<Column> FIXED_COLUMNS = List.of(
            new Column("block_number", Storage.INTEGER, null, "", "height of the block"),
            new Column("log_index", Storage.INTEGER, null, "", "place of the log in its block"),
            new Column("block_timestamp", Storage.INTEGER, null, "", "time of the block, seconds since 1970-01-01 UTC"),
            new Column("tx_hash", Storage.HEX, null, "", "hash of the transaction"),
            new Column("tx_index", Storage.INTEGER, null, "", "place of the transaction in its block"),
            new Column("address", Storage.HEX, null, "", "the contract that emitted the log"));

    public EventTable {
        columns = List.copyOf(columns);
    }

    static EventTable of(String name, String contract, EventSchema schema) {
        return new EventTable(name, contract, schema, Columns.of(schema));
    }

    /**
     * A table as it was made.
     *
     * @param declaration as {@link #declaration} gives it
     */
    public static EventTable declared(String name, String contract, String declaration) {
        return of(name, contract, EventDeclaration.parse(declaration));
    }

    /** The event as Solidity declares it, with types in canonical form. Two events with the same one have the same table. */
    public String declaration() {
        return "event " + schema.name()
                + schema.inputs().stream().map(EventTable::declare).collect(Collectors.joining(", ", "(", ")"))
                + (schema.anonymous() ? " anonymous" : "");
    }

    private static String declare(Parameter parameter) {
        return (declare(parameter.type()) + (parameter.indexed() ? " indexed " : " ") + parameter.name())
                .stripTrailing();
    }

    private static String declare(AbiType type) {
        return switch (type) {
            case AbiType.Tuple(List<Parameter> components) ->
                components.stream().map(EventTable::declare).collect(Collectors.joining(", ", "tuple(", ")"));
            case AbiType.Array(AbiType element, int length) ->
                declare(element) + (length == AbiType.Array.DYNAMIC ? "[]" : "[" + length + "]");
            default -> type.canonical();
        };
    }
}
