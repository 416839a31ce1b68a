-- The proof that nothing is missing: in each row two ways to the same sum, which must be equal.
--   check_name: vault (deposits less withdrawals = all balances), escrow (what the market holds = what its open jobs hold), stake (what staking holds = stakes and unbonding), job (escrow = paid + fee + refunded), price (paid = winners times price), jury (what the jury holds = the bonds of challengers in open disputes)
--   subject: the token, the market, the staking contract, the jury, or the job
--   left_sum [token units]: the first way
--   right_sum [token units]: the second way
--   difference [token units]: left_sum less right_sum
--   holds: 1 when the sums are equal, as they must be
WITH
  checks AS (
    SELECT 'vault' AS check_name, token AS subject,
      decimal_sub(
        coalesce((SELECT decimal_sum(amount) FROM vault_deposited AS d WHERE d.token = b.token), '0'),
        coalesce((SELECT decimal_sum(amount) FROM vault_withdrawn AS w WHERE w.token = b.token), '0')) AS left_sum,
      decimal_sum(balance) AS right_sum
    FROM vault_balances AS b
    GROUP BY token
    UNION ALL
    SELECT 'escrow', b.account || ' ' || b.token, b.balance,
      coalesce((SELECT decimal_sum(escrow) FROM jobs WHERE jobs.token = b.token AND jobs.finished_at IS NULL), '0')
    FROM vault_balances AS b
    WHERE b.role = 'JobEscrow'
    UNION ALL
    SELECT 'stake', b.account || ' ' || b.token, b.balance,
      (SELECT decimal_sum(decimal_add(stake, unbonding)) FROM nodes)
    FROM vault_balances AS b
    WHERE b.role = 'NodeStaking'
    UNION ALL
    SELECT 'jury', b.account || ' ' || b.token, b.balance,
      coalesce((SELECT decimal_sum(bonds) FROM disputes WHERE resolved_at IS NULL), '0')
    FROM vault_balances AS b
    WHERE b.role = 'Jury'
    UNION ALL
    SELECT 'job', job_id, escrow, decimal_add(decimal_add(paid, fee), refunded)
    FROM jobs
    WHERE finished_at IS NOT NULL
    UNION ALL
    SELECT 'price', jobs.job_id, jobs.paid, decimal_sum(seats.earned)
    FROM jobs JOIN seats ON seats.job_id = jobs.job_id
    WHERE jobs.state = 'Completed'
    GROUP BY jobs.job_id
  )
SELECT check_name, subject, left_sum, right_sum, decimal_sub(left_sum, right_sum) AS difference,
  decimal_cmp(left_sum, right_sum) = 0 AS holds
FROM checks
