// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {IVault} from "../../../src/interfaces/IVault.sol";
import {NodeId} from "../../../src/types/Ids.sol";
import {Node, Registration} from "../../../src/types/NodeTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract RegisterTest is World {
    uint256 private constant NODE_COUNT = 2;

    function testFuzz_RegistersAndStakes(address operator, uint8 nodeClass, uint8 slots, uint96 stake, uint88 allowance)
        external
    {
        vm.assume(operator != address(0) && slots != 0);
        stake = uint96(bound(stake, staking.params().minStake, type(uint88).max));
        fundStake(stranger, stake);
        Registration memory terms =
            Registration(operator, nodeClass, slots, "caps", stake, address(market), address(jury), allowance);
        vm.expectEmit(address(staking));
        emit INodeStaking.NodeRegistered(
            NodeId.wrap(1), stranger, operator, nodeClass, slots, "caps", stake, address(market), allowance
        );
        vm.prank(stranger);
        NodeId nodeId = staking.register(terms);
        Node memory node = staking.nodeOf(nodeId);
        vm.assertEq(node.owner, stranger, "owner");
        vm.assertEq(node.operator, operator, "operator");
        vm.assertEq(node.nodeClass, nodeClass, "class");
        vm.assertEq(node.slots, slots, "slots");
        vm.assertEq(node.stake, stake, "stake");
        vm.assertEq(node.market, address(market), "market");
        vm.assertEq(node.allowance, allowance, "allowance");
        vm.assertEq(node.tickets, 0, "nothing is ripe");
        vm.assertEq(node.stakeSince, vm.getBlockTimestamp(), "stakeSince");
        vm.assertEq(node.lastSeen, vm.getBlockTimestamp(), "lastSeen");
        vm.assertEq(staking.classStakeOf(address(market), nodeClass), stake, "class stake");
        vm.assertEq(stakeTokenOf(address(staking)), stake, "held");
        vm.assertEq(stakeTokenOf(stranger), 0, "taken");
    }

    function test_NodesAreNumberedFromOne() external {
        addNodes(3);
        vm.assertEq(staking.nodeCount(), 3, "count");
        vm.assertEq(staking.ownerOf(NodeId.wrap(3)), ownerOf(3), "owner");
        vm.assertEq(staking.operatorOf(NodeId.wrap(3)), operatorOf(3), "operator");
        vm.assertEq(staking.nodeOf(NodeId.wrap(4)).owner, address(0), "unknown");
    }

    function test_RevertWhen_TheStakeIsUnderTheMinimum() external {
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.StakeTooLow.selector, TICKET - 1, TICKET));
        staking.register(registration(stranger, TICKET - 1));
    }

    function test_RevertWhen_StakeOrAllowanceIsOverWhatASlotHolds() external {
        uint96 stake = uint96(type(uint88).max) + 1;
        Registration memory terms = registration(stranger, STAKE);
        terms.allowance = stake;
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.StakeTooHigh.selector, stake));
        staking.register(terms);
        terms = registration(stranger, stake);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.StakeTooHigh.selector, stake));
        staking.register(terms);
    }

    function test_RevertWhen_TheNumbersAreUsedUp() external {
        // The last four bytes of the slot: see snapshots/storage.json.
        bytes32 slot = vm.load(address(staking), bytes32(NODE_COUNT));
        vm.store(address(staking), bytes32(NODE_COUNT), slot | bytes32(uint256(type(uint32).max) << 224));
        vm.assertEq(staking.nodeCount(), type(uint32).max, "the slot has moved");
        vm.expectRevert(INodeStaking.TooManyNodes.selector);
        staking.register(registration(stranger, STAKE));
    }

    function test_RevertWhen_TheVaultBalanceIsTooSmall() external {
        fundStake(stranger, STAKE - 1);
        Registration memory terms = registration(stranger, STAKE);
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(IVault.InsufficientBalance.selector, stakeToken, stranger, STAKE - 1, STAKE)
        );
        staking.register(terms);
    }

    function test_RevertWhen_TheOwnerHasNotConsentedToStaking() external {
        fundStake(stranger, STAKE);
        Registration memory terms = registration(stranger, STAKE);
        vm.startPrank(stranger);
        vault.consent(address(staking), false);
        vm.expectRevert(abi.encodeWithSelector(IVault.NoConsent.selector, stranger, staking));
        staking.register(terms);
        vm.stopPrank();
    }

    function test_RevertWhen_MarketAndJuryAreNotAPair() external {
        (address other, address otherJury) = addMarket();
        Registration memory terms = registration(stranger, STAKE);
        terms.jury = otherJury;
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.BadMarket.selector, market, otherJury));
        staking.register(terms);
        (terms.market, terms.jury) = (otherJury, other);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotMarket.selector, otherJury));
        staking.register(terms);
        (terms.market, terms.jury) = (stranger, address(0));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotMarket.selector, stranger));
        staking.register(terms);
    }

    function test_RevertWhen_OperatorOrSlotsAreZero() external {
        Registration memory terms = registration(address(0), STAKE);
        vm.expectRevert(INodeStaking.ZeroOperator.selector);
        staking.register(terms);
        terms = registration(stranger, STAKE);
        terms.slots = 0;
        vm.expectRevert(INodeStaking.ZeroSlots.selector);
        staking.register(terms);
    }
}
