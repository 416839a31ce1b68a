-- Each seat of a job that a node has taken. Times are Unix seconds.
--   job_id: the job
--   seat: its number, from 0
--   node_id: the node that took it
--   claimed_at [s]: when it was taken
--   committed_at [s]: when the node bound itself to a result; null for a job with one seat, or when it never did
--   revealed_at [s]: when the result was shown; null when it never was
--   root: root of the result that was shown
--   uri: where the node says that its output lies
--   milli_joules [mJ]: energy the node reports; 0: not measured
--   won: 1 paid, 0 not paid, null while the job is open
--   earned [token units]: the clearing price when paid, else 0
SELECT
  claimed.job_id,
  claimed.seat,
  CAST(claimed.node_id AS INTEGER) AS node_id,
  claimed.block_timestamp AS claimed_at,
  committed.block_timestamp AS committed_at,
  revealed.block_timestamp AS revealed_at,
  revealed.root,
  revealed.uri,
  revealed.milli_joules,
  CASE
    WHEN completed.job_id IS NOT NULL THEN (completed.winners >> claimed.seat) & 1
    WHEN refunded.job_id IS NOT NULL THEN 0
  END AS won,
  CASE WHEN (completed.winners >> claimed.seat) & 1 THEN cleared.price ELSE '0' END AS earned
FROM job_escrow_seat_claimed AS claimed
LEFT JOIN job_escrow_committed AS committed ON committed.job_id = claimed.job_id AND committed.seat = claimed.seat
LEFT JOIN job_escrow_revealed AS revealed ON revealed.job_id = claimed.job_id AND revealed.seat = claimed.seat
LEFT JOIN job_escrow_price_cleared AS cleared ON cleared.job_id = claimed.job_id
LEFT JOIN job_escrow_job_completed AS completed ON completed.job_id = claimed.job_id
LEFT JOIN job_escrow_job_refunded AS refunded ON refunded.job_id = claimed.job_id
