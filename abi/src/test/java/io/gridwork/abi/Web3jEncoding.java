package io.gridwork.abi;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.AbiTypes;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes24;
import org.web3j.abi.datatypes.generated.StaticArray1;
import org.web3j.abi.datatypes.generated.StaticArray2;
import org.web3j.abi.datatypes.generated.StaticArray3;

/** The same values encoded by another library, which shares no code with headlong. */
@SuppressWarnings("rawtypes") // web3j takes raw lists
final class Web3jEncoding {
    private Web3jEncoding() {}

    /** It writes wrong offsets around fixed arrays of anything but plain words. */
    static boolean knows(AbiType type) {
        return switch (type) {
            case AbiType.Array(AbiType element, int length) ->
                length == AbiType.Array.DYNAMIC ? knows(element) : !element.isHashedWhenIndexed();
            case AbiType.Tuple(List<Parameter> components) ->
                components.stream().allMatch(component -> knows(component.type()));
            default -> true;
        };
    }

    static Bytes encode(List<AbiType> types, List<AbiValue> values) {
        return Bytes.parse("0x" + FunctionEncoder.encodeConstructor(convert(types, values)));
    }

    private static List<Type> convert(List<AbiType> types, List<AbiValue> values) {
        List<Type> converted = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            converted.add(convert(types.get(i), values.get(i)));
        }
        return converted;
    }

    private static Type<?> convert(AbiType type, AbiValue value) {
        return switch (type) {
            case AbiType.Uint _, AbiType.Int _ -> of(type.canonical(), BigInteger.class, value.toInteger());
            case AbiType.Bool() -> new Bool(value.toBoolean());
            case AbiType.AddressType() ->
                new org.web3j.abi.datatypes.Address(value.toAddress().hex());
            case AbiType.FixedBytes(int _, boolean isFunction)
            when isFunction -> new Bytes24(((Bytes) value).toArray());
            case AbiType.FixedBytes _ ->
                of(
                        type.canonical(),
                        byte[].class,
                        value instanceof Hash32 hash ? hash.toArray() : ((Bytes) value).toArray());
            case AbiType.DynamicBytes() -> new DynamicBytes(((Bytes) value).toArray());
            case AbiType.Text() -> new Utf8String(((AbiValue.Text) value).text());
            case AbiType.Array(AbiType element, int length) -> array(element, length, value.toList());
            case AbiType.Tuple(List<Parameter> components) -> {
                List<Type> parts =
                        convert(components.stream().map(Parameter::type).toList(), value.toList());
                yield type.isDynamic() ? new DynamicStruct(parts) : new StaticStruct(parts);
            }
        };
    }

    @SuppressWarnings({"unchecked"}) // web3j's arrays are generic in a class that is known at run time only
    private static Type<?> array(AbiType element, int length, List<AbiValue> values) {
        List elements = new ArrayList();
        for (AbiValue value : values) elements.add(convert(element, value));
        Class kind = values.isEmpty() ? Utf8String.class : elements.getFirst().getClass();
        return switch (length) {
            case 1 -> new StaticArray1(kind, elements);
            case 2 -> new StaticArray2(kind, elements);
            case 3 -> new StaticArray3(kind, elements);
            default -> new DynamicArray(kind, elements);
        };
    }

    private static Type<?> of(String name, Class<?> argument, Object value) {
        try {
            return (Type<?>) AbiTypes.getType(name).getConstructor(argument).newInstance(value);
        } catch (ReflectiveOperationException unknown) {
            throw new LinkageError(name, unknown);
        }
    }
}
