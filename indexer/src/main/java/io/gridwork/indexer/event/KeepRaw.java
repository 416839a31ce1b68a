package io.gridwork.indexer.event;

/** Which logs of a contract are kept as the chain holds them, so that an event that is added later is decoded from the file. */
public enum KeepRaw {
    /** None: what is asked for is decoded, and only what could not be is kept, in quarantine. */
    NONE,
    /** Those that no event explained when they were read. All logs of the contract are asked for, whatever their topics. */
    UNDECODED,
    /** All logs of the contract, those that have a row included: also for an event that is given another definition. */
    ALL
}
