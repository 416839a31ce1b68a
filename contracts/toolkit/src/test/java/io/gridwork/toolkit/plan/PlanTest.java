package io.gridwork.toolkit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.toolkit.ToolkitException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final String SMALL = """
            plan: small
            chains: [1337]
            accounts:
              owner:
            contracts:
              Token: {}
              Shop:
                arguments: [0x00000000000000000000000000000000000000aB, 010]
            calls:
              - call: Shop.open(uint256)
                arguments: {fee: 1 ether}
                unless: {call: Shop.isOpen, is: true}
            expect:
              - {call: Shop.owner, is: "${account.owner}"}
            network:
              name: small
              rpc: https://rpc.example.org
              paymentToken: USDT
              tokens: {USDT: "${Token.address}"}
            """;

    @Test
    void scalars_stay_as_they_are_written() {
        ContractStep shop = Plan.parse("small.yaml", SMALL).contracts().get(1);
        assertThat(shop.arguments()).hasToString("[0x00000000000000000000000000000000000000aB, 010]");
    }

    @Test
    void a_plan_has_its_parts_in_order_with_their_places() {
        Plan plan = Plan.parse("small.yaml", SMALL);
        assertThat(plan.name()).isEqualTo("small");
        assertThat(plan.chains()).containsExactly(1337L);
        assertThat(plan.contracts()).extracting(ContractStep::name).containsExactly("Token", "Shop");
        CallStep call = plan.calls().getFirst();
        assertThat(call.call().function()).isEqualTo("open(uint256)");
        assertThat(call).hasToString("call Shop.open(uint256) (small.yaml:10)");
        assertThat(plan.expectations()).singleElement().satisfies(expectation -> {
            assertThat(expectation.check().view()).hasToString("Shop.owner");
            assertThat(expectation.check().expected()).hasToString("${account.owner}");
        });
    }

    @Test
    void json_is_a_plan_too() {
        Plan plan = Plan.parse("p.json", "{\"plan\": \"p\", \"contracts\": {\"A\": {\"arguments\": [1, true]}}}");
        assertThat(plan.contracts().getFirst().arguments()).hasToString("[1, true]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plan: small                | plan: small\\nplan: x      | small.yaml:2: a second "plan"
            plan: small                | plan: small\\nplna: 1     | small.yaml:2: a plan has no field "plna"
            plan: small                | ''                         | a plan has no "plan"
            chains: [1337]             | chains: [main]             | small.yaml:2: a chain id is a number, and this is "main"
            owner:                     | deployer: "0x00"           | the plan cannot set it
            Token: {}                  | Token: []                  | small.yaml:6: contract Token is a mapping
            Token: {}                  | Token: {arg: 1}            | small.yaml:6: contract Token has no field "arg"; it has artifact
            Token: {}                  | Token: {at: x, value: 1}   | already there
            Token: {}                  | 9 lives: {}                | is no name
            Shop.open(uint256)         | open                       | small.yaml:10: "open" is no call
            Shop.open(uint256)         | Shup.open                  | small.yaml:10: Shup.open: the plan has no contract "Shup"; it has [Shop, Token]
            unless: {call: Shop.isOpen, is: true} | value: 1        | has no "unless"
            unless: {call: Shop.isOpen, is: true} | unless: {call: Shop.isOpen} | small.yaml:12: "unless" has no "is"
            call: Shop.owner, is       | call: Shop.owner, atLeast: 1, is | small.yaml:14: an expectation says more than one thing about Shop.owner
            call: Shop.owner, is       | call: Shop.owner, forEach: {event: Opened}, is | small.yaml:14: "Opened" is no event; write Contract.Event
            call: Shop.owner, is       | call: Shop.owner, forEach: {event: Shup.Opened}, is | small.yaml:14: Shup.Opened: the plan has no contract "Shup"
            name: small                | ''                         | small.yaml:17: "network" has no "name"
            name: small                | name: [small]              | small.yaml:16: "[small]" is no text
            rpc: https                 | url: https                 | "network" has no "rpc"
            paymentToken: USDT         | token: USDT                | small.yaml:18: "network" has no field "token"
            paymentToken: USDT         | paymentToken: EURC         | small.yaml:18: "paymentToken" is EURC, which "tokens" does not list; it lists [USDT]: add
            "${Token.address}"         | ''                         | small.yaml:19: token USDT has no address
            call: Shop.owner           | call: &a Shop.owner        | nothing
            """)
    void a_mistake_is_named_with_its_line(String text, String mistake, String message) {
        String wrong = SMALL.replace(text, mistake.replace("\\n", "\n"));
        if (message.equals("nothing")) {
            assertThat(Plan.parse("small.yaml", wrong)).isEqualTo(Plan.parse("small.yaml", SMALL));
        } else {
            assertThatThrownBy(() -> Plan.parse("small.yaml", wrong))
                    .isInstanceOf(ToolkitException.class)
                    .hasMessageStartingWith("small.yaml")
                    .hasMessageContaining(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a: [", "plan: x\n---\nplan: y", "- 1", "plan: *a", "plan: x\ncontracts: {}"})
    void what_is_no_plan_is_refused(String text) {
        assertThatThrownBy(() -> Plan.parse("bad.yaml", text))
                .isInstanceOf(ToolkitException.class)
                .hasMessageStartingWith("bad.yaml");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Plan.read(Path.of("nowhere.yaml")))
                .isInstanceOf(ToolkitException.class)
                .hasMessageContaining("nowhere.yaml does not exist");
        assertThatThrownBy(() -> Plan.resource("nowhere.yaml")).hasMessageContaining("no plan nowhere.yaml");
    }

    @Test
    void only_accounts_and_parameters_of_the_plan_can_be_given() {
        Plan plan = Plan.parse("small.yaml", SMALL);
        assertThat(plan.withAccounts(Map.of("owner", "0x01")).accounts().get("owner"))
                .hasToString("0x01");
        assertThatThrownBy(() -> plan.withAccounts(Map.of("ownr", "0x01")))
                .hasMessage("small.yaml: the plan has no account \"ownr\" that could be set to 0x01; it has [owner]");
        assertThatThrownBy(() -> plan.withParameters(Map.of("fee", "1"))).hasMessageContaining("no parameter \"fee\"");
        assertThatThrownBy(() -> plan.withAccounts(Collections.singletonMap("owner", null)))
                .hasMessageContaining("the account \"owner\" is given without a value");
    }
}
