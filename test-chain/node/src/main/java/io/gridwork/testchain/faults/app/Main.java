package io.gridwork.testchain.faults.app;

import io.gridwork.testchain.NodeException;
import io.gridwork.testchain.faults.Fault;
import io.gridwork.testchain.faults.FaultPlan;
import io.gridwork.testchain.faults.FaultyNode;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Puts a faulty node before a node, until it is interrupted. */
public final class Main {

    private static final String MIXED = "mixed=";
    private static final String USAGE = """
            usage: UPSTREAM PORT FAULT...
            UPSTREAM  URL of a real node, such as http://127.0.0.1:8545
            PORT      to listen on, on loopback; 0 for any that is free
            FAULT     NAME[,times=N][,every=N][,share=P][,after=N][,amount=N][,on=METHOD+METHOD][,account=ADDRESS], or mixed=SEED
            """;

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            if (args.length < 2) throw new IllegalArgumentException(USAGE + faults());
            FaultyNode node = start(List.of(args), System.out);
            Runtime.getRuntime().addShutdownHook(new Thread(node::close));
            new CountDownLatch(1).await();
        } catch (IllegalArgumentException | UncheckedIOException | NodeException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** Starts the node and says on {@code out} where it is, and then what each request meets. */
    static FaultyNode start(List<String> args, PrintStream out) {
        List<String> faults = args.subList(2, args.size());
        faults.stream().filter(fault -> !fault.startsWith(MIXED)).forEach(FaultPlan::parse);
        FaultyNode node = FaultyNode.before(URI.create(args.getFirst()), port(args.get(1)), 1, out::println);
        try {
            for (String fault : faults) play(node, fault);
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
        out.println("faulty node: " + node.url() + " before " + args.getFirst());
        return node;
    }

    private static void play(FaultyNode node, String fault) {
        if (fault.startsWith(MIXED)) node.playMixed(number(fault.substring(MIXED.length()), "the seed of a mix"));
        else node.play(FaultPlan.parse(fault));
    }

    private static int port(String text) {
        long port = number(text, "a port");
        if (port >= 0 && port <= 65_535) return (int) port;
        throw new IllegalArgumentException("\"" + text + "\" is no port; use 0 to 65535");
    }

    private static long number(String text, String what) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no number for " + what, e);
        }
    }

    private static String faults() {
        var lines = new StringBuilder();
        for (Fault fault : Fault.all()) lines.append(String.format("%n  %-32s %s", fault.id(), fault.description()));
        return lines.toString();
    }
}
