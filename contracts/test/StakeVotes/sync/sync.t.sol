// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";

import {NodeId} from "../../../src/types/Ids.sol";
import {VotesWorld} from "../../base/VotesWorld.sol";
import {vm} from "../../base/Vm.sol";

contract SyncTest is VotesWorld {
    function setUp() public override {
        super.setUp();
        addNodes(2);
    }

    function testFuzz_VotesAreWhatIsStaked(uint96 added, uint96 unbonded) external {
        added = uint96(bound(added, 1, 1e24));
        unbonded = uint96(bound(unbonded, 1, STAKE - TICKET));
        setVoting(1, true);
        addStake(1, added);
        vm.assertEq(votesOf(1), uint256(STAKE) + added, "votes");
        vm.expectEmit(address(votes));
        emit IVotes.DelegateVotesChanged(ownerOf(1), uint256(STAKE) + added, uint256(STAKE) + added - unbonded);
        requestUnbond(1, unbonded);
        vm.assertEq(votesOf(1), uint256(STAKE) + added - unbonded, "votes");
        vm.assertEq(votes.unitsOf(ownerOf(1)), votesOf(1), "units");
        vm.assertEq(votes.totalVotes(), votesOf(1), "total");
    }

    function test_AnyoneMayAndChangesNothing() external {
        setVoting(1, true);
        vm.recordLogs();
        vm.startPrank(stranger);
        for (uint64 i = 0; i < 4; i++) votes.sync(NodeId.wrap(i));
        vm.stopPrank();
        vm.assertEq(vm.getRecordedLogs().length, 0, "events");
        vm.assertEq(votes.totalVotes(), STAKE, "total");
        vm.assertEq(votes.countedOf(node(2)), 0, "does not vote");
    }

    function test_AnOwnersNodesAddUp() external {
        fundStake(ownerOf(1), 3 * STAKE);
        vm.startPrank(ownerOf(1));
        NodeId second = staking.register(registration(stranger, STAKE));
        staking.register(registration(stranger, 2 * STAKE));
        staking.setVoting(node(1), true);
        staking.setVoting(second, true);
        vm.assertEq(votesOf(1), 2 * STAKE, "the third does not vote");
        staking.setVoting(node(1), false);
        vm.stopPrank();
        vm.assertEq(votesOf(1), STAKE, "votes");
        vm.assertEq(votes.totalVotes(), STAKE, "total");
    }

    /// @dev The dearest of all: every slot is written for the first time. The staking contract gives 300,000.
    function test_ItNeedsLessGasThanItGets() external {
        vm.prank(ownerOf(2));
        votes.delegate(stranger);
        setVoting(1, true);
        vm.prank(stranger);
        votes.delegate(ownerOf(1));
        uint256 before = gasleft();
        setVoting(2, true);
        vm.assertLt(before - gasleft(), 200_000, "gas of staking and votes");
    }

    function test_KnowsItsStaking() external view {
        vm.assertEq(address(votes.staking()), address(staking), "staking");
    }
}
