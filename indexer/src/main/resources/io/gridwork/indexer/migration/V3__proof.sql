-- What was checked when a range was read. parents: each block follows on the one before. bloom: its logs agree with the bloom
-- filters of the headers. receipts: its logs are those of receipts that belong to the receipts roots. 0 for what earlier versions read.
alter table _coverage add column parents integer not null default 0;
alter table _coverage add column bloom integer not null default 0;
alter table _coverage add column receipts integer not null default 0;
