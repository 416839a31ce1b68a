package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Receipt;
import io.gridwork.contracts.DisputeOutcome;
import io.gridwork.contracts.DisputePhase;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.SlashReason;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Contracts.Name;
import io.gridwork.worker.market.Verdict.Loss;
import io.gridwork.worker.market.Verdict.Payment;
import io.gridwork.worker.market.Verdict.Purpose;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads how a dispute ended. All that it moves, moves in the transaction that ends it. */
public final class VerdictReader {
    private final Contracts contracts;
    private final EventDecoder decoder;

    public VerdictReader(Contracts contracts) {
        this.contracts = contracts;
        this.decoder = new EventDecoder(
                List.of(contracts.event(Name.VAULT, "Moved"), contracts.event(Name.STAKING, "Slashed")));
    }

    /** Empty for a job that was not disputed, or whose dispute is not over. */
    public Optional<Verdict> of(PostedJob job) {
        if (!contracts.has(Name.JURY)) return Optional.empty();
        Struct dispute = contracts.struct(
                Name.JURY, "disputeOf", BlockTag.LATEST, job.id().value());
        if (DisputePhase.of(dispute.number("phase")) != DisputePhase.OVER) return Optional.empty();
        return JobEvents.verdicts(contracts).of(job.id(), job.block()).stream()
                .findFirst()
                .map(resolved -> read(job, new Roles(job, dispute), resolved));
    }

    private Verdict read(PostedJob job, Roles roles, JobEvents.Found resolved) {
        List<Loss> losses = new ArrayList<>();
        Map<Payment, BigInteger> sums = new LinkedHashMap<>();
        List<LogEntry> logs = contracts
                .client()
                .receipt(resolved.log().txHash())
                .map(Receipt::logs)
                .orElse(List.of());
        for (LogEntry log : logs) {
            // Whoever ends a dispute may have a contract of his own emit events of the same shape.
            boolean moved = log.address().equals(contracts.address(Name.VAULT));
            if (!moved && !log.address().equals(contracts.address(Name.STAKING))) continue;
            if (!(decoder.decode(log) instanceof EventDecoder.Decoded event)) continue;
            if (!event.value("jobId").toHash().equals(job.id().value())) continue;
            BigInteger amount = event.value("amount").toInteger();
            if (!moved)
                losses.add(new Loss(
                        NodeId.of(event.value("nodeId").toInteger()),
                        amount,
                        SlashReason.of(event.value("reason").toInteger())));
            else roles.payment(event).ifPresent(payment -> sums.merge(payment, amount, BigInteger::add));
        }
        return new Verdict(
                DisputeOutcome.of(resolved.event().value("outcome").toInteger()),
                resolved.event().value("root").toHash(),
                (int) resolved.event().value("votes").toLong(),
                (int) contracts
                        .read(Name.JURY, "size", BlockTag.LATEST)
                        .getFirst()
                        .toLong(),
                losses,
                sums.entrySet().stream()
                        .map(sum -> new Payment(
                                sum.getKey().purpose(),
                                sum.getKey().to(),
                                sum.getKey().nodes(),
                                sum.getKey().token(),
                                sum.getValue()))
                        .toList());
    }

    /** Who is who in a dispute, by their accounts. */
    private final class Roles {
        private final JobOrder order;
        private final Address treasury;
        private final List<Address> challengers;
        private final Map<Address, List<NodeId>> seats;
        private final Map<Address, List<NodeId>> jurors;

        Roles(PostedJob job, Struct dispute) {
            Hash32 id = job.id().value();
            order = job.order();
            treasury = contracts
                    .struct(Name.ESCROW, "params", BlockTag.LATEST)
                    .get("treasury")
                    .toAddress();
            challengers = IntStream.range(0, dispute.small("challengers"))
                    .mapToObj(i -> contracts
                            .struct(Name.JURY, "challengerOf", BlockTag.LATEST, id, i)
                            .get("account")
                            .toAddress())
                    .toList();
            int seated =
                    contracts.struct(Name.ESCROW, "jobOf", BlockTag.LATEST, id).small("seated");
            seats = owners(seated, i -> contracts.struct(Name.ESCROW, "seatOf", BlockTag.LATEST, id, i));
            jurors = owners(
                    dispute.small("listed"), i -> contracts.struct(Name.JURY, "jurorOf", BlockTag.LATEST, id, i));
        }

        private Map<Address, List<NodeId>> owners(int count, IntFunction<Struct> place) {
            return IntStream.range(0, count)
                    .mapToObj(i -> new NodeId(place.apply(i).number("nodeId")))
                    .distinct()
                    .sorted()
                    .collect(Collectors.groupingBy(node -> contracts
                            .read(Name.STAKING, "ownerOf", BlockTag.LATEST, node.value())
                            .getFirst()
                            .toAddress()));
        }

        /** With an amount of zero. Empty where one contract passes on to another, and for what anybody else says is for the job. */
        Optional<Payment> payment(EventDecoder.Decoded moved) {
            Address from = moved.value("from").toAddress();
            Address to = moved.value("to").toAddress();
            Address market = contracts.address(Name.ESCROW);
            Address jury = contracts.address(Name.JURY);
            List<Address> payers = List.of(market, jury);
            if (!payers.contains(from) || payers.contains(to)) return Optional.empty();
            Purpose purpose = from.equals(market) ? ofTheMarket(to) : ofTheJury(to);
            List<NodeId> nodes = switch (purpose) {
                case RESULT, DEFENCE -> seats.getOrDefault(to, List.of());
                case VOTE -> jurors.getOrDefault(to, List.of());
                case FEE, REST, CHALLENGE, FINES -> List.of();
            };
            return Optional.of(
                    new Payment(purpose, to, nodes, moved.value("token").toAddress(), BigInteger.ZERO));
        }

        private Purpose ofTheMarket(Address to) {
            if (to.equals(treasury)) return Purpose.FEE;
            return to.equals(order.requester()) ? Purpose.REST : Purpose.RESULT;
        }

        private Purpose ofTheJury(Address to) {
            if (challengers.contains(to)) return Purpose.CHALLENGE;
            if (jurors.containsKey(to)) return Purpose.VOTE;
            return to.equals(treasury) ? Purpose.FINES : Purpose.DEFENCE;
        }
    }
}
