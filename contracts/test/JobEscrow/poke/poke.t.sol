// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobState, RefundReason} from "../../../src/types/JobTypes.sol";
import {SlashReason} from "../../../src/types/NodeTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract PokeTest is World {
    uint256 private constant PENALTY = uint256(BOND) * NO_SHOW_BPS / 10_000;

    function setUp() public override {
        super.setUp();
        addNodes(3);
    }

    function test_Open_AllIsGivenBack() external {
        uint256 before = usdtOf(requester);
        JobId jobId = openJob(3, 2);
        claim(jobId, 1);
        claim(jobId, 2);
        uint256 escrow = lens.escrowOf(orderOf(jobId));
        passDeadline(jobId);
        vm.expectEmit(address(market));
        emit IJobEscrow.JobRefunded(jobId, RefundReason.NotClaimed, escrow);
        _poke(jobId);
        vm.assertEq(usdtOf(requester), before, "price");
        _assertUntouched(1);
        _assertUntouched(2);
        assertState(jobId, JobState.Refunded);
    }

    function test_Running_OneSeat_ANoShowPaysTheTreasury() external {
        uint256 before = usdtOf(requester);
        JobId jobId = runningJob(1, 1);
        passDeadline(jobId);
        vm.expectEmit(address(staking));
        emit INodeStaking.Slashed(NodeId.wrap(1), jobId, PENALTY, SlashReason.NoShow);
        _poke(jobId);
        vm.assertEq(usdtOf(requester), before, "price");
        vm.assertEq(stakeTokenOf(requester), 0, "a requester gains nothing");
        vm.assertEq(stakeTokenOf(treasury), PENALTY, "penalty");
        vm.assertEq(stakeOf(1), STAKE - PENALTY, "stake");
        vm.assertEq(lockedOf(1), 0, "bond");
        assertState(jobId, JobState.Refunded);
    }

    function test_Running_EnoughCommitments_TheRevealOpens() external {
        JobId jobId = runningJob(3, 2);
        commit(jobId, 0, ROOT);
        commit(jobId, 2, ROOT);
        passDeadline(jobId);
        vm.expectEmit(address(market));
        emit IJobEscrow.RevealOpened(jobId, uint40(vm.getBlockTimestamp() + 30 minutes));
        _poke(jobId);
        assertState(jobId, JobState.Revealing);
        vm.assertEq(stakeOf(2), STAKE - PENALTY, "no-show");
        vm.assertEq(lockedOf(2), 0, "no-show's bond");
        vm.assertEq(stakeTokenOf(treasury), PENALTY, "penalty");
        reveal(jobId, 0, ROOT);
        reveal(jobId, 2, ROOT);
        passDeadline(jobId);
        _poke(jobId);
        assertState(jobId, JobState.Completed);
        vm.assertEq(usdtOf(ownerOf(1)), lens.currentPrice(orderOf(jobId)), "paid");
        vm.assertEq(usdtOf(ownerOf(2)), 0, "not paid");
    }

    function test_Running_TooFewCommitments_ThePriceIsGivenBack() external {
        uint256 before = usdtOf(requester);
        JobId jobId = runningJob(3, 2);
        commit(jobId, 1, ROOT);
        passDeadline(jobId);
        _poke(jobId);
        assertState(jobId, JobState.Refunded);
        vm.assertEq(usdtOf(requester), before, "price");
        vm.assertEq(stakeTokenOf(treasury), 2 * PENALTY, "both penalties");
        vm.assertEq(stakeTokenOf(ownerOf(2)), 0, "none to the other seat");
        _assertUntouched(2);
    }

    function test_Running_NoCommitment_ThePenaltiesGoToTheTreasury() external {
        JobId jobId = runningJob(3, 2);
        passDeadline(jobId);
        _poke(jobId);
        assertState(jobId, JobState.Refunded);
        vm.assertEq(stakeTokenOf(treasury), 3 * PENALTY, "penalties");
    }

    function test_Revealing_AHiddenCommitmentLosesItsBond() external {
        JobId jobId = revealingJob(2, roots(ROOT, ROOT, ROOT));
        reveal(jobId, 0, ROOT);
        reveal(jobId, 1, ROOT);
        passDeadline(jobId);
        vm.expectEmit(address(staking));
        emit INodeStaking.Slashed(NodeId.wrap(3), jobId, BOND, SlashReason.HiddenReveal);
        _poke(jobId);
        assertState(jobId, JobState.Proposed);
        vm.assertEq(stakeOf(3), STAKE - BOND, "stake");
        vm.assertEq(lockedOf(3), 0, "locked");
        vm.assertEq(stakeTokenOf(treasury), BOND, "bond");
    }

    function test_Revealing_TooFewReveals_ThePriceIsGivenBack() external {
        uint256 before = usdtOf(requester);
        JobId jobId = revealingJob(2, roots(ROOT, ROOT, ROOT));
        reveal(jobId, 0, ROOT);
        passDeadline(jobId);
        _poke(jobId);
        assertState(jobId, JobState.Refunded);
        vm.assertEq(usdtOf(requester), before, "price");
        vm.assertEq(stakeTokenOf(treasury), 2 * BOND, "hidden bonds");
        _assertUntouched(1);
    }

    function test_Revealing_NoReveal_TheBondsGoToTheTreasury() external {
        JobId jobId = revealingJob(2, roots(ROOT, ROOT, ROOT));
        passDeadline(jobId);
        _poke(jobId);
        assertState(jobId, JobState.Refunded);
        vm.assertEq(stakeTokenOf(treasury), 3 * uint256(BOND), "bonds");
    }

    function test_Proposed_TheResultIsPaid() external {
        JobId jobId = runningJob(1, 1);
        submit(jobId, 1, ROOT);
        passDeadline(jobId);
        _poke(jobId);
        assertState(jobId, JobState.Completed);
        vm.assertEq(usdtOf(ownerOf(1)), lens.currentPrice(orderOf(jobId)), "paid");
    }

    /// @dev A seat that lost its bond holds nothing in the job, whatever the other seats get back: what its node has locked is for another job.
    function testFuzz_ALockForAnotherJobStays(bool paid, uint8 idle) external {
        idle %= 3;
        JobId jobId = runningJob(3, 2);
        runningJob(3, 2);
        for (uint8 i = 0; i < 3; i++) if (paid ? i != idle : i == idle) commit(jobId, i, ROOT);
        passDeadline(jobId);
        _poke(jobId);
        if (paid) {
            for (uint8 i = 0; i < 3; i++) if (i != idle) reveal(jobId, i, ROOT);
            passDeadline(jobId);
            _poke(jobId);
        }
        assertState(jobId, paid ? JobState.Completed : JobState.Refunded);
        for (uint256 i = 1; i <= 3; i++) vm.assertEq(lockedOf(i), BOND, "locked for the other job");
    }

    function test_RevertWhen_TheDeadlineHasNotPassed() external {
        JobId jobId = openJob(1, 1);
        _expectNotDue(jobId);
        claim(jobId, 1);
        _expectNotDue(jobId);
        submit(jobId, 1, ROOT);
        _expectNotDue(jobId);
        _expectNotDue(revealingJob(2, roots(ROOT, ROOT, ROOT)));
    }

    function test_RevertWhen_TheJobIsOverOrUnknown() external {
        JobId jobId = openJob(1, 1);
        vm.prank(requester);
        market.cancel(orderOf(jobId));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NothingToPoke.selector, jobId, JobState.Cancelled));
        market.poke(orderOf(jobId));
        jobId = remember(order(1, 1));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NothingToPoke.selector, jobId, JobState.None));
        market.poke(orderOf(jobId));
    }

    function _poke(JobId jobId) private {
        vm.prank(stranger);
        market.poke(orderOf(jobId));
    }

    function _expectNotDue(JobId jobId) private {
        uint40 deadline = market.jobOf(jobId).deadline;
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotDue.selector, jobId, deadline));
        market.poke(orderOf(jobId));
    }

    function _assertUntouched(uint256 i) private view {
        vm.assertEq(stakeOf(i), STAKE, "stake");
        vm.assertEq(lockedOf(i), 0, "locked");
    }
}
