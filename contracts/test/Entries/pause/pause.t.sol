// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IEntries} from "../../../src/interfaces/IEntries.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobState} from "../../../src/types/JobTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract PauseTest is World {
    function setUp() public override {
        super.setUp();
        addNodes(3);
    }

    function test_EveryEntryCloses() external {
        JobId jobId = openJob(1, 1);
        _pause();
        bytes memory closed = abi.encodeWithSelector(IEntries.EntriesPaused.selector, vm.getBlockTimestamp() + 72 hours);
        vm.startPrank(requester);
        vm.expectRevert(closed);
        staking.register(registration(requester, STAKE));
        vm.expectRevert(closed);
        market.post(order(1, 1), abi.encode(spec()));
        vm.stopPrank();
        vm.prank(operatorOf(1));
        vm.expectRevert(closed);
        market.claim(orderOf(jobId), NodeId.wrap(1));
    }

    function test_NoExitCloses() external {
        JobId unclaimed = openJob(1, 1);
        JobId jobId = runningJob(3, 2);
        _pause();
        fund(requester, 1);
        fundStake(ownerOf(1), 1e18);
        vm.prank(ownerOf(1));
        staking.addStake(NodeId.wrap(1), 1e18);
        vm.prank(requester);
        market.cancel(orderOf(unclaimed));
        for (uint8 i = 0; i < 3; i++) commit(jobId, i, ROOT);
        for (uint8 i = 0; i < 3; i++) reveal(jobId, i, ROOT);
        passDeadline(jobId);
        vm.prank(stranger);
        market.poke(orderOf(jobId));
        assertState(jobId, JobState.Completed);
        vm.startPrank(ownerOf(1));
        staking.requestUnbond(NodeId.wrap(1), STAKE + 1e18);
        skipTime(7 days);
        staking.unbond(NodeId.wrap(1));
        vault.withdraw(address(stakeToken), STAKE + 1e18, ownerOf(1));
        vault.withdraw(address(usdt), usdtOf(ownerOf(1)), ownerOf(1));
        vm.stopPrank();
    }

    function test_EntriesOpenAgainByThemselves() external {
        _pause();
        skipTime(72 hours);
        vm.prank(requester);
        vm.expectPartialRevert(IEntries.EntriesPaused.selector);
        market.post(order(1, 1), abi.encode(spec()));
        skipTime(1);
        post(order(1, 1), spec());
    }

    function test_RevertWhen_PausedAgainTooSoon() external {
        vm.startPrank(guardian);
        staking.pause();
        uint256 from = vm.getBlockTimestamp() + 144 hours;
        skipTime(72 hours + 1);
        vm.expectRevert(abi.encodeWithSelector(IEntries.PauseCoolingOff.selector, from));
        staking.pause();
        vm.warp(from);
        staking.pause();
        vm.stopPrank();
    }

    function test_LiftingAPauseKeepsTheCoolOff() external {
        vm.startPrank(guardian);
        vm.expectEmit(address(staking));
        emit IEntries.Paused(uint40(vm.getBlockTimestamp()) + 72 hours);
        staking.pause();
        vm.expectEmit(address(staking));
        emit IEntries.Paused(0);
        staking.unpause();
        vm.expectPartialRevert(IEntries.PauseCoolingOff.selector);
        staking.pause();
        vm.stopPrank();
        vm.assertEq(staking.pausedUntil(), 0, "until");
    }

    function test_GovernorCanLiftAPause() external {
        vm.prank(guardian);
        staking.pause();
        vm.prank(governor);
        staking.unpause();
        post(order(1, 1), spec());
    }

    function test_RevertWhen_TheCallerIsNotTheGuardian() external {
        vm.prank(governor);
        vm.expectRevert(abi.encodeWithSelector(IEntries.NotGuardian.selector, governor));
        staking.pause();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IEntries.NotGuardian.selector, stranger));
        staking.unpause();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.NotGovernor.selector, stranger));
        staking.setGuardian(stranger);
    }

    function _pause() private {
        vm.prank(guardian);
        staking.pause();
    }
}
