package io.gridwork.model;

import static io.gridwork.model.Owners.ether;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Address;
import io.gridwork.contracts.DisputePhase;
import io.gridwork.contracts.JobState;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.junit.GridworkChain;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random worlds on a real chain: whatever people do, contracts and model allow and refuse the same, and afterwards all balances, states and
 * bonds are equal. 80 jobs; with {@code -Dgridwork.all=true} 2,000 in twenty worlds: anvil forgets states
 * after some 3,600 blocks, which the views are compared with, and gets slower with what it holds. Of 2,000 jobs at least a
 * fifth is disputed, and each outcome comes at least 50 times. {@code -Dgridwork.seed=N} plays other worlds. What a jury draws is random besides: it follows from
 * block hashes, and anvil's are new each time.
 */
@GridworkChain(engine = "anvil", perTest = true)
final class DifferentialTest {
    private static final boolean ALL = Boolean.getBoolean("gridwork.all");
    private static final long FIRST_SEED = Long.getLong("gridwork.seed", 1);
    private static final int WORLDS = ALL ? 20 : 1;
    private static final int JOBS = ALL ? 100 : 80;
    private static final int LEAST_OF_OUTCOME = ALL ? 50 : 1;
    /** A fifth of the jobs; of a few jobs half of that, since chance weighs more. */
    private static final int LEAST_DISPUTES = ALL ? 400 : 8;

    private static final int AT_ONCE = 3;
    /** After so many jobs everything is brought to its end, and an hour passes. */
    private static final int ROUND = 10;

    private static final int NODES = 18;
    private static final int OWNERS = 14;
    private static final BigInteger FIRST_QUOTE = BigInteger.TEN.pow(24);
    private static final String[] OUTCOMES = {"NoMajority", "Upheld", "Overturned"};
    /** The last is rare: eighty jobs may do without. */
    private static final List<String> PLAYED = List.of(
            "accept", "challenge", "enrol", "commitVote", "openVote", "openChallenge", "poke", "challengeAsSeat");

    private static final Address TREASURY = Address.parse(TestAccount.ALL.get(8).address());

    private static final Map<String, Long> OUTCOMES_OF_ALL = new TreeMap<>();
    private static final Set<String> PLAYED_IN_ALL = new TreeSet<>();

    static LongStream worlds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + WORLDS);
    }

    @AfterAll
    static void everythingComesAboutOftenEnough() {
        assertThat(PLAYED_IN_ALL).containsAll(ALL ? PLAYED : PLAYED.subList(0, PLAYED.size() - 1));
        long disputes =
                OUTCOMES_OF_ALL.values().stream().mapToLong(Long::longValue).sum();
        assertThat(disputes)
                .as("disputes of %s jobs: %s", WORLDS * JOBS, OUTCOMES_OF_ALL)
                .isGreaterThanOrEqualTo(LEAST_DISPUTES);
        for (String outcome : OUTCOMES)
            assertThat(OUTCOMES_OF_ALL.getOrDefault(outcome, 0L))
                    .as("%s of %s jobs: %s", outcome, WORLDS * JOBS, OUTCOMES_OF_ALL)
                    .isGreaterThanOrEqualTo(LEAST_OF_OUTCOME);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void contractsDoWhatTheModelDoes(long seed, AnvilChain chain, @TempDir Path folder) throws InterruptedException {
        try (var live = LiveNetwork.deploy(chain, folder, TREASURY, 5)) {
            var twin = new Twin(live, TREASURY);
            var random = new SplittableRandom(seed);
            List<Address> requesters = accounts(twin, "requester", 3, ether(1_000), ether(1));
            List<Address> owners = accounts(twin, "owner", OWNERS, ether(10_000), BigInteger.ZERO);
            List<Address> people =
                    Stream.concat(requesters.stream(), owners.stream()).toList();
            Requesters.PROGRAMS.stream().filter(ModelProgram::isListed).forEach(twin::vet);
            for (int i = 0; i < NODES; i++) register(twin, owners.get(i % OWNERS), i);
            twin.quote(1, FIRST_QUOTE);
            var owning = new Owners(twin, random, people);
            twin.play(owning.anHourLater());
            twin.staking().all().forEach(node -> twin.play(owning.ripen(node)));
            List<ModelJob> jobs = play(
                    twin,
                    random,
                    new Requesters(twin, random, requesters, people),
                    owning,
                    new Players(twin, random, people));
            twin.compareAll();
            IndexedViews views = IndexedViews.of(live, folder);
            views.equalTo(twin, jobs);
            for (long block : views.amidDisputes())
                IndexedViews.of(live, folder, block).disputes(jobs);
            assertThat(jobs).as("seed %s, played %s", seed, twin.played()).allMatch(job -> job.state.isTerminal());
            PLAYED_IN_ALL.addAll(twin.played().keySet());
            outcomes(jobs).forEach((outcome, count) -> OUTCOMES_OF_ALL.merge(outcome, count, Long::sum));
            assertThat(jobs).extracting(job -> job.state).contains(JobState.COMPLETED, JobState.REFUNDED);
            assertThat(twin.staking().all()).allMatch(node -> node.locked.signum() == 0);
        }
    }

    private static Map<String, Long> outcomes(List<ModelJob> jobs) {
        return jobs.stream()
                .flatMap(job -> Stream.ofNullable(job.dispute))
                .map(dispute -> requireNonNull(dispute.verdict).outcome())
                .collect(Collectors.groupingBy(outcome -> outcome, TreeMap::new, Collectors.counting()));
    }

    private static List<ModelJob> play(
            Twin twin, SplittableRandom random, Requesters requesters, Owners owners, Players players) {
        List<ModelJob> jobs = new ArrayList<>();
        List<ModelJob> open = new ArrayList<>();
        int round = ROUND;
        while (jobs.size() < JOBS || !open.isEmpty()) {
            int dice = random.nextInt(100);
            boolean posts = jobs.size() < Math.min(JOBS, round);
            if (dice < 8) {
                twin.play(owners.next());
            } else if (open.isEmpty() && !posts) {
                twin.play(owners.anHourLater());
                round += ROUND;
            } else if (open.isEmpty() || (open.size() < AT_ONCE && posts && dice < 16)) {
                requesters.post().ifPresent(job -> {
                    jobs.add(job);
                    open.add(job);
                });
            } else {
                twin.play(players.next(next(open, random)));
                open.removeIf(job -> job.state.isTerminal());
            }
        }
        return jobs;
    }

    /** Mostly one whose dispute does not wait, else the oldest: time passes for all of them, and the others wait. */
    private static ModelJob next(List<ModelJob> open, SplittableRandom random) {
        if (random.nextInt(8) == 0) return open.get(random.nextInt(open.size()));
        return open.stream().filter(DifferentialTest::hurries).findFirst().orElse(open.getFirst());
    }

    private static boolean hurries(ModelJob job) {
        return job.dispute != null && job.dispute.phase != DisputePhase.VOTING;
    }

    private static List<Address> accounts(Twin twin, String kind, int count, BigInteger stake, BigInteger money) {
        return IntStream.range(0, count)
                .mapToObj(i -> twin.account(kind + i, stake, money))
                .toList();
    }

    private static void register(Twin twin, Address owner, int number) {
        Address operator = twin.account("operator" + number, BigInteger.ZERO, BigInteger.ZERO);
        BigInteger stake = ether(100 + 50L * (number % 10));
        BigInteger allowance = number % 3 == 0 ? stake.shiftRight(1) : stake;
        List<Object> terms = List.of(
                operator,
                1,
                3,
                twin.usdt().toWord(),
                stake,
                twin.settings().market(),
                twin.settings().jury(),
                allowance);
        twin.play(new Action(
                "register",
                owner,
                twin.live().time() + 1,
                twin.live().contracts().call("NodeStaking", "register", terms),
                at -> twin.staking().register(at, operator, 1, stake, allowance),
                null));
    }
}
