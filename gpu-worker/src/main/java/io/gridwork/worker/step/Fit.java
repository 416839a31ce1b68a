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

    public Fit(ProgramFinder programs, JobRunner runner, ProfitGate gate) {
        this.programs = programs;
        this.runner = runner;
        this.gate = gate;
    }

    /** A refusal and what exactly is wrong. */
    public record Misfit(Refusal why, String detail) {}

    /** Empty when the job fits. */
    public Optional<Misfit> check(PostedJob job, NodeAccount node) throws InterruptedException {
        JobSpec spec = job.spec();
        if (job.order().nodeClass() != node.nodeClass()) {
            return misfit(Refusal.OTHER_CLASS, "for class " + job.order().nodeClass() + ", we are " + node.nodeClass());
        }
        if (!spec.node().isNone() && !spec.node().equals(node.id()))
            return misfit(Refusal.NOT_FOR_US, "hires node " + spec.node());
        if (spec.excluded().contains(node.id())) return misfit(Refusal.NOT_FOR_US, "excludes us");
        if (!gate.knowsTokenOf(job.order())) {
            return misfit(Refusal.UNPRICED_TOKEN, "pays in " + job.order().token() + "; say what it is worth: --value");
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
        if (program.isEmpty())
            return misfit(Refusal.UNKNOWN_PROGRAM, spec.programHash().toString());
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
                return Optional.of("pays for " + job.order().units() + " units of work, but it is " + units);
            if (length != spec.outputLength()) {
                return Optional.of("states an output of " + spec.outputLength() + " bytes, but it has " + length);
            }
            return Optional.empty();
        } catch (JobFault fault) {
            return Optional.of(fault.error() + ": " + fault.detail());
        }
    }

    private static Optional<Misfit> misfit(Refusal why, String detail) {
        return Optional.of(new Misfit(why, detail));
    }
}
