// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {GovernanceWorld, ITimelock} from "../../base/GovernanceWorld.sol";
import {vm} from "../../base/Vm.sol";

contract DelayTest is GovernanceWorld {
    uint256 private constant LEAST = 24 hours;
    uint256 private constant MOST = 30 days;

    ITimelock private fresh;

    function setUp() public override {
        super.setUp();
        fresh = deployTimelock(LEAST, DELAY);
        fresh.grantRole(PROPOSER, address(this));
    }

    function testFuzz_TheDelayStaysWithinItsBounds(uint256 delay) external {
        delay = bound(delay, 0, MOST + 7 days);
        bool good = delay >= LEAST && delay <= MOST;
        vm.prank(address(fresh));
        if (!good) vm.expectRevert(_outOfBounds(delay, LEAST));
        fresh.updateDelay(delay);
        vm.assertEq(fresh.getMinDelay(), good ? delay : DELAY, "delay");
    }

    function test_TheBoundsThemselvesAreGood() external {
        vm.startPrank(address(fresh));
        fresh.updateDelay(MOST);
        vm.assertEq(fresh.getMinDelay(), MOST, "longest");
        fresh.updateDelay(LEAST);
        vm.assertEq(fresh.getMinDelay(), LEAST, "shortest");
        vm.assertEq(fresh.delayFloor(), LEAST, "floor");
    }

    function test_RevertWhen_AnotherChangesTheDelay() external {
        vm.expectRevert(abi.encodeWithSignature("TimelockUnauthorizedCaller(address)", address(this)));
        fresh.updateDelay(LEAST);
    }

    function test_ADevelopmentNetworkUsesSeconds() external {
        vm.assertEq(deployTimelock(1, 1).getMinDelay(), 1, "delay");
    }

    function test_RevertWhen_TheBoundsAreBroken() external {
        _refused(0, DELAY, _outOfBounds(0, 1));
        _refused(0, 0, _outOfBounds(0, 1));
        _refused(LEAST, LEAST - 1, _outOfBounds(LEAST - 1, LEAST));
        _refused(LEAST, MOST + 1, _outOfBounds(MOST + 1, LEAST));
        _refused(MOST + 1, MOST + 1, _outOfBounds(MOST + 1, 1));
    }

    function test_AnOperationIsScheduledWithinTheBounds() external {
        fresh.schedule(stranger, 0, "", 0, 0, DELAY);
        _scheduleBatch(DELAY);
        fresh.schedule(stranger, 0, "", 0, "later", MOST);
        skipTime(MOST - 1);
        vm.assertFalse(fresh.isOperationReady(fresh.hashOperation(stranger, 0, "", 0, "later")), "too early");
        skipTime(1);
        vm.assertTrue(fresh.isOperationReady(fresh.hashOperation(stranger, 0, "", 0, "later")), "ready");
    }

    function test_RevertWhen_AnOperationIsScheduledOutOfBounds() external {
        uint256[3] memory bad = [DELAY - 1, MOST + 1, type(uint256).max];
        for (uint256 i = 0; i < bad.length; i++) {
            vm.expectRevert(_outOfBounds(bad[i], DELAY));
            fresh.schedule(stranger, 0, "", 0, 0, bad[i]);
            vm.expectRevert(_outOfBounds(bad[i], DELAY));
            _scheduleBatch(bad[i]);
        }
    }

    function _scheduleBatch(uint256 delay) private {
        fresh.scheduleBatch(new address[](2), new uint256[](2), new bytes[](2), 0, 0, delay);
    }

    function _outOfBounds(uint256 delay, uint256 floor) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITimelock.DelayOutOfBounds.selector, delay, floor, MOST);
    }

    function _refused(uint256 floor, uint256 delay, bytes memory reason) private {
        address[] memory nobody = new address[](0);
        assertRefused("Timelock.sol:Timelock", abi.encode(floor, delay, nobody, nobody, address(this)), reason);
    }
}
