// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {Delivery, EnergySource, JobSpec, JobState, JobOrder, SeatState} from "../../../src/types/JobTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract SubmitTest is World {
    function setUp() public override {
        super.setUp();
        addNodes(3);
    }

    function test_ProposesTheResult() external {
        JobId jobId = runningJob(1, 1);
        Delivery memory result = Delivery(ROOT, "ipfs://x", 99, EnergySource.Estimate, hex"abcd");
        vm.expectEmit(address(market));
        emit IJobEscrow.Revealed(
            jobId, NodeId.wrap(1), operatorOf(1), 0, ROOT, "ipfs://x", 99, EnergySource.Estimate, hex"abcd"
        );
        vm.expectEmit(address(market));
        emit IJobEscrow.Proposed(jobId, ROOT, uint40(vm.getBlockTimestamp() + 1 hours));
        vm.prank(operatorOf(1));
        market.submit(orderOf(jobId), result);
        assertState(jobId, JobState.Proposed);
        vm.assertEq(market.jobOf(jobId).result, ROOT, "result");
        vm.assertEq(market.seatOf(jobId, 0).hash, ROOT, "seat");
        vm.assertEq(uint256(market.seatOf(jobId, 0).state), uint256(SeatState.Revealed), "seat state");
        vm.assertEq(lockedOf(1), BOND, "bond stays until the challenge window is over");
    }

    function test_AnUnvettedDirectHireIsSettledAtOnce() external {
        JobSpec memory spec_ = spec();
        spec_.programHash = UNKNOWN;
        spec_.node = NodeId.wrap(1);
        JobOrder memory order_ = order(1, 1);
        order_.challengeWindow = 0;
        JobId jobId = post(order_, spec_);
        claim(jobId, 1);
        submit(jobId, 1, ROOT);
        assertState(jobId, JobState.Completed);
        vm.assertEq(usdtOf(ownerOf(1)), lens.currentPrice(orderOf(jobId)), "paid");
    }

    function test_RevertWhen_TheWorkWindowIsOver() external {
        JobId jobId = runningJob(1, 1);
        uint40 deadline = market.jobOf(jobId).deadline;
        passDeadline(jobId);
        _expect(jobId, 1, delivery(ROOT), abi.encodeWithSelector(IJobEscrow.DeadlinePassed.selector, jobId, deadline));
        vm.warp(deadline);
        submit(jobId, 1, ROOT);
    }

    function test_RevertWhen_TheCallerIsNotTheSeatsOperator() external {
        JobId jobId = runningJob(1, 1);
        bytes memory reason = abi.encodeWithSelector(IJobEscrow.NotSeatOperator.selector, jobId, 0, operatorOf(2));
        _expect(jobId, 2, delivery(ROOT), reason);
    }

    function test_RevertWhen_TheRootIsZeroOrTheOutputTooLong() external {
        JobId jobId = runningJob(1, 1);
        _expect(jobId, 1, delivery(0), abi.encodeWithSelector(IJobEscrow.ZeroHash.selector));
        Delivery memory big = delivery(ROOT);
        big.output = new bytes(1025);
        _expect(jobId, 1, big, abi.encodeWithSelector(IJobEscrow.OutputTooLong.selector, 1025, 1024));
        big.output = new bytes(1024);
        vm.prank(operatorOf(1));
        market.submit(orderOf(jobId), big);
    }

    function test_RevertWhen_TheJobHasMoreSeats() external {
        JobId jobId = runningJob(3, 2);
        _expect(jobId, 1, delivery(ROOT), abi.encodeWithSelector(IJobEscrow.WrongCallForSeats.selector, jobId, 3));
    }

    function test_RevertWhen_TheJobIsNotRunning() external {
        JobId jobId = openJob(1, 1);
        bytes memory reason = abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Open);
        _expect(jobId, 1, delivery(ROOT), reason);
        claim(jobId, 1);
        submit(jobId, 1, ROOT);
        reason = abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Proposed);
        _expect(jobId, 1, delivery(WRONG), reason);
    }

    function _expect(JobId jobId, uint256 i, Delivery memory result, bytes memory reason) private {
        vm.prank(operatorOf(i));
        vm.expectRevert(reason);
        market.submit(orderOf(jobId), result);
    }
}
