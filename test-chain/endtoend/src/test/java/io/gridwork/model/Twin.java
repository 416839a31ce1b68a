package io.gridwork.model;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.chain.Call;
import io.gridwork.testchain.TestAccount;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The same network twice: as contracts and as a model. What is played on one is played on the other, and then both are compared. */
final class Twin {
    private static final int REMEMBERED_STEPS = 30;
    private static final Address DEPLOYER =
            Address.parse(TestAccount.ALL.getFirst().address());

    private final LiveNetwork live;
    private final Settings settings;
    private final Ledger vault = new Ledger();
    private final ModelStaking staking;
    private final ModelMarket market;
    private final List<Address> accounts = new ArrayList<>();
    private final Deque<String> steps = new ArrayDeque<>();
    private final Map<String, Integer> played = new TreeMap<>();
    private final Map<Hash32, Hash32> specHashes = new HashMap<>();

    Twin(LiveNetwork live, Address treasury) {
        this.live = live;
        this.settings = settings(live, treasury);
        this.staking = new ModelStaking(settings, vault);
        this.market = new ModelMarket(settings, vault, staking);
        accounts.addAll(List.of(treasury, settings.staking(), settings.market(), settings.jury()));
    }

    private static Settings settings(LiveNetwork live, Address treasury) {
        List<AbiValue> staking = one(live, "NodeStaking", "params");
        List<AbiValue> market = one(live, "JobEscrow", "params");
        List<AbiValue> limits = one(live, "JobEscrow", "limits");
        List<AbiValue> floor = live.read("JobEscrow", "bondFloorOf", Settings.JUDGED_CLASS)
                .getFirst()
                .toList();
        return new Settings(
                live.address("TestStake"),
                live.address("NodeStaking"),
                live.address("JobEscrow"),
                live.address("Jury"),
                treasury,
                (int) market.get(1).toLong(),
                (int) market.get(2).toLong(),
                staking.get(0).toInteger(),
                staking.get(1).toLong(),
                staking.get(2).toLong(),
                staking.get(3).toLong(),
                live.read("NodeStaking", "ticketSize").getFirst().toInteger(),
                live.read("NodeStaking", "ticketAge").getFirst().toLong(),
                floor.get(0).toInteger(),
                floor.get(1).toInteger(),
                limits.get(0).toLong(),
                limits.get(1).toLong(),
                juryRules(live));
    }

    private static Settings.JuryRules juryRules(LiveNetwork live) {
        List<AbiValue> windows = one(live, "Jury", "windows");
        return new Settings.JuryRules(
                (int) live.read("Jury", "size").getFirst().toLong(),
                windows.get(0).toLong(),
                windows.get(1).toLong(),
                windows.get(2).toLong(),
                windows.get(3).toLong(),
                windows.get(4).toLong());
    }

    private static List<AbiValue> one(LiveNetwork live, String contract, String function) {
        return live.read(contract, function).getFirst().toList();
    }

    LiveNetwork live() {
        return live;
    }

    Settings settings() {
        return settings;
    }

    Ledger vault() {
        return vault;
    }

    ModelStaking staking() {
        return staking;
    }

    ModelMarket market() {
        return market;
    }

    /** All that can have a vault balance. */
    List<Address> accounts() {
        return accounts;
    }

    Address usdt() {
        return live.address("TestUSDT");
    }

    /** How often each kind of step went through, or was refused. */
    Map<String, Integer> played() {
        return played;
    }

    // ---- setting up

    /** An account that can pay for gas, with money in its vault account. */
    Address account(String name, BigInteger stake, BigInteger money) {
        Address account = Address.of(Arrays.copyOf(Keccak256.hash(name).toArray(), Address.BYTES));
        live.enrich(account);
        accounts.add(account);
        fund(account, "TestStake", stake);
        fund(account, "TestUSDT", money);
        if (stake.signum() + money.signum() > 0) consents(account);
        return account;
    }

    private void fund(Address account, String token, BigInteger amount) {
        if (amount.signum() == 0) return;
        Address address = live.address(token);
        does(account, live.contracts().call(token, "mint", account, amount));
        does(account, live.contracts().call(token, "approve", live.address("Vault"), amount));
        does(account, live.contracts().call("Vault", "deposit", address, account, amount));
        vault.change(address, account, amount);
    }

    private void consents(Address account) {
        for (String module : List.of("NodeStaking", "JobEscrow", "Jury")) {
            does(account, live.contracts().call("Vault", "consent", live.address(module), true));
            vault.consent(account, live.address(module), true);
        }
    }

    /** Where the price index begins. */
    void quote(int nodeClass, BigInteger price) {
        does(DEPLOYER, live.contracts().call("JobEscrow", "setQuote", usdt(), nodeClass, price));
        market.setQuote(live.moment(DEPLOYER, live.time()), usdt(), nodeClass, price);
    }

    void vet(ModelProgram program) {
        List<Object> listed = List.of(program.vetted(), program.nodeClass(), program.maxUnits(), Address.ZERO);
        does(DEPLOYER, live.contracts().call("ProgramRegistry", "setProgram", program.hash(), listed));
    }

    private void does(Address caller, Call call) {
        var outcome = live.send(caller, call, live.time() + 1);
        if (!outcome.error().isEmpty()) throw new AssertionError("setting up failed: " + outcome);
    }

    Hash32 idOf(ModelOrder order, Hash32 specHash) {
        Hash32 id = live.read("JobEscrow", "computeJobId", order.arguments(specHash))
                .getFirst()
                .toHash();
        specHashes.put(id, specHash);
        return id;
    }

    /** The job's order as the contract takes it. */
    List<Object> orderOf(ModelJob job) {
        return job.order.arguments(specHash(job));
    }

    private Hash32 specHash(ModelJob job) {
        return Objects.requireNonNull(specHashes.get(job.id));
    }

    // ---- playing

    /** Plays a step on both sides. @throws AssertionError with the last steps when they differ */
    void play(Action action) {
        long now = Math.max(action.at(), live.time() + 1);
        Moment moment = live.moment(action.caller(), now);
        List<String> reasons = List.of();
        try {
            action.model().accept(moment);
        } catch (Refused refused) {
            reasons = refused.reasons();
        }
        LiveNetwork.Outcome outcome = live.send(action.caller(), action.call(), now);
        remember(now + ": " + action + " -> " + (outcome.error().isEmpty() ? "done" : outcome.error()));
        played.merge(action.name() + (outcome.error().isEmpty() ? "" : ": " + outcome.error()), 1, Integer::sum);
        if (reasons.isEmpty() != outcome.error().isEmpty())
            fail(List.of("model: " + (reasons.isEmpty() ? "allowed" : reasons) + ", contract: " + outcome));
        if (!reasons.isEmpty() && !reasons.contains(outcome.error()))
            fail(List.of("refused by the model for " + reasons + ", by the contract for " + outcome.error()));
        compare(action);
    }

    private void compare(Action action) {
        var comparison = new Comparison(live);
        comparison.balances(vault, List.of(settings.stakeToken(), usdt()), accounts);
        ModelJob job = action.job();
        if (job != null) {
            comparison.job(job, specHash(job));
            job.seats.forEach(seat -> comparison.node(seat.node));
            if (job.dispute != null) job.dispute.jurors.forEach(juror -> comparison.node(juror.node()));
        }
        fail(comparison.differences());
    }

    /** Compares what single steps leave out. */
    void compareAll() {
        var comparison = new Comparison(live);
        staking.all().forEach(comparison::node);
        comparison.quote(market, usdt(), 1);
        fail(comparison.differences());
    }

    private void remember(String step) {
        steps.addLast(step);
        if (steps.size() > REMEMBERED_STEPS) steps.removeFirst();
    }

    private void fail(List<String> differences) {
        if (!differences.isEmpty())
            throw new AssertionError(String.join("\n", differences) + "\nafter\n" + String.join("\n", steps));
    }
}
