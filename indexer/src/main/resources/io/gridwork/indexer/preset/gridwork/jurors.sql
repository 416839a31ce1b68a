-- One row for each ticket that was listed for a jury: a juror seat, unless a better ticket took it. A node has a row for each of its seats, and votes once for all. Times are Unix seconds.
--   job_id: the disputed job
--   node_id: the node
--   ticket: which of the node's tickets
--   draw: what the ticket drew, 0 to 2^64 - 1: seats go to the lowest
--   enrolled_at [s]: when it was listed
--   outdrawn_at [s]: when a better ticket took the seat; null when it kept it
--   committed_at [s]: when the node committed; null when it did not
--   commitment: what it committed to
--   root: the root that the node voted for; null until it shows it
--   revealed_at [s]: when it showed its root; null when it never did
--   slashed [stake units]: what the seat lost
--   fault: why: NoShow or JurorFault; null when it lost nothing
WITH
  seats AS (
    SELECT enrolled.*, outdrawn.block_timestamp AS outdrawn_at,
      row_number() OVER (PARTITION BY enrolled.job_id, enrolled.node_id, outdrawn.job_id IS NULL
        ORDER BY enrolled.block_number, enrolled.log_index) AS place
    FROM jury_enrolled AS enrolled
    LEFT JOIN jury_outdrawn AS outdrawn
      ON outdrawn.job_id = enrolled.job_id AND outdrawn.node_id = enrolled.node_id AND outdrawn.ticket = enrolled.ticket
  ),
  -- A node loses the same for each of its seats, with an event for each.
  losses AS (
    SELECT job_id, node_id, amount, reason,
      row_number() OVER (PARTITION BY job_id, node_id ORDER BY block_number, log_index) AS place
    FROM node_staking_slashed
  )
SELECT
  seats.job_id,
  CAST(seats.node_id AS INTEGER) AS node_id,
  seats.ticket,
  seats.draw,
  seats.block_timestamp AS enrolled_at,
  seats.outdrawn_at,
  committed.block_timestamp AS committed_at,
  committed.commitment,
  vote.root,
  vote.block_timestamp AS revealed_at,
  coalesce(losses.amount, '0') AS slashed,
  CASE losses.reason WHEN 0 THEN 'NoShow' WHEN 3 THEN 'JurorFault' ELSE losses.reason END AS fault
FROM seats
LEFT JOIN jury_juror_committed AS committed
  ON committed.job_id = seats.job_id AND committed.node_id = seats.node_id AND seats.outdrawn_at IS NULL
LEFT JOIN jury_juror_revealed AS vote
  ON vote.job_id = seats.job_id AND vote.node_id = seats.node_id AND seats.outdrawn_at IS NULL
LEFT JOIN losses
  ON losses.job_id = seats.job_id AND losses.node_id = seats.node_id AND losses.place = seats.place AND seats.outdrawn_at IS NULL
