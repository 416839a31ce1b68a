package io.gridwork.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractAbiTest {
    private static final ContractAbi MARKET = ContractAbi.parse("""
            [
              {"type":"constructor","inputs":[{"name":"token","type":"address"},{"name":"fee","type":"uint16"}]},
              {"type":"receive","stateMutability":"payable"},
              {"type":"fallback","stateMutability":"nonpayable"},
              {"type":"event","name":"Posted","anonymous":false,"inputs":[
                {"name":"id","type":"bytes32","indexed":true,"internalType":"JobId"},
                {"name":"terms","type":"tuple","indexed":false,"internalType":"struct Terms","components":[
                  {"name":"price","type":"uint128"},
                  {"name":"seats","type":"tuple[]","components":[
                    {"name":"node","type":"address"},{"name":"weight","type":"int24"}]}]}]},
              {"type":"function","name":"post","stateMutability":"payable","inputs":[
                {"name":"terms","type":"tuple","components":[
                  {"name":"price","type":"uint128"},
                  {"name":"seats","type":"tuple[]","components":[
                    {"name":"node","type":"address"},{"name":"weight","type":"int24"}]}]},
                {"name":"flags","type":"bool[2]"}],
               "outputs":[{"name":"id","type":"bytes32"}]},
              {"type":"function","name":"get","stateMutability":"view","inputs":[{"name":"id","type":"uint8"}],
               "outputs":[{"name":"","type":"string"}]},
              {"type":"function","name":"get","stateMutability":"view","inputs":[{"name":"id","type":"bytes4"}],
               "outputs":[]},
              {"type":"error","name":"StakeTooLow","inputs":[
                {"name":"required","type":"uint256"},{"name":"given","type":"uint256"}]}
            ]""");
    private static final Address NODE = Address.parse("0x52908400098527886e0f7030069857d2e4169ee7");

    @Test
    void keepsNamesAndTypesOfNestedParameters() {
        EventSchema posted = MARKET.event("Posted");
        assertThat(posted.signature()).isEqualTo("Posted(bytes32,(uint128,(address,int24)[]))");
        assertThat(posted.topic0()).isEqualTo(Keccak256.hash(posted.signature()));
        assertThat(posted.indexedCount()).isEqualTo(1);
        AbiType.Tuple terms = (AbiType.Tuple) posted.inputs().get(1).type();
        assertThat(terms.components()).extracting(Parameter::name).containsExactly("price", "seats");
        AbiType.Array seats = (AbiType.Array) terms.components().get(1).type();
        assertThat(((AbiType.Tuple) seats.element()).components())
                .extracting(Parameter::name)
                .containsExactly("node", "weight");
    }

    @Test
    void aCallReadsBackAsItsArguments() {
        FunctionSchema post = MARKET.function("post");
        Bytes call = post.encode(
                List.of(new BigInteger("5"), List.of(List.of(NODE, -7), List.of(NODE.toString(), "8"))),
                List.of(true, "false"));
        assertThat(call.slice(0, 4)).isEqualTo(post.selector());
        AbiValue seat = new AbiValue.Tuple(List.of(NODE, new AbiValue.Int(-7)));
        AbiValue other = new AbiValue.Tuple(List.of(NODE, new AbiValue.Int(8)));
        assertThat(post.decodeCall(call))
                .containsExactly(
                        new AbiValue.Tuple(List.of(Uint256.of(5), new AbiValue.Array(List.of(seat, other)))),
                        new AbiValue.Array(List.of(AbiValue.Bool.TRUE, AbiValue.Bool.FALSE)));
    }

    @Test
    void overloadsAreToldApartByTheirSignature() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MARKET.function("get"))
                .withMessageContaining("get(uint8)")
                .withMessageContaining("get(bytes4)");
        assertThat(MARKET.function("get(uint8)").mutability()).isEqualTo("view");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MARKET.event("Gone"))
                .withMessageContaining("no event Gone")
                .withMessageContaining("Posted(");
    }

    @Test
    void anArgumentThatDoesNotFitIsNamed() {
        FunctionSchema get = MARKET.function("get(uint8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> get.encode(256))
                .withMessage("get(uint8), parameter 1 (id) is a uint8, which BigInteger 256 does not fit");
        assertThatIllegalArgumentException().isThrownBy(() -> get.encode(-1)).withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> get.encode("seven"))
                .withMessageContaining("\"seven\"");
        assertThatIllegalArgumentException().isThrownBy(get::encode).withMessageContaining("takes 1 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MARKET.function("get(bytes4)").encode(Bytes.parse("0x0102")))
                .withMessageContaining("0x0102");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MARKET.function("post").encode(List.of(1, List.of()), List.of(true)))
                .withMessageContaining("given 1 elements");
    }

    @Test
    void resultsAreDecodedAndNothingIsNoResult() {
        FunctionSchema get = MARKET.function("get(uint8)");
        Bytes answer = Bytes.parse("0x"
                + "0000000000000000000000000000000000000000000000000000000000000020"
                + "0000000000000000000000000000000000000000000000000000000000000002"
                + "6f6b000000000000000000000000000000000000000000000000000000000000");
        assertThat(get.decodeResult(answer)).containsExactly(AbiValue.Text.of("ok"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> get.decodeResult(Bytes.EMPTY))
                .withMessageContaining("is there a contract");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> get.decodeResult(answer.slice(0, 40)))
                .withMessageContaining("get(uint8)");
        assertThat(MARKET.function("get(bytes4)").decodeResult(Bytes.EMPTY)).isEmpty();
    }

    @Test
    void constructorArgumentsAreEncoded() {
        assertThat(MARKET.encodeConstructor(NODE, 250))
                .isEqualTo(Bytes.parse("0x00000000000000000000000052908400098527886e0f7030069857d2e4169ee7"
                        + "00000000000000000000000000000000000000000000000000000000000000fa"));
        assertThat(ContractAbi.parse("[]").encodeConstructor()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void revertsBecomeMessages() {
        ErrorDecoder errors = MARKET.errorDecoder();
        Bytes custom =
                Bytes.parse(Keccak256.hash("StakeTooLow(uint256,uint256)").hex().substring(0, 10)
                        + Uint256.of(5).toWord().hex().substring(2)
                        + Uint256.of(3).toWord().hex().substring(2));
        assertThat(errors.describe(custom)).isEqualTo("StakeTooLow(required: 5, given: 3)");
        assertThat(ErrorDecoder.BUILT_IN.describe(custom)).isEqualTo("unknown error " + custom);
        assertThat(errors.describe(custom.slice(0, 40))).startsWith("malformed error");
        assertThat(errors.describe(Bytes.EMPTY)).isEqualTo("no reason given");
        assertThat(errors.describe(Bytes.parse("0x01"))).isEqualTo("unknown error 0x01");
        assertThat(errors.describe(Bytes.parse(
                        "0x4e487b71" + Uint256.of(0x11).toWord().hex().substring(2))))
                .isEqualTo("panic 0x11: arithmetic overflow or underflow");
        assertThat(errors.describe(Bytes.parse("0x08c379a0"
                        + "0000000000000000000000000000000000000000000000000000000000000020"
                        + "0000000000000000000000000000000000000000000000000000000000000004"
                        + "6e6f7065" + "00".repeat(28))))
                .isEqualTo("nope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no",
                "{}",
                "{\"abi\":[]}",
                "[1]",
                "[{\"type\":\"event\"}]",
                "[{\"type\":\"event\",\"name\":\"E\"",
                "[{\"type\":\"event\",\"name\":\"E\",\"inputs\":[{\"name\":\"a\",\"type\":\"uint7\",\"indexed\":false}]}]"
            })
    void refusesWhatIsNoAbiAndQuotesIt(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractAbi.parse(json))
                .withMessageContaining("ABI")
                .withMessageContaining(json.substring(0, Math.min(80, json.length())));
    }
}
