// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract AddStakeTest is World {
    NodeId private constant NODE = NodeId.wrap(1);

    function setUp() public override {
        super.setUp();
        addNodes(1);
        fundStake(ownerOf(1), STAKE);
    }

    function testFuzz_AddsToNodeAndClass(uint96 amount) external {
        amount = uint96(bound(amount, 0, STAKE));
        vm.expectEmit(address(staking));
        emit INodeStaking.Staked(NODE, amount, STAKE + amount);
        vm.prank(ownerOf(1));
        staking.addStake(NODE, amount);
        vm.assertEq(stakeOf(1), STAKE + amount, "stake");
        vm.assertEq(staking.classStakeOf(address(market), CLASS), STAKE + amount, "class");
        vm.assertEq(stakeTokenOf(address(staking)), STAKE + amount, "held");
    }

    function test_AJobPostedBeforeCannotBeClaimed() external {
        JobId jobId = openJob(1, 1);
        vm.prank(ownerOf(1));
        staking.addStake(NODE, 1);
        vm.prank(operatorOf(1));
        vm.expectPartialRevert(INodeStaking.StakeTooYoung.selector);
        market.claim(orderOf(jobId), NODE);
    }

    function test_RevertWhen_TheCallerIsNotTheOwner() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOwner.selector, NODE, stranger));
        staking.addStake(NODE, 1);
    }

    function test_RevertWhen_TheSumIsOverWhatASlotHolds() external {
        vm.prank(ownerOf(1));
        vm.expectPartialRevert(INodeStaking.StakeTooHigh.selector);
        staking.addStake(NODE, type(uint88).max);
    }
}
