-- One row for each node: who runs it, what it has at stake, how it has done. Times are Unix seconds; stake is in the smallest unit of the stake token.
--   node_id: the node
--   owner: cold key: stakes and is paid
--   operator: hot key: works
--   node_class: hardware class
--   slots: jobs it does at once, as its owner says
--   market: the market it works for; null for none
--   allowance [stake units]: the most that the market and its jury may lock together
--   stake [stake units]: staked, what is locked included, what is on its way out not
--   locked [stake units]: bound by open jobs and juries
--   unbonding [stake units]: on its way out
--   tickets: ripe tickets, with which it draws for jury seats
--   slashed [stake units]: taken so far
--   jobs_ok: seats that were paid
--   jobs_bad: times it was slashed
--   earnings [token units]: JSON object of what it has earned, by token
--   registered_at [s]: when it was registered
--   last_seen [s]: last sign of life: a heartbeat, a claim, or a juror seat
WITH
  locks AS (
    SELECT node_id, decimal_sum(amount) AS amount FROM (
      SELECT node_id, amount FROM node_staking_bond_locked
      UNION ALL SELECT node_id, '-' || amount FROM node_staking_bond_released
      UNION ALL SELECT node_id, '-' || amount FROM node_staking_slashed
      UNION ALL SELECT node_id, '-' || amount FROM node_staking_locks_freed
    ) GROUP BY node_id
  ),
  staked AS (
    SELECT node_id, decimal_sum(amount) AS amount FROM (
      SELECT node_id, stake AS amount FROM node_staking_node_registered
      UNION ALL SELECT node_id, amount FROM node_staking_staked
    ) GROUP BY node_id
  ),
  requested AS (SELECT node_id, decimal_sum(amount) AS amount FROM node_staking_unbond_requested GROUP BY node_id),
  unbonded AS (SELECT node_id, decimal_sum(amount) AS amount FROM node_staking_unbonded GROUP BY node_id),
  slashed AS (SELECT node_id, decimal_sum(amount) AS amount, count(*) AS times FROM node_staking_slashed GROUP BY node_id),
  earned AS (
    SELECT node_id, sum(jobs) AS jobs, json_group_object(token, amount) AS by_token FROM (
      SELECT seats.node_id, posted.order_token AS token, count(*) AS jobs, decimal_sum(seats.earned) AS amount
      FROM seats JOIN job_escrow_job_posted AS posted ON posted.job_id = seats.job_id
      WHERE seats.won GROUP BY seats.node_id, token
    ) GROUP BY node_id
  ),
  latest AS (
    SELECT node_id, operator, slots FROM (
      SELECT node_id, operator, slots, row_number() OVER (PARTITION BY node_id ORDER BY block_number DESC, log_index DESC) AS age
      FROM node_staking_node_updated
    ) WHERE age = 1
  ),
  -- What the owner allowed last; a freed lock ends it.
  allowed AS (
    SELECT node_id, market, allowance, block_number, log_index FROM (
      SELECT *, row_number() OVER (PARTITION BY node_id ORDER BY block_number DESC, log_index DESC) AS age FROM (
        SELECT node_id, market, allowance, block_number, log_index FROM node_staking_node_registered
        UNION ALL SELECT node_id, market, allowance, block_number, log_index FROM node_staking_allowance_set
        UNION ALL SELECT node_id, NULL, '0', block_number, log_index FROM node_staking_locks_freed
      )
    ) WHERE age = 1
  ),
  -- A slash lowers it.
  rest AS (
    SELECT allowed.node_id, allowed.market,
      decimal_sub(allowed.allowance, coalesce(
        (SELECT decimal_sum(amount) FROM node_staking_slashed AS taken
          WHERE taken.node_id = allowed.node_id
            AND (taken.block_number, taken.log_index) > (allowed.block_number, allowed.log_index)), '0')) AS allowance
    FROM allowed
  ),
  ripe AS (
    SELECT node_id, tickets FROM (
      SELECT node_id, tickets, row_number() OVER (PARTITION BY node_id ORDER BY block_number DESC, log_index DESC) AS age
      FROM node_staking_tickets_changed
    ) WHERE age = 1
  ),
  seen AS (
    SELECT node_id, max(at) AS at FROM (
      SELECT node_id, block_timestamp AS at FROM node_staking_node_registered
      UNION ALL SELECT node_id, block_timestamp FROM node_staking_heartbeat
      UNION ALL SELECT node_id, block_timestamp FROM node_staking_bond_locked
    ) GROUP BY node_id
  )
SELECT
  CAST(registered.node_id AS INTEGER) AS node_id,
  registered.owner,
  coalesce(latest.operator, registered.operator) AS operator,
  registered.node_class,
  coalesce(latest.slots, registered.slots) AS slots,
  rest.market,
  CASE WHEN decimal_cmp(rest.allowance, '0') < 0 THEN '0' ELSE rest.allowance END AS allowance,
  decimal_sub(decimal_sub(coalesce(staked.amount, '0'), coalesce(requested.amount, '0')), coalesce(slashed.amount, '0')) AS stake,
  coalesce(locks.amount, '0') AS locked,
  decimal_sub(coalesce(requested.amount, '0'), coalesce(unbonded.amount, '0')) AS unbonding,
  coalesce(ripe.tickets, 0) AS tickets,
  coalesce(slashed.amount, '0') AS slashed,
  coalesce(earned.jobs, 0) AS jobs_ok,
  coalesce(slashed.times, 0) AS jobs_bad,
  coalesce(earned.by_token, '{}') AS earnings,
  registered.block_timestamp AS registered_at,
  seen.at AS last_seen
FROM node_staking_node_registered AS registered
LEFT JOIN latest ON latest.node_id = registered.node_id
LEFT JOIN rest ON rest.node_id = registered.node_id
LEFT JOIN ripe ON ripe.node_id = registered.node_id
LEFT JOIN staked ON staked.node_id = registered.node_id
LEFT JOIN requested ON requested.node_id = registered.node_id
LEFT JOIN unbonded ON unbonded.node_id = registered.node_id
LEFT JOIN slashed ON slashed.node_id = registered.node_id
LEFT JOIN locks ON locks.node_id = registered.node_id
LEFT JOIN earned ON earned.node_id = CAST(registered.node_id AS INTEGER)
LEFT JOIN seen ON seen.node_id = registered.node_id
