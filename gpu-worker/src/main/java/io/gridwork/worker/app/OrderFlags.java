package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.BondRules;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.NodeAccount;
import io.gridwork.worker.step.Inputs;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a requester offers and demands. What is not given comes from the network: its listing, its bounds, its floors. */
final class OrderFlags {
    /** Usual windows, in seconds; a network's bounds may move them. */
    private static final long CLAIM = 600;

    private static final long WORK = 3600;
    private static final long REVEAL = 3600;
    private static final long CHALLENGE = 3600;

    @Option(
            names = "--token",
            required = true,
            description = "Payment token: a symbol of the network, an address, or \"native\".")
    String token = "";

    @Option(
            names = "--max-price",
            required = true,
            paramLabel = "TOKENS",
            description = "Highest price of one seat, in whole tokens.")
    String maxPrice = "";

    @Option(
            names = "--start-price",
            paramLabel = "PERCENT",
            defaultValue = "50",
            description =
                    "First offer, in per cent of the highest; it rises over the claim window (default: ${DEFAULT-VALUE}).")
    double startPrice;

    @Option(
            names = "--max-fee",
            paramLabel = "PERCENT",
            description =
                    "Highest fee of the network that you accept, in per cent of what is paid (default: the fee of today).")
    Optional<Double> maxFee = Optional.empty();

    @Option(names = "--n", defaultValue = "1", description = "Seats, 1 to 7 (default: ${DEFAULT-VALUE}).")
    int n;

    @Option(names = "--k", description = "Seats that must agree (default: more than half).")
    Optional<Integer> k = Optional.empty();

    @Option(
            names = "--bond",
            paramLabel = "TOKENS",
            description = "Bond of each seat, in whole stake tokens (default: the least that the network allows).")
    Optional<String> bond = Optional.empty();

    @Option(names = "--class", description = "Hardware class (default: the listed program's, else 1).")
    Optional<Integer> nodeClass = Optional.empty();

    @Option(
            names = "--claim-window",
            paramLabel = "SECONDS",
            description = "To claim the seats (default: 600 within the network's bounds).")
    Optional<Long> claimWindow = Optional.empty();

    @Option(
            names = "--work-window",
            paramLabel = "SECONDS",
            description = "To do the work (default: 3600 within the bounds).")
    Optional<Long> workWindow = Optional.empty();

    @Option(
            names = "--reveal-window",
            paramLabel = "SECONDS",
            description = "To reveal, with more than one seat (default: 3600 within the bounds).")
    Optional<Long> revealWindow = Optional.empty();

    @Option(
            names = "--challenge-window",
            paramLabel = "SECONDS",
            description =
                    "To challenge a result; 0 settles at once (default: 0 for a program that is not vetted, else 3600 within the bounds).")
    Optional<Long> challengeWindow = Optional.empty();

    @Option(
            names = "--nonce",
            description =
                    "Names the order: the same one with the same offer and the same work is the same job (default: random).")
    Optional<BigInteger> nonce = Optional.empty();

    @Option(
            names = "--valid-for",
            paramLabel = "SECONDS",
            description = "Not to be posted later than that from now (default: no limit).")
    Optional<Long> validFor = Optional.empty();

    JobOrder order(ChainReader reader, ChainFlags chain, Address requester, SpecFlags.Asked asked) {
        Address paidIn = chain.token("--token", token);
        if (!reader.isTokenAllowed(paidIn)) {
            throw new IllegalArgumentException(
                    "the market takes no payment in " + token + ": use a token it allows (--token)");
        }
        ChainReader.Listing listing = reader.program(asked.spec().programHash());
        if (listing.vetted() && asked.inputBytes() > Inputs.MOST_JUDGED) {
            throw new IllegalArgumentException("the input has " + asked.inputBytes()
                    + " bytes, and a job that a jury may" + " have to judge takes at most " + Inputs.MOST_JUDGED
                    + ": divide the work among several jobs");
        }
        ChainReader.Limits limits = reader.limits();
        int hardware = nodeClass.orElse(listing.isListed() ? listing.nodeClass() : 1);
        int quorum = quorum();
        requireHired(reader, asked.spec().node(), hardware);
        // A direct hire could do without, but then its requester could not challenge either.
        boolean settlesAtOnce = !listing.vetted();
        return new JobOrder(
                requester,
                nonce.orElseGet(() -> new BigInteger(64, new SecureRandom())),
                asked.spec().hash(),
                paidIn,
                Amounts.someUnits("--max-price", maxPrice, reader.decimals(paidIn)),
                bond(reader, listing, hardware, asked.units()),
                bps(startPrice),
                maxFee.map(OrderFlags::bps).orElseGet(reader::feeBps),
                n,
                quorum,
                hardware,
                asked.units(),
                claimWindow.orElse(Math.clamp(CLAIM, limits.minClaim(), limits.maxClaim())),
                workWindow.orElse(Math.clamp(WORK, limits.minWork(), limits.maxWork())),
                n == 1 ? 0 : revealWindow.orElse(Math.clamp(REVEAL, limits.minReveal(), limits.maxReveal())),
                challengeWindow.orElse(
                        settlesAtOnce ? 0 : Math.clamp(CHALLENGE, limits.minChallenge(), limits.maxChallenge())),
                validFor.map(seconds -> reader.head().time().getEpochSecond() + seconds)
                        .orElse(JobOrder.NO_EXPIRY));
    }

    private int quorum() {
        int least = n / 2 + 1;
        if (k.isPresent() && (k.get() < least || k.get() > n))
            throw new IllegalArgumentException(
                    "--k is " + k.get() + ": with " + n + " seats (--n) give " + least + " to " + n);
        return k.orElse(least);
    }

    private static void requireHired(ChainReader reader, NodeId hired, int hardware) {
        if (hired.equals(NodeId.NONE)) return;
        NodeAccount node = reader.node(hired).existing("--hire");
        if (node.nodeClass() != hardware)
            throw new IllegalArgumentException("node " + hired + " (--hire) is of hardware class " + node.nodeClass()
                    + ", and the job asks for class " + hardware + ". Give --class " + node.nodeClass());
    }

    private static int bps(double percent) {
        return (int) Math.round(percent * 100);
    }

    private BigInteger bond(ChainReader reader, ChainReader.Listing listing, int hardware, long units) {
        int decimals = reader.decimals(reader.stakeToken());
        Optional<BigInteger> given = bond.map(tokens -> Amounts.units("--bond", tokens, decimals));
        if (!listing.vetted()) return given.orElse(BigInteger.ZERO);
        BondRules rules = reader.bondRules(hardware);
        BigInteger chosen = given.orElseGet(() -> rules.leastBond(units));
        rules.require(
                chosen, units, amount -> Amounts.text(amount, decimals) + " " + reader.symbol(reader.stakeToken()));
        return chosen;
    }
}
