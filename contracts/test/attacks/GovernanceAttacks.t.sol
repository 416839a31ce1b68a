// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

import {INodeStaking} from "../../src/interfaces/INodeStaking.sol";
import {GovernanceWorld, IGovernorUnderTest, ITimelock, Motion} from "../base/GovernanceWorld.sol";
import {vm} from "../base/Vm.sol";

/// @notice Ways to vote with what one does not have, to keep others from voting, and to make voters pay for it.
contract GovernanceAttacksTest is GovernanceWorld {
    function setUp() public override {
        super.setUp();
        addNodes(6);
    }

    /// @dev A whale waits for a proposal and stakes, or enrols, when it is too late to be answered.
    function test_Attack_StakeAfterTheSnapshot() external {
        enrol(5);
        uint256 id = propose(1, changeFee(500));
        toVote(id);
        addNode(7, 1_000_000e18);
        setVoting(7, true);
        setVoting(6, true);
        skipTime(1);
        castVote(7, id, FOR);
        castVote(6, id, FOR);
        for (uint256 i = 1; i <= 3; i++) castVote(i, id, AGAINST);
        toEnd(id);
        assertProposal(id, IGovernor.ProposalState.Defeated);
    }

    /// @dev Vote and be gone: the stake waits longer than the decision does.
    function test_Attack_UnbondRightAfterVoting() external {
        enrol(5);
        Motion memory motion = changeFee(500);
        uint256 id = propose(1, motion);
        vm.warp(dao.proposalSnapshot(id));
        vm.startPrank(ownerOf(1));
        staking.setVoting(node(1), true);
        skipTime(1);
        dao.castVote(id, FOR);
        staking.requestUnbond(node(1), STAKE);
        vm.stopPrank();
        vm.assertEq(votesOf(1), 0, "no vote on what comes later");
        castVote(2, id, FOR);
        castVote(3, id, FOR);
        toEnd(id);
        queue(motion);
        skipTime(DELAY);
        execute(motion);
        vm.expectPartialRevert(INodeStaking.StillUnbonding.selector);
        staking.unbond(node(1));
    }

    /// @dev Vote, hand the stake to another node and vote again: both must have had it at the snapshot.
    function test_Attack_TheSameStakeVotesTwice() external {
        enrol(5);
        uint256 id = propose(1, changeFee(500));
        toVote(id);
        castVote(1, id, FOR);
        vm.prank(ownerOf(1));
        votes.delegate(ownerOf(6));
        skipTime(1);
        castVote(6, id, FOR);
        vm.assertEq(dao.getVotes(ownerOf(6), dao.proposalSnapshot(id)), 0, "weight of the second vote");
        vm.prank(ownerOf(1));
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorAlreadyCastVote.selector, ownerOf(1)));
        dao.castVote(id, FOR);
    }

    function test_Attack_ToggleWithinASecond() external {
        vm.startPrank(ownerOf(1));
        for (uint256 i = 0; i < 3; i++) {
            staking.setVoting(node(1), true);
            votes.delegate(stranger);
            staking.setVoting(node(1), true);
            votes.delegate(ownerOf(1));
            staking.setVoting(node(1), i == 2);
        }
        vm.stopPrank();
        uint256 then_ = vm.getBlockTimestamp();
        skipTime(1);
        vm.assertEq(votes.getPastVotes(ownerOf(1), then_), STAKE, "owner");
        vm.assertEq(votes.getPastVotes(stranger, then_), 0, "stranger");
        vm.assertEq(votes.getPastTotalSupply(then_), STAKE, "total");
    }

    /// @dev On the first day one node is all that is enrolled. It is no quorum.
    function test_Attack_TheFirstToEnrolGovernsAlone() external {
        enrol(1);
        uint256 id = propose(1, changeFee(500));
        toVote(id);
        castVote(1, id, FOR);
        toEnd(id);
        assertProposal(id, IGovernor.ProposalState.Defeated);
    }

    function test_Attack_ASlashedNodeVotesWithWhatItHadLost() external {
        enrol(5);
        slash(1, STAKE / 2);
        skipTime(1);
        vm.assertEq(votesOf(1), STAKE / 2, "votes");
    }

    /// @dev A call gets 63/64 of the gas. An owner who leaves just enough for the rest would unbond and keep its votes.
    function testFuzz_Attack_StarveTheVotes(uint256 gas_) external {
        enrol(5);
        gas_ = bound(gas_, 21_000, 500_000);
        bytes memory call_ = abi.encodeCall(INodeStaking.requestUnbond, (node(1), STAKE));
        vm.prank(ownerOf(1));
        (bool done,) = address(staking).call{gas: gas_}(call_);
        vm.assertEq(stakeOf(1), votesOf(1), "votes are stake");
        vm.assertEq(done, votesOf(1) == 0, "all or nothing");
    }

    /// @dev Nobody but voters needs gas for votes.
    function test_ANodeThatDoesNotVoteLeavesWithLittleGas() external {
        enrol(5);
        bytes memory call_ = abi.encodeCall(INodeStaking.requestUnbond, (node(6), STAKE));
        vm.prank(ownerOf(6));
        (bool done,) = address(staking).call{gas: 100_000}(call_);
        vm.assertTrue(done, "out");
    }

    /// @dev The timelock cannot be made to act past the vote: its roles are its own.
    function test_Attack_ScheduleWithoutAVote() external {
        enrol(5);
        vm.prank(ownerOf(1));
        (bool done,) = address(timelock)
            .call(
                abi.encodeWithSignature(
                    "schedule(address,uint256,bytes,bytes32,bytes32,uint256)",
                    market,
                    0,
                    changeFee(500).data,
                    bytes32(0),
                    bytes32(0),
                    DELAY
                )
            );
        vm.assertFalse(done, "scheduled");
    }

    // ---- votes of stake that is gone

    /// @dev Vote, start the way out, and let others live with it: anyone takes the votes out before the proposal is queued.
    function test_Attack_VoteAndLeave() external {
        enrol(5);
        Motion memory motion = changeFee(500);
        uint256 id = ask(motion);
        for (uint256 i = 1; i <= 3; i++) {
            castVote(i, id, FOR);
            requestUnbond(i, STAKE);
        }
        removeLeft(id, 1);
        castVote(4, id, FOR);
        toEnd(id);
        assertProposal(id, IGovernor.ProposalState.Succeeded);
        removeLeft(id, 2);
        assertTally(id, 0, 2 * STAKE, 0);
        assertProposal(id, IGovernor.ProposalState.Defeated);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        queue(motion);
    }

    /// @dev The way out begins at the snapshot, the vote is cast in the last second and queued in the next: nobody has a second to remove it.
    function test_Attack_LeaveFirstAndVoteInTheLastSecond() external {
        enrol(5);
        uint256 id = ask(changeFee(500));
        for (uint256 i = 1; i <= 4; i++) requestUnbond(i, STAKE);
        vm.warp(dao.proposalDeadline(id));
        for (uint256 i = 1; i <= 4; i++) castVote(i, id, FOR);
        skipTime(1);
        assertProposal(id, IGovernor.ProposalState.Defeated);
    }

    /// @dev Four accounts vote. Three of them leave, and the fourth shows its stake in whichever account someone looks at.
    function test_Attack_ShowOneStakeInFourAccounts() external {
        enrol(5);
        uint256 id = ask(changeFee(500));
        address[] memory all = new address[](4);
        for (uint256 i = 1; i <= 4; i++) {
            castVote(i, id, FOR);
            if (i > 1) requestUnbond(i, STAKE);
            all[i - 1] = ownerOf(i);
        }
        vm.prank(ownerOf(1));
        votes.delegate(ownerOf(2));
        dao.removeLeftVotes(id, all);
        assertTally(id, 0, STAKE, 0);
        vm.prank(ownerOf(1));
        votes.delegate(ownerOf(3));
        dao.removeLeftVotes(id, all);
        assertTally(id, 0, 0, 0);
    }

    /// @dev Votes against that have left are removed too. That must not let pass what was defeated.
    function test_Attack_ReviveADefeatedProposal() external {
        enrol(6);
        Motion memory motion = changeFee(500);
        uint256 id = ask(motion);
        for (uint256 i = 1; i <= 6; i++) castVote(i, id, i <= 3 ? FOR : AGAINST);
        for (uint256 i = 4; i <= 6; i++) requestUnbond(i, STAKE);
        toEnd(id);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        removeLeft(id, 4);
        assertProposal(id, IGovernor.ProposalState.Defeated);
    }

    /// @dev The way out begins in the second after the snapshot, with the shortest cool-down, and the vote takes as long as it can.
    function test_Attack_BePaidOutBeforeTheQueue() external {
        enrol(5);
        Motion memory motion = changeFee(500);
        uint256 id = ask(motion);
        vm.assertEq(staking.params().unbondCooldown, staking.minUnbondCooldown(), "the shortest");
        requestUnbond(5, STAKE);
        castVote(1, id, FOR);
        castVote(2, id, FOR);
        vm.warp(dao.proposalDeadline(id));
        castVote(3, id, FOR);
        vm.warp(dao.proposalDeadline(id) + dao.queueWindow());
        vm.expectPartialRevert(INodeStaking.StillUnbonding.selector);
        staking.unbond(node(5));
        queue(motion);
    }

    // ---- time

    /// @dev Reach the quorum in the last second, lose it in the last second of the extension and reach it again: each time for a day more.
    function test_Attack_StretchTheVoteForEver() external {
        for (uint256 i = 7; i <= 15; i++) addNode(i, STAKE);
        enrol(15);
        uint256 id = ask(changeFee(500));
        uint256 last = dao.proposalSnapshot(id) + 5 days;
        castVote(1, id, FOR);
        castVote(2, id, FOR);
        for (uint256 i = 3; i <= 15; i++) {
            vm.warp(dao.proposalDeadline(id));
            if (i > 3) {
                requestUnbond(i - 1, STAKE);
                removeLeft(id, i - 1);
                if (dao.state(id) != IGovernor.ProposalState.Active) break;
            }
            castVote(i, id, FOR);
            vm.assertLe(dao.proposalDeadline(id), last, "stretched");
        }
        assertProposal(id, IGovernor.ProposalState.Defeated);
    }

    /// @dev A quorum that is reached early and lost has used up the time to answer; another is then made in the last second.
    function test_Attack_ReachTheQuorumTwice() external {
        enrol(6);
        uint256 id = ask(changeFee(500));
        for (uint256 i = 1; i <= 3; i++) castVote(i, id, FOR);
        requestUnbond(1, STAKE);
        removeLeft(id, 1);
        vm.warp(dao.proposalDeadline(id));
        castVote(4, id, FOR);
        skipTime(1);
        assertProposal(id, IGovernor.ProposalState.Active);
    }

    /// @dev Nobody remembers it, the voters of that day are gone, and whoever kept the call data executes it.
    function test_Attack_ExecuteAForgottenDecision() external {
        enrol(5);
        (Motion memory queued, Motion memory passed) = (changeFee(500), changeFee(499));
        uint256 first = ask(queued);
        for (uint256 i = 1; i <= 3; i++) castVote(i, first, FOR);
        toEnd(first);
        queue(queued);
        uint256 second = ask(passed);
        for (uint256 i = 1; i <= 3; i++) castVote(i, second, FOR);
        toEnd(second);
        assertProposal(second, IGovernor.ProposalState.Succeeded);
        skipTime(365 days);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        execute(queued);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        queue(passed);
        bytes32 salt = bytes20(address(dao)) ^ keccak256(bytes(queued.why));
        (address[] memory targets, uint256[] memory values, bytes[] memory data) = _calls(queued);
        vm.expectPartialRevert(ITimelock.TimelockUnexpectedOperationState.selector);
        timelock.executeBatch(targets, values, data, 0, salt);
        vm.assertEq(market.params().feeBps, FEE_BPS, "fee");
    }

    /// @dev A proposer schedules for a day when it has long handed over.
    function test_Attack_ScheduleASleeper() external {
        Motion memory motion = changeFee(500);
        vm.prank(address(dao));
        vm.expectPartialRevert(ITimelock.DelayOutOfBounds.selector);
        timelock.schedule(motion.target, 0, motion.data, 0, 0, 365 days);
    }

    // ---- rules

    /// @dev One majority changes the governor so that no other can follow it, or stops all decisions after its own.
    function test_Attack_MakeOneselfPermanent() external {
        enrol(5);
        bytes memory fixed_ = abi.encodeWithSelector(IGovernorUnderTest.RulesAreFixed.selector);
        _cannotDecide(address(dao), abi.encodeCall(dao.updateTimelock, (stranger)), fixed_);
        bytes memory renounce = abi.encodeCall(timelock.renounceRole, (PROPOSER, address(dao)));
        _cannotDecide(address(dao), abi.encodeCall(dao.relay, (address(timelock), 0, renounce)), fixed_);
        _cannotDecide(address(dao), abi.encodeCall(dao.setLateQuorumVoteExtension, (0)), abi.encodeWithSignature("FailedCall()"));
        _cannotDecide(
            address(timelock),
            abi.encodeCall(timelock.updateDelay, (10_000 days)),
            abi.encodeWithSelector(ITimelock.DelayOutOfBounds.selector, 10_000 days, DELAY, 30 days)
        );
    }

    /// @dev Without a delay nobody could leave before a decision that takes their money.
    function testFuzz_Attack_LowerTheDelayToNothing(uint256 delay) external {
        enrol(5);
        delay = bound(delay, 0, DELAY - 1);
        _cannotDecide(
            address(timelock),
            abi.encodeCall(timelock.updateDelay, (delay)),
            abi.encodeWithSelector(ITimelock.DelayOutOfBounds.selector, delay, DELAY, 30 days)
        );
        vm.assertEq(timelock.getMinDelay(), DELAY, "delay");
    }

    function _cannotDecide(address target, bytes memory data, bytes memory reason) private {
        Motion memory motion = Motion(target, data, "for ever");
        uint256 id = ask(motion);
        for (uint256 i = 1; i <= 5; i++) castVote(i, id, FOR);
        toEnd(id);
        queue(motion);
        skipTime(DELAY);
        vm.expectRevert(reason);
        execute(motion);
    }
}
