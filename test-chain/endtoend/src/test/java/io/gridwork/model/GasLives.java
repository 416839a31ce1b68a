package io.gridwork.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ProgramHash;
import io.gridwork.contracts.TicketDraw;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The transactions that {@code contracts/test/gas} measures, and what a node charges for them. Each method tells the gas of all that it sends. */
final class GasLives {
    private static final Hash32 RIGHT = Keccak256.hash("right");
    private static final Hash32 WRONG = Keccak256.hash("wrong");
    private static final Hash32 SALT = Keccak256.hash("salt");
    private static final Hash32 VETTED = Keccak256.hash("vetted");
    private static final BigInteger BOND = Owners.ether(20);
    private static final int TICKETS = 2;
    private static final BigInteger STAKE = Owners.ether(100L * TICKETS);

    private record Job(Hash32 id, List<Object> order) {}

    /** @param juror what a juror sends in its life; {@code last}: the opening that resolves */
    record Dispute(long challenge, long juror, long last) {}

    private final LiveNetwork live;
    private final Address requester;
    private final Address challenger;
    private final Address stranger;
    private final int nodes;
    private long nonce;

    /** @param nodes to be registered, with ripe tickets */
    GasLives(LiveNetwork live, Address treasury, int nodes) {
        this.live = live;
        this.nodes = nodes;
        requester = account("requester");
        challenger = account("challenger");
        stranger = account("stranger");
        fund(requester, "TestUSDT", Owners.ether(1));
        fund(challenger, "TestStake", Owners.ether(1_000));
        fund(treasury, "TestStake", BigInteger.ONE);
        fund(treasury, "TestUSDT", BigInteger.ONE);
        Address governor = live.read("JobEscrow", "governor").getFirst().toAddress();
        send(governor, "ProgramRegistry", "setProgram", VETTED, List.of(true, 1, 1000, Address.ZERO));
        for (int i = 1; i <= nodes; i++) register(i);
        sendAt(live.time() + 10, operator(1), "NodeStaking", "ripen", 1);
        for (int i = 2; i <= nodes; i++) send(operator(i), "NodeStaking", "ripen", i);
        // A first life fills what later lives find filled: index, counters, balances. Another job is in the books.
        jobOfThreeSeats();
        post(1, 1);
    }

    long jobOfOneSeat() {
        Job job = order(1, 1);
        long gas = post(job);
        gas += claim(job, 1);
        gas += submit(job, RIGHT);
        return gas + sendOf(job, requester, "JobEscrow", "accept");
    }

    long jobOfThreeSeats() {
        Job job = order(3, 2);
        long gas = post(job);
        for (int i = 1; i <= 3; i++) gas += claim(job, i);
        for (int seat = 0; seat < 3; seat++) {
            Hash32 commitment = hash("JobEscrow", "commitmentOf", job.id, seat, seat + 1, RIGHT, SALT);
            gas += sendOf(job, operator(seat + 1), "JobEscrow", "commit", seat, commitment);
        }
        for (int seat = 0; seat < 3; seat++)
            gas += sendOf(job, operator(seat + 1), "JobEscrow", "reveal", seat, SALT, delivery(RIGHT));
        return gas + sendAt(live.time() + 601, stranger, "JobEscrow", "poke", job.order);
    }

    long heartbeat() {
        return send(operator(1), "NodeStaking", "heartbeat", 1);
    }

    /** A node for whose owner the stake lies in the vault already. */
    long register(int number) {
        Address owner = account("owner" + number);
        live.enrich(operator(number));
        fund(owner, "TestStake", STAKE.add(BigInteger.ONE));
        fund(owner, "TestUSDT", BigInteger.ONE);
        List<Object> terms = List.of(
                operator(number),
                1,
                8,
                Keccak256.hash("caps"),
                STAKE,
                live.address("JobEscrow"),
                live.address("Jury"),
                STAKE.shiftLeft(1));
        return send(owner, "NodeStaking", "register", terms);
    }

    /** A wrong result of one seat, overturned by nodes with a juror seat each. */
    Dispute dispute(int jurors) {
        while (true) {
            Job job = order(1, 1);
            post(job);
            claim(job, 1);
            submit(job, WRONG);
            Hash32 commitment = hash("Jury", "challengeOf", job.id, challenger, RIGHT, SALT);
            long challenge = sendOf(job, challenger, "Jury", "challenge", commitment);
            List<NodeTicket> drawn = draw(job);
            // Where fewer nodes have a ticket below the limit, which is rare, the job is left as it is.
            if (drawn.size() >= jurors) return judge(job, drawn.subList(0, jurors), challenge);
        }
    }

    private record NodeTicket(int node, TicketDraw ticket) {}

    /** The lowest ticket of each node but the seat's, where the limit admits it. */
    private List<NodeTicket> draw(Job job) {
        for (int i = 0; i < 4; i++) heartbeat();
        sendOf(job, stranger, "Jury", "recordSeed", Bytes.EMPTY);
        Hash32 seed = live.field(
                        "Jury",
                        "disputeOf",
                        live.read("Jury", "disputeOf", job.id).getFirst(),
                        "seed")
                .toHash();
        long limit = live.read("Jury", "limitOf", job.id).getFirst().toInteger().longValue();
        return IntStream.rangeClosed(2, nodes)
                .mapToObj(node -> new NodeTicket(node, lowest(seed, job, node)))
                .filter(drawn -> Long.compareUnsigned(drawn.ticket.value(), limit) <= 0)
                .toList();
    }

    private static TicketDraw lowest(Hash32 seed, Job job, int node) {
        return LongStream.range(0, TICKETS)
                .mapToObj(ticket -> TicketDraw.of(seed, new JobId(job.id), new NodeId(node), ticket))
                .min(TicketDraw::compareTo)
                .orElseThrow();
    }

    /** The one before the last is measured, as the last transaction of a kind does more. */
    private Dispute judge(Job job, List<NodeTicket> jurors, long challenge) {
        List<Long> enrolments = new ArrayList<>();
        List<Long> votes = new ArrayList<>();
        List<Long> openings = new ArrayList<>();
        for (NodeTicket juror : jurors)
            enrolments.add(sendOf(job, operator(juror.node), "Jury", "enrol", juror.node, juror.ticket.ticket()));
        long closed = live.field(
                        "Jury",
                        "disputeOf",
                        live.read("Jury", "disputeOf", job.id).getFirst(),
                        "enrolUntil")
                .toLong();
        for (NodeTicket juror : jurors) {
            Hash32 vote = hash("Jury", "voteOf", job.id, juror.node, RIGHT, SALT);
            votes.add(sendAt(
                    Math.max(closed, live.time()) + 1,
                    operator(juror.node),
                    "Jury",
                    "commitVote",
                    job.order,
                    juror.node,
                    vote));
        }
        sendOf(job, stranger, "Jury", "openChallenge", 0, RIGHT, SALT);
        for (NodeTicket juror : jurors)
            openings.add(sendOf(job, stranger, "Jury", "openVote", juror.node, RIGHT, SALT));
        int measured = jurors.size() - 2;
        long life = enrolments.get(measured) + votes.get(measured) + openings.get(measured);
        return new Dispute(challenge, life, openings.getLast());
    }

    // ---- jobs

    private void post(int n, int k) {
        post(order(n, k));
    }

    private long post(Job job) {
        long gas = send(requester, "JobEscrow", "post", job.order, spec());
        heartbeat();
        return gas;
    }

    private Job order(int n, int k) {
        List<Object> order = List.of(
                requester,
                nonce++,
                spec().keccak256(),
                live.address("TestUSDT"),
                3_000_000,
                BOND,
                5_000,
                200,
                n,
                k,
                1,
                1_000,
                600,
                600,
                n == 1 ? 0 : 600,
                600,
                (1L << 40) - 1);
        return new Job(hash("JobEscrow", "computeJobId", order), order);
    }

    private static Bytes spec() {
        return new JobSpec(
                        new ProgramHash(VETTED),
                        Keccak256.hash("input"),
                        "http://127.0.0.1:8080/input",
                        Bytes.parse("0x0102030405060708"),
                        4096,
                        new NodeId(0),
                        List.of())
                .encode();
    }

    /** Late enough for every node to be admitted. */
    private long claim(Job job, int node) {
        return sendAt(live.time() + 120, operator(node), "JobEscrow", "claim", job.order, node);
    }

    private long submit(Job job, Hash32 root) {
        return sendOf(job, operator(1), "JobEscrow", "submit", delivery(root));
    }

    private static List<Object> delivery(Hash32 root) {
        return List.of(root, "http://127.0.0.1:8081/r/0123456789abcdef", 12_345, 1, Bytes.EMPTY);
    }

    // ---- accounts

    /** One that lets the contracts take its money. */
    private Address account(String name) {
        Address account = named(name);
        live.enrich(account);
        for (String module : List.of("NodeStaking", "JobEscrow", "Jury"))
            send(account, "Vault", "consent", live.address(module), true);
        return account;
    }

    private static Address operator(int number) {
        return named("operator" + number);
    }

    private static Address named(String name) {
        return Address.of(Arrays.copyOf(Keccak256.hash(name).toArray(), Address.BYTES));
    }

    private void fund(Address account, String token, BigInteger amount) {
        live.enrich(account);
        send(account, token, "mint", account, amount);
        send(account, token, "approve", live.address("Vault"), amount);
        send(account, "Vault", "deposit", live.address(token), account, amount);
    }

    // ---- sending

    private Hash32 hash(String contract, String function, Object... arguments) {
        return live.read(contract, function, arguments).getFirst().toHash();
    }

    private long sendOf(Job job, Address from, String contract, String function, Object... afterTheOrder) {
        List<Object> arguments = new ArrayList<>(List.of(job.order));
        arguments.addAll(List.of(afterTheOrder));
        return send(from, contract, function, arguments.toArray());
    }

    private long send(Address from, String contract, String function, Object... arguments) {
        return sendAt(live.time() + 1, from, contract, function, arguments);
    }

    private long sendAt(long time, Address from, String contract, String function, Object... arguments) {
        LiveNetwork.Outcome outcome = live.send(from, live.contracts().call(contract, function, arguments), time);
        if (!outcome.error().isEmpty()) throw new AssertionError(contract + "." + function + ": " + outcome.error());
        return outcome.gas();
    }
}
