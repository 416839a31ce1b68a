// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {NodeId} from "./Ids.sol";

/// @notice Where a dispute stands. The job is `Disputed` in the first three, `JuryReveal` in `Opening`.
enum Phase {
    None,
    /// The block of the draw's seed is to come, or its seed to be recorded.
    Seed,
    /// Tickets are listed.
    Enrolment,
    /// Listed nodes compute the job and commit to its root.
    Voting,
    /// Votes and challenges are opened.
    Opening,
    Over
}

/// @notice How a dispute ended.
enum Outcome {
    /// No root has the votes of a majority of all juror seats: the proposal, if there is one, stands.
    NoMajority,
    /// The majority found the proposed root.
    Upheld,
    /// The majority found another root.
    Overturned
}

/// @notice A dispute as `IJury.disputeOf` shows it. All zero when the job was never disputed.
/// @param openedAt Unix seconds; tickets that were not ripe before do not draw.
/// @param seedBlock Block that the seed belongs to.
/// @param enrolUntil Last second of the enrolment; 0 before the seed is recorded.
/// @param tickets Ripe tickets of the job's class when the dispute opened.
/// @param listed Juror seats taken.
/// @param committed Bit i: the node in seat i has committed. Seats keep their numbers once the enrolment is over.
/// @param opened Bit i: its vote is open.
/// @param challengers How many put down a bond.
/// @param seed 0 before it is recorded.
struct Dispute {
    Phase phase;
    uint40 openedAt;
    uint40 seedBlock;
    uint40 enrolUntil;
    uint64 tickets;
    uint8 listed;
    uint16 committed;
    uint16 opened;
    uint8 challengers;
    bytes32 seed;
}

/// @notice A juror seat.
/// @param ticket Which of the node's tickets took it.
/// @param draw The ticket's number, by which seats go to the lowest: the upper 64 bits of its hash.
/// @param hash The node's commitment, then its root; 0 before.
struct Juror {
    NodeId nodeId;
    uint32 ticket;
    uint64 draw;
    bytes32 hash;
}

/// @notice Somebody who put down a bond against a result.
/// @param opened Whether its root is known.
/// @param hash The commitment, then the root.
struct Challenger {
    address account;
    bool opened;
    bytes32 hash;
}

/// @notice Times of a network's disputes: constructor arguments, seconds but for the first.
/// @param seedDelay Blocks from the opening to the block of the seed.
/// @param seedWait In which the seed can be recorded; shorter than the chain's history of block hashes.
/// @param enrolment In which tickets are listed.
/// @param margin For fetching, added to the job's work window.
/// @param reveal In which votes are opened.
struct JuryWindows {
    uint32 seedDelay;
    uint32 seedWait;
    uint32 enrolment;
    uint32 margin;
    uint32 reveal;
}
