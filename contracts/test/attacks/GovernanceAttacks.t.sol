// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

import {INodeStaking} from "../../src/interfaces/INodeStaking.sol";
import {GovernanceWorld, Motion} from "../base/GovernanceWorld.sol";
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
        slash(1, STAKE);
        skipTime(1);
        vm.assertEq(votesOf(1), 0, "votes");
        vm.expectPartialRevert(IGovernor.GovernorInsufficientProposerVotes.selector);
        propose(1, changeFee(500));
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
}
