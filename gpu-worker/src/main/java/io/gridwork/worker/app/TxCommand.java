package io.gridwork.worker.app;

import io.gridwork.abi.Hash32;
import io.gridwork.transactions.Signer;
import io.gridwork.transactions.TransactionState;
import io.gridwork.worker.market.ActionLog;
import io.gridwork.worker.market.ActionLog.Sent;
import io.gridwork.worker.market.ContractErrors;
import io.gridwork.worker.market.Contracts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code worker tx}, {@code job tx}: the transactions of a key, as the journal in {@code --dir} and the chain have them. */
@Command(
        name = "tx",
        description = "Transactions of a key: show them, raise the fees of one, give one up.",
        subcommands = {TxCommand.Show.class, TxCommand.Bump.class, TxCommand.GiveUp.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class TxCommand {
    /** What is done with the transactions of a key. */
    abstract static sealed class About implements Callable<Integer> {
        @Spec
        CommandSpec spec = CommandSpec.create();

        @Mixin
        ChainFlags chain = new ChainFlags();

        @Option(
                names = "--key",
                required = true,
                paramLabel = "FILE",
                description = "Whose transactions, mode 0600. No worker may run with it meanwhile.")
        Path key = Path.of("owner.key");

        @Option(names = "--json", description = "Answer with JSON, one transaction a line.")
        boolean json;

        abstract void act(ActionLog log, Output output);

        @Override
        public Integer call() throws IOException {
            Signer signer = chain.signer(key);
            Contracts contracts = chain.contracts();
            try (ChainFlags.Sending sending = chain.sending(contracts, signer)) {
                act(sending.actions().log(), new Output(spec.commandLine().getOut(), json));
            }
            return 0;
        }
    }

    /** {@code tx list}. */
    @Command(
            name = "list",
            description = {
                "Show the transactions of a key, newest first, and what pending ones wait for.",
                "Pending ones that the node has lost are sent again."
            },
            mixinStandardHelpOptions = true)
    static final class Show extends About {
        @Option(names = "--limit", defaultValue = "20", description = "How many (default: ${DEFAULT-VALUE}).")
        int limit;

        @Override
        void act(ActionLog log, Output output) {
            List<Sent> all = log.all();
            all.reversed().stream().limit(limit).forEach(sent -> tell(sent, output));
        }
    }

    /** {@code tx bump}. */
    @Command(
            name = "bump",
            description = "Send a pending transaction again with higher fees, at most --max-fee-gwei, and wait for it.",
            mixinStandardHelpOptions = true)
    static final class Bump extends About {
        @Parameters(paramLabel = "NONCE", description = "Its nonce, as tx list shows it.")
        long nonce;

        @Override
        void act(ActionLog log, Output output) {
            tell(log.raiseFees(nonce), output);
        }
    }

    /** {@code tx cancel}. */
    @Command(
            name = "cancel",
            description = {
                "Give up a pending transaction: an empty transfer to the account itself takes its nonce. Wait for that.",
                "A worker that is started again, and a job post given again, send what they still need anew."
            },
            mixinStandardHelpOptions = true)
    static final class GiveUp extends About {
        @Parameters(paramLabel = "NONCE", description = "Its nonce, as tx list shows it.")
        long nonce;

        @Override
        void act(ActionLog log, Output output) {
            tell(log.giveUp(nonce), output);
        }
    }

    private static void tell(Sent sent, Output output) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("nonce", sent.state().nonce());
        facts.put("action", sent.state().key().text());
        facts.put("what", sent.what());
        switch (sent.state()) {
            case TransactionState.Pending pending -> {
                put(facts, "pending", pending.hash(), pending.trouble());
                facts.put("attempts", pending.attempts());
            }
            case TransactionState.Mined mined -> {
                put(facts, "mined", mined.receipt().txHash(), "confirmations: " + mined.confirmations());
                facts.put("block", mined.receipt().block().number());
            }
            case TransactionState.Done done -> {
                String reason = done.succeeded() ? "" : ContractErrors.sentence(done.reason());
                put(facts, done.succeeded() ? "done" : "failed", done.txHash(), reason);
                facts.put("block", done.block().number());
            }
            case TransactionState.Cancelled cancelled ->
                put(facts, "given up", null, ContractErrors.sentence(cancelled.reason()));
        }
        output.say(facts, line(facts));
    }

    private static void put(Map<String, Object> facts, String state, @Nullable Hash32 transaction, String detail) {
        facts.put("state", state);
        if (transaction != null) facts.put("transaction", transaction.toString());
        facts.put("detail", detail);
    }

    private static String line(Map<String, Object> facts) {
        String line = "%s  %-8s  %s".formatted(facts.get("nonce"), facts.get("state"), facts.get("what"));
        if (facts.containsKey("transaction")) line += "  " + facts.get("transaction");
        if (facts.containsKey("block")) line += " in block " + facts.get("block");
        return "".equals(facts.get("detail")) ? line : line + ": " + facts.get("detail");
    }
}
