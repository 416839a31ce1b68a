-- The public price index over time, by token and class of node: where governance set it, and each step that a market price of vetted work has moved it, once an hour at most. Direct hires and unvetted programs move nothing.
--   token: payment token
--   node_class: hardware class
--   moved_at [s]: when, Unix seconds
--   block_number: in which block
--   price_per_unit [token units × 1e18 / unit of work]: the index after the step, exact, as the market's quote() answers
--   price_per_unit_real [token units / unit of work]: the same for charts, good to 15 digits
--   change_percent [%]: against the step before; null for the first
--   job_id: the job that moved it; null where governance set the index
--   price [token units]: what each of the job's seats was paid
SELECT
  moved.token,
  moved.node_class,
  moved.block_timestamp AS moved_at,
  moved.block_number,
  moved.price_per_unit,
  moved.price_per_unit_real / 1e18 AS price_per_unit_real,
  100 * (moved.price_per_unit_real / lag(moved.price_per_unit_real) OVER steps - 1) AS change_percent,
  completed.job_id,
  cleared.price
FROM job_escrow_price_index AS moved
LEFT JOIN job_escrow_job_completed AS completed
  ON completed.block_number = moved.block_number AND completed.log_index = moved.log_index - 1
LEFT JOIN job_escrow_price_cleared AS cleared ON cleared.job_id = completed.job_id
WINDOW steps AS (PARTITION BY moved.token, moved.node_class ORDER BY moved.block_number, moved.log_index)
