// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {NodeId} from "./Ids.sol";

/// @notice How a dispute ended.
enum Outcome {
    /// No root has a strict majority of all juror seats: the proposal, if there is one, stands.
    NoMajority,
    /// The majority found the proposed root.
    Upheld,
    /// The majority found another root.
    Overturned
}

/// @notice A dispute as `IJury.disputeOf` shows it. All zero when the job was never disputed.
/// @param challenger Who challenged; 0 when the seats themselves disagreed.
/// @param bond The challenger's, in the stake token; given back or shared out when the dispute ends.
/// @param counterRoot The root the challenger claims.
/// @param openBlock Block of the dispute; the seed of the juror draw is the hash of the block after it.
/// @param openedAt Unix seconds.
/// @param committed Juror seats taken; each has committed.
/// @param revealed Jurors whose root is known.
struct Dispute {
    address challenger;
    uint96 bond;
    bytes32 counterRoot;
    uint64 openBlock;
    uint40 openedAt;
    uint8 committed;
    uint8 revealed;
}

/// @notice A juror.
/// @param hash Its commitment, then its root.
struct Juror {
    NodeId nodeId;
    bool revealed;
    bytes32 hash;
}
