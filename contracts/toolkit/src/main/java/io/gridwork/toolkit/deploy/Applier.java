package io.gridwork.toolkit.deploy;

import io.gridwork.abi.Address;
import io.gridwork.chain.Call;
import io.gridwork.chain.Receipt;
import io.gridwork.network.Deployment;
import io.gridwork.toolkit.ToolkitException;
import io.gridwork.toolkit.deploy.Verification.Finding;
import io.gridwork.toolkit.plan.CallStep;
import io.gridwork.toolkit.plan.ContractStep;
import io.gridwork.toolkit.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Walks a plan and does what is missing. */
final class Applier {
    private final Blueprint blueprint;
    private final Inspector inspector;
    private final Expectations expectations;
    private final RecordFile recordFile;
    private final Sending sending;
    private final Consumer<String> progress;
    private final List<Step> steps = new ArrayList<>();
    private Deployment record;

    Applier(
            Inspector inspector,
            Expectations expectations,
            Blueprint blueprint,
            RecordFile recordFile,
            Deployment record,
            Sending sending,
            Consumer<String> progress) {
        this.blueprint = blueprint;
        this.inspector = inspector;
        this.expectations = expectations;
        this.recordFile = recordFile;
        this.record = record;
        this.sending = sending;
        this.progress = progress;
    }

    Applied apply() {
        Plan plan = blueprint.plan();
        sending.finishOpen();
        plan.contracts().forEach(step -> done(contract(step)));
        plan.calls().forEach(step -> done(call(step)));
        Applied applied = new Applied(record, steps);
        if (applied.awaited().isEmpty()) requireExpectations(plan);
        return applied;
    }

    private void done(Step step) {
        steps.add(step);
        progress.accept(step.toString());
    }

    private Step contract(ContractStep step) {
        if (step.existing() != null) return existing(step, blueprint.existing(step.existing()));
        Creation creation = blueprint.creation(step);
        Deployment.Contract recorded = record.contracts().get(step.name());
        if (recorded == null) return create(step, creation);
        Optional<String> conflict = inspector.conflict(recorded, creation);
        if (conflict.isPresent()) throw new ToolkitException(step + ": " + conflict.get());
        blueprint.place(step.name(), recorded.address());
        inspector.block(recorded).ifPresent(block -> moveTo(block, step.name(), recorded));
        return new Step.Kept(step, recorded.address());
    }

    /** The chain has lost the contract's block, and has its transaction in another one since: readers start there. */
    private void moveTo(long block, String name, Deployment.Contract recorded) {
        if (block == recorded.blockNumber()) return;
        record = record.with(
                name,
                new Deployment.Contract(
                        recorded.address(),
                        recorded.transactionHash(),
                        block,
                        recorded.constructorArguments(),
                        recorded.initCodeHash()));
        recordFile.write(record);
    }

    private Step existing(ContractStep step, Address address) {
        Optional<String> absence = inspector.absence(address);
        if (absence.isPresent()) throw new ToolkitException(step + ": " + absence.get());
        blueprint.place(step.name(), address);
        return new Step.Kept(step, address);
    }

    private Step create(ContractStep step, Creation creation) {
        Receipt receipt = sending.once(step, "create:" + step.name() + ":" + creation.initCodeHash(), creation.call());
        Address address = receipt.contractAddress();
        if (address == null) {
            throw new ToolkitException(step + ": transaction " + receipt.txHash() + " created no contract");
        }
        if (record.contracts().isEmpty()) record = record.startingIn(receipt.block());
        record = record.with(
                step.name(),
                new Deployment.Contract(
                        address,
                        receipt.txHash(),
                        receipt.block().number(),
                        creation.arguments(),
                        creation.initCodeHash()));
        recordFile.write(record);
        blueprint.place(step.name(), address);
        return new Step.Create(step, address, creation.initCode().size(), OptionalLong.of(receipt.gasUsed()));
    }

    private Step call(CallStep step) {
        Call call = blueprint.call(step);
        if (inspector.unmet(step.unless()).isEmpty()) return new Step.Done(step);
        Address sender = blueprint.sender(step);
        if (!sender.equals(blueprint.deployer())) return new Step.Awaited(step, sender, call);
        Receipt receipt =
                sending.again(step, "call:" + step.call() + ":" + call.data().keccak256(), call);
        List<String> unmet = inspector.unmet(step.unless());
        if (!unmet.isEmpty()) {
            throw new ToolkitException(
                    step + ": transaction " + receipt.txHash() + " succeeded, and its check still does not hold: "
                            + unmet + "; correct \"unless\", which must hold once the call is made");
        }
        return new Step.Send(step, call, OptionalLong.of(receipt.gasUsed()));
    }

    private void requireExpectations(Plan plan) {
        List<Finding> unmet = plan.expectations().stream()
                .flatMap(expectation -> expectations.findings(expectation, record).stream())
                .filter(finding -> !finding.isGood())
                .toList();
        if (unmet.isEmpty()) return;
        throw new ToolkitException("all steps are done, and " + unmet.size() + " expectations do not hold: "
                + unmet.stream()
                        .map(finding -> finding.subject() + ": " + finding.problem())
                        .collect(Collectors.joining("; ")));
    }
}
