package io.gridwork.indexer.event;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.Parameter;
import java.util.ArrayList;
import java.util.List;

/** The columns of an event's parameters. */
final class Columns {
    /** Widest unsigned and signed integers that fit SQLite's 64-bit signed one; Solidity's come in steps of 8 bits. */
    private static final int WIDEST_UNSIGNED = 56;

    private static final int WIDEST_SIGNED = 64;

    private final Identifiers names =
            new Identifiers(EventTable.FIXED_COLUMNS.stream().map(Column::name).toList());
    private final List<Column> columns = new ArrayList<>();

    private Columns() {}

    static List<Column> of(EventSchema event) {
        Columns made = new Columns();
        made.add(event.inputs(), "", "");
        // Names of generated columns come last, so that a parameter never loses its own to one of them.
        return made.columns.stream().map(made::withReal).toList();
    }

    private void add(List<Parameter> parameters, String prefix, String path) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            String name = prefix + Identifiers.snake(parameter.name(), "arg" + i);
            String shown = path + (parameter.name().isEmpty() ? "#" + i : parameter.name());
            if (parameter.isHashed()) {
                claim(
                        name + "_hash",
                        Storage.HEX,
                        parameter.type(),
                        "Keccak-256 hash of " + shown + ", of which the chain keeps no more");
            } else if (parameter.type() instanceof AbiType.Tuple(List<Parameter> components)) {
                add(components, name + "_", shown + ".");
            } else {
                claim(
                        name,
                        storageOf(parameter.type()),
                        parameter.type(),
                        parameter.indexed() ? shown + ", indexed" : shown);
            }
        }
    }

    private void claim(String name, Storage storage, AbiType type, String meaning) {
        columns.add(new Column(names.claim(name), storage, null, type.canonical(), meaning));
    }

    private Column withReal(Column column) {
        return column.storage() == Storage.DECIMAL
                ? new Column(
                        column.name(),
                        column.storage(),
                        names.claim(column.name() + "_real"),
                        column.abiType(),
                        column.meaning())
                : column;
    }

    private static Storage storageOf(AbiType type) {
        return switch (type) {
            case AbiType.Bool _ -> Storage.INTEGER;
            case AbiType.Uint(int bits) -> bits <= WIDEST_UNSIGNED ? Storage.INTEGER : Storage.DECIMAL;
            case AbiType.Int(int bits) -> bits <= WIDEST_SIGNED ? Storage.INTEGER : Storage.DECIMAL;
            case AbiType.AddressType _, AbiType.FixedBytes _, AbiType.DynamicBytes _ -> Storage.HEX;
            case AbiType.Text _ -> Storage.TEXT;
            case AbiType.Array _, AbiType.Tuple _ -> Storage.JSON;
        };
    }
}
