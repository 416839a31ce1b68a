// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {NodeId} from "../../../src/types/Ids.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract RipenTest is World {
    NodeId private constant NODE = NodeId.wrap(1);

    function setUp() public override {
        super.setUp();
        addNode(1, STAKE + TICKET - 1);
    }

    function test_StakeOfAgeMakesTickets() external {
        skipTime(TICKET_AGE);
        vm.expectEmit(address(staking));
        emit INodeStaking.TicketsChanged(NODE, 10);
        _ripen();
        uint40 now_ = uint40(vm.getBlockTimestamp());
        vm.assertEq(staking.nodeOf(NODE).tickets, 10, "whole tickets only");
        vm.assertEq(staking.classTicketsOf(address(market), CLASS), SLEEPING + 10, "class");
        vm.assertEq(staking.ticketsBefore(NODE, now_), 0, "not before now");
        vm.assertEq(staking.ticketsBefore(NODE, now_ + 1), 10, "from now on");
        skipTime(1 hours);
        _ripen();
        vm.assertEq(staking.classTicketsOf(address(market), CLASS), SLEEPING + 10, "counted once");
        vm.assertEq(staking.ticketsBefore(NODE, now_ + 1), 10, "since then");
    }

    function test_RevertWhen_TheStakeIsTooYoungOrItIsNotTheOperator() external {
        uint256 from = vm.getBlockTimestamp() + TICKET_AGE;
        vm.warp(from - 1);
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotRipe.selector, NODE, from));
        staking.ripen(NODE);
        vm.warp(from);
        vm.prank(ownerOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOperator.selector, NODE, ownerOf(1)));
        staking.ripen(NODE);
    }

    function test_AnAdditionLeavesOlderTicketsRipe() external {
        skipTime(TICKET_AGE);
        _ripen();
        _add(1);
        vm.assertEq(staking.nodeOf(NODE).tickets, 10, "still ripe");
        vm.prank(operatorOf(1));
        vm.expectPartialRevert(INodeStaking.NotRipe.selector);
        staking.ripen(NODE);
        skipTime(TICKET_AGE);
        _ripen();
        vm.assertEq(staking.nodeOf(NODE).tickets, 11, "one more");
    }

    function test_UnbondingTakesTickets() external {
        skipTime(TICKET_AGE);
        _ripen();
        vm.expectEmit(address(staking));
        emit INodeStaking.TicketsChanged(NODE, 7);
        vm.prank(ownerOf(1));
        staking.requestUnbond(NODE, 3 * TICKET);
        vm.assertEq(staking.nodeOf(NODE).tickets, 7, "of the node");
        vm.assertEq(staking.classTicketsOf(address(market), CLASS), SLEEPING + 7, "of the class");
        vm.assertEq(staking.ticketsBefore(NODE, uint40(vm.getBlockTimestamp() + 1)), 7, "to draw with");
    }

    /// @dev Whoever ripens after a dispute was opened, once or twice, draws in it with what was ripe before.
    function test_WhatRipensLaterDoesNotCountForEarlierDisputes() external {
        skipTime(TICKET_AGE);
        _ripen();
        skipTime(8 days);
        uint40 opened = uint40(vm.getBlockTimestamp());
        _add(TICKET);
        skipTime(TICKET_AGE);
        _ripen();
        vm.assertEq(staking.ticketsBefore(NODE, opened), 10, "after one");
        _add(TICKET);
        skipTime(TICKET_AGE);
        _ripen();
        vm.assertEq(staking.nodeOf(NODE).tickets, 12, "ripe");
        vm.assertEq(staking.ticketsBefore(NODE, opened), 10, "after two");
        vm.prank(ownerOf(1));
        staking.requestUnbond(NODE, 5 * TICKET);
        vm.assertEq(staking.ticketsBefore(NODE, opened), 7, "what has left draws nowhere");
    }

    /// @dev What cannot be locked must not draw, nor make the class seem large enough.
    function test_TheAllowanceCoversTickets() external {
        _allow(3 * TICKET + 1);
        skipTime(TICKET_AGE);
        _ripen();
        vm.assertEq(staking.nodeOf(NODE).tickets, 3, "as far as it reaches");
        _allow(TICKET - 1);
        vm.assertEq(staking.nodeOf(NODE).tickets, 0, "taken with it");
        vm.assertEq(staking.classTicketsOf(address(market), CLASS), SLEEPING, "of the class");
        _allow(2 * STAKE);
        vm.assertEq(staking.nodeOf(NODE).tickets, 0, "not ripe by itself");
        _ripen();
        vm.assertEq(staking.nodeOf(NODE).tickets, 10, "counted again");
    }

    /// @dev Stake that had left when a dispute was opened, and came back, draws in it no more than what had stayed.
    function test_StakeThatLeftAndCameBackDoesNotDraw() external {
        skipTime(TICKET_AGE);
        _ripen();
        skipTime(8 days);
        _add(10 * TICKET);
        skipTime(TICKET_AGE);
        _ripen();
        uint96 leaving = uint96(stakeOf(1)) - TICKET;
        vm.prank(ownerOf(1));
        staking.requestUnbond(NODE, leaving);
        uint40 opened = uint40(vm.getBlockTimestamp()) + 1;
        skipTime(2);
        _add(9 * TICKET);
        skipTime(TICKET_AGE);
        _ripen();
        vm.assertEq(staking.nodeOf(NODE).tickets, 10, "ripe");
        vm.assertEq(staking.ticketsBefore(NODE, opened), 1, "what had stayed");
    }

    function _allow(uint96 allowance) private {
        vm.prank(ownerOf(1));
        staking.setAllowance(NODE, address(market), address(jury), allowance);
    }

    function _ripen() private {
        vm.prank(operatorOf(1));
        staking.ripen(NODE);
    }

    function _add(uint96 amount) private {
        fundStake(ownerOf(1), amount);
        vm.prank(ownerOf(1));
        staking.addStake(NODE, amount);
    }
}
