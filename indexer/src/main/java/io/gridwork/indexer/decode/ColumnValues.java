package io.gridwork.indexer.decode;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Int256;
import io.gridwork.abi.Parameter;
import io.gridwork.abi.Uint256;
import java.util.List;

/** Decoded values in the form in which columns keep them, tuples taken apart. */
final class ColumnValues {
    private final List<Object> values;
    private boolean replaced;

    private ColumnValues(List<Object> values) {
        this.values = values;
    }

    /**
     * Adds them to the values of a row.
     *
     * @return whether some string was not UTF-8 and now has U+FFFD in it
     */
    static boolean add(List<Object> row, List<Parameter> parameters, List<AbiValue> decoded) {
        ColumnValues made = new ColumnValues(row);
        made.addAll(parameters, decoded);
        return made.replaced;
    }

    private void addAll(List<Parameter> parameters, List<AbiValue> decoded) {
        for (int i = 0; i < decoded.size(); i++) {
            add(parameters.get(i).type(), decoded.get(i));
        }
    }

    private void add(AbiType type, AbiValue value) {
        switch (value) {
            case AbiValue.Bool(boolean bool) -> values.add(bool ? 1L : 0L);
            case AbiValue.Int(long number) -> values.add(number);
            case Uint256 number -> values.add(number.toString());
            case Int256 number -> values.add(number.toString());
            case Address address -> values.add(address.hex());
            case Hash32 hash -> values.add(hash.hex());
            case Bytes bytes -> values.add(bytes.hex());
            case AbiValue.Text text -> {
                replaced |= !text.isUtf8();
                values.add(text.text());
            }
            case AbiValue.Array array -> {
                replaced |= !JsonText.isUtf8(array);
                values.add(JsonText.of(type, array));
            }
            case AbiValue.Tuple(List<AbiValue> components) -> addAll(((AbiType.Tuple) type).components(), components);
        }
    }
}
