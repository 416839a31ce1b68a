-- When max_block_span was learned (seconds since 1970-01-01 UTC): it is believed for a day, then more is tried.
alter table _endpoint add column max_block_span_learned integer;

-- Times that the endpoint was left alone for a while: it failed, lagged, gave wrong answers, or was of another chain.
alter table _endpoint add column drops integer not null default 0;

-- Bytes of its answers as they came over the wire.
alter table _endpoint add column received_bytes integer not null default 0;
