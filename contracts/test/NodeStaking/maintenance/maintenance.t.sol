// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobState} from "../../../src/types/JobTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract MaintenanceTest is World {
    NodeId private constant NODE = NodeId.wrap(1);

    function setUp() public override {
        super.setUp();
        addNodes(1);
    }

    function test_NoClaimsFromStartToEnd() external {
        uint40 from = uint40(vm.getBlockTimestamp()) + 15 minutes;
        vm.expectEmit(address(staking));
        emit INodeStaking.MaintenanceScheduled(NODE, from, from + 300);
        vm.prank(operatorOf(1));
        staking.scheduleMaintenance(NODE, from, 300);
        vm.assertEq(staking.nodeOf(NODE).maintenanceFrom, from, "from");
        JobId early = openJob(1, 1);
        claim(early, 1);
        vm.warp(from - 2);
        JobId late = openJob(1, 1);
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.InMaintenance.selector, NODE, from, from + 300));
        market.claim(orderOf(late), NODE);
        vm.warp(from + 300);
        claim(late, 1);
    }

    function test_AJobTakenBeforeIsFinished() external {
        JobId jobId = runningJob(1, 1);
        vm.prank(operatorOf(1));
        staking.drain(NODE);
        submit(jobId, 1, ROOT);
        assertState(jobId, JobState.Proposed);
    }

    function test_ADrainEndsByResume() external {
        vm.prank(ownerOf(1));
        staking.drain(NODE);
        vm.assertEq(staking.nodeOf(NODE).maintenanceUntil, type(uint40).max, "until");
        skipTime(20 days);
        vm.prank(operatorOf(1));
        staking.heartbeat(NODE);
        JobId jobId = openJob(1, 1);
        vm.prank(operatorOf(1));
        vm.expectPartialRevert(INodeStaking.InMaintenance.selector);
        market.claim(orderOf(jobId), NODE);
        vm.expectEmit(address(staking));
        emit INodeStaking.MaintenanceScheduled(NODE, 0, 0);
        vm.prank(operatorOf(1));
        staking.resume(NODE);
        claim(jobId, 1);
    }

    function test_RevertWhen_TheNoticeIsTooShort() external {
        uint40 earliest = uint40(vm.getBlockTimestamp()) + 15 minutes;
        vm.startPrank(operatorOf(1));
        vm.expectRevert(
            abi.encodeWithSelector(INodeStaking.MaintenanceTooSoon.selector, earliest - 1, earliest)
        );
        staking.scheduleMaintenance(NODE, earliest - 1, 600);
        vm.expectPartialRevert(INodeStaking.MaintenanceTooSoon.selector);
        staking.scheduleMaintenance(NODE, type(uint40).max - 7 days + 1, 600);
        vm.stopPrank();
    }

    function test_RevertWhen_TheLengthIsOutOfBounds() external {
        uint40 from = uint40(vm.getBlockTimestamp()) + 1 hours;
        vm.startPrank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.MaintenanceTooLong.selector, 7 days + 1, 7 days));
        staking.scheduleMaintenance(NODE, from, 7 days + 1);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.MaintenanceTooLong.selector, 0, 7 days));
        staking.scheduleMaintenance(NODE, from, 0);
        vm.stopPrank();
    }

    function test_RevertWhen_TheCallerIsNeitherOperatorNorOwner() external {
        bytes memory refused = abi.encodeWithSelector(INodeStaking.NotOperator.selector, NODE, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refused);
        staking.drain(NODE);
        vm.expectRevert(refused);
        staking.resume(NODE);
        vm.expectRevert(refused);
        staking.scheduleMaintenance(NODE, uint40(vm.getBlockTimestamp()) + 1 hours, 600);
        vm.stopPrank();
    }
}
