package io.gridwork.toolkit.deploy;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.ErrorDecoder;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.FunctionSchema;
import io.gridwork.chain.Call;
import io.gridwork.network.Network;
import io.gridwork.toolkit.artifact.Artifact;
import io.gridwork.toolkit.artifact.ArtifactSource;
import io.gridwork.toolkit.plan.CallStep;
import io.gridwork.toolkit.plan.Check;
import io.gridwork.toolkit.plan.Comparison;
import io.gridwork.toolkit.plan.ContractStep;
import io.gridwork.toolkit.plan.Expectation;
import io.gridwork.toolkit.plan.Invocation;
import io.gridwork.toolkit.plan.NetworkSection;
import io.gridwork.toolkit.plan.Place;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.toolkit.plan.Value;
import io.gridwork.toolkit.value.Answers;
import io.gridwork.toolkit.value.ArgumentReader;
import io.gridwork.toolkit.value.Scope;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan with its artifacts, walked through once: each contract's address is told as soon as it is known. */
final class Blueprint {
    private static final Pattern LONG_HEXADECIMAL = Pattern.compile("(0x[0-9a-fA-F]{8})[0-9a-fA-F]{64,}");

    private final Plan plan;
    private final Address deployer;
    private final Map<String, Artifact> artifacts;
    private final Map<String, Address> addresses;
    private final Scope scope;
    private final ArgumentReader reader;

    Blueprint(Plan plan, ArtifactSource source, long chainId, String node, Address deployer) {
        this(plan, deployer, new LinkedHashMap<>(), new LinkedHashMap<>(), new Scope());
        if (!plan.chains().isEmpty() && !plan.chains().contains(chainId)) {
            throw plan.place()
                    .error("the plan is for the chains "
                            + plan.chains().stream().sorted().toList() + ", and the node serves chain " + chainId
                            + " (" + node + "); give the URL of a node of one of those chains, or another plan");
        }
        plan.contracts().forEach(step -> artifacts.put(step.name(), source.find(step.artifact())));
        scope.define("chain.id", new Value.Text(Long.toString(chainId), plan.place()));
        scope.define("account.deployer", deployer);
        plan.accounts().forEach(this::account);
        plan.parameters().forEach((name, value) -> scope.define("parameter." + name, value));
        plan.network().ifPresent(this::requireNetwork);
    }

    private Blueprint(
            Plan plan, Address deployer, Map<String, Artifact> artifacts, Map<String, Address> addresses, Scope scope) {
        this.plan = plan;
        this.deployer = deployer;
        this.artifacts = artifacts;
        this.addresses = addresses;
        this.scope = scope;
        this.reader = new ArgumentReader(scope, this::abi);
    }

    /** The same, which knows some values more: each by the prefix and its name. */
    Blueprint with(String prefix, Map<String, String> values) {
        Scope inner = new Scope(scope);
        values.forEach((name, text) -> inner.define(prefix + name, new Value.Text(text, plan.place())));
        return new Blueprint(plan, deployer, artifacts, addresses, inner);
    }

    /** A mistake in the section is found before anything is sent: any address does in place of those not known yet. */
    private void requireNetwork(NetworkSection section) {
        Scope later = new Scope(scope);
        plan.contracts().forEach(step -> later.define(step.name() + ".address", deployer));
        NetworkFile.of(section, later, Path.of(""));
    }

    /** Read at once, for the error to name the account rather than where it is used. */
    private void account(String name, Value value) {
        if (!(value instanceof Value.Nothing)) reader.address(value);
        scope.define("account." + name, value);
    }

    Plan plan() {
        return plan;
    }

    Address deployer() {
        return deployer;
    }

    /** From now on others can refer to the contract. */
    void place(String contract, Address address) {
        addresses.put(contract, address);
        scope.define(contract + ".address", address);
    }

    Creation creation(ContractStep step) {
        Artifact artifact = artifact(step.name());
        Map<String, Address> libraries = step.libraries().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, library -> reader.address(library.getValue())));
        Bytes code = artifact.link(libraries);
        Bytes arguments = reader.constructor(
                artifact.abi(), "constructor of " + artifact.contractName(), step.arguments(), step.place());
        return new Creation(arguments, concat(code, arguments), reader.wei(step.value()));
    }

    /** Address of a contract that was there before the plan. */
    Address existing(Value at) {
        return reader.address(at);
    }

    Call call(CallStep step) {
        return new Call(address(step.call()), reader.call(step.call()), reader.wei(step.value()));
    }

    Call view(Invocation view) {
        return Call.of(address(view), reader.call(view));
    }

    /** What the plan's network file says. Empty where the plan wants none, or the URL of its node is left open. */
    Optional<Network> network(Path record) {
        return plan.network().flatMap(section -> NetworkFile.of(section, scope, record));
    }

    FunctionSchema function(Invocation invocation) {
        return reader.function(invocation);
    }

    Answers answers() {
        return new Answers(reader);
    }

    EventSchema event(Expectation.ForEach forEach) {
        try {
            return abi(forEach.contract()).event(forEach.event());
        } catch (IllegalArgumentException unknown) {
            throw forEach.place().error(forEach + ": " + unknown.getMessage(), unknown);
        }
    }

    /** Whether the event has the values that the plan wants. */
    boolean holds(Expectation.ForEach forEach, List<AbiValue> values) {
        return answers()
                .differences(forEach.toString(), event(forEach).inputs(), values, Comparison.IS, forEach.where())
                .isEmpty();
    }

    /** A duration of the plan in seconds; 0 for none. */
    long seconds(@Nullable Value duration) {
        return reader.wei(duration).toBigInteger().longValueExact();
    }

    /** What to do, to be put behind what is wrong; empty where the plan does not say. */
    String remedy(Expectation expectation) {
        Value remedy = expectation.remedy();
        return remedy == null ? "" : "; " + scope.expand(remedy);
    }

    /** The check with what its references stand for. */
    String describe(Check check) {
        Value arguments = check.view().arguments();
        return check.view() + (arguments == null ? "" : " " + shortened(scope.expand(arguments))) + " "
                + check.comparison() + " " + scope.expand(check.expected());
    }

    /** Who must make the call. */
    Address sender(CallStep step) {
        Value from = step.from();
        return from == null ? deployer : reader.address(from);
    }

    /** Knows the errors of all contracts of the plan: a contract often passes on what another one said. */
    ErrorDecoder errors() {
        return new ErrorDecoder(artifacts.values().stream()
                .flatMap(artifact -> artifact.abi().errors().stream())
                .toList());
    }

    Address address(Expectation.ForEach forEach) {
        return address(forEach.toString(), forEach.contract(), forEach.place());
    }

    private Address address(Invocation invocation) {
        return address(invocation.toString(), invocation.contract(), invocation.place());
    }

    private Address address(String what, String contract, Place place) {
        Address address = addresses.get(contract);
        if (address != null) return address;
        throw place.error(what + ": the contract " + contract + " is not deployed");
    }

    private ContractAbi abi(String contract) {
        return artifact(contract).abi();
    }

    private Artifact artifact(String contract) {
        Artifact artifact = artifacts.get(contract);
        if (artifact != null) return artifact;
        throw plan.place().error("the plan has no contract " + contract + "; it has " + artifacts.keySet());
    }

    /** A block's header is too long to be read. */
    private static String shortened(Value value) {
        return LONG_HEXADECIMAL.matcher(value.toString()).replaceAll("$1…");
    }

    private static Bytes concat(Bytes first, Bytes second) {
        byte[] joined = new byte[first.size() + second.size()];
        System.arraycopy(first.toArray(), 0, joined, 0, first.size());
        System.arraycopy(second.toArray(), 0, joined, first.size(), second.size());
        return Bytes.wrap(joined);
    }
}
