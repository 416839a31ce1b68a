// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {JobId} from "../../../src/types/Ids.sol";
import {JobState} from "../../../src/types/JobTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract CancelTest is World {
    function setUp() public override {
        super.setUp();
        addNodes(3);
    }

    function test_GivesAllBack() external {
        uint256 before = usdtOf(requester);
        JobId jobId = openJob(3, 2);
        uint256 escrow = lens.escrowOf(orderOf(jobId));
        vm.expectEmit(address(market));
        emit IJobEscrow.JobCancelled(jobId, escrow);
        vm.prank(requester);
        market.cancel(orderOf(jobId));
        vm.assertEq(usdtOf(requester), before, "balance");
        vm.assertEq(usdtOf(address(market)), 0, "held");
        assertState(jobId, JobState.Cancelled);
    }

    function test_WorksAfterTheClaimWindow() external {
        JobId jobId = openJob(3, 2);
        passDeadline(jobId);
        vm.prank(requester);
        market.cancel(orderOf(jobId));
        assertState(jobId, JobState.Cancelled);
    }

    function test_RevertWhen_ASeatIsTaken() external {
        JobId jobId = openJob(3, 2);
        claim(jobId, 1);
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.SeatsTaken.selector, jobId, 1));
        market.cancel(orderOf(jobId));
    }

    function test_RevertWhen_TheJobIsNotOpen() external {
        JobId jobId = runningJob(1, 1);
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Running));
        market.cancel(orderOf(jobId));
    }

    function test_RevertWhen_TheCallerIsNotTheRequester() external {
        JobId jobId = openJob(1, 1);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotRequester.selector, jobId, stranger));
        market.cancel(orderOf(jobId));
    }
}
