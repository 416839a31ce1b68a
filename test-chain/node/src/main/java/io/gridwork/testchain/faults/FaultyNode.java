package io.gridwork.testchain.faults;

import io.gridwork.testchain.NodeException;
import io.gridwork.testchain.RpcException;
import io.gridwork.testchain.faults.Behaviour.Refusal;
import io.gridwork.testchain.faults.Behaviour.WhilePlayed;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A proxy on loopback before a real node. Until a fault is played it passes everything on.
 *
 * <pre>{@code
 * try (var node = FaultyNode.before(chain.rpcUrl())) {
 *     node.play(AnswerFault.INTERNAL_ERROR.once().on("eth_call"));
 *     …use node.url()…
 *     assertThat(node.timesPlayed(AnswerFault.INTERNAL_ERROR)).isOne();
 * }
 * }</pre>
 *
 * <p>The same seed and the same requests in the same order meet the same faults.
 */
public final class FaultyNode implements AutoCloseable {

    /** Of requests that meet a fault in a mix. */
    private static final double MIXED_SHARE = 0.2;

    private final Upstream node;
    private final long seed;
    private final Consumer<Exchange> listener;
    private final LoopbackServer server;
    private final Stage stage = new Stage();
    private final AtomicReference<Optional<String>> lastAccount = new AtomicReference<>(Optional.empty());
    private final List<Lasting> lasting = new ArrayList<>();
    private final List<Exchange> log = new ArrayList<>();
    private final Map<Fault, Integer> plays = new HashMap<>();
    private long requests;
    private int plans;

    /** A fault that stays until it is undone. */
    private record Lasting(Fault fault, Runnable undo) {}

    private FaultyNode(URI upstream, int port, long seed, Consumer<Exchange> listener) {
        this.node = new Upstream(upstream);
        this.seed = seed;
        this.listener = listener;
        this.server = new LoopbackServer(port, this::reply);
    }

    /** Before a node, on a free port, with seed 1. */
    public static FaultyNode before(URI upstream) {
        return before(upstream, 1);
    }

    public static FaultyNode before(URI upstream, long seed) {
        return new FaultyNode(upstream, 0, seed, exchange -> {});
    }

    /**
     * Before a node, on a given port, telling of each request.
     *
     * @param port 0 for any that is free
     */
    public static FaultyNode before(URI upstream, int port, long seed, Consumer<Exchange> listener) {
        return new FaultyNode(upstream, port, seed, listener);
    }

    /** What a client is given in place of the node's URL. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** Plays a fault as its line of the catalogue says, until {@link #heal}. */
    public void play(Fault fault) {
        play(fault.plan());
    }

    /**
     * Plays a fault, beside those that are being played.
     *
     * @throws IllegalArgumentException if the real node cannot play it
     */
    public synchronized void play(FaultPlan plan) {
        requireAble(plan);
        var running = new Running(scene(plan, random(plans++)));
        switch (running.behaviour()) {
            case Refusal() -> begin(plan.fault(), refusing());
            case WhilePlayed(var begin, var _) -> begin(plan.fault(), begin.begin(running.scene()));
            default -> {}
        }
        stage.add(running);
    }

    /** Plays, by chance, one of {@link Mixes#HARMLESS} on every fifth request. */
    public void playMixed(long mixSeed) {
        playMixed(mixSeed, MIXED_SHARE, Mixes.HARMLESS);
    }

    /** Plays, by chance, one of some faults on a share of the requests, and never more than two in a row on requests for the same methods. */
    public synchronized void playMixed(long mixSeed, double share, Collection<? extends Fault> faults) {
        var random = new SplittableRandom(mixSeed);
        var running = new ArrayList<Running>();
        for (Fault fault : faults) {
            requireAble(fault.plan());
            running.add(new Running(scene(fault.plan(), random.split())));
        }
        stage.add(new Mix(running, share, random));
    }

    private void requireAble(FaultPlan plan) {
        if (plan.fault().needsAnvil()
                && !String.valueOf(node.call("web3_clientVersion")).startsWith("anvil"))
            throw new IllegalArgumentException("only anvil can play "
                    + plan.fault().id() + ", and " + node.url() + " is none; take @GridworkChain(engine = \"anvil\")");
        boolean lasts = Traits.of(plan.fault()).behaviour().get() instanceof Refusal;
        if (lasts && !(plan.rhythm() instanceof Rhythm.Always))
            throw new IllegalArgumentException(plan.fault().id()
                    + " has no rhythm, because a refused connection brings no request; play it, and heal the node");
    }

    private Scene scene(FaultPlan plan, RandomGenerator random) {
        return new Scene(node, plan, random, lastAccount);
    }

    private RandomGenerator random(int plan) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < plan; i++) random.nextLong();
        return random.split();
    }

    private Runnable refusing() {
        server.refuse();
        return server::acceptAgain;
    }

    private void begin(Fault fault, Runnable undo) {
        lasting.add(new Lasting(fault, undo));
        plays.merge(fault, 1, Integer::sum);
    }

    /** Ends all faults. What they did to the chain, such as a reorganisation, stays. */
    public synchronized void heal() {
        stage.clear();
        server.releaseHeld();
        for (Lasting fault : lasting.reversed()) fault.undo().run();
        lasting.clear();
    }

    /** Ends one fault, and leaves the others. */
    public synchronized void heal(Fault fault) {
        stage.remove(fault);
        if (Mixes.SLOW.contains(fault)) server.releaseHeld();
        lasting.stream()
                .filter(l -> l.fault().equals(fault))
                .toList()
                .reversed()
                .forEach(l -> l.undo().run());
        lasting.removeIf(l -> l.fault().equals(fault));
    }

    /** What was asked and what was played, in order. */
    public synchronized List<Exchange> log() {
        return List.copyOf(log);
    }

    /** How often a fault was met: it really changed an answer or the node. */
    public synchronized int timesPlayed(Fault fault) {
        return plays.getOrDefault(fault, 0);
    }

    /** How often a method was asked for, alone or in a batch. */
    public synchronized long timesAsked(String method) {
        return log.stream()
                .flatMap(exchange -> exchange.methods().stream())
                .filter(method::equals)
                .count();
    }

    private Reply reply(String body) {
        var request = Request.parse(body);
        request.calls().forEach(this::remember);
        var performance = new Performance(request, stage.cues(request), node);
        try {
            Reply reply = performance.reply();
            performance.idle().forEach(stage::giveBack);
            note(request, performance.played(), "");
            return reply;
        } catch (UncheckedIOException | NodeException | RpcException e) {
            note(request, performance.played(), String.valueOf(e.getMessage()));
            // As a node looks that has ended within a request.
            return Reply.CLOSE;
        }
    }

    private void remember(Call call) {
        if (call.method().equals("eth_getTransactionCount") && call.param(0) instanceof String account)
            lastAccount.set(Optional.of(account));
    }

    private synchronized void note(Request request, List<Fault> played, String trouble) {
        var exchange = new Exchange(++requests, request.methods(), request.batch(), played, trouble);
        log.add(exchange);
        for (Fault fault : played) plays.merge(fault, 1, Integer::sum);
        listener.accept(exchange);
    }

    /** Heals the node, so that what lasts is undone, and closes the port. */
    @Override
    public void close() {
        try {
            heal();
        } finally {
            server.close();
            node.close();
        }
    }
}
