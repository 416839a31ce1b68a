// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobState, Seat, SeatState} from "../../../src/types/JobTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract CommitTest is World {
    function setUp() public override {
        super.setUp();
        addNodes(3);
    }

    function test_BindsTheSeat() external {
        JobId jobId = runningJob(3, 2);
        vm.expectEmit(address(market));
        emit IJobEscrow.Committed(jobId, NodeId.wrap(2), 1, "hidden");
        _commit(jobId, 2, 1, "hidden");
        Seat memory seat = market.seatOf(jobId, 1);
        vm.assertEq(seat.hash, "hidden", "commitment");
        vm.assertEq(uint256(seat.state), uint256(SeatState.Committed), "seat state");
        vm.assertEq(market.jobOf(jobId).committed, 1, "count");
        assertState(jobId, JobState.Running);
    }

    function test_TheLastCommitmentOpensTheReveal() external {
        JobId jobId = runningJob(3, 2);
        _commit(jobId, 3, 2, "c");
        _commit(jobId, 1, 0, "a");
        vm.expectEmit(address(market));
        emit IJobEscrow.RevealOpened(jobId, uint40(vm.getBlockTimestamp() + 30 minutes));
        _commit(jobId, 2, 1, "b");
        assertState(jobId, JobState.Revealing);
    }

    function test_RevertWhen_TheSeatHasCommitted() external {
        JobId jobId = runningJob(3, 2);
        _commit(jobId, 1, 0, "a");
        _expect(jobId, 1, 0, "b", abi.encodeWithSelector(IJobEscrow.AlreadyCommitted.selector, jobId, 0));
    }

    function test_RevertWhen_TheSeatIsAnothers() external {
        JobId jobId = runningJob(3, 2);
        bytes memory reason = abi.encodeWithSelector(INodeStaking.NotOperator.selector, uint64(2), operatorOf(1));
        _expect(jobId, 1, 1, "a", reason);
        _expect(jobId, 1, 3, "a", abi.encodeWithSelector(IJobEscrow.UnknownSeat.selector, jobId, 3));
        _expect(jobId, 1, 255, "a", abi.encodeWithSelector(IJobEscrow.UnknownSeat.selector, jobId, 255));
    }

    function test_RevertWhen_TheWorkWindowIsOver() external {
        JobId jobId = runningJob(3, 2);
        uint40 deadline = market.jobOf(jobId).deadline;
        passDeadline(jobId);
        _expect(jobId, 1, 0, "a", abi.encodeWithSelector(IJobEscrow.DeadlinePassed.selector, jobId, deadline));
    }

    function test_RevertWhen_TheCommitmentIsZero() external {
        _expect(runningJob(3, 2), 1, 0, 0, abi.encodeWithSelector(IJobEscrow.ZeroHash.selector));
    }

    function test_RevertWhen_TheJobHasOneSeat() external {
        JobId jobId = runningJob(1, 1);
        _expect(jobId, 1, 0, "a", abi.encodeWithSelector(IJobEscrow.WrongCallForSeats.selector, jobId, 1));
    }

    function test_RevertWhen_TheJobIsNotRunning() external {
        JobId jobId = openJob(3, 2);
        claim(jobId, 1);
        bytes memory reason = abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Open);
        _expect(jobId, 1, 0, "a", reason);
    }

    function _commit(JobId jobId, uint256 i, uint8 seat, bytes32 commitment) private {
        vm.prank(operatorOf(i));
        market.commit(orderOf(jobId), seat, commitment);
    }

    function _expect(JobId jobId, uint256 i, uint8 seat, bytes32 commitment, bytes memory reason) private {
        vm.prank(operatorOf(i));
        vm.expectRevert(reason);
        market.commit(orderOf(jobId), seat, commitment);
    }
}
