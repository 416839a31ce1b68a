// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {NodeKeys, NodeLib, NodeStake, NodeWork} from "../../src/libraries/NodeLib.sol";
import {NodeId} from "../../src/types/Ids.sol";
import {Test, vm} from "../base/Vm.sol";

contract NodeLibTest is Test {
    NodeStake private staked;
    NodeKeys private keys;
    NodeWork private work;

    function check(uint256 livenessWindow, uint8 nodeClass, uint40 postedAt, uint96 bond) external view {
        NodeLib.requireAvailable(NodeId.wrap(1), staked, keys, work, livenessWindow, nodeClass, postedAt, bond);
    }

    /// @dev Every value within three of its border: a node is available if and only if all six conditions hold.
    function testFuzz_AvailableIfAndOnlyIfAllHolds(bytes32 seed) external {
        uint256 time = 1_800_000_000;
        vm.warp(time);
        (staked.stake, work.locked) = (uint88(100 + _near(seed, "stake")), 60);
        (keys.slots, work.active) = (3, uint8(_near(seed, "active")));
        (keys.lastSeen, work.lastActive) = (uint32(time - 102 + _near(seed, "seen")), uint32(time - 102 + _near(seed, "active at")));
        keys.stakeSince = uint32(time - 53 + _near(seed, "since"));
        staked.nodeClass = uint8(_near(seed, "class") / 3);
        uint256 from = time - 102 + _near(seed, "from");
        if (_near(seed, "rests") < 2) (work.maintenanceFrom, work.maintenanceLength) = (uint32(from), 100);
        bool expected = staked.stake - work.locked >= 42 && work.active < 3 && keys.stakeSince < time - 50
            && staked.nodeClass == 0 && (keys.lastSeen >= time - 100 || work.lastActive >= time - 100)
            && (work.maintenanceFrom == 0 || time < from || time >= from + 100);
        bool available = true;
        try this.check(100, 0, uint40(time - 50), 42) {}
        catch {
            available = false;
        }
        vm.assertEq(available, expected, "available");
    }

    function testFuzz_ADrainHasNoEnd(uint32 from, uint40 later) external {
        from = uint32(bound(from, 1, type(uint32).max));
        (work.maintenanceFrom, work.maintenanceLength) = (from, NodeLib.DRAIN);
        vm.warp(bound(later, from, type(uint40).max - 1));
        vm.assertTrue(NodeLib.inMaintenance(work), "drained");
        vm.warp(from - 1);
        vm.assertFalse(NodeLib.inMaintenance(work), "not yet");
    }

    /// @dev 0 to 5; most often so that the node is available.
    function _near(bytes32 seed, string memory what) private pure returns (uint256) {
        uint256 dice = uint256(keccak256(abi.encode(seed, what))) % 20;
        return dice < 6 ? dice : 2;
    }
}
