// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {JobId} from "../../../src/types/Ids.sol";
import {MarketParams, WindowLimits} from "../../../src/types/JobTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract MarketSettingsTest is World {
    function testFuzz_SetsWithinBounds(uint16 feeBps, uint16 noShowBps, uint88 floor) external {
        feeBps = uint16(bound(feeBps, 0, 500));
        noShowBps = uint16(bound(noShowBps, 0, 5_000));
        vm.startPrank(governor);
        vm.expectEmit(address(market));
        emit IGoverned.ParameterSet("feeBps", 0, feeBps);
        market.setFee(feeBps);
        market.setNoShow(noShowBps);
        market.setTreasury(stranger);
        market.setBondFloor(3, floor);
        market.setToken(address(stakeToken), true);
        market.setToken(address(usdt), false);
        vm.stopPrank();
        MarketParams memory params = market.params();
        vm.assertEq(params.feeBps, feeBps, "fee");
        vm.assertEq(params.noShowBps, noShowBps, "no-show");
        vm.assertEq(params.treasury, stranger, "treasury");
        vm.assertEq(market.bondFloorOf(3), floor, "floor");
        vm.assertTrue(market.isTokenAllowed(address(stakeToken)), "allowed");
        vm.assertFalse(market.isTokenAllowed(address(usdt)), "not allowed");
    }

    function test_RevertWhen_OutOfBounds() external {
        vm.startPrank(governor);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.OutOfBounds.selector, bytes32("feeBps"), 501, 0, 500));
        market.setFee(501);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.OutOfBounds.selector, bytes32("noShowBps"), 5_001, 0, 5_000));
        market.setNoShow(5_001);
        vm.expectPartialRevert(IGoverned.OutOfBounds.selector);
        market.setTreasury(address(0));
        vm.expectPartialRevert(IGoverned.OutOfBounds.selector);
        market.setBondFloor(1, type(uint96).max);
        vm.stopPrank();
    }

    function test_AFeeChangedLaterDoesNotTouchAPostedJob() external {
        addNodes(1);
        JobId jobId = runningJob(1, 1);
        vm.prank(governor);
        market.setFee(500);
        submit(jobId, 1, ROOT);
        vm.prank(requester);
        market.accept(orderOf(jobId));
        vm.assertEq(usdtOf(treasury), uint256(lens.currentPrice(orderOf(jobId))) * FEE_BPS / 10_000, "fee");
    }

    function test_RevertWhen_TheCallerIsNotTheGovernor() external {
        bytes memory refused = abi.encodeWithSelector(IGoverned.NotGovernor.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refused);
        market.setFee(0);
        vm.expectRevert(refused);
        market.setNoShow(0);
        vm.expectRevert(refused);
        market.setTreasury(stranger);
        vm.expectRevert(refused);
        market.setBondFloor(1, 0);
        vm.expectRevert(refused);
        market.setToken(address(usdt), false);
        vm.stopPrank();
    }

    function test_TheWindowsAreBoundedAtDeployment() external {
        vm.assertEq(abi.encode(market.limits()), abi.encode(windowLimits()), "limits");
        WindowLimits memory limits = windowLimits();
        limits.minWork = 0;
        _expect(limits, abi.encodeWithSelector(IGoverned.OutOfBounds.selector, bytes32("workWindow"), 0, 1, 6 hours));
        limits = windowLimits();
        limits.maxClaim = 30 days + 1;
        _expectPartial(limits, IGoverned.OutOfBounds.selector);
        limits = windowLimits();
        limits.maxWork = 4 days;
        _expectPartial(limits, IJobEscrow.UnboundedLifetime.selector);
    }

    function _expect(WindowLimits memory limits, bytes memory reason) private {
        vm.expectRevert(reason);
        this.deploy(limits);
    }

    function _expectPartial(WindowLimits memory limits, bytes4 selector) private {
        vm.expectPartialRevert(selector);
        this.deploy(limits);
    }

    function deploy(WindowLimits memory limits) external {
        deployMarket(limits, MarketParams(treasury, FEE_BPS, NO_SHOW_BPS));
    }
}
