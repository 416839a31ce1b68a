package io.gridwork.toolkit.deploy;

import io.gridwork.abi.Address;
import io.gridwork.chain.ChainClient;
import io.gridwork.network.Deployment;
import io.gridwork.toolkit.deploy.Verification.Finding;
import io.gridwork.toolkit.plan.CallStep;
import io.gridwork.toolkit.plan.Check;
import io.gridwork.toolkit.plan.ContractStep;
import io.gridwork.toolkit.plan.Expectation;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.transactions.FreshReads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the chain with the plan: code, calls, expectations. */
final class Verifier {
    private final Blueprint blueprint;
    private final Inspector inspector;
    private final Expectations expectations;
    private final Deployment record;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> absent = new HashSet<>();

    Verifier(ChainClient chain, FreshReads reads, Blueprint blueprint, Deployment record) {
        this.blueprint = blueprint;
        this.inspector = new Inspector(chain, reads, blueprint);
        this.expectations = new Expectations(chain, inspector, blueprint);
        this.record = record;
    }

    Verification verify(long chainId) {
        Plan plan = blueprint.plan();
        for (ContractStep step : plan.contracts()) {
            Optional<String> problem = contract(step);
            findings.add(new Finding(step.name() + " is what the plan says", problem.orElse("")));
            // Later steps refer to it; without an address there is nothing they could say.
            if (problem.isPresent() && !record.contracts().containsKey(step.name())) {
                return new Verification(plan.name(), chainId, findings);
            }
        }
        plan.calls().forEach(step -> unless(step));
        plan.expectations().forEach(this::expectation);
        return new Verification(plan.name(), chainId, findings);
    }

    private Optional<String> contract(ContractStep step) {
        if (step.existing() != null) {
            Address address = blueprint.existing(step.existing());
            blueprint.place(step.name(), address);
            Optional<String> absence = inspector.absence(address);
            absence.ifPresent(_ -> absent.add(step.name()));
            return absence;
        }
        Deployment.Contract recorded = record.contracts().get(step.name());
        if (recorded == null) return Optional.of("it is not in the deployment record; apply the plan first");
        blueprint.place(step.name(), recorded.address());
        inspector.absence(recorded.address()).ifPresent(_ -> absent.add(step.name()));
        return inspector.conflict(recorded, blueprint.creation(step));
    }

    private void unless(CallStep step) {
        String subject = step.call() + " is made";
        Check check = step.unless();
        if (isAnswerable(subject, check.view().contract()))
            findings.add(new Finding(subject, String.join("; ", inspector.unmet(check))));
    }

    private void expectation(Expectation expectation) {
        Expectation.ForEach forEach = expectation.forEach();
        String view = expectation.check().view().toString();
        if (isAnswerable(view, expectation.check().view().contract())
                && (forEach == null || isAnswerable(view, forEach.contract())))
            findings.addAll(expectations.findings(expectation, record));
    }

    private boolean isAnswerable(String subject, String contract) {
        if (!absent.contains(contract)) return true;
        findings.add(new Finding(subject, "cannot be asked, see " + contract + " above"));
        return false;
    }
}
