// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {NodeId} from "../../../src/types/Ids.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract UnbondTest is World {
    NodeId private constant NODE = NodeId.wrap(1);

    function setUp() public override {
        super.setUp();
        addNodes(1);
    }

    function testFuzz_FreeStakeLeavesAfterTheCoolDown(uint96 amount) external {
        amount = uint96(bound(amount, 1, STAKE - TICKET));
        uint256 unlockAt = vm.getBlockTimestamp() + 7 days;
        vm.expectEmit(address(staking));
        emit INodeStaking.UnbondRequested(NODE, amount, amount, uint40(unlockAt));
        _request(amount);
        vm.assertEq(stakeOf(1), STAKE - amount, "stake");
        vm.assertEq(staking.classStakeOf(address(market), CLASS), STAKE - amount, "class");
        vm.assertEq(staking.freeStakeOf(NODE), STAKE - amount, "free");
        vm.assertEq(staking.nodeOf(NODE).unbonding, amount, "unbonding");
        vm.assertEq(staking.nodeOf(NODE).unlockAt, unlockAt, "until when");
        vm.warp(unlockAt - 1);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.StillUnbonding.selector, NODE, unlockAt));
        staking.unbond(NODE);
        vm.warp(unlockAt);
        vm.expectEmit(address(staking));
        emit INodeStaking.Unbonded(NODE, amount);
        vm.prank(stranger);
        staking.unbond(NODE);
        vm.assertEq(stakeTokenOf(ownerOf(1)), amount, "paid to the owner");
        vm.assertEq(stakeTokenOf(address(staking)), STAKE - amount, "held");
    }

    function test_ASecondRequestStartsTheClockAgain() external {
        _request(100e18);
        skipTime(6 days);
        _request(200e18);
        skipTime(1 days);
        vm.expectPartialRevert(INodeStaking.StillUnbonding.selector);
        staking.unbond(NODE);
        skipTime(6 days);
        staking.unbond(NODE);
        vm.assertEq(stakeTokenOf(ownerOf(1)), 300e18, "both");
    }

    function test_AllOfItMayLeave() external {
        _request(STAKE);
        skipTime(7 days);
        staking.unbond(NODE);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NothingUnbonding.selector, NODE));
        staking.unbond(NODE);
    }

    function test_RevertWhen_TooLittleWouldStay() external {
        vm.prank(ownerOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.StakeTooLow.selector, TICKET - 1, TICKET));
        staking.requestUnbond(NODE, STAKE - TICKET + 1);
    }

    function test_RevertWhen_TheStakeIsLocked() external {
        runningJob(1, 1);
        vm.prank(ownerOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotEnoughFreeStake.selector, NODE, STAKE - BOND, STAKE));
        staking.requestUnbond(NODE, STAKE);
    }

    function test_RevertWhen_TheCallerIsNotTheOwner() external {
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOwner.selector, NODE, operatorOf(1)));
        staking.requestUnbond(NODE, 1);
    }

    function _request(uint96 amount) private {
        vm.prank(ownerOf(1));
        staking.requestUnbond(NODE, amount);
    }
}
