-- One row for each disputed job: who disputed it, how its jury was drawn and voted, how it ended. Times are Unix seconds.
--   job_id: the job
--   opened_at [s]: when the dispute began
--   proposed_root: the result that was disputed; null when none had been proposed
--   challengers: accounts that put down a bond; 0 when seats dispute alone (their rows are in challenges)
--   bonds [stake units]: what the challengers put in together
--   seed_block: the block that the seed of the draw belongs to
--   seed: the seed; null until it is recorded
--   tickets: ripe tickets of the job's class when the dispute began
--   seed_by [s]: until when the seed can be recorded
--   enrol_by [s]: until when tickets can be listed; null before the seed is recorded
--   vote_by [s]: until when listed nodes can commit; null before the list is closed
--   reveal_by [s]: until when votes and challenges can be opened; null before
--   listed: juror seats taken (their rows are in jurors)
--   committed: juror seats whose node has committed
--   revealed: juror seats whose root is known
--   votes: juror seats behind the most frequent root; null until the dispute is over
--   root: root of the verdict; null until the dispute is over, and without a verdict
--   outcome: NoMajority, Upheld or Overturned; null until the dispute is over
--   resolved_at [s]: when it ended
SELECT
  opened.job_id,
  opened.block_timestamp AS opened_at,
  proposed.root AS proposed_root,
  (SELECT count(*) FROM jury_challenged AS challenged WHERE challenged.job_id = opened.job_id) AS challengers,
  coalesce((SELECT decimal_sum(bond) FROM jury_challenged AS challenged WHERE challenged.job_id = opened.job_id), '0') AS bonds,
  opened.seed_block,
  seeded.seed,
  opened.tickets,
  opened.deadline AS seed_by,
  seeded.deadline AS enrol_by,
  voting.deadline AS vote_by,
  revealing.deadline AS reveal_by,
  (SELECT count(*) FROM jury_enrolled AS enrolled WHERE enrolled.job_id = opened.job_id)
    - (SELECT count(*) FROM jury_outdrawn AS outdrawn WHERE outdrawn.job_id = opened.job_id) AS listed,
  coalesce((SELECT sum(seats) FROM jury_juror_committed AS juror WHERE juror.job_id = opened.job_id), 0) AS committed,
  coalesce((SELECT sum(juror.seats) FROM jury_juror_committed AS juror
    JOIN jury_juror_revealed AS vote ON vote.job_id = juror.job_id AND vote.node_id = juror.node_id
    WHERE juror.job_id = opened.job_id), 0) AS revealed,
  resolved.votes,
  nullif(resolved.root, '0x0000000000000000000000000000000000000000000000000000000000000000') AS root,
  CASE resolved.outcome WHEN 0 THEN 'NoMajority' WHEN 1 THEN 'Upheld' WHEN 2 THEN 'Overturned' ELSE resolved.outcome END AS outcome,
  resolved.block_timestamp AS resolved_at
FROM jury_dispute_opened AS opened
LEFT JOIN jury_seed_recorded AS seeded ON seeded.job_id = opened.job_id
LEFT JOIN jury_voting_opened AS voting ON voting.job_id = opened.job_id
LEFT JOIN jury_jury_reveal_opened AS revealing ON revealing.job_id = opened.job_id
LEFT JOIN jury_resolved AS resolved ON resolved.job_id = opened.job_id
LEFT JOIN job_escrow_proposed AS proposed ON proposed.job_id = opened.job_id
