-- One row for each job: where it stands, what it costs, who does it. Times are Unix seconds; money is in the smallest unit of the job's token.
--   job_id: the job
--   state: Open, Running, Revealing, Proposed, Disputed, JuryReveal, Completed, Refunded or Cancelled
--   requester: who posted it
--   program_hash: the program
--   token: payment token; 0x000…0 is the chain's native currency
--   max_price [token units]: highest price of a seat
--   price [token units]: clearing price of a seat; null until all seats are taken
--   escrow [token units]: what the requester put in
--   paid [token units]: to the winners together; null until the job has ended
--   fee [token units]: to the treasury; null until the job has ended
--   refunded [token units]: back to the requester; null until the job has ended
--   n: seats
--   k: seats that must agree
--   seated: seats taken
--   winner: the node that was paid, the first of them when several were; null while open or when none was
--   winners: all nodes that were paid, in the order of their seats
--   posted_at [s]: when it was posted
--   started_at [s]: when the last seat was taken
--   proposed_at [s]: when a result was proposed
--   finished_at [s]: when it ended
--   root: root of the result that was proposed or paid
--   refund_reason: why it was refunded
--   bond [stake units]: what each seat locks
--   node_class: hardware class that may do it
--   vetted: 1 when the program was vetted at posting
--   fee_bps [1/10000]: fee on what is paid
SELECT
  posted.job_id,
  CASE
    WHEN completed.job_id IS NOT NULL THEN 'Completed'
    WHEN refunded.job_id IS NOT NULL THEN 'Refunded'
    WHEN cancelled.job_id IS NOT NULL THEN 'Cancelled'
    WHEN jury_reveal.job_id IS NOT NULL THEN 'JuryReveal'
    WHEN disputed.job_id IS NOT NULL THEN 'Disputed'
    WHEN proposed.job_id IS NOT NULL THEN 'Proposed'
    WHEN opened.job_id IS NOT NULL THEN 'Revealing'
    WHEN cleared.job_id IS NOT NULL THEN 'Running'
    ELSE 'Open'
  END AS state,
  posted.requester,
  posted.program_hash,
  posted.order_token AS token,
  posted.order_max_price AS max_price,
  cleared.price,
  posted.escrow,
  CASE WHEN refunded.job_id IS NOT NULL OR cancelled.job_id IS NOT NULL THEN '0' ELSE completed.paid END AS paid,
  CASE WHEN refunded.job_id IS NOT NULL OR cancelled.job_id IS NOT NULL THEN '0' ELSE completed.fee END AS fee,
  coalesce(completed.refunded, refunded.refunded, cancelled.refunded) AS refunded,
  posted.order_n AS n,
  posted.order_k AS k,
  (SELECT count(*) FROM job_escrow_seat_claimed AS claimed WHERE claimed.job_id = posted.job_id) AS seated,
  (SELECT seats.node_id FROM seats WHERE seats.job_id = posted.job_id AND seats.won ORDER BY seats.seat LIMIT 1) AS winner,
  (SELECT group_concat(node_id, ', ') FROM
    (SELECT seats.node_id FROM seats WHERE seats.job_id = posted.job_id AND seats.won ORDER BY seats.seat)) AS winners,
  posted.block_timestamp AS posted_at,
  cleared.block_timestamp AS started_at,
  proposed.block_timestamp AS proposed_at,
  coalesce(completed.block_timestamp, refunded.block_timestamp, cancelled.block_timestamp) AS finished_at,
  coalesce(completed.root, proposed.root) AS root,
  CASE refunded.reason
    WHEN 0 THEN 'NotClaimed' WHEN 1 THEN 'NotDelivered' WHEN 2 THEN 'NoQuorum' WHEN 3 THEN 'NoVerdict' WHEN 4 THEN 'Overturned'
  END AS refund_reason,
  posted.order_bond AS bond,
  posted.order_node_class AS node_class,
  posted.vetted,
  posted.fee_bps
FROM job_escrow_job_posted AS posted
LEFT JOIN job_escrow_price_cleared AS cleared ON cleared.job_id = posted.job_id
LEFT JOIN job_escrow_reveal_opened AS opened ON opened.job_id = posted.job_id
LEFT JOIN job_escrow_proposed AS proposed ON proposed.job_id = posted.job_id
LEFT JOIN job_escrow_job_completed AS completed ON completed.job_id = posted.job_id
LEFT JOIN job_escrow_job_refunded AS refunded ON refunded.job_id = posted.job_id
LEFT JOIN job_escrow_job_cancelled AS cancelled ON cancelled.job_id = posted.job_id
LEFT JOIN jury_dispute_opened AS disputed ON disputed.job_id = posted.job_id
LEFT JOIN jury_jury_reveal_opened AS jury_reveal ON jury_reveal.job_id = posted.job_id
