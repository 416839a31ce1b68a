package io.gridwork.devnet.network;

import io.gridwork.abi.Address;
import io.gridwork.chain.ChainClient;
import io.gridwork.contracts.ProgramHash;
import io.gridwork.network.Network;
import io.gridwork.toolkit.deploy.Applied;
import io.gridwork.toolkit.deploy.Deployer;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.transactions.Signer;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Search;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gridwork's contracts on a development chain.
 *
 * @param record file of the deployment record
 */
public record NetworkDeployment(Path record, DeployedContracts contracts) {

    static final Signer DEPLOYER = Devnet.signer(0);

    /** Where the price index begins: a millionth of a USDT for a unit of work. */
    private static final BigInteger FIRST_QUOTE = BigInteger.TEN.pow(18);

    private static final long MAX_UNITS = 1_000_000;
    private static final String PLAN = "io/gridwork/contracts/plans/gridwork-dev.yaml";
    /** Who gets fees and fines. */
    public static final Address TREASURY = Devnet.signer(8).address();

    /**
     * Deploys what is missing, and vets the programs that workers bring.
     *
     * @param deployments folder of the record
     * @param progress takes a line per step
     */
    public static NetworkDeployment apply(ChainClient client, Path deployments, Consumer<String> progress) {
        var deployer = new Deployer(plan(), DeployedContracts.ARTIFACTS, client, deployments);
        Applied applied = deployer.apply(DEPLOYER, Wallet.OPTIONS, line -> progress.accept("  " + line));
        int count = applied.record().contracts().size();
        progress.accept((applied.transactions() == 0
                        ? "all " + count + " contracts are there already"
                        : "deployed " + count + " contracts in " + applied.transactions() + " transactions")
                + "; record: " + deployer.record());
        var contracts = new DeployedContracts(applied.record());
        openPriceIndex(client, contracts);
        progress.accept(vetPrograms(client, contracts) + " programs are vetted");
        return new NetworkDeployment(deployer.record(), contracts);
    }

    /** Writes the file by which commands find the network. */
    public static void describe(
            Path file, URI rpc, Path record, DeployedContracts contracts, Optional<Network.Development> development) {
        var tokens = new LinkedHashMap<String, Address>();
        tokens.put("USDT", contracts.address("TestUSDT"));
        tokens.put("GWS", contracts.address("TestStake"));
        try {
            new Network(file, rpc, record, Optional.of("USDT"), tokens, development).write();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static Plan plan() {
        return Plan.resource(PLAN).withAccounts(Map.of("treasury", TREASURY.toString()));
    }

    /** The deployer governs this network, and vouches for the programs that the workers bring. Answers how many. */
    private static int vetPrograms(ChainClient client, DeployedContracts contracts) {
        var governor = new Wallet(client, DEPLOYER, contracts);
        var reader = new ChainReader(new Contracts(client, contracts.deployment()));
        for (BuiltIn program : Programs.builtIn()) {
            if (reader.program(new ProgramHash(program.hash())).vetted()) continue;
            List<Object> vetted = List.of(true, Devnet.NODE_CLASS, MAX_UNITS, verifier(program, contracts));
            governor.send(
                    "vet " + program.name(), contracts.call("ProgramRegistry", "setProgram", program.hash(), vetted));
        }
        return Programs.builtIn().size();
    }

    /** No call of the plan: it can be made once, and the index moves from there, so that no check tells whether it was. */
    private static void openPriceIndex(ChainClient client, DeployedContracts contracts) {
        Address token = contracts.address("TestUSDT");
        var quote = contracts.read(client, "JobEscrow", "quote", token, Devnet.NODE_CLASS);
        if (quote.getFirst().toInteger().signum() > 0) return;
        new Wallet(client, DEPLOYER, contracts)
                .send(
                        "open the price index",
                        contracts.call("JobEscrow", "setQuote", token, Devnet.NODE_CLASS, FIRST_QUOTE));
    }

    /** The contract that checks the program's results; zero where none can. */
    private static Address verifier(BuiltIn program, DeployedContracts contracts) {
        if (program.equals(Search.KECCAK256)) return contracts.address("PowKeccak256");
        if (program.equals(Search.SHA256D)) return contracts.address("PowSha256d");
        return Address.ZERO;
    }
}
