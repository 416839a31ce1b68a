// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {Delivery, EnergySource, JobOrder, JobSpec, JobState, RefundReason, SeatState} from "../../../src/types/JobTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract RevealTest is World {
    function setUp() public override {
        super.setUp();
        addNodes(5);
    }

    function test_ShowsTheRoot() external {
        JobId jobId = revealingJob(2, roots(ROOT, ROOT, ROOT));
        vm.expectEmit(address(market));
        emit IJobEscrow.Revealed(
            jobId,
            NodeId.wrap(2),
            operatorOf(2),
            1,
            ROOT,
            delivery(ROOT).uri,
            12_345,
            EnergySource.DeviceCounter,
            ""
        );
        reveal(jobId, 1, ROOT);
        vm.assertEq(market.seatOf(jobId, 1).hash, ROOT, "root");
        vm.assertEq(uint256(market.seatOf(jobId, 1).state), uint256(SeatState.Revealed), "seat state");
        vm.assertEq(market.jobOf(jobId).revealed, 1, "count");
        assertState(jobId, JobState.Revealing);
    }

    function test_TheLastRevealProposesTheRootOfTheQuorum() external {
        JobId jobId = revealingJob(2, roots(ROOT, WRONG, ROOT));
        reveal(jobId, 0, ROOT);
        reveal(jobId, 1, WRONG);
        vm.expectEmit(address(market));
        emit IJobEscrow.Proposed(jobId, ROOT, uint40(vm.getBlockTimestamp() + 1 hours));
        reveal(jobId, 2, ROOT);
        assertState(jobId, JobState.Proposed);
        vm.assertEq(market.jobOf(jobId).result, ROOT, "result");
    }

    function test_WithoutAChallengeWindowTheLastRevealSettles() external {
        JobOrder memory order_ = order(3, 2);
        order_.challengeWindow = 0;
        JobSpec memory spec_ = spec();
        spec_.programHash = UNKNOWN;
        JobId jobId = post(order_, spec_);
        skipBlock(2);
        claimSeats(jobId, 3);
        for (uint8 i = 0; i < 3; i++) commit(jobId, i, ROOT);
        for (uint8 i = 0; i < 3; i++) reveal(jobId, i, ROOT);
        assertState(jobId, JobState.Completed);
    }

    function test_WithoutAQuorumAllIsGivenBack() external {
        uint256 before = usdtOf(requester);
        JobId jobId = _unvetted();
        for (uint8 i = 0; i < 3; i++) commit(jobId, i, bytes32(uint256(i + 1)));
        uint256 escrow = lens.escrowOf(orderOf(jobId));
        reveal(jobId, 0, bytes32(uint256(1)));
        reveal(jobId, 1, bytes32(uint256(2)));
        vm.expectEmit(address(market));
        emit IJobEscrow.JobRefunded(jobId, RefundReason.NoQuorum, escrow);
        reveal(jobId, 2, bytes32(uint256(3)));
        vm.assertEq(usdtOf(requester), before, "price");
        for (uint256 i = 1; i <= 3; i++) {
            vm.assertEq(lockedOf(i), 0, "locked");
            vm.assertEq(stakeOf(i), STAKE, "stake");
        }
    }

    /// @dev Its results may differ without anybody being wrong: no jury is asked.
    function _unvetted() private returns (JobId jobId) {
        JobOrder memory order_ = order(3, 2);
        order_.challengeWindow = 0;
        JobSpec memory spec_ = spec();
        spec_.programHash = UNKNOWN;
        jobId = post(order_, spec_);
        skipBlock(2);
        claimSeats(jobId, 3);
    }

    function testFuzz_TheQuorumIsCountedRight(uint8 n, uint8 k, uint256 votes) external {
        n = uint8(bound(n, 2, 5));
        k = uint8(bound(k, n / 2 + 1, n));
        bytes32[] memory list = new bytes32[](n);
        uint256[3] memory count;
        for (uint256 i = 0; i < n; i++) {
            uint256 vote = votes >> (8 * i) & 0xff;
            vote %= 3;
            count[vote]++;
            list[i] = bytes32(vote + 1);
        }
        JobId jobId = revealingJob(k, list);
        for (uint8 i = 0; i < n; i++) reveal(jobId, i, list[i]);
        bytes32 result = market.jobOf(jobId).result;
        for (uint256 vote = 0; vote < 3; vote++) {
            if (count[vote] >= k) vm.assertEq(result, bytes32(vote + 1), "winner");
        }
        bool any = count[0] >= k || count[1] >= k || count[2] >= k;
        assertState(jobId, any ? JobState.Proposed : JobState.Disputed);
    }

    function test_AnyoneWithThePreimageMayReveal() external {
        JobId jobId = revealingJob(2, roots(ROOT, ROOT, ROOT));
        vm.prank(stranger);
        market.reveal(orderOf(jobId), 0, SALT, delivery(ROOT));
        vm.assertEq(market.jobOf(jobId).revealed, 1, "count");
    }

    function testFuzz_RevertWhen_ThePreimageIsAnother(bytes32 root, bytes32 salt) external {
        vm.assume(root != 0 && (root != ROOT || salt != SALT));
        JobId jobId = revealingJob(2, roots(ROOT, ROOT, ROOT));
        bytes32 commitment = market.seatOf(jobId, 0).hash;
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongReveal.selector, jobId, 0, commitment));
        market.reveal(orderOf(jobId), 0, salt, delivery(root));
    }

    function test_RevertWhen_ACommitmentIsShownForAnotherSeat() external {
        JobId jobId = runningJob(3, 2);
        bytes32 first = market.commitmentOf(jobId, 0, NodeId.wrap(1), ROOT, SALT);
        for (uint8 i = 0; i < 3; i++) {
            vm.prank(operatorOf(i + 1));
            market.commit(orderOf(jobId), i, first);
        }
        reveal(jobId, 0, ROOT);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongReveal.selector, jobId, 1, first));
        market.reveal(orderOf(jobId), 1, SALT, delivery(ROOT));
    }

    function test_RevertWhen_TheSeatHasRevealedOrNeverCommitted() external {
        JobId jobId = runningJob(3, 2);
        commit(jobId, 0, ROOT);
        commit(jobId, 1, ROOT);
        passDeadline(jobId);
        market.poke(orderOf(jobId));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotCommitted.selector, jobId, 2));
        market.reveal(orderOf(jobId), 2, SALT, delivery(ROOT));
        reveal(jobId, 0, ROOT);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotCommitted.selector, jobId, 0));
        market.reveal(orderOf(jobId), 0, SALT, delivery(ROOT));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.UnknownSeat.selector, jobId, 3));
        market.reveal(orderOf(jobId), 3, SALT, delivery(ROOT));
    }

    function test_RevertWhen_TheRevealWindowIsOver() external {
        JobId jobId = revealingJob(2, roots(ROOT, ROOT, ROOT));
        uint40 deadline = market.jobOf(jobId).deadline;
        passDeadline(jobId);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.DeadlinePassed.selector, jobId, deadline));
        market.reveal(orderOf(jobId), 0, SALT, delivery(ROOT));
        vm.warp(deadline);
        reveal(jobId, 0, ROOT);
    }

    function test_RevertWhen_OthersHaveYetToCommit() external {
        JobId jobId = runningJob(3, 2);
        commit(jobId, 0, ROOT);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Running));
        market.reveal(orderOf(jobId), 0, SALT, delivery(ROOT));
    }

    function test_RevertWhen_TheOutputIsTooLong() external {
        JobId jobId = revealingJob(2, roots(ROOT, ROOT, ROOT));
        Delivery memory big = delivery(ROOT);
        big.output = new bytes(1025);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.OutputTooLong.selector, 1025, 1024));
        market.reveal(orderOf(jobId), 0, SALT, big);
    }
}
