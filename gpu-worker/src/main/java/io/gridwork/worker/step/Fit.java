package io.gridwork.worker.step;

import io.gridwork.contracts.JobSpec;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.NodeAccount;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.sandbox.JobRunner;
import java.util.Optional;

/** Whether a job is one for this worker at all: what never changes while it is open. */
public final class Fit {
    private final ProgramFinder programs;
    private final JobRunner runner;
    private final ProfitGate gate;
    private final boolean unvettedQuorums;

    /** @param unvettedQuorums whether jobs of several seats whose program is not vetted fit */
    public Fit(ProgramFinder programs, JobRunner runner, ProfitGate gate, boolean unvettedQuorums) {
        this.programs = programs;
        this.runner = runner;
        this.gate = gate;
        this.unvettedQuorums = unvettedQuorums;
    }

    /** A refusal and what exactly is wrong. */
    public record Misfit(Refusal why, String detail) {}

    /** Empty when the job fits. */
    public Optional<Misfit> check(PostedJob job, NodeAccount node) throws InterruptedException {
        JobSpec spec = job.spec();
        if (job.order().nodeClass() != node.nodeClass()) {
            return misfit(
                    Refusal.OTHER_CLASS,
                    "it is for class " + job.order().nodeClass() + ", and this node is of class " + node.nodeClass());
        }
        if (!spec.node().isNone() && !spec.node().equals(node.id()))
            return misfit(Refusal.NOT_FOR_US, "the requester hired node " + spec.node());
        if (spec.excluded().contains(node.id())) return misfit(Refusal.NOT_FOR_US, "the requester excluded this node");
        if (job.order().n() > 1 && !job.vetted() && !unvettedQuorums) {
            return misfit(
                    Refusal.UNVETTED_QUORUM,
                    "its requester can see a result and pay nothing; take such jobs with --unvetted-quorums");
        }
        if (!gate.knowsTokenOf(job.order())) {
            return misfit(
                    Refusal.UNPRICED_TOKEN,
                    "it pays in " + job.order().token() + "; say what that is worth with --value");
        }
        return work(job);
    }

    /** Whether this node could judge the job's result: the program is here, the class is ours, and the requester hired somebody else. */
    public boolean canJudge(PostedJob job, NodeAccount node) throws InterruptedException {
        return job.order().nodeClass() == node.nodeClass() && work(job).isEmpty();
    }

    private Optional<Misfit> work(PostedJob job) throws InterruptedException {
        JobSpec spec = job.spec();
        Optional<Program> program = programs.find(spec);
        if (program.isEmpty()) return misfit(Refusal.UNKNOWN_PROGRAM, "its program is " + spec.programHash());
        Optional<String> cannot = runner.refusal(program.get());
        if (cannot.isPresent()) return misfit(Refusal.CANNOT_RUN, cannot.get());
        return contradiction(job, program.get()).flatMap(detail -> misfit(Refusal.BAD_SPEC, detail));
    }

    private static Optional<String> contradiction(PostedJob job, Program program) {
        JobSpec spec = job.spec();
        try {
            long units = program.units(spec.params());
            long length = program.outputLength(spec.params());
            if (units > job.order().units())
                return Optional.of("it pays for " + job.order().units() + " units of work, but has " + units);
            if (length != spec.outputLength()) {
                return Optional.of(
                        "it states an output of " + spec.outputLength() + " bytes, but its output has " + length);
            }
            return Optional.empty();
        } catch (JobFault fault) {
            return Optional.of(fault.error().words() + ": " + fault.detail());
        }
    }

    private static Optional<Misfit> misfit(Refusal why, String detail) {
        return Optional.of(new Misfit(why, detail));
    }
}
