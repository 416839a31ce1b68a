// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {Node, SlashReason} from "../../../src/types/NodeTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

/// @notice What an owner exposes, to whom, and how it gets out.
contract AllowanceTest is World {
    NodeId private constant NODE = NodeId.wrap(1);
    JobId private constant JOB = JobId.wrap("job");

    function setUp() public override {
        super.setUp();
        addNodes(1);
    }

    function test_AnOwnerLowersItBelowWhatIsLocked() external {
        _lock(BOND);
        vm.expectEmit(address(staking));
        emit INodeStaking.AllowanceSet(NODE, address(market), BOND / 2);
        _set(address(market), address(jury), BOND / 2);
        vm.startPrank(address(market));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.AllowanceUsedUp.selector, NODE, BOND, 1, BOND / 4));
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, _now(), 1);
        vm.assertEq(staking.slashBond(NODE, JOB, BOND, BOND, SlashReason.WrongResult), BOND, "taken");
        vm.stopPrank();
        vm.assertEq(staking.nodeOf(NODE).allowance, 0, "allowance");
    }

    /// @dev Otherwise cheap jobs bind all that a class could judge with, and a lie behind them stands.
    function test_SeatsLeaveHalfOfTheStakeToJuries() external {
        _set(address(market), address(jury), 4 * STAKE);
        bytes memory refused =
            abi.encodeWithSelector(INodeStaking.AllowanceUsedUp.selector, NODE, 0, STAKE / 2 + 1, STAKE / 2);
        vm.startPrank(address(market));
        vm.expectRevert(refused);
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, _now(), STAKE / 2 + 1);
        vm.stopPrank();
        vm.prank(ownerOf(1));
        staking.requestUnbond(NODE, STAKE / 2);
        _lock(STAKE / 4);
        vm.startPrank(address(market));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.AllowanceUsedUp.selector, NODE, STAKE / 4, 1, STAKE / 4));
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, _now(), 1);
        vm.stopPrank();
    }

    function test_AlsoAtARetiredMarket() external {
        vm.prank(governor);
        staking.retireMarket(address(market));
        _set(address(market), address(jury), 0);
        vm.assertEq(staking.nodeOf(NODE).allowance, 0, "allowance");
    }

    function test_ANodeThatNothingBindsGoesToAnotherMarket() external {
        (address other, address otherJury) = addMarket();
        _lock(BOND);
        vm.prank(ownerOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.StillBound.selector, NODE, BOND));
        staking.setAllowance(NODE, other, otherJury, STAKE);
        vm.prank(address(market));
        staking.releaseBond(NODE, JOB, BOND, true);
        _set(other, otherJury, STAKE);
        vm.assertEq(staking.nodeOf(NODE).market, other, "market");
        skipTime(1);
        vm.prank(other);
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, _now(), BOND);
        vm.prank(address(market));
        vm.assertEq(staking.slashBond(NODE, JOB, BOND, BOND, SlashReason.WrongResult), 0, "not its lock");
        vm.assertEq(lockedOf(1), BOND, "locked");
    }

    /// @dev Who comes from another market when a dispute is open would outnumber its jurors.
    function test_AtAnotherMarketStakeIsYoungAndCountsThereOnly() external {
        (address other, address otherJury) = addMarket();
        vm.expectEmit(address(staking));
        emit INodeStaking.TicketsChanged(NODE, 0);
        _set(other, otherJury, STAKE);
        Node memory node = staking.nodeOf(NODE);
        vm.assertEq(node.tickets, 0, "tickets");
        vm.assertEq(node.stakeSince, vm.getBlockTimestamp(), "age");
        vm.assertEq(staking.classTicketsOf(address(market), CLASS), SLEEPING, "tickets of the first market");
        vm.assertEq(staking.classStakeOf(address(market), CLASS), 0, "stake of the first market");
        vm.assertEq(staking.classStakeOf(other, CLASS), STAKE, "stake of the other");
        vm.assertEq(staking.classStakeOf(otherJury, CLASS), STAKE, "asked about its jury");
        uint40 opened = uint40(vm.getBlockTimestamp());
        skipTime(TICKET_AGE);
        vm.prank(operatorOf(1));
        staking.ripen(NODE);
        vm.assertEq(staking.classTicketsOf(other, CLASS), 10, "tickets of the other");
        vm.assertEq(staking.ticketsBefore(NODE, opened), 0, "in a dispute that was open");
    }

    function test_RevertWhen_ItIsNotTheOwnerOrNoActiveMarket() external {
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOwner.selector, NODE, operatorOf(1)));
        staking.setAllowance(NODE, address(market), address(jury), 0);
        (address other, address otherJury) = addMarket();
        vm.prank(governor);
        staking.retireMarket(other);
        vm.startPrank(ownerOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotMarket.selector, other));
        staking.setAllowance(NODE, other, otherJury, 0);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.BadMarket.selector, market, otherJury));
        staking.setAllowance(NODE, address(market), otherJury, 0);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.BadMarket.selector, jury, market));
        staking.setAllowance(NODE, address(jury), address(market), 0);
        vm.expectPartialRevert(INodeStaking.StakeTooHigh.selector);
        staking.setAllowance(NODE, address(market), address(jury), uint96(type(uint88).max) + 1);
        vm.stopPrank();
    }

    function test_TheOwnerFreesWhatABrokenMarketLeftLocked() external {
        _lock(BOND);
        uint40 from = _now() + staking.minUnbondCooldown() + 30 days;
        vm.warp(from - 1);
        vm.startPrank(ownerOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.TooSoonToFree.selector, NODE, from));
        staking.freeLocks(NODE);
        vm.warp(from);
        vm.expectEmit(address(staking));
        emit INodeStaking.LocksFreed(NODE, address(market), BOND);
        staking.freeLocks(NODE);
        Node memory node = staking.nodeOf(NODE);
        vm.assertEq(node.locked, 0, "locked");
        vm.assertEq(node.market, address(0), "market");
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.LeftForGood.selector, NODE, market));
        staking.setAllowance(NODE, address(market), address(jury), STAKE);
        staking.requestUnbond(NODE, STAKE);
        vm.stopPrank();
        vm.startPrank(address(market));
        vm.assertEq(staking.slashBond(NODE, JOB, BOND, BOND, SlashReason.WrongResult), 0, "too late to slash");
        vm.assertEq(staking.releaseBond(NODE, JOB, BOND, true), ownerOf(1), "too late to release");
        vm.stopPrank();
    }

    function test_RevertWhen_NothingIsLockedOrItIsNotTheOwner() external {
        vm.prank(ownerOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NothingLocked.selector, NODE));
        staking.freeLocks(NODE);
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOwner.selector, NODE, operatorOf(1)));
        staking.freeLocks(NODE);
    }

    function _set(address market_, address jury_, uint96 allowance) private {
        vm.prank(ownerOf(1));
        staking.setAllowance(NODE, market_, jury_, allowance);
    }

    function _lock(uint96 bond) private {
        vm.prank(address(market));
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, _now(), bond);
    }

    function _now() private view returns (uint40) {
        return uint40(vm.getBlockTimestamp());
    }
}
