-- One row for each bond that somebody put down against a result. Times are Unix seconds.
--   job_id: the job
--   challenger: its number in the dispute, from 0
--   account: who put down the bond
--   bond [stake units]: how much
--   challenged_at [s]: when
--   commitment: what it committed to
--   root: the root that it committed to; null until it shows it
--   opened_at [s]: when it showed its root; null when it never did
--   found_right: 1 when the verdict has the same root, 0 when it has another; null until the dispute is over, without a verdict, and when the root was never shown
SELECT
  challenged.job_id,
  challenged.challenger,
  challenged.account,
  challenged.bond,
  challenged.block_timestamp AS challenged_at,
  challenged.commitment,
  opened.root,
  opened.block_timestamp AS opened_at,
  CASE WHEN resolved.outcome <> 0 THEN opened.root = resolved.root END AS found_right
FROM jury_challenged AS challenged
LEFT JOIN jury_challenge_opened AS opened
  ON opened.job_id = challenged.job_id AND opened.challenger = challenged.challenger
LEFT JOIN jury_resolved AS resolved ON resolved.job_id = challenged.job_id
