package io.gridwork.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ProgramHash;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** People with orders of all kinds, some of them wrong. */
final class Requesters {
    /** A vetted one, and one that the registry has never heard of. */
    static final List<ModelProgram> PROGRAMS = List.of(
            new ModelProgram(Keccak256.hash("vetted"), true, 1, 1000),
            new ModelProgram(Keccak256.hash("unheard of"), false, 0, 0));

    private static final BigInteger ONE_PERCENT = BigInteger.TEN.pow(16);

    private final Twin twin;
    private final RandomGenerator random;
    private final List<Address> requesters;
    private final List<Address> strangers;
    private long nonce;

    Requesters(Twin twin, RandomGenerator random, List<Address> requesters, List<Address> strangers) {
        this.twin = twin;
        this.random = random;
        this.requesters = requesters;
        this.strangers = strangers;
    }

    /** Posts an order. @return the job, empty where it was refused */
    Optional<ModelJob> post() {
        ModelOrder order = order();
        Bytes spec = spec(order);
        Hash32 id = twin.idOf(order, spec.keccak256());
        if (chance(2)) voidFirst(order, spec, id);
        var posted = new AtomicReference<ModelJob>();
        Address caller = chance(2) ? any(strangers) : order.requester();
        var post = twin.live().contracts().call("JobEscrow", "post", order.arguments(spec.keccak256()), spec);
        twin.play(new Action(
                "post",
                caller,
                twin.live().time() + 1 + random.nextInt(20),
                post,
                at -> posted.set(twin.market().post(at, id, order)),
                null));
        return Optional.ofNullable(posted.get());
    }

    private void voidFirst(ModelOrder order, Bytes spec, Hash32 id) {
        var call = twin.live().contracts().call("JobEscrow", "voidOrder", order.arguments(spec.keccak256()));
        Address caller = chance(80) ? order.requester() : any(strangers);
        twin.play(new Action(
                "voidOrder",
                caller,
                twin.live().time() + 1,
                call,
                at -> twin.market().voidOrder(at, id, order),
                null));
    }

    private static Bytes spec(ModelOrder order) {
        return new JobSpec(
                        new ProgramHash(order.program().hash()),
                        Hash32.ZERO,
                        "",
                        Bytes.EMPTY,
                        32,
                        new NodeId(order.hired()),
                        order.excluded().stream().map(NodeId::new).toList())
                .encode();
    }

    private ModelOrder order() {
        ModelProgram program = chance(75) ? PROGRAMS.getFirst() : any(PROGRAMS);
        int n = any(List.of(1, 1, 2, 3, 3, 4, 5, 7));
        boolean direct = n == 1 && chance(program.vetted() ? 15 : 90);
        int k = n / 2 + 1 + (chance(25) ? random.nextInt(n - n / 2) : 0);
        boolean judged = program.vetted() && (k == 1 || chance(80));
        long now = twin.live().time();
        return new ModelOrder(
                any(requesters),
                BigInteger.valueOf(nonce++),
                twin.usdt(),
                amount(1_000_000_000L),
                bond(program),
                wrongly(10_001, random.nextInt(10_001)),
                wrongly(199, 200 + random.nextInt(800)),
                wrongly(8, n),
                wrongly(0, k),
                wrongly(2, 1),
                wrongly(0, 1 + random.nextInt(1000)),
                wrongly(0, window()),
                wrongly(601, window()),
                n == 1 ? wrongly(5, 0) : window(),
                judged ? window() : wrongly(5, 0),
                chance(2) ? now : now + 1000,
                program,
                direct ? 1 + random.nextInt(twin.staking().all().size()) : 0,
                direct ? List.of() : excluded(chance(3) ? 8 - n : random.nextInt(Math.min(3, 8 - n))));
    }

    /** Of vetted jobs between the floor and what a jury can judge, nearly always. */
    private BigInteger bond(ModelProgram program) {
        if (chance(program.vetted() ? 1 : 20)) return BigInteger.ZERO;
        BigInteger most = twin.settings().highestBond();
        if (chance(3)) return most.subtract(BigInteger.valueOf(random.nextInt(2)));
        if (chance(1)) return most.add(BigInteger.ONE);
        return chance(1)
                ? BigInteger.TWO.pow(ModelStaking.STAKE_BITS)
                : amount(5_000_000_000_000_000_000L).add(ONE_PERCENT);
    }

    private List<Long> excluded(int count) {
        return LongStream.generate(
                        () -> 1L + random.nextInt(twin.staking().all().size()))
                .distinct()
                .limit(count)
                .boxed()
                .toList();
    }

    private int wrongly(int wrong, int right) {
        return chance(1) ? wrong : right;
    }

    private long wrongly(long wrong, long right) {
        return chance(1) ? wrong : right;
    }

    private long window() {
        return chance(8) ? 1 + random.nextInt(30) : 120 + random.nextInt(480);
    }

    private BigInteger amount(long most) {
        return BigInteger.valueOf(1 + random.nextLong(most));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
