// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice Why a bond was taken.
enum SlashReason {
    /// No result or commitment before the work deadline.
    NoShow,
    /// Committed, and not revealed before the reveal deadline.
    HiddenReveal,
    /// A jury found another root.
    WrongResult,
    /// A juror who did not vote, hid its vote or voted against the majority.
    JurorFault
}

/// @notice What a market contract may do with bonds.
enum MarketStatus {
    None,
    /// May lock, release and slash.
    Active,
    /// May only release and slash what it has locked: jobs run out, new ones cannot start.
    Retired
}

/// @notice A node as `INodeStaking.nodeOf` shows it. Times are Unix seconds; amounts in the stake token's smallest unit.
/// @param owner Cold key: stakes, unbonds, changes the operator, is paid.
/// @param operator Hot key: claims, commits, reveals, sends heartbeats.
/// @param slots Jobs it can do at once.
/// @param active Jobs and juries it is bound to now.
/// @param stake Staked in total, `locked` included, `unbonding` not.
/// @param locked Bound by open jobs and juries.
/// @param unbonding On its way out; to be collected from `unlockAt` on.
/// @param stakeSince When stake was last added: jobs posted before it cannot be claimed.
/// @param lastSeen Last sign of life.
/// @param maintenanceFrom Start of the announced maintenance; 0 when none is announced.
/// @param maintenanceUntil End of it, exclusive; type(uint40).max for a drain.
/// @param completed Seats paid.
/// @param faults Seats slashed.
struct Node {
    address owner;
    address operator;
    uint8 nodeClass;
    uint8 slots;
    uint8 active;
    uint96 stake;
    uint96 locked;
    uint96 unbonding;
    uint40 unlockAt;
    uint40 stakeSince;
    uint40 lastSeen;
    uint40 maintenanceFrom;
    uint40 maintenanceUntil;
    uint32 completed;
    uint32 faults;
}

/// @notice The parameters of staking that governance can change, in seconds and in the stake token's smallest unit.
/// @param minStake Least stake of a node, at registration and after an unbond that leaves anything.
/// @param unbondCooldown From the request to the collection.
/// @param livenessWindow A node unseen for longer cannot claim.
/// @param maintenanceNotice Least time between the announcement and the start.
struct StakingParams {
    uint96 minStake;
    uint32 unbondCooldown;
    uint32 livenessWindow;
    uint32 maintenanceNotice;
}
