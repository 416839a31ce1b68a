package io.gridwork.toolkit.deploy;

import com.esaulpaugh.headlong.rlp.RLPEncoder;
import io.gridwork.abi.Address;
import io.gridwork.abi.Keccak256;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.network.Deployment;
import io.gridwork.rpc.ChainException;
import io.gridwork.toolkit.plan.CallStep;
import io.gridwork.toolkit.plan.ContractStep;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.transactions.FreshReads;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Walks a plan without sending anything. */
final class Previewer {
    private final ChainClient chain;
    private final Blueprint blueprint;
    private final Inspector inspector;
    private final Deployment record;
    private final Set<String> missing = new HashSet<>();
    private final List<Step> steps = new ArrayList<>();
    private long nonce;

    Previewer(ChainClient chain, FreshReads reads, Blueprint blueprint, Deployment record) {
        this.chain = chain;
        this.blueprint = blueprint;
        this.inspector = new Inspector(chain, reads, blueprint);
        this.record = record;
        this.nonce = chain.nonce(blueprint.deployer(), BlockTag.PENDING);
    }

    Preview preview(long chainId) {
        Plan plan = blueprint.plan();
        plan.contracts().forEach(step -> steps.add(contract(step)));
        plan.calls().forEach(step -> steps.add(call(step)));
        return new Preview(plan.name(), chainId, blueprint.deployer(), steps);
    }

    private Step contract(ContractStep step) {
        if (step.existing() != null) {
            Address address = blueprint.existing(step.existing());
            blueprint.place(step.name(), address);
            return inspector
                    .absence(address)
                    .<Step>map(reason -> new Step.Conflict(step.toString(), reason))
                    .orElse(new Step.Kept(step, address));
        }
        Creation creation = blueprint.creation(step);
        Deployment.Contract recorded = record.contracts().get(step.name());
        if (recorded != null) {
            blueprint.place(step.name(), recorded.address());
            return inspector
                    .conflict(recorded, creation)
                    .<Step>map(reason -> new Step.Conflict(step.toString(), reason))
                    .orElse(new Step.Kept(step, recorded.address()));
        }
        Address predicted = created(blueprint.deployer(), nonce++);
        blueprint.place(step.name(), predicted);
        boolean first = missing.isEmpty();
        missing.add(step.name());
        return estimated(
                step.toString(),
                creation.call(),
                first,
                gas -> new Step.Create(step, predicted, creation.initCode().size(), gas));
    }

    private Step call(CallStep step) {
        boolean known = !missing.contains(step.call().contract());
        boolean answerable = !missing.contains(step.unless().view().contract());
        Call call = blueprint.call(step);
        if (answerable && inspector.unmet(step.unless()).isEmpty()) return new Step.Done(step);
        Address sender = blueprint.sender(step);
        if (!sender.equals(blueprint.deployer())) return new Step.Awaited(step, sender, call);
        return estimated(step.toString(), call, known && missing.isEmpty(), gas -> new Step.Send(step, call, gas));
    }

    /** While something is missing, a revert says nothing: what reverts may work once it is there. */
    private Step estimated(
            String step, Call call, boolean complete, java.util.function.Function<OptionalLong, Step> result) {
        try {
            return result.apply(OptionalLong.of(chain.estimateGas(blueprint.deployer(), call)));
        } catch (ChainException.Rejected rejected) {
            if (!complete) return result.apply(OptionalLong.empty());
            return new Step.Conflict(step, "it would revert: " + rejected.reason(blueprint.errors()));
        }
    }

    /** Address of the contract that a transaction with this nonce creates: Yellow Paper, section 7. */
    static Address created(Address sender, long nonce) {
        byte[] number = nonce == 0 ? new byte[0] : BigInteger.valueOf(nonce).toByteArray();
        byte[] minimal = number.length > 1 && number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
        byte[] hash = Keccak256.hash(RLPEncoder.list(sender.toArray(), minimal)).toArray();
        return Address.of(Arrays.copyOfRange(hash, 12, 32));
    }
}
