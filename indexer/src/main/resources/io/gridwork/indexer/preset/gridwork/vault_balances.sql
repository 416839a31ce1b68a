-- What each account holds in the vault, in the smallest unit of the token, and how it came to that.
--   token: the token; 0x000…0 is the chain's native currency
--   account: whose it is
--   role: JobEscrow, NodeStaking, Jury, node owner or requester, as far as the events tell
--   deposited [token units]: brought in for it
--   withdrawn [token units]: taken out by it
--   received [token units]: from other accounts
--   sent [token units]: to other accounts
--   balance [token units]: what it holds now
WITH moves AS (
  SELECT token, account, amount AS deposited, '0' AS withdrawn, '0' AS received, '0' AS sent FROM vault_deposited
  UNION ALL SELECT token, account, '0', amount, '0', '0' FROM vault_withdrawn
  UNION ALL SELECT token, to_, '0', '0', amount, '0' FROM vault_moved
  UNION ALL SELECT token, from_, '0', '0', '0', amount FROM vault_moved
)
SELECT
  token,
  account,
  CASE
    WHEN account IN (SELECT address FROM job_escrow_job_posted) THEN 'JobEscrow'
    WHEN account IN (SELECT address FROM node_staking_node_registered) THEN 'NodeStaking'
    WHEN account IN (SELECT address FROM jury_dispute_opened) THEN 'Jury'
    WHEN account IN (SELECT owner FROM node_staking_node_registered) THEN 'node owner'
    WHEN account IN (SELECT requester FROM job_escrow_job_posted) THEN 'requester'
    ELSE ''
  END AS role,
  decimal_sum(deposited) AS deposited,
  decimal_sum(withdrawn) AS withdrawn,
  decimal_sum(received) AS received,
  decimal_sum(sent) AS sent,
  decimal_sub(
    decimal_add(decimal_sum(deposited), decimal_sum(received)),
    decimal_add(decimal_sum(withdrawn), decimal_sum(sent))) AS balance
FROM moves
GROUP BY token, account
