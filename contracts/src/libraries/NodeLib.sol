// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeStaking} from "../interfaces/INodeStaking.sol";
import {NodeId} from "../types/Ids.sol";

/// @dev Whose the node is and what it weighs. Registering writes this slot and `NodeKeys`, nothing else of the node's.
struct NodeStake {
    address owner;
    uint88 stake;
    uint8 nodeClass;
}

/// @dev Who works for it: the only slot a heartbeat touches. Times here and in `NodeWork` are 32-bit Unix seconds, good until 2106.
struct NodeKeys {
    address operator;
    uint32 lastSeen;
    uint32 stakeSince;
    uint8 slots;
}

/// @dev What it is bound to, what it has done, when it rests and whether it votes: the only slot that a bond's lock or release writes. Empty until
/// the first of them, a maintenance, or the owner's wish to vote.
struct NodeWork {
    uint88 locked;
    uint8 active;
    bool voting;
    uint32 lastActive;
    uint32 maintenanceFrom;
    uint24 maintenanceLength;
    uint32 completed;
    uint32 faults;
}

struct NodeExit {
    uint96 unbonding;
    uint40 unlockAt;
}

/// @title Rules of a node's availability
library NodeLib {
    /// @dev A maintenance of this length has no end.
    uint24 internal constant DRAIN = type(uint24).max;

    /// @dev Reverts when the node cannot take a seat.
    function requireAvailable(
        NodeId nodeId,
        NodeStake storage staked,
        NodeKeys storage keys,
        NodeWork storage work,
        uint256 livenessWindow,
        uint8 nodeClass,
        uint40 postedAt,
        uint96 bond
    ) internal view {
        if (staked.nodeClass != nodeClass) revert INodeStaking.WrongClass(nodeId, staked.nodeClass, nodeClass);
        if (keys.stakeSince >= postedAt) revert INodeStaking.StakeTooYoung(nodeId, keys.stakeSince, postedAt);
        uint32 seen = lastSeen(keys, work);
        if (block.timestamp > seen + livenessWindow) revert INodeStaking.NotAlive(nodeId, seen);
        if (inMaintenance(work)) {
            revert INodeStaking.InMaintenance(nodeId, work.maintenanceFrom, maintenanceUntil(work));
        }
        if (work.active >= keys.slots) revert INodeStaking.NoFreeSlot(nodeId, keys.slots);
        uint96 free = staked.stake - work.locked;
        if (free < bond) revert INodeStaking.NotEnoughFreeStake(nodeId, free, bond);
    }

    function lastSeen(NodeKeys storage keys, NodeWork storage work) internal view returns (uint32) {
        (uint32 seen, uint32 active) = (keys.lastSeen, work.lastActive);
        return seen > active ? seen : active;
    }

    function inMaintenance(NodeWork storage work) internal view returns (bool) {
        return work.maintenanceFrom != 0 && block.timestamp >= work.maintenanceFrom
            && block.timestamp < maintenanceUntil(work);
    }

    function maintenanceUntil(NodeWork storage work) internal view returns (uint40) {
        (uint40 from, uint24 length) = (work.maintenanceFrom, work.maintenanceLength);
        return length == DRAIN ? type(uint40).max : from + length;
    }
}
