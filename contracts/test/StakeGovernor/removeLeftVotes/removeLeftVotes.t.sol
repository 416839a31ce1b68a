// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

import {GovernanceWorld, IGovernorUnderTest, Motion} from "../../base/GovernanceWorld.sol";
import {vm} from "../../base/Vm.sol";

contract RemoveLeftVotesTest is GovernanceWorld {
    Motion private motion;
    uint256 private id;

    function setUp() public override {
        super.setUp();
        addNodes(6);
        enrol(6);
        motion = changeFee(100);
        id = ask(motion);
    }

    function test_EachKindOfVoteIsRemoved() external {
        for (uint8 i = 0; i < 3; i++) {
            castVote(2 * i + 1, id, i);
            castVote(2 * i + 2, id, i);
        }
        assertTally(id, 2 * STAKE, 2 * STAKE, 2 * STAKE);
        for (uint8 i = 0; i < 3; i++) {
            requestUnbond(2 * i + 1, STAKE);
            vm.expectEmit(address(dao));
            emit IGovernorUnderTest.LeftVotesRemoved(id, ownerOf(2 * i + 1), i, STAKE);
            removeLeft(id, 2 * i + 1);
        }
        assertTally(id, STAKE, STAKE, STAKE);
        vm.assertTrue(dao.hasVoted(id, ownerOf(1)), "it has voted all the same");
    }

    function testFuzz_OnlyWhatHasLeftIsRemoved(uint96 more, uint96 less) external {
        more = uint96(bound(more, 1, 1000 * STAKE));
        addStake(2, more);
        skipTime(1);
        motion.why = "once more";
        id = ask(motion);
        less = uint96(bound(less, 1, more));
        castVote(2, id, FOR);
        castVote(3, id, FOR);
        requestUnbond(2, less);
        removeLeft(id, 2);
        assertTally(id, 0, 2 * STAKE + more - less, 0);
    }

    function test_NothingIsRemovedOfStakeThatStays() external {
        castVote(1, id, FOR);
        addStake(1, STAKE);
        removeLeft(id, 1);
        removeLeft(id, 2);
        assertTally(id, 0, STAKE, 0);
        vm.assertFalse(dao.hasVoted(id, ownerOf(2)), "has not voted");
    }

    function test_ASecondRemovalRemovesNothing() external {
        castVote(1, id, FOR);
        castVote(2, id, FOR);
        requestUnbond(1, STAKE);
        removeLeft(id, 1);
        removeLeft(id, 1);
        address[] memory twice = new address[](2);
        (twice[0], twice[1]) = (ownerOf(2), ownerOf(2));
        requestUnbond(2, STAKE);
        dao.removeLeftVotes(id, twice);
        assertTally(id, 0, 0, 0);
    }

    function test_StakeThatComesBackDoesNotVoteAgain() external {
        castVote(1, id, FOR);
        requestUnbond(1, STAKE);
        removeLeft(id, 1);
        addStake(1, STAKE);
        skipTime(1);
        removeLeft(id, 1);
        assertTally(id, 0, 0, 0);
        vm.prank(ownerOf(1));
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorAlreadyCastVote.selector, ownerOf(1)));
        dao.castVote(id, FOR);
    }

    function test_WhoHasLeftBeforeVotingCountsWithWhatIsThere() external {
        requestUnbond(1, STAKE);
        castVote(1, id, FOR);
        assertTally(id, 0, 0, 0);
        addStake(2, STAKE);
        castVote(2, id, FOR);
        assertTally(id, 0, STAKE, 0);
    }

    function test_RevertWhen_TheKindOfVoteIsUnknown() external {
        vm.prank(ownerOf(1));
        vm.expectRevert(IGovernor.GovernorInvalidVoteType.selector);
        dao.castVote(id, 3);
    }

    /// @dev Two owners name one key. One of them takes its stake away.
    function test_ADelegateLosesOnlyWhatLeft() external {
        address key = ownerOf(6);
        for (uint256 i = 1; i <= 2; i++) {
            vm.prank(ownerOf(i));
            votes.delegate(key);
        }
        skipTime(1);
        motion.why = "by a voting key";
        id = ask(Motion(motion.target, motion.data, motion.why), 3);
        castVote(6, id, FOR);
        assertTally(id, 0, 3 * STAKE, 0);
        requestUnbond(1, STAKE);
        removeLeft(id, 1);
        assertTally(id, 0, 3 * STAKE, 0);
        removeLeft(id, 6);
        assertTally(id, 0, 2 * STAKE, 0);
    }

    /// @dev Its owner can take a vote back from the key that cast it. It cannot cast it again.
    function test_AnOwnerThatNamesAnotherKeyTakesItsVoteBack() external {
        castVote(1, id, FOR);
        vm.prank(ownerOf(1));
        votes.delegate(ownerOf(2));
        removeLeft(id, 1);
        castVote(2, id, FOR);
        assertTally(id, 0, STAKE, 0);
    }

    function test_APassedProposalIsDefeatedByRemovals() external {
        for (uint256 i = 1; i <= 4; i++) castVote(i, id, i == 4 ? AGAINST : FOR);
        requestUnbond(1, STAKE);
        requestUnbond(2, STAKE);
        toEnd(id);
        assertProposal(id, IGovernor.ProposalState.Succeeded);
        removeLeft(id, 1);
        assertProposal(id, IGovernor.ProposalState.Defeated);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        queue(motion);
    }

    /// @dev Votes against that left after the vote do not let it pass.
    function test_RevertWhen_ItIsDefeated() external {
        for (uint256 i = 1; i <= 6; i++) castVote(i, id, i > 3 ? AGAINST : FOR);
        requestUnbond(4, STAKE);
        toEnd(id);
        _refused(IGovernor.ProposalState.Defeated);
    }

    function test_RevertWhen_ItIsQueuedExpiredOrNotYetOpen() external {
        for (uint256 i = 1; i <= 3; i++) castVote(i, id, FOR);
        requestUnbond(1, STAKE);
        toEnd(id);
        queue(motion);
        _refused(IGovernor.ProposalState.Queued);
        motion.why = "once more";
        id = ask(motion, 2);
        for (uint256 i = 2; i <= 4; i++) castVote(i, id, FOR);
        requestUnbond(2, STAKE);
        vm.warp(dao.proposalDeadline(id) + 2 days);
        _refused(IGovernor.ProposalState.Expired);
        motion.why = "and again";
        id = propose(3, motion);
        _refused(IGovernor.ProposalState.Pending);
    }

    /// @dev A quorum that was lost and comes back late leaves the same time to answer as any other.
    function test_AQuorumThatComesBackLateLeavesTimeToAnswer() external {
        uint256 regular = dao.proposalDeadline(id);
        for (uint256 i = 1; i <= 3; i++) castVote(i, id, FOR);
        requestUnbond(1, STAKE);
        removeLeft(id, 1);
        vm.warp(regular);
        castVote(4, id, ABSTAIN);
        vm.assertEq(dao.proposalDeadline(id), regular + 1 days, "a day more");
        skipTime(1 days);
        castVote(5, id, AGAINST);
        castVote(6, id, AGAINST);
        toEnd(id);
        assertProposal(id, IGovernor.ProposalState.Defeated);
    }

    function test_AQuorumLostInTheExtensionIsLost() external {
        uint256 regular = dao.proposalDeadline(id);
        castVote(1, id, FOR);
        castVote(2, id, FOR);
        vm.warp(regular);
        vm.expectEmit(address(dao));
        emit IGovernorUnderTest.ProposalExtended(id, uint64(regular + 1 days));
        castVote(3, id, FOR);
        skipTime(1);
        requestUnbond(1, STAKE);
        removeLeft(id, 1);
        vm.assertEq(dao.proposalDeadline(id), regular, "no more time");
        assertProposal(id, IGovernor.ProposalState.Defeated);
        vm.prank(ownerOf(4));
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        dao.castVote(id, FOR);
    }

    /// @dev Votes, exits and named keys in any order: once all are removed that left, the tally holds no more votes than there are.
    function testFuzz_TheTallyIsNeverMoreThanWhatIsStaked(uint256 seed) external {
        address[] memory all = new address[](6);
        for (uint256 i = 0; i < 6; i++) all[i] = ownerOf(i + 1);
        for (uint256 step = 0; step < 24; step++) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 i = 1 + seed % 6;
            uint256 kind = (seed >> 8) % 4;
            if (kind == 0 && stakeOf(i) != 0) requestUnbond(i, STAKE);
            if (kind == 1 && stakeOf(i) == 0) addStake(i, STAKE);
            if (kind == 2) _delegate(i, 1 + (seed >> 16) % 6);
            if (kind == 3 && !dao.hasVoted(id, ownerOf(i))) castVote(i, id, uint8((seed >> 16) % 3));
            skipTime(1);
            if ((seed >> 24) % 3 == 0) dao.removeLeftVotes(id, all);
            _assertBallots(all);
        }
        dao.removeLeftVotes(id, all);
        (uint256 against, uint256 for_, uint256 abstain) = dao.proposalVotes(id);
        vm.assertLe(against + for_ + abstain, votes.totalVotes(), "more votes than stake");
    }

    function _assertBallots(address[] memory all) private view {
        uint256 most;
        for (uint256 i = 0; i < all.length; i++) {
            if (dao.hasVoted(id, all[i])) most += votes.getPastVotes(all[i], dao.proposalSnapshot(id));
        }
        (uint256 against, uint256 for_, uint256 abstain) = dao.proposalVotes(id);
        vm.assertLe(against + for_ + abstain, most, "more votes than at the snapshot");
    }

    function _delegate(uint256 i, uint256 to) private {
        vm.prank(ownerOf(i));
        votes.delegate(ownerOf(to));
    }

    function _refused(IGovernor.ProposalState current) private {
        assertProposal(id, current);
        uint256 allowed = 1 << uint8(IGovernor.ProposalState.Active) | 1 << uint8(IGovernor.ProposalState.Succeeded);
        vm.expectRevert(
            abi.encodeWithSelector(
                IGovernor.GovernorUnexpectedProposalState.selector, id, current, bytes32(allowed)
            )
        );
        dao.removeLeftVotes(id, new address[](0));
    }
}
