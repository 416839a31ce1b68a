// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {NodeDraw, NodeKeys, NodeLib, NodeStake, NodeWork} from "../../src/libraries/NodeLib.sol";
import {NodeId} from "../../src/types/Ids.sol";
import {Test, vm} from "../base/Vm.sol";

contract NodeLibTest is Test {
    NodeStake private staked;
    NodeKeys private keys;
    NodeWork private work;
    NodeDraw private draw;

    function check(uint256 livenessWindow, uint8 nodeClass, uint40 postedAt, uint96 bond) external view {
        NodeLib.requireAvailable(NodeId.wrap(1), staked, keys, work, draw, livenessWindow, nodeClass, postedAt, bond);
    }

    /// @dev Every value within three of its border: a node is available if and only if all six conditions hold.
    function testFuzz_AvailableIfAndOnlyIfAllHolds(bytes32 seed) external {
        uint256 time = 1_800_000_000;
        vm.warp(time);
        (staked.stake, work.locked) = (uint88(2 * (100 + _near(seed, "stake"))), 60);
        work.allowance = uint88(2 * (100 + _near(seed, "allowance")));
        (keys.lastSeen, work.lastActive) = (uint40(time - 102 + _near(seed, "seen")), uint40(time - 102 + _near(seed, "active at")));
        keys.stakeSince = uint40(time - 53 + _near(seed, "since"));
        staked.nodeClass = uint8(_near(seed, "class") / 3);
        uint256 from = time - 102 + _near(seed, "from");
        if (_near(seed, "rests") < 2) (draw.maintenanceFrom, draw.maintenanceLength) = (uint40(from), 100);
        bool expected = staked.stake / 2 >= 60 + 42 && work.allowance / 2 >= 60 + 42 && keys.stakeSince < time - 50
            && staked.nodeClass == 0 && (keys.lastSeen >= time - 100 || work.lastActive >= time - 100)
            && (draw.maintenanceFrom == 0 || time < from || time >= from + 100);
        bool available = true;
        try this.check(100, 0, uint40(time - 50), 42) {}
        catch {
            available = false;
        }
        vm.assertEq(available, expected, "available");
    }

    function testFuzz_ADrainHasNoEnd(uint40 from, uint40 later) external {
        from = uint40(bound(from, 1, type(uint40).max - 1));
        (draw.maintenanceFrom, draw.maintenanceLength) = (from, NodeLib.DRAIN);
        vm.warp(bound(later, from, type(uint40).max - 1));
        vm.assertTrue(NodeLib.inMaintenance(draw), "drained");
        vm.warp(from - 1);
        vm.assertFalse(NodeLib.inMaintenance(draw), "not yet");
    }

    /// @dev What was ripe before `time`, and never more than is ripe now.
    function testFuzz_TicketsOfBefore(uint32 ripe, uint32 before, uint40 ripenedAt, uint40 time) external pure {
        NodeDraw memory drawn;
        (drawn.ripe, drawn.before, drawn.ripenedAt) = (ripe, before, ripenedAt);
        uint32 tickets = NodeLib.ticketsBefore(drawn, time);
        vm.assertLe(tickets, ripe, "more than is ripe");
        if (ripenedAt < time) vm.assertEq(tickets, ripe, "ripe in time");
        else vm.assertLe(tickets, before, "ripened too late");
    }

    /// @dev The word written by hand: the time, and nothing else.
    function testFuzz_SeesNowAndChangesNothingElse(NodeKeys memory keys_, uint40 now_) external {
        keys = keys_;
        vm.warp(now_);
        vm.assertFalse(NodeLib.see(keys, address(~uint160(keys_.operator))), "another key");
        vm.assertEq(abi.encode(keys), abi.encode(keys_), "unchanged");
        vm.assertTrue(NodeLib.see(keys, keys_.operator), "operator");
        keys_.lastSeen = now_;
        vm.assertEq(abi.encode(keys), abi.encode(keys_), "seen");
    }

    mapping(NodeId nodeId => NodeWork) private saved;

    /// @dev The word written by hand is the struct.
    function testFuzz_SavesWhatSolidityReads(NodeWork memory work_) external {
        NodeLib.save(saved, NodeId.wrap(3), work_);
        vm.assertEq(abi.encode(saved[NodeId.wrap(3)]), abi.encode(work_), "work");
    }

    /// @dev 0 to 5; most often so that the node is available.
    function _near(bytes32 seed, string memory what) private pure returns (uint256) {
        uint256 dice = uint256(keccak256(abi.encode(seed, what))) % 20;
        return dice < 6 ? dice : 2;
    }
}
