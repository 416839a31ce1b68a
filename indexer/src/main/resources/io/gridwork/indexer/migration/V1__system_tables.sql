-- Tables the indexer keeps for itself. Names begin with an underscore; event tables never do.
-- What stands between `jooq ignore` marks is SQLite's alone: the code generator reads these scripts through H2, which has no key on text.
-- Heights and timestamps are integers (block number, seconds since 1970-01-01 UTC); hashes and addresses are lower-case 0x hex.

-- Facts about the file: chainId, createdBy.
create table _meta (
  name text not null /* [jooq ignore start] */ primary key /* [jooq ignore stop] */,
  value text not null
) /* [jooq ignore start] */ strict, without rowid /* [jooq ignore stop] */;

-- The newest blocks that the rows below rest on: by them a reorganisation is seen, also after a restart.
create table _block (
  number integer not null primary key,
  hash text not null,
  parent_hash text not null,
  timestamp integer not null
) /* [jooq ignore start] */ strict /* [jooq ignore stop] */;

-- One row for each table or view made from an ABI or a preset. kind: event, view.
create table _table (
  name text not null /* [jooq ignore start] */ primary key /* [jooq ignore stop] */,
  kind text not null,
  contract text,
  event text,
  topic0 text,
  indexed_count integer,
  definition text not null,
  meaning text not null
) /* [jooq ignore start] */ strict /* [jooq ignore stop] */;

-- The data dictionary: what each column of those tables holds.
create table _column (
  table_name text not null,
  position integer not null,
  name text not null,
  sql_type text not null,
  abi_type text,
  unit text,
  meaning text not null /* [jooq ignore start] */,
  primary key (table_name, position) /* [jooq ignore stop] */
) /* [jooq ignore start] */ strict, without rowid /* [jooq ignore stop] */;

-- Block ranges (both ends included) whose logs are in the file, for each event table and emitting address ('*': any address).
create table _coverage (
  table_name text not null,
  address text not null,
  from_block integer not null,
  to_block integer not null /* [jooq ignore start] */,
  primary key (table_name, address, from_block) /* [jooq ignore stop] */
) /* [jooq ignore start] */ strict, without rowid /* [jooq ignore stop] */;

-- What was learned about each RPC endpoint. name: host and port only, for the rest of a URL may be a key.
create table _endpoint (
  name text not null /* [jooq ignore start] */ primary key /* [jooq ignore stop] */,
  max_block_span integer,
  requests integer not null,
  failures integer not null,
  last_error text
) /* [jooq ignore start] */ strict /* [jooq ignore stop] */;

-- Logs that belong to an indexed event by topic0 but could not be decoded by its definition.
create table _quarantine (
  block_number integer not null,
  log_index integer not null,
  block_timestamp integer not null,
  tx_hash text not null,
  tx_index integer not null,
  address text not null,
  topic0 text not null,
  topics blob not null,
  data blob not null,
  reason text not null,
  primary key (block_number, log_index)
) /* [jooq ignore start] */ strict, without rowid /* [jooq ignore stop] */;

-- The logs as the chain holds them, kept with --keep-raw-logs: they can be decoded again without a node. topics: 32 bytes each, joined.
create table _raw_log (
  block_number integer not null,
  log_index integer not null,
  block_timestamp integer not null,
  tx_hash blob not null,
  tx_index integer not null,
  address blob not null,
  topics blob not null,
  data blob not null,
  primary key (block_number, log_index)
) /* [jooq ignore start] */ strict, without rowid /* [jooq ignore stop] */;
