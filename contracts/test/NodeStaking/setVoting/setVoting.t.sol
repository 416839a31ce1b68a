// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {IPolicy} from "../../../src/interfaces/IPolicy.sol";
import {IStakeVotes} from "../../../src/interfaces/IStakeVotes.sol";
import {NodeId} from "../../../src/types/Ids.sol";
import {VotesWorld} from "../../base/VotesWorld.sol";
import {World} from "../../base/World.sol";
import {OddVotes, Temper} from "../../tokens/OddVotes.sol";
import {vm} from "../../base/Vm.sol";

contract DenyAll is IPolicy {
    function allowed(address, bytes4) external pure returns (bool) {
        return false;
    }
}

contract SetVotingTest is VotesWorld {
    function setUp() public override {
        super.setUp();
        addNodes(2);
    }

    function test_StakeCountsAsVotesFromThenOn() external {
        vm.assertEq(votes.totalVotes(), 0, "nobody has asked to vote");
        vm.expectEmit(address(staking));
        emit INodeStaking.VotingSet(node(1), true);
        setVoting(1, true);
        (address owner, uint256 stake) = staking.votingStakeOf(node(1));
        vm.assertEq(owner, ownerOf(1), "owner");
        vm.assertEq(stake, STAKE, "voting stake");
        _assertVotes(STAKE);
        addStake(1, 5e18);
        _assertVotes(STAKE + 5e18);
        requestUnbond(1, 100e18);
        _assertVotes(STAKE - 95e18);
        skipTime(7 days);
        staking.unbond(node(1));
        _assertVotes(STAKE - 95e18);
        vm.prank(operatorOf(1));
        staking.heartbeat(node(1));
        slash(1, 10e18);
        _assertVotes(STAKE - 105e18);
    }

    function test_AVoteCanBeGivenUp() external {
        setVoting(1, true);
        setVoting(1, false);
        _assertVotes(0);
        (address owner, uint256 stake) = staking.votingStakeOf(node(1));
        vm.assertEq(owner, ownerOf(1), "owner");
        vm.assertEq(stake, 0, "voting stake");
        addStake(1, 1e18);
        _assertVotes(0);
    }

    function test_NeitherPauseNorPolicySilencesAVoter() external {
        vm.startPrank(governor);
        staking.setPolicy(new DenyAll());
        vm.stopPrank();
        vm.prank(guardian);
        staking.pause();
        setVoting(1, true);
        _assertVotes(STAKE);
    }

    function test_RevertWhen_TheCallerIsNotTheOwner() external {
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOwner.selector, node(1), operatorOf(1)));
        staking.setVoting(node(1), true);
        vm.prank(ownerOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOwner.selector, node(9), ownerOf(1)));
        staking.setVoting(node(9), true);
    }

    function _assertVotes(uint256 expected) private view {
        vm.assertEq(votesOf(1), expected, "votes");
        vm.assertEq(votes.countedOf(node(1)), expected, "counted");
        vm.assertEq(votes.totalVotes(), expected, "total");
    }
}

/// @notice The same calls, with votes that misbehave in every way, or are not there.
contract SetVotingWithOddVotesTest is World {
    NodeId private constant NODE = NodeId.wrap(1);

    OddVotes private odd;

    function setUp() public override {
        super.setUp();
        addNodes(2);
        odd = new OddVotes(staking);
    }

    function test_TheWishIsKeptUntilVotesAreChosen() external {
        _enrol();
        IStakeVotes later = IStakeVotes(vm.deployCode("StakeVotes.sol:StakeVotes", abi.encode(staking)));
        vm.prank(governor);
        staking.setVotes(later);
        later.sync(NODE);
        vm.assertEq(later.totalVotes(), STAKE, "votes");
    }

    function testFuzz_StakeMovesWhateverTheVotesDo(uint8 temper) external {
        _choose(odd);
        _enrol();
        odd.become(Temper(bound(temper, uint8(Temper.Reverts), uint8(Temper.ReturnsTooMuch))));
        fundStake(ownerOf(1), 1e18);
        vm.startPrank(ownerOf(1));
        vm.expectEmit(address(staking));
        emit INodeStaking.VotesNotTold(NODE);
        staking.addStake(NODE, 1e18);
        vm.expectEmit(address(staking));
        emit INodeStaking.VotesNotTold(NODE);
        staking.requestUnbond(NODE, STAKE / 2);
        vm.stopPrank();
        skipTime(7 days);
        staking.unbond(NODE);
        vm.assertEq(stakeTokenOf(ownerOf(1)), STAKE / 2, "out");
    }

    function test_VotesThatCallBackGetNothing() external {
        _choose(odd);
        _enrol();
        vm.prank(ownerOf(1));
        staking.requestUnbond(NODE, 10e18);
        skipTime(7 days);
        odd.become(Temper.CallsBack);
        vm.prank(ownerOf(1));
        staking.requestUnbond(NODE, 10e18);
        vm.assertEq(staking.nodeOf(NODE).unbonding, 20e18, "the clock was set before the votes were told");
    }

    /// @dev As little gas as makes the call go through is enough for the votes, too: else an owner would take its stake out and keep its votes.
    function test_RevertWhen_TheVotesWouldGetTooLittleGas() external {
        _choose(odd);
        _enrol();
        bool asked;
        bool done;
        for (uint256 gas_ = 100_000; !done; gas_ += 2_500) {
            vm.prank(ownerOf(1));
            bytes memory reason;
            (done, reason) = address(staking).call{gas: gas_}(abi.encodeCall(staking.requestUnbond, (NODE, 10e18)));
            if (bytes4(reason) == INodeStaking.TooLittleGas.selector) asked = true;
        }
        vm.assertTrue(asked, "less was refused");
        vm.assertEq(odd.calls(), 2, "the enrolment and the unbonding");
    }

    function test_VotesThatAreGoneAreNotCalled() external {
        _choose(odd);
        _enrol();
        vm.etch(address(odd), "");
        vm.prank(ownerOf(1));
        staking.requestUnbond(NODE, STAKE);
    }

    function test_VotesHearNothingOfThoseWhoDoNotVote() external {
        _choose(odd);
        _enrol();
        uint256 before = odd.calls();
        fundStake(ownerOf(2), 101e18);
        vm.startPrank(ownerOf(2));
        staking.addStake(NodeId.wrap(2), 1e18);
        staking.requestUnbond(NodeId.wrap(2), STAKE + 1e18);
        staking.register(registration(operatorOf(3), 100e18));
        vm.stopPrank();
        vm.assertEq(odd.calls(), before, "calls");
    }

    function _choose(IStakeVotes chosen) private {
        vm.prank(governor);
        staking.setVotes(chosen);
    }

    function _enrol() private {
        vm.prank(ownerOf(1));
        staking.setVoting(NODE, true);
    }
}
