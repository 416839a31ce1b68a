// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {MarketStatus, Node, SlashReason} from "../../../src/types/NodeTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

/// @notice The three calls of a market, made by a market that the governor trusts.
contract BondsTest is World {
    NodeId private constant NODE = NodeId.wrap(1);
    JobId private constant JOB = JobId.wrap("job");
    address private immutable trusted = _person("trusted market");

    function setUp() public override {
        super.setUp();
        addNodes(2);
        vm.prank(governor);
        staking.setMarket(trusted, MarketStatus.Active);
    }

    function testFuzz_LockBindsStakeAndSlot(uint96 bond) external {
        bond = uint96(bound(bond, 0, STAKE));
        vm.expectEmit(address(staking));
        emit INodeStaking.BondLocked(NODE, JOB, bond);
        (uint96 stake, uint256 classStake) = _lock(bond);
        vm.assertEq(stake, STAKE, "stake");
        vm.assertEq(classStake, 2 * STAKE, "class stake");
        Node memory node = staking.nodeOf(NODE);
        vm.assertEq(node.locked, bond, "locked");
        vm.assertEq(node.active, 1, "active");
        vm.assertEq(staking.freeStakeOf(NODE), STAKE - bond, "free");
    }

    function testFuzz_ReleaseFreesThem(uint96 bond, bool paid) external {
        bond = uint96(bound(bond, 0, STAKE));
        _lock(bond);
        vm.prank(trusted);
        vm.assertEq(staking.releaseBond(NODE, JOB, bond, paid), ownerOf(1), "owner");
        Node memory node = staking.nodeOf(NODE);
        vm.assertEq(node.locked, 0, "locked");
        vm.assertEq(node.active, 0, "active");
        vm.assertEq(node.completed, paid ? 1 : 0, "completed");
        vm.assertEq(node.stake, STAKE, "stake");
    }

    function testFuzz_SlashTakesAPartAndFreesTheRest(uint96 bond, uint96 amount) external {
        bond = uint96(bound(bond, 0, STAKE));
        amount = uint96(bound(amount, 0, bond));
        _lock(bond);
        vm.expectEmit(address(staking));
        emit INodeStaking.Slashed(NODE, JOB, amount, SlashReason.NoShow);
        vm.prank(trusted);
        vm.assertEq(staking.slashBond(NODE, JOB, bond, amount, SlashReason.NoShow), ownerOf(1), "owner");
        Node memory node = staking.nodeOf(NODE);
        vm.assertEq(node.locked, 0, "locked");
        vm.assertEq(node.active, 0, "active");
        vm.assertEq(node.stake, STAKE - amount, "stake");
        vm.assertEq(node.faults, 1, "faults");
        vm.assertEq(staking.classStakeOf(CLASS), 2 * STAKE - amount, "class");
        vm.assertEq(stakeTokenOf(trusted), amount, "given to the market");
        vm.assertEq(stakeTokenOf(address(staking)), 2 * STAKE - amount, "held");
    }

    function test_RevertWhen_AMarketReleasesMoreThanIsLocked() external {
        _lock(BOND);
        vm.startPrank(trusted);
        vm.expectRevert();
        staking.releaseBond(NODE, JOB, BOND + 1, true);
        vm.expectRevert();
        staking.releaseBond(NODE, JOB, BOND + uint96(2 ** 88), true);
        vm.expectPartialRevert(INodeStaking.NotEnoughFreeStake.selector);
        staking.slashBond(NODE, JOB, BOND, BOND + 1, SlashReason.NoShow);
        vm.stopPrank();
    }

    function test_RevertWhen_TheNodeIsNotAvailable() external {
        vm.startPrank(trusted);
        uint40 later = uint40(vm.getBlockTimestamp());
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOperator.selector, NODE, stranger));
        staking.lockBond(NODE, JOB, stranger, CLASS, later, BOND);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.WrongClass.selector, NODE, CLASS, 9));
        staking.lockBond(NODE, JOB, operatorOf(1), 9, later, BOND);
        uint40 since = staking.nodeOf(NODE).stakeSince;
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.StakeTooYoung.selector, NODE, since, since));
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, since, BOND);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotEnoughFreeStake.selector, NODE, STAKE, STAKE + 1));
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, later, STAKE + 1);
        vm.stopPrank();
        for (uint256 i = 0; i < 8; i++) _lock(1);
        vm.startPrank(trusted);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NoFreeSlot.selector, NODE, 8));
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, later, 1);
        vm.stopPrank();
    }

    function test_ARetiredMarketCanOnlyLetGo() external {
        _lock(BOND);
        _lock(BOND);
        vm.prank(governor);
        staking.setMarket(trusted, MarketStatus.Retired);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotMarket.selector, trusted));
        vm.prank(trusted);
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, uint40(vm.getBlockTimestamp()), BOND);
        vm.startPrank(trusted);
        staking.releaseBond(NODE, JOB, BOND, true);
        staking.slashBond(NODE, JOB, BOND, BOND, SlashReason.WrongResult);
        vm.stopPrank();
        vm.assertEq(lockedOf(1), 0, "locked");
    }

    function test_RevertWhen_TheCallerIsNoMarket() external {
        bytes memory refused = abi.encodeWithSelector(INodeStaking.NotMarket.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refused);
        staking.lockBond(NODE, JOB, operatorOf(1), CLASS, 0, 0);
        vm.expectRevert(refused);
        staking.releaseBond(NODE, JOB, 0, true);
        vm.expectRevert(refused);
        staking.slashBond(NODE, JOB, 0, 0, SlashReason.NoShow);
        vm.stopPrank();
    }

    function test_AMarketCannotBeForgotten() external {
        vm.startPrank(governor);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotMarket.selector, trusted));
        staking.setMarket(trusted, MarketStatus.None);
        vm.stopPrank();
        vm.expectPartialRevert(IGoverned.NotGovernor.selector);
        staking.setMarket(stranger, MarketStatus.Active);
    }

    function _lock(uint96 bond) private returns (uint96, uint256) {
        vm.prank(trusted);
        return staking.lockBond(NODE, JOB, operatorOf(1), CLASS, uint40(vm.getBlockTimestamp()), bond);
    }
}
