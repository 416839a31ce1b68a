package io.gridwork.toolkit.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives a plan file its shape. What the values mean is decided when they meet an ABI. */
final class PlanReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final Pattern EVENT = Pattern.compile("([A-Za-z_][\\w-]*)\\.([A-Za-z_$][\\w$]*)");

    private PlanReader() {}

    static Plan read(String source, String text) {
        Fields fields = new Fields("a plan", YamlReader.read(source, text));
        String name = fields.text("plan");
        fields.text("description", "");
        Set<Long> chains = new HashSet<>();
        for (Value chain : fields.list("chains")) chains.add(chainId(chain));
        SequencedMap<String, Value> accounts = named(fields.map("accounts"));
        SequencedMap<String, Value> parameters = named(fields.map("parameters"));
        List<ContractStep> contracts = new ArrayList<>();
        named(fields.map("contracts")).forEach((contract, value) -> contracts.add(contract(contract, value)));
        List<CallStep> calls =
                fields.list("calls").stream().map(PlanReader::call).toList();
        List<Expectation> expectations =
                fields.list("expect").stream().map(PlanReader::expectation).toList();
        Optional<NetworkSection> network =
                Optional.ofNullable(fields.optional("network")).map(NetworkSection::read);
        fields.end();
        if (contracts.isEmpty()) throw fields.place().error("the plan has no contracts; name some under \"contracts\"");
        if (accounts.containsKey("deployer")) {
            throw accounts.get("deployer")
                    .place()
                    .error("the account \"deployer\" is whose key signs; the plan cannot set it");
        }
        Plan plan = new Plan(
                name, chains, accounts, parameters, contracts, calls, expectations, network, new Place(source, 0));
        requireContracts(plan);
        return plan;
    }

    private static SequencedMap<String, Value> named(SequencedMap<String, Value> values) {
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            if (!NAME.matcher(entry.getKey()).matches()) {
                throw entry.getValue()
                        .place()
                        .error("\"" + entry.getKey() + "\" is no name; use letters, digits, _ and -, a letter first");
            }
        }
        return values;
    }

    private static long chainId(Value value) {
        if (value instanceof Value.Text(String text, Place _) && text.matches("[0-9]{1,18}"))
            return Long.parseLong(text);
        throw value.place().error("a chain id is a number, and this is \"" + value + "\"");
    }

    private static ContractStep contract(String name, Value value) {
        Fields fields = new Fields("contract " + name, value);
        ContractStep step = new ContractStep(
                name,
                fields.text("artifact", name),
                fields.optional("arguments"),
                fields.map("libraries"),
                fields.optional("value"),
                fields.optional("at"),
                value.place());
        fields.end();
        if (step.existing() != null && (step.arguments() != null || step.value() != null)) {
            throw value.place()
                    .error("contract " + name
                            + " is already there (\"at\"), so it takes no \"arguments\" and no \"value\"");
        }
        return step;
    }

    private static CallStep call(Value value) {
        Fields fields = new Fields("a call", value);
        Invocation call = Invocation.read(fields);
        @Nullable Value unless = fields.optional("unless");
        if (unless == null) {
            throw fields.place()
                    .error(
                            "the call of " + call
                                    + " has no \"unless\": say which view function shows that it has been made"
                                    + " (unless: {call: Contract.view, arguments: [...], is: true}), or it would be made at every apply");
        }
        CallStep step = new CallStep(
                call, fields.optional("from"), fields.optional("value"), check("\"unless\"", unless), fields.place());
        fields.end();
        return step;
    }

    private static Check check(String what, Value value) {
        Fields fields = new Fields(what, value);
        Check check = check(what, fields);
        fields.end();
        return check;
    }

    private static Check check(String what, Fields fields) {
        Invocation view = Invocation.read(fields);
        List<Check> checks = new ArrayList<>();
        for (Comparison comparison : Comparison.values()) {
            Value expected = fields.optional(comparison.field);
            if (expected != null) checks.add(new Check(view, comparison, expected));
        }
        if (checks.size() == 1) return checks.getFirst();
        throw fields.place()
                .error(what + (checks.isEmpty() ? " has no \"is\"" : " says more than one thing about " + view)
                        + "; give one of is, isNot, atLeast and atMost");
    }

    private static Expectation expectation(Value value) {
        Fields fields = new Fields("an expectation", value);
        Expectation expectation = new Expectation(
                check("an expectation", fields),
                Optional.ofNullable(fields.optional("forEach"))
                        .map(PlanReader::forEach)
                        .orElse(null),
                fields.optional("blockAge"),
                fields.optional("remedy"));
        fields.end();
        return expectation;
    }

    private static Expectation.ForEach forEach(Value value) {
        Fields fields = new Fields("\"forEach\"", value);
        String text = fields.text("event");
        Value where = new Value.Mapping(fields.map("where"), value.place());
        fields.end();
        Matcher event = EVENT.matcher(text);
        if (event.matches()) return new Expectation.ForEach(event.group(1), event.group(2), where, value.place());
        throw value.place().error("\"" + text + "\" is no event; write Contract.Event");
    }

    private static void requireContracts(Plan plan) {
        Set<String> names = new HashSet<>();
        plan.contracts().forEach(contract -> names.add(contract.name()));
        plan.calls().forEach(step -> {
            requireContract(step.call(), names);
            requireContract(step.unless().view(), names);
        });
        plan.expectations().forEach(expectation -> {
            requireContract(expectation.check().view(), names);
            Expectation.ForEach forEach = expectation.forEach();
            if (forEach != null) requireContract(forEach.toString(), forEach.contract(), forEach.place(), names);
        });
    }

    private static void requireContract(Invocation invocation, Set<String> names) {
        requireContract(invocation.toString(), invocation.contract(), invocation.place(), names);
    }

    private static void requireContract(String what, String contract, Place place, Set<String> names) {
        if (names.contains(contract)) return;
        throw place.error(what + ": the plan has no contract \"" + contract + "\"; it has "
                + names.stream().sorted().toList());
    }
}
