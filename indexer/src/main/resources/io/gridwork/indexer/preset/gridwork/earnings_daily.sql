-- What each node earned on each day (UTC), by token, in its smallest unit.
--   day: YYYY-MM-DD, of the block in which the job completed
--   node_id: the node
--   owner: whose vault balance was paid
--   token: payment token
--   seats: seats that were paid
--   earned [token units]: their clearing prices together
SELECT
  date(completed.block_timestamp, 'unixepoch') AS day,
  seats.node_id,
  registered.owner,
  posted.order_token AS token,
  count(*) AS seats,
  decimal_sum(seats.earned) AS earned
FROM seats
JOIN job_escrow_job_completed AS completed ON completed.job_id = seats.job_id
JOIN job_escrow_job_posted AS posted ON posted.job_id = seats.job_id
LEFT JOIN node_staking_node_registered AS registered ON CAST(registered.node_id AS INTEGER) = seats.node_id
WHERE seats.won
GROUP BY day, seats.node_id, registered.owner, token
