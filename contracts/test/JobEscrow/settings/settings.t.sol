// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {IVault} from "../../../src/interfaces/IVault.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {BondFloor, JobOrder, JobSpec, JobState, MarketParams, WindowLimits} from "../../../src/types/JobTypes.sol";
import {IJury} from "../../../src/interfaces/IJury.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract MarketSettingsTest is World {
    function testFuzz_SetsWithinBounds(uint16 feeBps, uint16 noShowBps, uint88 floor, uint88 base) external {
        floor = uint88(bound(floor, 1, type(uint88).max));
        base = uint88(bound(base, 1, type(uint88).max));
        feeBps = uint16(bound(feeBps, 0, 500));
        noShowBps = uint16(bound(noShowBps, 0, 5_000));
        vm.startPrank(governor);
        _expectSet("feeBps", 0, feeBps);
        market.setFee(feeBps);
        _expectSet("noShowBps", 0, noShowBps);
        market.setNoShow(noShowBps);
        _expectSet("treasury", 0, uint160(stranger));
        market.setTreasury(stranger);
        _expectSet("bondFloorPerUnit", bytes32(uint256(3)), floor);
        _expectSet("bondFloorBase", bytes32(uint256(3)), base);
        market.setBondFloor(3, BondFloor(floor, base));
        _expectSet("token", bytes32(uint256(uint160(address(stakeToken)))), 1);
        market.setToken(address(stakeToken), true);
        _expectSet("token", bytes32(uint256(uint160(address(usdt)))), 0);
        market.setToken(address(usdt), false);
        vm.stopPrank();
        MarketParams memory params = market.params();
        vm.assertEq(params.feeBps, feeBps, "fee");
        vm.assertEq(params.noShowBps, noShowBps, "no-show");
        vm.assertEq(params.treasury, stranger, "treasury");
        vm.assertEq(market.bondFloorOf(3).perUnit, floor, "floor");
        vm.assertEq(market.bondFloorOf(3).base, base, "base");
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
        market.setBondFloor(1, BondFloor(0, 1));
        vm.expectPartialRevert(IGoverned.OutOfBounds.selector);
        market.setBondFloor(1, BondFloor(1, 0));
        vm.expectRevert(abi.encodeWithSelector(IVault.NobodysAccount.selector, vault));
        market.setTreasury(address(vault));
        vm.expectRevert(abi.encodeWithSelector(IVault.NobodysAccount.selector, jury));
        market.setTreasury(address(jury));
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
        market.setBondFloor(1, BondFloor(1, 1));
        vm.expectRevert(refused);
        market.setQuote(address(usdt), 1, 1);
        vm.expectRevert(refused);
        market.setJury(jury);
        vm.expectRevert(refused);
        market.setToken(address(usdt), false);
        vm.stopPrank();
    }

    function test_TheJuryIsChosenOnceAndNamesTheMarket() external {
        vm.startPrank(governor);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JuryIsChosen.selector, jury));
        market.setJury(jury);
        IJobEscrow other = IJobEscrow(deployMarket(windowLimits(), MarketParams(treasury, FEE_BPS, NO_SHOW_BPS)));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JuryOfAnother.selector, jury));
        other.setJury(jury);
        vm.expectRevert();
        other.setJury(IJury(stranger));
        IJury its = IJury(deployJury(other, SIZE, juryWindows()));
        vm.expectEmit(address(other));
        emit IGoverned.ParameterSet("jury", 0, uint160(address(its)));
        other.setJury(its);
        vm.stopPrank();
    }

    function test_TheIndexStartsWhereItIsSetAndMovesOnceAnHour() external {
        addNodes(2);
        uint216 start = 1_000e18;
        vm.startPrank(governor);
        market.setQuote(address(usdt), CLASS, start);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.QuoteIsSet.selector, usdt, CLASS));
        market.setQuote(address(usdt), CLASS, start);
        vm.stopPrank();
        _trade();
        vm.assertEq(market.quote(address(usdt), CLASS), start, "within the hour");
        skipTime(1 hours);
        _trade();
        uint256 moved = market.quote(address(usdt), CLASS);
        vm.assertGt(moved, start, "up");
        vm.assertLe(moved, start + start / 8, "an eighth");
        _trade();
        vm.assertEq(market.quote(address(usdt), CLASS), moved, "once");
    }

    /// @dev Who is hired directly was not found by its price. An unvetted program is always hired directly.
    function testFuzz_ADirectHireDoesNotMoveTheIndex(bool vetted) external {
        addNodes(1);
        vm.prank(governor);
        market.setQuote(address(usdt), CLASS, 1_000e18);
        skipTime(1 hours);
        JobSpec memory spec_ = spec();
        spec_.node = NodeId.wrap(1);
        if (!vetted) spec_.programHash = UNKNOWN;
        JobOrder memory order_ = order(1, 1);
        if (!vetted) order_.challengeWindow = 0;
        _finish(post(order_, spec_));
        vm.assertEq(market.quote(address(usdt), CLASS), 1_000e18, "index");
        _trade();
        vm.assertGt(market.quote(address(usdt), CLASS), 1_000e18, "a job of the market does");
    }

    function test_AnIndexThatWasNotSetDoesNotMove() external {
        addNodes(1);
        _trade();
        vm.assertEq(market.quote(address(usdt), CLASS), 0, "index");
    }

    function _expectSet(bytes32 name, bytes32 key, uint256 value) private {
        vm.expectEmit(address(market));
        emit IGoverned.ParameterSet(name, key, value);
    }

    function _trade() private {
        _finish(openJob(1, 1));
    }

    function _finish(JobId jobId) private {
        claimSeats(jobId, 1);
        submit(jobId, 1, ROOT);
        if (stateOf(jobId) == JobState.Completed) return;
        vm.prank(requester);
        market.accept(orderOf(jobId));
    }

    function test_TheWindowsAreBoundedAtDeployment() external {
        vm.assertEq(abi.encode(market.limits()), abi.encode(windowLimits()), "limits");
        WindowLimits memory limits = windowLimits();
        limits.minWork = 0;
        _expectRefused(limits, abi.encodeWithSelector(IGoverned.OutOfBounds.selector, bytes32("workWindow"), 0, 1, 6 hours));
        limits = windowLimits();
        limits.maxClaim = 30 days + 1;
        _expectRefused(
            limits, abi.encodeWithSelector(IGoverned.OutOfBounds.selector, bytes32("claimWindow"), 30 days + 1, 30, 30 days)
        );
    }

    function _expectRefused(WindowLimits memory limits, bytes memory reason) private {
        MarketParams memory params = MarketParams(treasury, FEE_BPS, NO_SHOW_BPS);
        assertRefused(
            "JobEscrow.sol:JobEscrow", abi.encode(governor, vault, staking, programs, limits, params), reason
        );
    }
}
