-- Answers that were found to be untrue, and blocks whose logs were taken from proved receipts in place of such an answer.
alter table _endpoint add column lies integer not null default 0;
alter table _endpoint add column corrected_blocks integer not null default 0;
