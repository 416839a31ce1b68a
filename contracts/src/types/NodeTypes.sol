// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice Why a bond was taken.
enum SlashReason {
    /// No result, commitment or vote in time.
    NoShow,
    /// Committed, and not revealed before the reveal deadline.
    HiddenReveal,
    /// A jury found another root.
    WrongResult,
    /// A juror who hid its vote or voted against the majority.
    JurorFault
}

/// @notice What a market may do.
enum MarketStatus {
    None,
    /// Takes posts and claims.
    Active,
    /// Takes none. Its jobs run out, and their juries sit.
    Retired
}

/// @notice What an owner says when it registers a node.
/// @param operator Hot key.
/// @param nodeClass Hardware class; fixed for the node's life.
/// @param slots Jobs it does at once, as its owner says; at least 1. Whoever claims for it keeps to that, nobody is made to.
/// @param capsHash Keccak-256 of the node's published capabilities; its meaning is off chain.
/// @param stake Taken from the owner's vault balance, in the stake token's smallest unit.
/// @param market The market it works for.
/// @param jury That market's jury, named so that the owner knows both contracts that can take stake.
/// @param allowance The most stake that the two may lock together; seats take at most half of it, and of the stake.
struct Registration {
    address operator;
    uint8 nodeClass;
    uint8 slots;
    bytes32 capsHash;
    uint96 stake;
    address market;
    address jury;
    uint96 allowance;
}

/// @notice A node as `INodeStaking.nodeOf` shows it. Times are Unix seconds; amounts in the stake token's smallest unit.
/// @param owner Cold key: stakes, unbonds, changes the operator, is paid.
/// @param operator Hot key: claims, commits, reveals, sends heartbeats.
/// @param slots Jobs it does at once, as its owner says.
/// @param market The market it works for; 0 for none.
/// @param allowance The most stake that the market and its jury may lock together.
/// @param stake Staked in total, `locked` included, `unbonding` not.
/// @param locked Bound by open jobs and juries.
/// @param unbonding On its way out; to be collected from `unlockAt` on.
/// @param stakeSince When stake was last added: jobs posted before it cannot be claimed.
/// @param tickets Ripe tickets: what it draws with for jury seats.
/// @param lastSeen Last sign of life.
/// @param maintenanceFrom Start of the announced maintenance; 0 when none is announced.
/// @param maintenanceUntil End of it, exclusive; type(uint40).max for a drain.
/// @param completed Seats paid, 2^24 - 1 at most.
/// @param faults Seats slashed, 2^16 - 1 at most.
struct Node {
    address owner;
    address operator;
    uint8 nodeClass;
    uint8 slots;
    address market;
    uint96 allowance;
    uint96 stake;
    uint96 locked;
    uint96 unbonding;
    uint40 unlockAt;
    uint40 stakeSince;
    uint32 tickets;
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
