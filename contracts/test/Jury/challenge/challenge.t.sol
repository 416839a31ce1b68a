// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {IJury} from "../../../src/interfaces/IJury.sol";
import {IVault} from "../../../src/interfaces/IVault.sol";
import {JobId} from "../../../src/types/Ids.sol";
import {JobState} from "../../../src/types/JobTypes.sol";
import {Dispute} from "../../../src/types/JuryTypes.sol";
import {JuryWorld} from "../../base/JuryWorld.sol";
import {vm} from "../../base/Vm.sol";

contract ChallengeTest is JuryWorld {
    function setUp() public override {
        super.setUp();
        addNodes(9);
    }

    function test_TakesABondAndOpensTheDispute() external {
        JobId jobId = proposedJob(WRONG);
        uint40 deadline = uint40(vm.getBlockTimestamp()) + 1 hours + MARGIN;
        vm.expectEmit(address(jury));
        emit IJury.Challenged(jobId, challenger, ROOT, BOND, deadline);
        vm.prank(challenger);
        jury.challenge(orderOf(jobId), ROOT);
        assertState(jobId, JobState.Disputed);
        vm.assertEq(market.jobOf(jobId).deadline, deadline, "deadline");
        vm.assertEq(stakeTokenOf(challenger), 9 * BOND, "bond");
        vm.assertEq(stakeTokenOf(address(jury)), BOND, "held");
        Dispute memory dispute = jury.disputeOf(jobId);
        vm.assertEq(dispute.challenger, challenger, "challenger");
        vm.assertEq(dispute.counterRoot, ROOT, "counter root");
        vm.assertEq(lockedOf(1), BOND, "the seat's bond stays locked");
    }

    function test_WorksWhilePaused() external {
        JobId jobId = proposedJob(WRONG);
        vm.startPrank(guardian);
        market.pause();
        staking.pause();
        vault.pause();
        vm.stopPrank();
        challenge(jobId, ROOT);
        assertState(jobId, JobState.Disputed);
    }

    function test_TheRequesterCanNoLongerAccept() external {
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Disputed));
        market.accept(orderOf(jobId));
    }

    function test_RevertWhen_TheChallengeWindowIsOver() external {
        JobId jobId = proposedJob(WRONG);
        uint40 deadline = market.jobOf(jobId).deadline;
        passDeadline(jobId);
        vm.prank(challenger);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.DeadlinePassed.selector, jobId, deadline));
        jury.challenge(orderOf(jobId), ROOT);
    }

    function test_RevertWhen_NothingIsProposed() external {
        JobId jobId = runningJob(1, 1);
        vm.prank(challenger);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Running));
        jury.challenge(orderOf(jobId), ROOT);
    }

    function test_RevertWhen_ChallengedTwice() external {
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        vm.prank(challenger);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Disputed));
        jury.challenge(orderOf(jobId), "other");
    }

    function test_RevertWhen_TheCounterRootIsZeroOrTheSame() external {
        JobId jobId = proposedJob(WRONG);
        vm.expectRevert(IJury.ZeroHash.selector);
        jury.challenge(orderOf(jobId), 0);
        vm.expectRevert(abi.encodeWithSelector(IJury.SameRoot.selector, jobId, WRONG));
        jury.challenge(orderOf(jobId), WRONG);
    }

    function test_RevertWhen_TheChallengerCannotPayTheBond() external {
        JobId jobId = proposedJob(WRONG);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IVault.InsufficientBalance.selector, stakeToken, stranger, 0, BOND));
        jury.challenge(orderOf(jobId), ROOT);
    }

    function test_OnlyTheJuryMovesAJob() external {
        JobId jobId = proposedJob(WRONG);
        bytes memory refused = abi.encodeWithSelector(IJobEscrow.NotJury.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refused);
        market.advance(jobId, JobState.Disputed, 0);
        vm.expectRevert(refused);
        market.verdict(orderOf(jobId), ROOT);
        vm.expectRevert(abi.encodeWithSelector(IJury.NotMarket.selector, stranger));
        jury.open(jobId, 1 hours);
        vm.expectRevert(abi.encodeWithSelector(IJury.NotMarket.selector, stranger));
        jury.conclude(orderOf(jobId));
        vm.stopPrank();
        vm.prank(address(jury));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Proposed));
        market.verdict(orderOf(jobId), ROOT);
    }

    function test_AJuryIsChosenOnce() external {
        vm.expectPartialRevert(IGoverned.NotGovernor.selector);
        market.setJury(jury);
        vm.prank(governor);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JuryIsChosen.selector, jury));
        market.setJury(IJury(stranger));
    }

    function test_SizeAndWindowsAreBounded() external {
        vm.expectRevert(abi.encodeWithSelector(IJury.BadSize.selector, 4));
        this.deploy(4, MARGIN, JURY_REVEAL);
        vm.expectRevert(abi.encodeWithSelector(IJury.BadSize.selector, 11));
        this.deploy(11, MARGIN, JURY_REVEAL);
        vm.expectPartialRevert(IJury.UnboundedLifetime.selector);
        this.deploy(5, MARGIN, 7 days);
        vm.expectPartialRevert(IJury.UnboundedLifetime.selector);
        this.deploy(5, MARGIN, 0);
    }

    function deploy(uint8 size, uint32 margin, uint32 revealWindow) external {
        vm.deployCode("Jury.sol:Jury", abi.encode(market, size, margin, revealWindow));
    }
}
