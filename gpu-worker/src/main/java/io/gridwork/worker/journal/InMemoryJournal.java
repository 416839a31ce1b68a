package io.gridwork.worker.journal;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.ProgramHash;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.Challenge;
import io.gridwork.worker.job.Duty;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.Salts;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Forgets when the process ends: for dry runs and tests. */
public final class InMemoryJournal implements Journal {
    private record Seat(JobId job, int index) {}

    private final Bytes secret;
    private final Map<JobId, Entry> jobs = new LinkedHashMap<>();
    private final Map<JobId, Docket> duties = new LinkedHashMap<>();
    private final Map<JobId, Challenge> challenges = new LinkedHashMap<>();
    private final Set<JobId> endedChallenges = new HashSet<>();
    private final Map<Seat, Commitment> commitments = new HashMap<>();
    private final Map<JobId, Map<Cost, Long>> costs = new HashMap<>();
    private final Map<String, String> quarantined = new LinkedHashMap<>();
    private long cursor = -1;
    private @Nullable String owner;

    public InMemoryJournal() {
        byte[] drawn = new byte[32];
        new SecureRandom().nextBytes(drawn);
        secret = Bytes.wrap(drawn);
    }

    @Override
    public Bytes secret() {
        return secret;
    }

    @Override
    public synchronized void bind(String to) {
        if (owner != null && !owner.equals(to)) throw Refused.foreign(owner, to);
        owner = to;
    }

    @Override
    public synchronized long cursor() {
        return cursor;
    }

    @Override
    public synchronized void discover(List<PostedJob> found, List<PostedJob> disputed, long cursor) {
        found.forEach(job -> jobs.putIfAbsent(job.id(), new Entry(job, new JobState.Discovered())));
        disputed.forEach(job -> duties.putIfAbsent(job.id(), new Docket(job, new Duty.Summoned())));
        this.cursor = cursor;
    }

    @Override
    public synchronized void save(JobId id, JobState state) {
        Entry known = jobs.get(id);
        if (known == null) throw Refused.unknown(id);
        if (state instanceof JobState.Computed computed) remember(id, computed.seat(), computed.commitment());
        jobs.put(id, new Entry(known.job(), state));
    }

    private void remember(JobId id, int seat, Commitment commitment) {
        Commitment earlier = commitments.putIfAbsent(new Seat(id, seat), commitment);
        if (earlier != null && !earlier.equals(commitment)) throw Refused.secondCommitment(id, earlier);
    }

    @Override
    public synchronized void save(JobId id, Duty duty) {
        Docket known = duties.get(id);
        if (known == null) throw Refused.unknown(id);
        if (duty instanceof Duty.Pledged(ResultRoot _, Commitment commitment)) remember(id, Salts.VOTE, commitment);
        duties.put(id, new Docket(known.job(), duty));
    }

    @Override
    public synchronized List<Docket> docket() {
        return duties.values().stream()
                .filter(docket -> !(docket.duty() instanceof Duty.Over))
                .toList();
    }

    @Override
    public synchronized Optional<Docket> duty(JobId job) {
        return Optional.ofNullable(duties.get(job));
    }

    @Override
    public synchronized Map<String, Long> dutyCounts() {
        return duties.values().stream()
                .collect(Collectors.groupingBy(docket -> docket.duty().label(), Collectors.counting()));
    }

    @Override
    public synchronized void save(Challenge challenge) {
        JobId id = challenge.job().id();
        Challenge earlier = challenges.putIfAbsent(id, challenge);
        if (earlier != null && !earlier.root().equals(challenge.root()))
            throw Refused.secondChallenge(id, earlier.root());
    }

    @Override
    public synchronized Optional<Challenge> challenge(JobId job) {
        return Optional.ofNullable(challenges.get(job));
    }

    @Override
    public synchronized List<Challenge> challenges() {
        return challenges.values().stream()
                .filter(challenge -> !endedChallenges.contains(challenge.job().id()))
                .toList();
    }

    @Override
    public synchronized void endChallenge(JobId job) {
        endedChallenges.add(job);
    }

    @Override
    public synchronized Optional<Entry> find(JobId job) {
        return Optional.ofNullable(jobs.get(job));
    }

    @Override
    public synchronized List<Entry> open() {
        return jobs.values().stream().filter(entry -> !entry.state().isOver()).toList();
    }

    @Override
    public synchronized List<Entry> newest(int limit) {
        return new ArrayList<>(jobs.values()).reversed().stream().limit(limit).toList();
    }

    @Override
    public synchronized Map<String, Long> counts() {
        return jobs.values().stream()
                .collect(Collectors.groupingBy(entry -> entry.state().label(), Collectors.counting()));
    }

    @Override
    public synchronized void spend(JobId job, Cost cost, long amount) {
        if (!jobs.containsKey(job) && !duties.containsKey(job) && !challenges.containsKey(job))
            throw Refused.unknown(job);
        costs.computeIfAbsent(job, _ -> new EnumMap<>(Cost.class)).merge(cost, amount, InMemoryJournal::sum);
    }

    private static long sum(long known, long more) {
        return Math.min(Long.MAX_VALUE - more, known) + more;
    }

    @Override
    public synchronized Map<Cost, Long> spent(JobId job) {
        return Map.copyOf(costs.getOrDefault(job, Map.of()));
    }

    @Override
    public synchronized Optional<Double> nanosPerUnit(ProgramHash program) {
        double nanos = 0;
        double units = 0;
        for (Entry entry : jobs.values()) {
            Long spent = costs.getOrDefault(entry.job().id(), Map.of()).get(Cost.KERNEL_NANOS);
            if (spent == null || !entry.job().spec().programHash().equals(program)) continue;
            nanos += spent;
            units += entry.job().order().units();
        }
        return units == 0 ? Optional.empty() : Optional.of(nanos / units);
    }

    @Override
    public synchronized void quarantine(String device, String reason) {
        quarantined.put(device, reason);
    }

    @Override
    public synchronized Map<String, String> quarantined() {
        return Map.copyOf(quarantined);
    }

    @Override
    public synchronized void release(String device) {
        quarantined.remove(device);
    }

    @Override
    public void close() {}
}
