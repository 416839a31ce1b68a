-- One row for each disputed job: who challenged what, how the jury voted, how it ended. Times are Unix seconds.
--   job_id: the job
--   challenger: who challenged; null when the seats themselves disagreed
--   counter_root: the result that the challenger says is right; null when the seats disagreed
--   proposed_root: the result that was disputed; null when none had been proposed
--   bond [stake units]: what the challenger put in
--   opened_at [s]: when the dispute began
--   jurors: nodes that took a juror's seat
--   revealed: jurors that showed their root
--   votes: jurors behind the most frequent root; null while the jury sits
--   root: the majority's root; null while the jury sits, and without a majority
--   outcome: NoMajority, Upheld or Overturned; null while the jury sits
--   resolved_at [s]: when it ended
SELECT
  challenged.job_id,
  nullif(challenged.challenger, '0x0000000000000000000000000000000000000000') AS challenger,
  nullif(challenged.counter_root, '0x0000000000000000000000000000000000000000000000000000000000000000') AS counter_root,
  proposed.root AS proposed_root,
  challenged.bond,
  challenged.block_timestamp AS opened_at,
  (SELECT count(*) FROM jury_juror_committed AS juror WHERE juror.job_id = challenged.job_id) AS jurors,
  (SELECT count(*) FROM jury_juror_revealed AS juror WHERE juror.job_id = challenged.job_id) AS revealed,
  resolved.votes,
  nullif(resolved.root, '0x0000000000000000000000000000000000000000000000000000000000000000') AS root,
  CASE resolved.outcome WHEN 0 THEN 'NoMajority' WHEN 1 THEN 'Upheld' WHEN 2 THEN 'Overturned' ELSE resolved.outcome END AS outcome,
  resolved.block_timestamp AS resolved_at
FROM jury_challenged AS challenged
LEFT JOIN jury_resolved AS resolved ON resolved.job_id = challenged.job_id
LEFT JOIN job_escrow_proposed AS proposed ON proposed.job_id = challenged.job_id
