-- The worker's journal, version 4. Hashes and ids are blobs of 32 bytes, amounts in a token's smallest unit are decimal text.
CREATE TABLE worker (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  secret BLOB NOT NULL,            -- 32 bytes; every salt is made from it
  cursor INTEGER NOT NULL,         -- jobs posted up to and including this block are known
  owner TEXT                       -- the node and its network; null before the first start
);
CREATE TABLE job (
  serial INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id BLOB NOT NULL UNIQUE,
  job_order TEXT NOT NULL,         -- JSON object; amounts are strings
  spec BLOB NOT NULL,              -- ABI-encoded JobSpec, as posted
  program BLOB NOT NULL,
  units INTEGER NOT NULL,
  block INTEGER NOT NULL,
  vetted INTEGER NOT NULL,
  state TEXT NOT NULL,
  seat INTEGER,
  root BLOB,
  length INTEGER,
  milli_joules INTEGER,
  energy_source TEXT,
  kernel_nanos INTEGER,
  commitment BLOB,
  amount TEXT,
  reason TEXT,
  detail TEXT,
  over INTEGER NOT NULL
);
CREATE INDEX job_open ON job (over, serial);
CREATE TABLE duty (                -- disputes that this worker could judge
  serial INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id BLOB NOT NULL UNIQUE,
  job_order TEXT NOT NULL,
  spec BLOB NOT NULL,
  block INTEGER NOT NULL,
  vetted INTEGER NOT NULL,
  state TEXT NOT NULL,
  root BLOB,
  commitment BLOB,
  detail TEXT
);
CREATE TABLE challenge (           -- stored before they are sent, so that they can be opened after a restart
  serial INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id BLOB NOT NULL UNIQUE,
  job_order TEXT NOT NULL,
  spec BLOB NOT NULL,
  block INTEGER NOT NULL,
  vetted INTEGER NOT NULL,
  root BLOB NOT NULL,              -- the one we say is right
  over INTEGER NOT NULL
);
CREATE TABLE commitment (
  job_id BLOB NOT NULL,
  seat INTEGER NOT NULL,           -- 128: the node's vote as a juror
  commitment BLOB NOT NULL,
  PRIMARY KEY (job_id, seat)
);
CREATE TABLE cost (
  job_id BLOB NOT NULL,
  cost TEXT NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (job_id, cost)
);
CREATE TABLE quarantine (
  device TEXT PRIMARY KEY,
  reason TEXT NOT NULL
);
