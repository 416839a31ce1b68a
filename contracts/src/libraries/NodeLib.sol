// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeStaking} from "../interfaces/INodeStaking.sol";
import {NodeId} from "../types/Ids.sol";
import {MarketStatus, Registration} from "../types/NodeTypes.sol";

/// @dev Whose the node is and what it weighs.
struct NodeStake {
    address owner;
    uint88 stake;
    uint8 nodeClass;
}

/// @dev Who works for it: the only slot a heartbeat touches. Times here and below are Unix seconds.
struct NodeKeys {
    address operator;
    uint40 lastSeen;
    uint40 stakeSince;
    uint8 slots;
}

/// @dev What its owner lets one market and its jury lock, and what they have locked: the only slot that a bond's lock or release writes.
/// Registering writes this slot and the two above.
struct NodeWork {
    uint88 locked;
    uint88 allowance;
    uint8 market;
    uint40 lastActive;
    uint24 completed;
}

/// @dev Its jury tickets, when it rests, whether it votes.
/// `before` is the count of ripe tickets until `ripenedAt`; from the next second on it is `ripe`.
struct NodeDraw {
    uint32 ripe;
    uint32 before;
    uint40 ripenedAt;
    uint40 maintenanceFrom;
    uint24 maintenanceLength;
    bool voting;
    uint16 faults;
}

struct NodeExit {
    uint96 unbonding;
    uint40 unlockAt;
}

/// @dev Sums over a hardware class.
struct ClassTotals {
    uint128 stake;
    uint64 tickets;
}

/// @dev What a contract is to the staking contract: nothing (`market` 0), a market, or the jury of one, which has no status. `partner` is the other of
/// the two.
struct Role {
    address partner;
    uint8 market;
    MarketStatus status;
}

/// @title Rules of a node's availability
library NodeLib {
    /// @dev A maintenance of this length has no end.
    uint24 internal constant DRAIN = type(uint24).max;

    /// @dev The three slots of a new node, each written once: Solidity would write field by field.
    function create(
        NodeStake storage staked,
        NodeKeys storage keys,
        NodeWork storage work,
        Registration memory terms,
        uint8 market
    ) internal {
        uint256 own = uint256(uint160(msg.sender)) | uint256(terms.stake) << 160 | uint256(terms.nodeClass) << 248;
        uint256 hot = uint256(uint160(terms.operator)) | block.timestamp << 160 | block.timestamp << 200
            | uint256(terms.slots) << 240;
        uint256 lent = uint256(terms.allowance) << 88 | uint256(market) << 176;
        assembly ("memory-safe") {
            sstore(staked.slot, own)
            sstore(keys.slot, hot)
            sstore(work.slot, lent)
        }
    }

    /// @dev One write, in the order of NodeWork.
    function save(mapping(NodeId nodeId => NodeWork) storage all, NodeId nodeId, NodeWork memory work) internal {
        uint256 word = uint256(work.locked) | uint256(work.allowance) << 88 | uint256(work.market) << 176
            | uint256(work.lastActive) << 184 | uint256(work.completed) << 224;
        NodeWork storage stored = all[nodeId];
        assembly ("memory-safe") {
            sstore(stored.slot, word)
        }
    }

    /// @dev Marks the node as seen now, if `caller` is its operator: one read and one write of the slot that every node pays for every day.
    function see(NodeKeys storage keys, address caller) internal returns (bool isOperator) {
        uint256 word;
        assembly ("memory-safe") {
            word := sload(keys.slot)
        }
        isOperator = address(uint160(word)) == caller;
        if (!isOperator) return false;
        word = word & ~(uint256(type(uint40).max) << 160) | block.timestamp << 160;
        assembly ("memory-safe") {
            sstore(keys.slot, word)
        }
    }

    /// @dev Reverts when the node cannot take a seat.
    function requireAvailable(
        NodeId nodeId,
        NodeStake storage staked,
        NodeKeys storage keys,
        NodeWork memory work,
        NodeDraw storage draw,
        uint256 livenessWindow,
        uint8 nodeClass,
        uint40 postedAt,
        uint96 bond
    ) internal view {
        if (staked.nodeClass != nodeClass) revert INodeStaking.WrongClass(nodeId, staked.nodeClass, nodeClass);
        if (keys.stakeSince >= postedAt) revert INodeStaking.StakeTooYoung(nodeId, keys.stakeSince, postedAt);
        uint40 seen = lastSeen(keys, work);
        if (block.timestamp > seen + livenessWindow) revert INodeStaking.NotAlive(nodeId, seen);
        if (inMaintenance(draw)) {
            revert INodeStaking.InMaintenance(nodeId, draw.maintenanceFrom, maintenanceUntil(draw));
        }
        // The other half is for juries: whoever takes seats must be able to judge.
        requireRoom(nodeId, work, exposed(staked, work) / 2, bond);
    }

    /// @return What market and jury can lock together: nobody can lose what it has not staked.
    function exposed(NodeStake storage staked, NodeWork memory work) internal view returns (uint256) {
        return work.allowance < staked.stake ? work.allowance : staked.stake;
    }

    /// @dev Reverts when `amount` cannot be locked on top of what is.
    function requireRoom(NodeId nodeId, NodeWork memory work, uint256 most, uint256 amount) internal pure {
        if (work.locked + amount > most) revert INodeStaking.AllowanceUsedUp(nodeId, work.locked, amount, most);
    }

    /// @return Tickets that were ripe before `time`, and still are.
    function ticketsBefore(NodeDraw memory draw, uint256 time) internal pure returns (uint32) {
        return draw.ripenedAt < time || draw.ripe < draw.before ? draw.ripe : draw.before;
    }

    function lastSeen(NodeKeys storage keys, NodeWork memory work) internal view returns (uint40) {
        (uint40 seen, uint40 active) = (keys.lastSeen, work.lastActive);
        return seen > active ? seen : active;
    }

    function inMaintenance(NodeDraw storage draw) internal view returns (bool) {
        return draw.maintenanceFrom != 0 && block.timestamp >= draw.maintenanceFrom
            && block.timestamp < maintenanceUntil(draw);
    }

    function maintenanceUntil(NodeDraw storage draw) internal view returns (uint40) {
        (uint40 from, uint24 length) = (draw.maintenanceFrom, draw.maintenanceLength);
        return length == DRAIN ? type(uint40).max : from + length;
    }
}
