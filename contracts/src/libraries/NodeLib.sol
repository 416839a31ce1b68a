// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeStaking} from "../interfaces/INodeStaking.sol";
import {NodeId} from "../types/Ids.sol";

/// @dev What a node's work touches: one slot, written by every claim and settlement. Times here and in `NodeKeys` are 32-bit Unix seconds,
/// good until 2106.
struct NodeWork {
    uint88 stake;
    uint88 locked;
    uint32 stakeSince;
    uint32 lastActive;
    uint8 active;
    uint8 slots;
}

/// @dev Whom the operator is and whether it can be had: one slot, the only one a heartbeat writes.
struct NodeKeys {
    address operator;
    uint32 lastSeen;
    uint32 maintenanceFrom;
    uint24 maintenanceLength;
    uint8 nodeClass;
}

struct NodeOwner {
    address owner;
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
        NodeKeys memory keys,
        NodeWork memory work,
        uint256 livenessWindow,
        uint8 nodeClass,
        uint40 postedAt,
        uint96 bond
    ) internal view {
        require(keys.nodeClass == nodeClass, INodeStaking.WrongClass(nodeId, keys.nodeClass, nodeClass));
        require(work.stakeSince < postedAt, INodeStaking.StakeTooYoung(nodeId, work.stakeSince, postedAt));
        uint32 seen = lastSeen(keys, work);
        require(block.timestamp <= seen + livenessWindow, INodeStaking.NotAlive(nodeId, seen));
        require(
            !inMaintenance(keys), INodeStaking.InMaintenance(nodeId, keys.maintenanceFrom, maintenanceUntil(keys))
        );
        require(work.active < work.slots, INodeStaking.NoFreeSlot(nodeId, work.slots));
        uint96 free = work.stake - work.locked;
        require(free >= bond, INodeStaking.NotEnoughFreeStake(nodeId, free, bond));
    }

    function lastSeen(NodeKeys memory keys, NodeWork memory work) internal pure returns (uint32) {
        return keys.lastSeen > work.lastActive ? keys.lastSeen : work.lastActive;
    }

    function inMaintenance(NodeKeys memory keys) internal view returns (bool) {
        return keys.maintenanceFrom != 0 && block.timestamp >= keys.maintenanceFrom
            && block.timestamp < maintenanceUntil(keys);
    }

    function maintenanceUntil(NodeKeys memory keys) internal pure returns (uint40) {
        if (keys.maintenanceLength == DRAIN) return type(uint40).max;
        return uint40(keys.maintenanceFrom) + keys.maintenanceLength;
    }
}
