package io.gridwork.worker.loop;

import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.content.Downloads;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.jury.Auditor;
import io.gridwork.worker.jury.Challenges;
import io.gridwork.worker.jury.Dissenter;
import io.gridwork.worker.jury.Juror;
import io.gridwork.worker.market.Court;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.step.Claim;
import io.gridwork.worker.step.ClaimRules;
import io.gridwork.worker.step.Collect;
import io.gridwork.worker.step.Commit;
import io.gridwork.worker.step.Discover;
import io.gridwork.worker.step.Economics;
import io.gridwork.worker.step.Fetch;
import io.gridwork.worker.step.Inputs;
import io.gridwork.worker.step.Look;
import io.gridwork.worker.step.ProfitGate;
import io.gridwork.worker.step.ProgramFinder;
import io.gridwork.worker.step.Recompute;
import io.gridwork.worker.step.Refusals;
import io.gridwork.worker.step.Reveal;
import io.gridwork.worker.step.Ripen;
import io.gridwork.worker.step.Run;
import io.gridwork.worker.step.RunTime;
import io.gridwork.worker.step.SelfCheck;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The arrows of a job's life.
 *
 * @param ripen of jury tickets; empty in a dry run
 * @param juror for disputes; empty where the network has no jury
 * @param dissenter for our seats in disputes; empty where the network has no jury
 * @param challenges that were made; empty where the network has no jury
 * @param auditor of others' results; empty unless the operator wants one
 */
public record Steps(
        Discover discover,
        Claim claim,
        Fetch fetch,
        Run run,
        Commit commit,
        Reveal reveal,
        Collect collect,
        Optional<Ripen> ripen,
        Optional<Juror> juror,
        Optional<Dissenter> dissenter,
        Optional<Challenges> challenges,
        Optional<Auditor> auditor) {
    /**
     * What the steps work with.
     *
     * @param downloads for jobs of our own
     * @param judged for others' jobs, from a budget of their own: whoever uses up the first keeps nobody from judging
     */
    public record Means(
            Market market,
            Journal journal,
            JobRunner runner,
            Downloads downloads,
            Downloads judged,
            ContentStore inputs,
            ContentStore results,
            Refusals refusals,
            RandomGenerator random) {}

    /**
     * What the operator decides.
     *
     * @param unvettedQuorums whether jobs of several seats whose program is not vetted are taken
     * @param maxBond highest bond of a seat, in the smallest unit of the stake token; empty: what the network asks for
     * @param publicUrl where results are served to others; empty when they are not
     * @param maxInputBytes largest input that is fetched
     * @param selfCheckUnits jobs of at most that many units are computed again as a whole
     * @param lookBack blocks that a new journal looks back
     * @param challengeShare of others' proposed results that are computed anew and challenged if wrong; 0: none
     */
    public record Choices(
            Economics economics,
            boolean dryRun,
            boolean unvettedQuorums,
            Optional<BigInteger> maxBond,
            String publicUrl,
            long maxInputBytes,
            long selfCheckUnits,
            long lookBack,
            double challengeShare) {}

    public static Steps of(Means m, Choices c) {
        ProfitGate gate = new ProfitGate(c.economics());
        Look look = look(m, c, m.downloads());
        SelfCheck selfCheck = new SelfCheck(m.runner(), m.random(), c.selfCheckUnits());
        Optional<Court> court = m.market().court().filter(_ -> !c.dryRun());
        Recompute recompute = new Recompute(
                look(m, c, m.judged()),
                m.runner(),
                selfCheck,
                job -> court.map(found -> found.deliveredAt(job)).orElse(List.of()));
        Optional<Challenges> challenges = court.map(found -> new Challenges(found, m.journal()));
        ClaimRules rules = new ClaimRules(gate, c.unvettedQuorums(), c.maxBond(), c.dryRun());
        return new Steps(
                new Discover(m.market(), m.journal(), rules, m.refusals(), c.lookBack()),
                new Claim(m.market(), m.journal(), rules, look, new RunTime(m.journal(), m.runner()), m.refusals()),
                new Fetch(m.market(), m.journal(), look),
                new Run(m.market(), m.journal(), look, m.runner(), selfCheck, m.results()),
                new Commit(m.market(), m.journal()),
                new Reveal(m.market(), m.journal(), m.inputs(), m.results(), c.publicUrl()),
                new Collect(m.market(), m.journal()),
                c.dryRun() ? Optional.empty() : Optional.of(new Ripen(m.market())),
                court.map(found -> new Juror(m.market(), found, m.journal(), recompute)),
                court.map(found -> new Dissenter(m.market(), found, m.journal(), recompute)),
                challenges,
                court.filter(_ -> c.challengeShare() > 0)
                        .map(found -> new Auditor(
                                m.market(),
                                found,
                                challenges.orElseThrow(),
                                recompute,
                                gate,
                                m.random(),
                                c.challengeShare())));
    }

    private static Look look(Means m, Choices c, Downloads downloads) {
        return new Look(
                new ProgramFinder(downloads, m.inputs()),
                new Inputs(downloads, m.inputs(), c.maxInputBytes()),
                m.runner());
    }
}
