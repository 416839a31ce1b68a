package io.gridwork.toolkit.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.FunctionSchema;
import io.gridwork.toolkit.plan.Check;
import io.gridwork.toolkit.plan.Comparison;
import io.gridwork.toolkit.plan.Invocation;
import io.gridwork.toolkit.plan.Place;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.toolkit.plan.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentReaderTest {
    private static final String POINT =
            "{'name':'p_','type':'tuple','components':[{'name':'x','type':'int16'},{'name':'tag','type':'bytes4'}]}";
    private static final ContractAbi ABI =
            ContractAbi.parse(("[{'type':'function','name':'f','stateMutability':'nonpayable','inputs':["
                            + "{'name':'owner_','type':'address'},{'name':'_amounts','type':'uint96[]'}," + POINT
                            + ",{'name':'on','type':'bool'},{'name':'note','type':'string'},{'name':'data','type':'bytes'}],'outputs':[]},"
                            + "{'type':'function','name':'g','stateMutability':'view','inputs':[],'outputs':[" + POINT
                            + "]},"
                            + "{'type':'function','name':'h','stateMutability':'view','inputs':[],'outputs':[{'name':'a','type':'uint8'},{'name':'b','type':'string'}]}]")
                    .replace('\'', '"'));
    private static final String OWNER = "\"0x00000000000000000000000000000000000000aa\"";
    private static final String GOOD = "{owner: " + OWNER
            + ", amounts: [1 ether, 2], p: {x: -1, tag: 0x01020304}, on: true," + " note: 0x10, data: {call: C.g}}";

    private final ArgumentReader reader = new ArgumentReader(new Scope(), contract -> ABI);

    @Test
    void names_and_positions_give_the_same_call() {
        Bytes byName = reader.call(call(GOOD));
        Bytes byPosition =
                reader.call(call("[" + OWNER + ", [1 ether, 2], [-1, 0x01020304], true, 0x10, {call: C.g}]"));
        assertThat(byName).isEqualTo(byPosition);
        FunctionSchema f = ABI.function("f");
        List<AbiValue> arguments = f.decodeCall(byName);
        assertThat(arguments.get(1)).hasToString("[1000000000000000000, 2]");
        assertThat(arguments.get(2)).hasToString("[-1, 0x01020304]");
        assertThat(arguments.get(4)).hasToString("0x10");
        assertThat(arguments.get(5)).isEqualTo(ABI.function("g").encode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x: -1             | x: 32768      | p
            x: -1             | y: -1         | has no "y"; it takes (int16 x, bytes4 tag)
            tag: 0x01020304   | tag: 0x010203 | bytes4
            on: true          | on: yes       | bool
            [1 ether, 2]      | 7             | C.f, amounts is a list, and is given "7"
            1 ether           | 1 euro        | C.f, amounts[0] (uint96): "1 euro" has the unknown unit "euro"
            1 ether           | -1            | uint96
            note: 0x10,       | ''            | "note" is not given
            data: {call: C.g} | data: {call: C.k} | the ABI has no function k
            00aa              | 00            | C.f, owner (address)
            """)
    void a_value_that_does_not_fit_is_named_with_its_place(String text, String mistake, String message) {
        assertThatThrownBy(() -> reader.call(call(GOOD.replace(text, mistake))))
                .hasMessageStartingWith("p.yaml:")
                .hasMessageContaining(message);
    }

    /** What differs is told to somebody who wants to know which value was expected, not which name it has in the plan. */
    @Test
    void an_expected_reference_is_compared_and_told_as_what_it_stands_for() {
        Scope scope = new Scope();
        Place place = new Place("p.yaml", 3);
        scope.define("parameter.x", new Value.Text("6", place));
        scope.define(
                "parameter.point",
                new Value.Mapping(new LinkedHashMap<>(Map.of("x", new Value.Text("${parameter.x}", place))), place));
        FunctionSchema g = ABI.function("g");
        List<AbiValue> answer =
                g.decodeResult(Bytes.parse("0x" + "00".repeat(31) + "05" + "01020304" + "00".repeat(28)));
        Answers answers = new Answers(new ArgumentReader(scope, _ -> ABI));
        for (String expected : List.of("{x: '${parameter.x}'}", "'${parameter.point}'")) {
            assertThat(answers.differences(
                            "C.g",
                            g.outputs(),
                            answer,
                            Comparison.IS,
                            check("C.g", expected).expected()))
                    .containsExactly("x: 5 instead of 6");
        }
        assertThatThrownBy(() -> answers.differences(
                        "C.g",
                        g.outputs(),
                        answer,
                        Comparison.IS,
                        check("C.g", "{x: '${Jury.address}'}").expected()))
                .hasMessageContainingAll("p.yaml:", "${Jury.address} stands for nothing here");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {x: 5}                 | []
            {x: 5, tag: 0x01020304}| []
            [5, 0x01020304]        | []
            {x: 6}                 | [x: 5 instead of 6]
            {tag: 0x01020305}      | [tag: 0x01020304 instead of 0x01020305]
            """)
    void an_answer_is_compared_by_the_components_named(String expected, String differences) {
        FunctionSchema g = ABI.function("g");
        List<AbiValue> answer =
                g.decodeResult(Bytes.parse("0x" + "00".repeat(31) + "05" + "01020304" + "00".repeat(28)));
        Check check = check("C.g", expected);
        assertThat(new Answers(reader).differences("C.g", g.outputs(), answer, check.comparison(), check.expected()))
                .hasToString(differences);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            atLeast: {x: 5}    | []
            atLeast: {x: 6}    | [x: 5 is less than 6]
            atMost: {x: 5}     | []
            atMost: {x: 4}     | [x: 5 is more than 4]
            isNot: {x: 6}      | []
            isNot: {x: 5}      | [x: 5 must not be]
            isNot: {x: [4, 5]} | [x: 5 must not be]
            """)
    void an_answer_has_bounds(String comparison, String differences) {
        FunctionSchema g = ABI.function("g");
        List<AbiValue> answer =
                g.decodeResult(Bytes.parse("0x" + "00".repeat(31) + "05" + "01020304" + "00".repeat(28)));
        Check check = Plan.parse("p.yaml", "plan: p\ncontracts: {C: {}}\nexpect:\n - {call: C.g, " + comparison + "}")
                .expectations()
                .getFirst()
                .check();
        assertThat(new Answers(reader).differences("C.g", g.outputs(), answer, check.comparison(), check.expected()))
                .hasToString(differences);
    }

    @Test
    void several_results_are_a_mapping_or_a_list() {
        FunctionSchema h = ABI.function("h");
        List<AbiValue> answer = List.of(new AbiValue.Int(3), AbiValue.Text.of("three"));
        Answers answers = new Answers(reader);
        assertThat(answers.differences(
                        "C.h",
                        h.outputs(),
                        answer,
                        Comparison.IS,
                        check("C.h", "{b: three}").expected()))
                .isEmpty();
        assertThat(answers.differences(
                        "C.h",
                        h.outputs(),
                        answer,
                        Comparison.IS,
                        check("C.h", "[3, three]").expected()))
                .isEmpty();
        assertThat(answers.differences(
                        "C.h",
                        h.outputs(),
                        answer,
                        Comparison.IS,
                        check("C.h", "[3, four]").expected()))
                .hasSize(1);
        assertThatThrownBy(() -> answers.differences(
                        "C.h",
                        h.outputs(),
                        answer,
                        Comparison.IS,
                        check("C.h", "{c: 1}").expected()))
                .hasMessageContaining("answers no \"c\"; it answers [a, b]");
    }

    private static Invocation call(String arguments) {
        return Plan.parse(
                        "p.yaml",
                        "plan: p\ncontracts: {C: {}}\ncalls:\n - {call: C.f, arguments: " + arguments
                                + ", unless: {call: C.g, is: []}}")
                .calls()
                .getFirst()
                .call();
    }

    private static Check check(String view, String expected) {
        return Plan.parse(
                        "p.yaml", "plan: p\ncontracts: {C: {}}\nexpect:\n - {call: " + view + ", is: " + expected + "}")
                .expectations()
                .getFirst()
                .check();
    }
}
