// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {MarketStatus, Node, SlashReason} from "../../../src/types/NodeTypes.sol";
import {Partner, World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

/// @notice What a market and its jury do with stake.
contract BondsTest is World {
    NodeId private constant NODE = NodeId.wrap(1);
    JobId private constant JOB = JobId.wrap("job");
    function setUp() public override {
        super.setUp();
        addNodes(2);
        vm.prank(ownerOf(1));
        staking.setAllowance(NODE, address(market), address(jury), STAKE);
    }

    function testFuzz_LockBindsStake(uint96 bond) external {
        bond = uint96(bound(bond, 0, STAKE / 2));
        vm.expectEmit(address(staking));
        emit INodeStaking.BondLocked(NODE, JOB, bond);
        (uint96 stake, uint256 classStake) = _lock(bond);
        vm.assertEq(stake, STAKE, "stake");
        vm.assertEq(classStake, 2 * STAKE, "class stake");
        Node memory node = staking.nodeOf(NODE);
        vm.assertEq(node.locked, bond, "locked");
        vm.assertEq(staking.freeStakeOf(NODE), STAKE - bond, "free");
    }

    function testFuzz_ReleaseFreesThem(uint96 bond, bool paid) external {
        bond = uint96(bound(bond, 0, STAKE / 2));
        _lock(bond);
        vm.prank(address(market));
        vm.assertEq(staking.releaseBond(NODE, JOB, bond, paid), ownerOf(1), "owner");
        Node memory node = staking.nodeOf(NODE);
        vm.assertEq(node.locked, 0, "locked");
        vm.assertEq(node.completed, paid ? 1 : 0, "completed");
        vm.assertEq(node.stake, STAKE, "stake");
    }

    function testFuzz_SlashTakesAPartAndFreesTheRest(uint96 bond, uint96 amount) external {
        bond = uint96(bound(bond, 0, STAKE / 2));
        amount = uint96(bound(amount, 0, bond));
        _lock(bond);
        vm.expectEmit(address(staking));
        emit INodeStaking.Slashed(NODE, JOB, amount, SlashReason.NoShow);
        if (amount != bond) {
            vm.expectEmit(address(staking));
            emit INodeStaking.BondReleased(NODE, JOB, bond - amount);
        }
        vm.prank(address(market));
        vm.assertEq(staking.slashBond(NODE, JOB, bond, amount, SlashReason.NoShow), amount, "taken");
        Node memory node = staking.nodeOf(NODE);
        vm.assertEq(node.locked, 0, "locked");
        vm.assertEq(node.stake, STAKE - amount, "stake");
        vm.assertEq(node.allowance, STAKE - amount, "the allowance is used up by what is lost");
        vm.assertEq(node.tickets, (STAKE - amount) / TICKET, "tickets");
        vm.assertEq(staking.classTicketsOf(address(market), CLASS), SLEEPING + 10 + (STAKE - amount) / TICKET, "tickets of the class");
        vm.assertEq(node.faults, 1, "faults");
        vm.assertEq(staking.classStakeOf(address(market), CLASS), 2 * STAKE - amount, "class");
        vm.assertEq(stakeTokenOf(address(market)), amount, "given to the market");
        vm.assertEq(stakeTokenOf(address(staking)), 2 * STAKE - amount, "held");
    }

    /// @dev A way out must not fail over a sum that does not add up.
    function test_NoMoreIsReleasedOrTakenThanIsLocked() external {
        _lock(BOND);
        vm.startPrank(address(market));
        vm.expectEmit(address(staking));
        emit INodeStaking.BondReleased(NODE, JOB, BOND);
        staking.releaseBond(NODE, JOB, type(uint96).max, true);
        vm.assertEq(staking.slashBond(NODE, JOB, BOND, BOND, SlashReason.NoShow), 0, "nothing was locked");
        vm.stopPrank();
        vm.assertEq(stakeOf(1), STAKE, "stake");
    }

    function test_RevertWhen_TheNodeIsNotAvailable() external {
        vm.startPrank(address(market));
        uint40 later = uint40(vm.getBlockTimestamp());
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOperator.selector, NODE, stranger));
        staking.lockBond(NODE, JOB, stranger, CLASS, later, BOND);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.WrongClass.selector, NODE, CLASS, 9));
        staking.lockBond(NODE, JOB, operatorOf(1), 9, later, BOND);
        uint40 since = staking.nodeOf(NODE).stakeSince;
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.StakeTooYoung.selector, NODE, since, since));
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, since, BOND);
        vm.expectRevert(
            abi.encodeWithSelector(INodeStaking.AllowanceUsedUp.selector, NODE, 0, STAKE / 2 + 1, STAKE / 2)
        );
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, later, STAKE / 2 + 1);
        vm.stopPrank();
    }

    function test_RevertWhen_TheStakeIsSmallerThanTheAllowance() external {
        vm.startPrank(ownerOf(1));
        staking.setAllowance(NODE, address(market), address(jury), 4 * STAKE);
        vm.stopPrank();
        vm.startPrank(address(market));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.AllowanceUsedUp.selector, NODE, 0, STAKE + 1, STAKE / 2));
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, uint40(vm.getBlockTimestamp()), STAKE + 1);
        vm.stopPrank();
    }

    function test_ATicketLocksInAllOfTheAllowance() external {
        _lock(STAKE / 2);
        vm.prank(address(jury));
        address owner = staking.lockTicket(NODE, JOB, operatorOf(1), CLASS, _now(), 9, STAKE / 2);
        vm.assertEq(owner, ownerOf(1), "owner");
        vm.assertEq(lockedOf(1), STAKE, "locked");
    }

    function test_RevertWhen_TheTicketCannotBeLocked() external {
        vm.startPrank(address(jury));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOperator.selector, NODE, stranger));
        staking.lockTicket(NODE, JOB, stranger, CLASS, _now(), 0, 1);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.WrongClass.selector, NODE, CLASS, 9));
        staking.lockTicket(NODE, JOB, operatorOf(1), 9, _now(), 0, 1);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.UnknownTicket.selector, NODE, 10, 10));
        staking.lockTicket(NODE, JOB, operatorOf(1), CLASS, _now(), 10, 1);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.UnknownTicket.selector, NODE, 0, 0));
        staking.lockTicket(NODE, JOB, operatorOf(1), CLASS, 0, 0, 1);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.AllowanceUsedUp.selector, NODE, 0, STAKE + 1, STAKE));
        staking.lockTicket(NODE, JOB, operatorOf(1), CLASS, _now(), 0, STAKE + 1);
        vm.stopPrank();
        vm.startPrank(address(market));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotMarket.selector, market));
        staking.lockTicket(NODE, JOB, operatorOf(1), CLASS, _now(), 0, 1);
        vm.stopPrank();
    }

    function test_ARetiredMarketTakesNothingNewAndItsJuriesSit() external {
        _lock(BOND);
        _lock(BOND);
        vm.expectEmit(address(staking));
        emit INodeStaking.MarketSet(address(market), address(jury), MarketStatus.Retired);
        vm.prank(governor);
        staking.retireMarket(address(market));
        vm.assertEq(uint256(staking.marketStatus(address(market))), uint256(MarketStatus.Retired), "status");
        vm.startPrank(address(market));
        bytes memory refused = abi.encodeWithSelector(INodeStaking.NotMarket.selector, market);
        vm.expectRevert(refused);
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, _now(), BOND);
        vm.expectRevert(refused);
        staking.admitPost(requester, CLASS);
        staking.releaseBond(NODE, JOB, BOND, true);
        staking.slashBond(NODE, JOB, BOND, BOND, SlashReason.WrongResult);
        vm.stopPrank();
        vm.prank(address(jury));
        staking.lockTicket(NODE, JOB, operatorOf(1), CLASS, _now(), 0, BOND);
        vm.assertEq(lockedOf(1), BOND, "locked");
    }

    function test_WhoIsNotTheNodesMarketCanDoNothing() external {
        _lock(BOND);
        bytes memory refused = abi.encodeWithSelector(INodeStaking.NotMarket.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refused);
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, _now(), 0);
        vm.expectRevert(refused);
        staking.lockTicket(NODE, JOB, operatorOf(1), CLASS, _now(), 0, 0);
        vm.expectRevert(refused);
        staking.admitPost(requester, CLASS);
        vm.stopPrank();
        _assertPowerless(stranger);
        (address other, address otherJury) = addMarket();
        _assertPowerless(other);
        _assertPowerless(otherJury);
        vm.startPrank(other);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotMarket.selector, other));
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, _now(), 1);
        vm.stopPrank();
        vm.startPrank(otherJury);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotMarket.selector, otherJury));
        staking.lockTicket(NODE, JOB, operatorOf(1), CLASS, _now(), 0, 1);
        vm.stopPrank();
    }

    function test_AMarketAndItsJuryNameEachOtherAndAreAddedOnce() external {
        (address other, address otherJury) = addMarket();
        vm.assertEq(staking.juryOf(other), otherJury, "jury");
        vm.assertEq(staking.juryOf(otherJury), address(0), "a jury has none");
        vm.assertEq(uint256(staking.marketStatus(other)), uint256(MarketStatus.Active), "status");
        vm.assertEq(uint256(staking.marketStatus(otherJury)), uint256(MarketStatus.None), "a jury is no market");
        vm.startPrank(governor);
        _expectBadMarket(other, otherJury);
        _expectBadMarket(other, address(jury));
        _expectBadMarket(address(new Partner()), otherJury);
        Partner alone = new Partner();
        alone.pair(address(alone));
        _expectBadMarket(address(alone), address(alone));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotMarket.selector, otherJury));
        staking.retireMarket(otherJury);
        vm.stopPrank();
        vm.expectPartialRevert(IGoverned.NotGovernor.selector);
        staking.addMarket(other, otherJury);
        vm.expectPartialRevert(IGoverned.NotGovernor.selector);
        staking.retireMarket(other);
    }

    function test_WhatBecomesOfAMarketIsTold() external {
        (address other, address otherJury) = _pair();
        vm.startPrank(governor);
        vm.expectEmit(address(staking));
        emit INodeStaking.MarketSet(other, otherJury, MarketStatus.Active);
        staking.addMarket(other, otherJury);
        vm.expectEmit(address(staking));
        emit INodeStaking.MarketSet(other, otherJury, MarketStatus.Retired);
        staking.retireMarket(other);
        vm.stopPrank();
    }

    function test_RevertWhen_ThereAre255Markets() external {
        for (uint256 i = 1; i < 255; i++) addMarket();
        (address one, address other) = _pair();
        vm.prank(governor);
        vm.expectRevert(INodeStaking.TooManyMarkets.selector);
        staking.addMarket(one, other);
    }

    function _pair() private returns (address, address) {
        (Partner one, Partner other) = (new Partner(), new Partner());
        one.pair(address(other));
        other.pair(address(one));
        return (address(one), address(other));
    }

    function test_CountersStopAtTheirEnds() external {
        for (uint256 i = 0; i < 3; i++) {
            _lock(BOND);
            vm.prank(address(market));
            staking.releaseBond(NODE, JOB, BOND, true);
        }
        vm.assertEq(staking.nodeOf(NODE).completed, 3, "completed");
    }

    function _expectBadMarket(address market_, address jury_) private {
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.BadMarket.selector, market_, jury_));
        staking.addMarket(market_, jury_);
    }

    /// @dev The ways out never fail, and do nothing for who has locked nothing.
    function _assertPowerless(address caller) private {
        vm.startPrank(caller);
        vm.assertEq(staking.releaseBond(NODE, JOB, BOND, true), ownerOf(1), "owner");
        vm.assertEq(staking.slashBond(NODE, JOB, BOND, BOND, SlashReason.WrongResult), 0, "taken");
        vm.stopPrank();
        Node memory node = staking.nodeOf(NODE);
        vm.assertEq(node.locked, BOND, "locked");
        vm.assertEq(node.stake, STAKE, "stake");
        vm.assertEq(node.completed, 0, "completed");
    }

    function _now() private view returns (uint40) {
        return uint40(vm.getBlockTimestamp());
    }

    function _lock(uint96 bond) private returns (uint96, uint256) {
        vm.prank(address(market));
        return staking.lockBond(NODE, JOB, operatorOf(1), CLASS, _now(), bond);
    }
}
