// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {GovernanceWorld, ITimelock} from "../../base/GovernanceWorld.sol";
import {vm} from "../../base/Vm.sol";

contract ExpiryTest is GovernanceWorld {
    uint256 private constant EXPIRY = 14 days;
    bytes32 private constant NONE = 0;
    bytes32 private constant READY = bytes32(uint256(1 << 2));

    ITimelock private fresh;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        fresh = deployTimelock(DELAY, DELAY);
        fresh.grantRole(PROPOSER, address(this));
        fresh.grantRole(keccak256("CANCELLER_ROLE"), address(this));
        id = _schedule(NONE);
    }

    function testFuzz_ItIsExecutedWithinFourteenDays(uint256 after_) external {
        after_ = bound(after_, 0, EXPIRY);
        skipTime(DELAY + after_);
        vm.assertTrue(fresh.isOperationReady(id), "ready");
        _execute(NONE);
        vm.assertTrue(fresh.isOperationDone(id), "done");
    }

    function test_ItIsExecutedInTheLastSecond() external {
        skipTime(DELAY + EXPIRY);
        _execute(NONE);
    }

    function testFuzz_RevertWhen_ItHasExpired(uint256 after_) external {
        skipTime(DELAY + EXPIRY + bound(after_, 1, 10_000 days));
        _refused();
    }

    function test_RevertWhen_ItExpiredASecondAgo() external {
        skipTime(DELAY + EXPIRY + 1);
        _refused();
        vm.assertFalse(fresh.isOperation(id), "not scheduled");
        vm.expectPartialRevert(ITimelock.TimelockUnexpectedOperationState.selector);
        fresh.cancel(id);
    }

    /// @dev With a delay of its own and a window of its own.
    function test_AnExpiredOperationIsScheduledAgain() external {
        skipTime(DELAY + EXPIRY);
        vm.expectPartialRevert(ITimelock.TimelockUnexpectedOperationState.selector);
        fresh.schedule(stranger, 0, "", 0, NONE, DELAY);
        skipTime(1);
        _schedule(NONE);
        skipTime(DELAY - 1);
        vm.assertFalse(fresh.isOperationReady(id), "waits once more");
        skipTime(1 + EXPIRY);
        _execute(NONE);
    }

    function test_WhatIsDoneStaysDone() external {
        skipTime(DELAY);
        _execute(NONE);
        skipTime(365 days);
        vm.assertTrue(fresh.isOperationDone(id), "done");
        vm.expectPartialRevert(ITimelock.TimelockUnexpectedOperationState.selector);
        fresh.schedule(stranger, 0, "", 0, NONE, DELAY);
    }

    function test_AnOperationThatWaitsOrIsReadyIsCancelled() external {
        fresh.cancel(id);
        vm.assertFalse(fresh.isOperation(id), "cancelled");
        _schedule(NONE);
        skipTime(DELAY);
        fresh.cancel(id);
        vm.assertFalse(fresh.isOperation(id), "cancelled");
    }

    /// @dev A predecessor that expired is not done. Its successor waits for it, as before.
    function test_ASuccessorWaitsForItsPredecessor() external {
        skipTime(DELAY + EXPIRY + 1);
        _schedule(id);
        skipTime(DELAY);
        vm.expectRevert(abi.encodeWithSignature("TimelockUnexecutedPredecessor(bytes32)", id));
        _execute(id);
        _schedule(NONE);
        skipTime(DELAY);
        _execute(NONE);
        skipTime(EXPIRY - DELAY);
        _execute(id);
    }

    function _schedule(bytes32 predecessor) private returns (bytes32) {
        fresh.schedule(stranger, 0, "", predecessor, NONE, DELAY);
        return fresh.hashOperation(stranger, 0, "", predecessor, NONE);
    }

    function _execute(bytes32 predecessor) private {
        fresh.execute(stranger, 0, "", predecessor, NONE);
    }

    function _refused() private {
        vm.expectRevert(
            abi.encodeWithSelector(ITimelock.TimelockUnexpectedOperationState.selector, id, READY)
        );
        _execute(NONE);
    }
}
