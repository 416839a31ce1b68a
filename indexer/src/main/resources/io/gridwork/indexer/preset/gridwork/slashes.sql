-- Each time that a bond was taken from a node.
--   node_id: the node
--   job_id: the job it failed, as a seat or as a juror
--   amount [stake units]: what was taken
--   reason: NoShow, HiddenReveal, WrongResult or JurorFault
--   slashed_at [s]: when, Unix seconds
--   tx_hash: the transaction
SELECT
  CAST(node_id AS INTEGER) AS node_id,
  job_id,
  amount,
  CASE reason WHEN 0 THEN 'NoShow' WHEN 1 THEN 'HiddenReveal' WHEN 2 THEN 'WrongResult' WHEN 3 THEN 'JurorFault' ELSE reason END AS reason,
  block_timestamp AS slashed_at,
  tx_hash
FROM node_staking_slashed
