// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

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
        _pauseAll();
        bytes memory closed = abi.encodeWithSelector(IGoverned.EntriesPaused.selector, vm.getBlockTimestamp() + 72 hours);
        vm.startPrank(requester);
        vm.expectRevert(closed);
        vault.deposit(address(usdt), requester, 1);
        vm.expectRevert(closed);
        vault.depositNative(requester);
        vm.expectRevert(closed);
        staking.register(requester, CLASS, 1, 0, STAKE);
        vm.expectRevert(closed);
        market.post(order(1, 1), abi.encode(spec()));
        vm.stopPrank();
        vm.prank(ownerOf(1));
        vm.expectRevert(closed);
        staking.addStake(NodeId.wrap(1), 1);
        vm.prank(operatorOf(1));
        vm.expectRevert(closed);
        market.claim(orderOf(jobId), NodeId.wrap(1));
    }

    function test_NoExitCloses() external {
        JobId unclaimed = openJob(1, 1);
        JobId jobId = runningJob(3, 2);
        _pauseAll();
        vm.prank(requester);
        market.cancel(orderOf(unclaimed));
        for (uint8 i = 0; i < 3; i++) commit(jobId, i, ROOT);
        for (uint8 i = 0; i < 3; i++) reveal(jobId, i, ROOT);
        passDeadline(jobId);
        vm.prank(stranger);
        market.poke(orderOf(jobId));
        assertState(jobId, JobState.Completed);
        vm.startPrank(ownerOf(1));
        staking.requestUnbond(NodeId.wrap(1), STAKE);
        skipTime(7 days);
        staking.unbond(NodeId.wrap(1));
        vault.withdraw(address(stakeToken), STAKE, ownerOf(1));
        vault.withdraw(address(usdt), usdtOf(ownerOf(1)), ownerOf(1));
        vm.stopPrank();
    }

    function test_EntriesOpenAgainByThemselves() external {
        _pauseAll();
        skipTime(72 hours);
        vm.prank(requester);
        vm.expectPartialRevert(IGoverned.EntriesPaused.selector);
        market.post(order(1, 1), abi.encode(spec()));
        skipTime(1);
        post(order(1, 1), spec());
    }

    function test_RevertWhen_PausedAgainTooSoon() external {
        vm.startPrank(guardian);
        market.pause();
        uint256 from = vm.getBlockTimestamp() + 144 hours;
        skipTime(72 hours + 1);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.PauseCoolingOff.selector, from));
        market.pause();
        vm.warp(from);
        market.pause();
        vm.stopPrank();
    }

    function test_LiftingAPauseKeepsTheCoolOff() external {
        vm.startPrank(guardian);
        market.pause();
        market.unpause();
        vm.expectPartialRevert(IGoverned.PauseCoolingOff.selector);
        market.pause();
        vm.stopPrank();
        vm.assertEq(market.pausedUntil(), 0, "until");
    }

    function test_GovernorCanLiftAPause() external {
        vm.prank(guardian);
        market.pause();
        vm.prank(governor);
        market.unpause();
        post(order(1, 1), spec());
    }

    function test_RevertWhen_TheCallerIsNotTheGuardian() external {
        vm.prank(governor);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.NotGuardian.selector, governor));
        market.pause();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.NotGuardian.selector, stranger));
        market.unpause();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.NotGovernor.selector, stranger));
        market.setGuardian(stranger);
    }

    function _pauseAll() private {
        vm.startPrank(guardian);
        vault.pause();
        staking.pause();
        market.pause();
        vm.stopPrank();
    }
}
