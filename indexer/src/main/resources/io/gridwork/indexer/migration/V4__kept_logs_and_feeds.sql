-- What kept logs repeat stands once: contracts and first topics (20 and 32 bytes) by a number, and what the logs of a transaction share.
create table _raw_value (
  id integer not null primary key,
  value blob not null /* [jooq ignore start] */ unique /* [jooq ignore stop] */
) /* [jooq ignore start] */ strict /* [jooq ignore stop] */;

-- Transactions of kept logs. hash: 32 bytes.
create table _raw_tx (
  block_number integer not null,
  tx_index integer not null,
  block_timestamp integer not null,
  hash blob not null,
  primary key (block_number, tx_index)
) /* [jooq ignore start] */ strict, without rowid /* [jooq ignore stop] */;

-- Logs as the chain holds them, kept with --keep-raw: another event is decoded from them without a node. address, topic0: ids in
-- _raw_value, topic0 null where there is no topic. words: the other topics and the data, without the zeros that fill words up. For which
-- blocks all are here says _coverage, as _raw_log, and as _raw_log:undecoded for those that no event explained when they were read.
create table _raw_log_2 (
  block_number integer not null,
  log_index integer not null,
  tx_index integer not null,
  address integer not null,
  topic0 integer,
  words blob not null,
  primary key (block_number, log_index)
) /* [jooq ignore start] */ strict, without rowid /* [jooq ignore stop] */;

/* [jooq ignore start] */
insert into _raw_value (value)
  select address from _raw_log union select substr(topics, 1, 32) from _raw_log where length(topics) > 0;
insert or ignore into _raw_tx (block_number, tx_index, block_timestamp, hash)
  select block_number, tx_index, block_timestamp, tx_hash from _raw_log;
-- 0x80 and the number of further topics: they and the data follow as they are.
insert into _raw_log_2 (block_number, log_index, tx_index, address, topic0, words)
  select block_number, log_index, tx_index,
    (select id from _raw_value where value = _raw_log.address),
    (select id from _raw_value where value = substr(topics, 1, 32)),
    cast(case length(topics) when 128 then x'83' when 96 then x'82' when 64 then x'81' else x'80' end
      || coalesce(substr(topics, 33), '') || data as blob)
  from _raw_log;
/* [jooq ignore stop] */
drop table _raw_log;
alter table _raw_log_2 rename to _raw_log;

-- What a table's rows are made of, beside the event's definition in _table, so that a file is audited from what it says itself.
-- address: the emitter as _coverage has it. whole_past: for emitters that an event names, whether they count from block 0 on and not from
-- the block that names them. The rest is of a proxy's events that depend on what is behind it: the implementations they belong to (addresses
-- with blanks between), and the parameters that say which it is, as table.parameter.
create table _feed (
  table_name text not null,
  address text not null,
  whole_past integer not null,
  implementations text,
  upgraded text,
  beacon_upgraded text,
  beacons_upgraded text /* [jooq ignore start] */,
  primary key (table_name, address) /* [jooq ignore stop] */
) /* [jooq ignore start] */ strict, without rowid /* [jooq ignore stop] */;
