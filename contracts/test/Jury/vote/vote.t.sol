// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJury} from "../../../src/interfaces/IJury.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobState} from "../../../src/types/JobTypes.sol";
import {Phase} from "../../../src/types/JuryTypes.sol";
import {JuryWorld} from "../../base/JuryWorld.sol";
import {vm} from "../../base/Vm.sol";

/// @notice Commitments of those who are listed, and their openings. The nodes from 5 to 9 are the jury.
contract VoteTest is JuryWorld {
    JobId private jobId;

    function setUp() public override {
        super.setUp();
        addNodes(9);
        jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        enrolAll(jobId, 5, 5);
    }

    function test_TheFirstCommitmentClosesTheList() external {
        uint40 deadline = jury.disputeOf(jobId).enrolUntil + 1 hours + juryWindows().margin;
        skipTime(5 minutes);
        bytes32 commitment = jury.voteOf(jobId, NodeId.wrap(5), ROOT, SALT);
        vm.expectEmit(address(jury));
        emit IJury.VotingOpened(jobId, deadline);
        vm.expectEmit(address(jury));
        emit IJury.JurorCommitted(jobId, NodeId.wrap(5), 1, commitment);
        commitVote(jobId, 5, ROOT);
        assertPhase(jobId, Phase.Voting);
        assertState(jobId, JobState.Disputed);
        vm.assertEq(market.jobOf(jobId).deadline, deadline, "counted from the end of the enrolment");
    }

    function test_APokeClosesTheListToo() external {
        poke(jobId);
        assertPhase(jobId, Phase.Voting);
        commitVote(jobId, 5, ROOT);
    }

    function test_TheLastCommitmentOpensTheOpening() external {
        for (uint256 i = 5; i < 9; i++) commitVote(jobId, i, ROOT);
        assertState(jobId, JobState.Disputed);
        uint40 deadline = uint40(vm.getBlockTimestamp()) + juryWindows().reveal;
        bytes32 commitment = jury.voteOf(jobId, NodeId.wrap(9), ROOT, SALT);
        vm.prank(operatorOf(9));
        vm.expectEmit(address(jury));
        emit IJury.JuryRevealOpened(jobId, deadline);
        jury.commitVote(orderOf(jobId), NodeId.wrap(9), commitment);
        assertState(jobId, JobState.JuryReveal);
        vm.assertEq(market.jobOf(jobId).deadline, deadline, "deadline");
    }

    function test_AMajorityOfCommitmentsIsEnoughToOpen() external {
        for (uint256 i = 5; i < 8; i++) commitVote(jobId, i, ROOT);
        poke(jobId);
        assertState(jobId, JobState.JuryReveal);
    }

    function test_RevertWhen_TheEnrolmentIsNotOver() external {
        vm.warp(jury.disputeOf(jobId).enrolUntil);
        _expectCommit(5, "c", abi.encodeWithSelector(IJury.StillEnrolling.selector, jobId, jury.disputeOf(jobId).enrolUntil));
    }

    function test_RevertWhen_TheListIsNotFull() external {
        JobId other = proposedJob(WRONG);
        challenge(other, ROOT);
        enrolAll(other, 5, 4);
        vm.prank(operatorOf(5));
        vm.expectRevert(abi.encodeWithSelector(IJury.WrongPhase.selector, other, Phase.Enrolment));
        jury.commitVote(orderOf(other), NodeId.wrap(5), "c");
    }

    function test_RevertWhen_TheNodeCannotCommit() external {
        _expectCommit(4, "c", abi.encodeWithSelector(IJury.NotListed.selector, jobId, uint64(4)));
        _expectCommit(5, 0, abi.encodeWithSelector(IJury.ZeroHash.selector));
        vm.prank(ownerOf(5));
        vm.expectRevert(abi.encodeWithSelector(IJury.NotOperator.selector, uint64(5), ownerOf(5)));
        jury.commitVote(orderOf(jobId), NodeId.wrap(5), "c");
        commitVote(jobId, 5, ROOT);
        _expectCommit(5, "c", abi.encodeWithSelector(IJury.AlreadyCommitted.selector, jobId, uint64(5)));
        uint40 deadline = market.jobOf(jobId).deadline;
        passDeadline(jobId);
        _expectCommit(6, "c", abi.encodeWithSelector(IJury.DeadlinePassed.selector, jobId, deadline));
    }

    function test_AnyoneOpensAVoteAndAChallenge() external {
        _commitAll();
        vm.expectEmit(address(jury));
        emit IJury.JurorRevealed(jobId, NodeId.wrap(6), ROOT);
        openVote(jobId, 6, ROOT);
        vm.expectEmit(address(jury));
        emit IJury.ChallengeOpened(jobId, challenger, 0, ROOT);
        openChallenge(jobId, 0, ROOT);
        vm.assertTrue(jury.challengerOf(jobId, 0).opened, "opened");
        vm.assertEq(jury.challengerOf(jobId, 0).hash, ROOT, "root");
    }

    /// @dev Challenges count: a jury that opens first must not take the challenger's time to open.
    function test_TheLastOpeningOfVotesAndChallengesResolves() external {
        _commitAll();
        for (uint256 i = 5; i <= 9; i++) openVote(jobId, i, ROOT);
        assertState(jobId, JobState.JuryReveal);
        openChallenge(jobId, 0, ROOT);
        assertPhase(jobId, Phase.Over);
        assertState(jobId, JobState.Refunded);
    }

    function test_TheLastVoteResolvesAfterTheChallenge() external {
        _commitAll();
        openChallenge(jobId, 0, ROOT);
        for (uint256 i = 5; i <= 9; i++) openVote(jobId, i, ROOT);
        assertState(jobId, JobState.Refunded);
    }

    function test_RevertWhen_ThePreimageIsAnother() external {
        _commitAll();
        bytes32 commitment = jury.voteOf(jobId, NodeId.wrap(5), ROOT, SALT);
        vm.expectRevert(abi.encodeWithSelector(IJury.WrongOpening.selector, jobId, commitment));
        jury.openVote(orderOf(jobId), NodeId.wrap(5), WRONG, SALT);
        vm.expectRevert(IJury.ZeroHash.selector);
        jury.openVote(orderOf(jobId), NodeId.wrap(5), 0, SALT);
        commitment = jury.challengeOf(jobId, challenger, ROOT, CHALLENGE_SALT);
        vm.expectRevert(abi.encodeWithSelector(IJury.WrongOpening.selector, jobId, commitment));
        jury.openChallenge(orderOf(jobId), 0, WRONG, CHALLENGE_SALT);
        vm.expectRevert(IJury.ZeroHash.selector);
        jury.openChallenge(orderOf(jobId), 0, 0, CHALLENGE_SALT);
    }

    function test_RevertWhen_ThereIsNothingToOpen() external {
        _commitAll();
        vm.expectRevert(abi.encodeWithSelector(IJury.NotCommitted.selector, jobId, uint64(4)));
        jury.openVote(orderOf(jobId), NodeId.wrap(4), ROOT, SALT);
        vm.expectRevert(abi.encodeWithSelector(IJury.UnknownChallenger.selector, jobId, 1));
        jury.openChallenge(orderOf(jobId), 1, ROOT, CHALLENGE_SALT);
        openVote(jobId, 5, ROOT);
        openChallenge(jobId, 0, ROOT);
        vm.expectRevert(abi.encodeWithSelector(IJury.AlreadyOpen.selector, jobId));
        jury.openVote(orderOf(jobId), NodeId.wrap(5), ROOT, SALT);
        vm.expectRevert(abi.encodeWithSelector(IJury.AlreadyOpen.selector, jobId));
        jury.openChallenge(orderOf(jobId), 0, ROOT, CHALLENGE_SALT);
    }

    function test_RevertWhen_ItIsTooEarlyOrTooLateToOpen() external {
        commitVote(jobId, 5, ROOT);
        vm.expectRevert(abi.encodeWithSelector(IJury.WrongPhase.selector, jobId, Phase.Voting));
        jury.openVote(orderOf(jobId), NodeId.wrap(5), ROOT, SALT);
        vm.expectRevert(abi.encodeWithSelector(IJury.WrongPhase.selector, jobId, Phase.Voting));
        jury.openChallenge(orderOf(jobId), 0, ROOT, CHALLENGE_SALT);
        for (uint256 i = 6; i <= 9; i++) commitVote(jobId, i, ROOT);
        uint40 deadline = market.jobOf(jobId).deadline;
        passDeadline(jobId);
        vm.expectRevert(abi.encodeWithSelector(IJury.DeadlinePassed.selector, jobId, deadline));
        jury.openVote(orderOf(jobId), NodeId.wrap(5), ROOT, SALT);
    }

    function _commitAll() private {
        for (uint256 i = 5; i <= 9; i++) commitVote(jobId, i, ROOT);
    }

    function _expectCommit(uint64 i, bytes32 commitment, bytes memory reason) private {
        vm.prank(operatorOf(i));
        vm.expectRevert(reason);
        jury.commitVote(orderOf(jobId), NodeId.wrap(i), commitment);
    }
}
