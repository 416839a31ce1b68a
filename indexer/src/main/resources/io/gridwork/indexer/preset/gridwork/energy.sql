-- The energy that nodes report, one row for each result that was shown. Sum it by job_id, node_id or program_hash.
--   job_id: the job
--   seat: seat number
--   node_id: the node
--   program_hash: the program
--   joules [J]: energy that the node says it took; null when it was not measured
--   source: where the figure is from: DeviceCounter (the GPU's own), PackageCounter (the processor's), Estimate (seconds times watts), None
--   by_operator: 1 when the node's operator sent it; a figure that anybody else sent proves nothing
--   won: 1 paid, 0 not paid, null while the job is open
--   earned [token units]: what the seat was paid
--   token: in what
--   revealed_at [s]: when, Unix seconds
SELECT
  revealed.job_id,
  revealed.seat,
  CAST(revealed.node_id AS INTEGER) AS node_id,
  jobs.program_hash,
  CASE WHEN revealed.energy_source <> 0 THEN revealed.milli_joules_real / 1000 END AS joules,
  CASE revealed.energy_source
    WHEN 0 THEN 'None' WHEN 1 THEN 'DeviceCounter' WHEN 2 THEN 'PackageCounter' WHEN 3 THEN 'Estimate' ELSE revealed.energy_source
  END AS source,
  revealed.by = coalesce(
    (SELECT operator FROM node_staking_node_updated AS updated
      WHERE updated.node_id = revealed.node_id
        AND (updated.block_number, updated.log_index) < (revealed.block_number, revealed.log_index)
      ORDER BY updated.block_number DESC, updated.log_index DESC LIMIT 1),
    (SELECT operator FROM node_staking_node_registered AS registered WHERE registered.node_id = revealed.node_id)) AS by_operator,
  seats.won,
  seats.earned,
  jobs.token,
  revealed.block_timestamp AS revealed_at
FROM job_escrow_revealed AS revealed
JOIN jobs ON jobs.job_id = revealed.job_id
LEFT JOIN seats ON seats.job_id = revealed.job_id AND seats.seat = revealed.seat
