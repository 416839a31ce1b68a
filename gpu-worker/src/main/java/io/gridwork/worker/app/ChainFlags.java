package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.abi.Keccak256;
import io.gridwork.chain.ChainClient;
import io.gridwork.network.Deployment;
import io.gridwork.network.Network;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.transactions.KeyFile;
import io.gridwork.transactions.SenderOptions;
import io.gridwork.transactions.Signer;
import io.gridwork.transactions.TransactionJournal;
import io.gridwork.transactions.TransactionSender;
import io.gridwork.worker.market.Actions;
import io.gridwork.worker.market.Contracts;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which network, and how to send transactions to it. */
final class ChainFlags {
    @Option(
            names = Settings.NETWORK,
            paramLabel = "NAME",
            description =
                    "A network's name or YAML file, in place of --rpc and --deployment: dev is the one of gridwork up.")
    Optional<Network> network = Optional.empty();

    @Option(
            names = "--rpc",
            required = true,
            split = ",",
            paramLabel = "URL",
            description = "JSON-RPC of a node, unless --network gives it. Others after a comma stand in for it.")
    List<URI> rpc = List.of();

    @Option(
            names = "--deployment",
            required = true,
            paramLabel = "FILE",
            description = "The deployment record: where the contracts are, unless --network gives it.")
    Path deployment = Path.of("deployment.json");

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.gridwork",
            description = "Folder for journals and content (default: ${DEFAULT-VALUE}).")
    Path dir = Path.of(".");

    @Option(names = "--password-file", paramLabel = "FILE", description = "Password of encrypted key files, mode 0600.")
    Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--confirmations",
            paramLabel = "N",
            defaultValue = "1",
            description = "Blocks after which a transaction is taken for final (default: ${DEFAULT-VALUE}).")
    int confirmations;

    @Option(
            names = "--max-fee-gwei",
            paramLabel = "GWEI",
            defaultValue = "500",
            description = "Never pay more per gas (default: ${DEFAULT-VALUE}).")
    BigDecimal maxFeeGwei = BigDecimal.ZERO;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "Longest wait for a transaction (default: ${DEFAULT-VALUE}).")
    int patience;

    /**
     * The token that an argument names.
     *
     * @param option that the text was given with
     * @param text a symbol of the network, an address, or "native" for the chain's own currency
     */
    Address token(String option, String text) {
        if (text.equals("native")) return Address.ZERO;
        Optional<Address> named = network.flatMap(known -> known.token(text));
        if (named.isPresent()) return named.get();
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            String symbols = network.map(
                            known -> String.join(", ", known.tokens().keySet()))
                    .orElse("none, because no --network is given");
            throw new IllegalArgumentException(
                    "no token \"" + text + "\" (" + option
                            + "): give an address, \"native\", or a token of the network ("
                            + symbols + ")",
                    e);
        }
    }

    /** The contracts, to be read. */
    Contracts contracts() throws IOException {
        return new Contracts(
                new ChainClient(rpc, RpcOptions.DEFAULT), Deployment.read(existing(deployment, "deployment record")));
    }

    /** The key in a file. */
    Signer signer(Path keyFile) throws IOException {
        String password = passwordFile.isPresent() ? KeyFile.readPassword(passwordFile.get()) : null;
        return KeyFile.read(existing(keyFile, "key file"), password);
    }

    private static Path existing(Path file, String what) {
        if (Files.exists(file)) return file;
        throw new IllegalArgumentException("there is no " + what + " " + file.toAbsolutePath());
    }

    /** Opens the way to act with a key. One process of this user at a time can act with it. */
    Sending sending(Contracts contracts, Signer signer) throws IOException {
        Files.createDirectories(dir);
        TransactionJournal journal = TransactionJournal.open(
                dir.resolve("transactions.db"), contracts.deployment().chainId(), signer.address());
        SenderOptions options = SenderOptions.DEFAULT
                .withConfirmations(confirmations)
                .withHighestFee(maxFeeGwei.movePointRight(9).toBigInteger());
        try {
            TransactionSender sender =
                    new TransactionSender(contracts.client(), signer, journal, contracts.errors(), options);
            return new Sending(journal, new Actions(sender, Duration.ofSeconds(patience)));
        } catch (RuntimeException e) { // whatever it is, the account's lock must not stay taken
            journal.close();
            throw e;
        }
    }

    /** Actions, and the journal that must be closed after them. */
    record Sending(TransactionJournal journal, Actions actions) implements AutoCloseable {
        /**
         * A name for what one call of a command does, where doing it twice adds up. A command that is given again before the first is final goes on with
         * the first.
         *
         * @param command takes a word about that on its error output
         * @param what tells one call from another, besides the time
         */
        String purpose(CommandLine command, String name, Object... what) {
            // Two addresses and an amount are too long for the key of an action.
            String content = Keccak256.hash(Arrays.toString(what)).hex().substring(2, 18);
            String begin = name + ":" + content + ":";
            Optional<Actions.Begun> begun = actions.begun(begin);
            begun.ifPresent(
                    earlier -> command.getErr()
                            .println(
                                    "gridwork: the same command was given before, and " + earlier.open()
                                            + " was not final: this one goes on with it. To do it once more, give it again afterwards"));
            return begun.map(Actions.Begun::purpose).orElse(begin + Instant.now());
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
