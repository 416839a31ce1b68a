// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {IJury} from "../../../src/interfaces/IJury.sol";
import {IVault} from "../../../src/interfaces/IVault.sol";
import {JobId} from "../../../src/types/Ids.sol";
import {JobState, WindowLimits} from "../../../src/types/JobTypes.sol";
import {Challenger, Dispute, JuryWindows, Phase} from "../../../src/types/JuryTypes.sol";
import {JuryWorld} from "../../base/JuryWorld.sol";
import {vm} from "../../base/Vm.sol";

contract ChallengeTest is JuryWorld {
    function setUp() public override {
        super.setUp();
        addNodes(9);
    }

    function test_TakesABondAndOpensTheDispute() external {
        JobId jobId = proposedJob(WRONG);
        bytes32 commitment = jury.challengeOf(jobId, challenger, ROOT, CHALLENGE_SALT);
        uint40 deadline = uint40(vm.getBlockTimestamp()) + juryWindows().seedWait;
        uint40 seedBlock = uint40(vm.getBlockNumber()) + juryWindows().seedDelay;
        vm.expectEmit(address(jury));
        emit IJury.DisputeOpened(jobId, seedBlock, SLEEPING + 90, deadline);
        vm.expectEmit(address(jury));
        emit IJury.Challenged(jobId, challenger, 0, commitment, BOND);
        challenge(jobId, ROOT);
        assertState(jobId, JobState.Disputed);
        vm.assertEq(market.jobOf(jobId).deadline, deadline, "deadline");
        vm.assertEq(stakeTokenOf(challenger), 9 * BOND, "bond");
        vm.assertEq(stakeTokenOf(address(jury)), BOND, "held");
        Dispute memory dispute = jury.disputeOf(jobId);
        vm.assertEq(uint256(dispute.phase), uint256(Phase.Seed), "phase");
        vm.assertEq(dispute.challengers, 1, "challengers");
        vm.assertEq(dispute.tickets, SLEEPING + 90, "tickets");
        Challenger memory first = jury.challengerOf(jobId, 0);
        vm.assertEq(first.account, challenger, "account");
        vm.assertEq(first.hash, commitment, "commitment");
        vm.assertEq(lockedOf(1), BOND, "the seat's bond stays locked");
    }

    function test_ThreeCanChallengeBeforeTheSeedsBlock() external {
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        _fundedChallenge(jobId, "second");
        vm.roll(uint256(jury.disputeOf(jobId).seedBlock) - 2);
        _fundedChallenge(jobId, "third");
        vm.assertEq(stakeTokenOf(address(jury)), 3 * uint256(BOND), "held");
        address fourth = _person("fourth");
        fundStake(fourth, BOND);
        vm.prank(fourth);
        vm.expectRevert(abi.encodeWithSelector(IJury.TooManyChallengers.selector, jobId));
        jury.challenge(orderOf(jobId), "c");
    }

    function test_RevertWhen_TheSeedsBlockIsThere() external {
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        uint40 seedBlock = jury.disputeOf(jobId).seedBlock;
        bytes memory tooLate = abi.encodeWithSelector(IJury.TooLateToJoin.selector, jobId, seedBlock);
        address late = _person("late");
        fundStake(late, BOND);
        vm.roll(seedBlock - 1);
        vm.startPrank(late);
        vm.expectRevert(tooLate);
        jury.challenge(orderOf(jobId), "c");
        vm.stopPrank();
        recordSeed(jobId);
        vm.startPrank(late);
        vm.expectRevert(tooLate);
        jury.challenge(orderOf(jobId), "c");
        vm.stopPrank();
    }

    function test_RevertWhen_NobodyRecordedTheSeedInTime() external {
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        uint40 deadline = market.jobOf(jobId).deadline;
        vm.warp(uint256(deadline) + 1);
        address late = _person("late");
        fundStake(late, BOND);
        vm.prank(late);
        vm.expectRevert(abi.encodeWithSelector(IJury.DeadlinePassed.selector, jobId, deadline));
        jury.challenge(orderOf(jobId), "c");
    }

    function test_RevertWhen_TheAccountChallengesAlready() external {
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        vm.prank(challenger);
        vm.expectRevert(abi.encodeWithSelector(IJury.AlreadyChallenges.selector, jobId, challenger));
        jury.challenge(orderOf(jobId), "c");
    }

    function test_WorksWhilePausedAndRetired() external {
        JobId jobId = proposedJob(WRONG);
        vm.prank(guardian);
        staking.pause();
        vm.prank(governor);
        staking.retireMarket(address(market));
        challenge(jobId, ROOT);
        assertState(jobId, JobState.Disputed);
    }

    function test_ASeatWithAnotherRootChallengesWithItsOwnBond() external {
        JobId jobId = _minority();
        uint256 had = stakeTokenOf(ownerOf(2));
        vm.prank(operatorOf(2));
        jury.challengeAsSeat(orderOf(jobId), 1);
        assertState(jobId, JobState.Disputed);
        vm.assertEq(stakeTokenOf(ownerOf(2)), had, "no other bond");
        vm.assertEq(jury.disputeOf(jobId).challengers, 0, "challengers");
    }

    function test_RevertWhen_ASeatDisputesAJobInDispute() external {
        JobId jobId = _minority();
        vm.startPrank(operatorOf(2));
        jury.challengeAsSeat(orderOf(jobId), 1);
        vm.expectRevert(abi.encodeWithSelector(IJury.WrongPhase.selector, jobId, Phase.Seed));
        jury.challengeAsSeat(orderOf(jobId), 1);
        vm.stopPrank();
    }

    function test_RevertWhen_TheSeatAgreesOrTheCallerIsNotItsOperator() external {
        JobId jobId = _minority();
        vm.startPrank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(IJury.SeatAgrees.selector, jobId, 0));
        jury.challengeAsSeat(orderOf(jobId), 0);
        vm.expectRevert(abi.encodeWithSelector(IJury.SeatAgrees.selector, jobId, 3));
        jury.challengeAsSeat(orderOf(jobId), 3);
        vm.expectRevert(abi.encodeWithSelector(IJury.NotSeatOperator.selector, jobId, 1, operatorOf(1)));
        jury.challengeAsSeat(orderOf(jobId), 1);
        vm.stopPrank();
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
        jury.challenge(orderOf(jobId), "c");
    }

    function test_RevertWhen_NothingIsProposed() external {
        JobId jobId = runningJob(1, 1);
        vm.prank(challenger);
        vm.expectRevert(abi.encodeWithSelector(IJury.WrongPhase.selector, jobId, Phase.None));
        jury.challenge(orderOf(jobId), "c");
    }

    function test_RevertWhen_TheCommitmentIsZero() external {
        JobId jobId = proposedJob(WRONG);
        vm.expectRevert(IJury.ZeroHash.selector);
        jury.challenge(orderOf(jobId), 0);
    }

    function test_RevertWhen_TheChallengerCannotPayTheBond() external {
        JobId jobId = proposedJob(WRONG);
        vm.startPrank(stranger);
        vault.consent(address(jury), true);
        vm.expectRevert(abi.encodeWithSelector(IVault.InsufficientBalance.selector, stakeToken, stranger, 0, BOND));
        jury.challenge(orderOf(jobId), "c");
        vm.stopPrank();
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
        jury.open(jobId, CLASS);
        vm.expectRevert(abi.encodeWithSelector(IJury.NotMarket.selector, stranger));
        jury.conclude(orderOf(jobId));
        vm.stopPrank();
        vm.prank(address(jury));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Proposed));
        market.verdict(orderOf(jobId), ROOT);
    }

    function test_SizeAndWindowsAreBounded() external {
        vm.assertEq(abi.encode(jury.windows()), abi.encode(juryWindows()), "windows");
        _expectRefused(4, juryWindows(), IJury.BadSize.selector);
        _expectRefused(11, juryWindows(), IJury.BadSize.selector);
        JuryWindows memory windows = juryWindows();
        windows.seedDelay = 0;
        _expectRefused(5, windows, IJury.UnboundedLifetime.selector);
        windows = juryWindows();
        windows.seedWait = 0;
        _expectRefused(5, windows, IJury.UnboundedLifetime.selector);
        windows = juryWindows();
        windows.enrolment = 0;
        _expectRefused(5, windows, IJury.UnboundedLifetime.selector);
        windows = juryWindows();
        windows.reveal = 0;
        _expectRefused(5, windows, IJury.UnboundedLifetime.selector);
        WindowLimits memory limits = market.limits();
        // A job is computed twice: by its seats and by its jurors.
        uint256 rest = limits.maxClaim + 2 * uint256(limits.maxWork) + limits.maxReveal + limits.maxChallenge
            + windows.seedWait + windows.enrolment + windows.margin;
        windows.reveal = uint32(staking.minUnbondCooldown() - rest);
        _expectRefused(5, windows, IJury.UnboundedLifetime.selector);
        windows.reveal--;
        vm.deployCode("Jury.sol:Jury", abi.encode(market, jury.seedSource(), 5, windows));
    }

    function test_TheHighestBondLocksOneTicket() external view {
        vm.assertEq(jury.maxBond(), 2 * TICKET, "six thirds of a ticket, for a majority of three");
        vm.assertEq(jury.lockOf(jury.maxBond()), TICKET, "lock");
    }

    function _expectRefused(uint8 size, JuryWindows memory windows, bytes4 selector) private {
        assertRefused("Jury.sol:Jury", abi.encode(market, jury.seedSource(), size, windows), selector);
    }

    /// @dev Seat 1 alone is right.
    function _minority() private returns (JobId jobId) {
        jobId = revealingJob(2, roots(WRONG, ROOT, WRONG));
        for (uint8 i = 0; i < 3; i++) reveal(jobId, i, i == 1 ? ROOT : WRONG);
    }

    function _fundedChallenge(JobId jobId, string memory name) private {
        fundStake(_person(name), BOND);
        challengeBy(_person(name), jobId, ROOT);
    }
}
