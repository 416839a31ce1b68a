// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IVault} from "../../../src/interfaces/IVault.sol";
import {Payment} from "../../../src/types/Payment.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract PayTest is World {
    function testFuzz_MovesTheCallersOwnBalance(uint64 a, uint64 b) external {
        uint256 before = usdtOf(requester);
        vm.assume(uint256(a) + b <= before && a != 0);
        Payment[] memory payments = _two(stranger, a, treasury, b);
        vm.expectEmit(address(vault));
        emit IVault.Moved(address(usdt), requester, stranger, a, "job");
        vm.prank(requester);
        vault.pay(address(usdt), "job", payments);
        vm.assertEq(usdtOf(stranger), a, "first");
        vm.assertEq(usdtOf(treasury), b, "second");
        vm.assertEq(usdtOf(requester), before - a - b, "payer");
    }

    function test_ALegOfZeroIsNoEvent() external {
        vm.recordLogs();
        vm.prank(requester);
        vault.pay(address(usdt), 0, _two(address(0), 0, stranger, 0));
        vm.assertEq(vm.getRecordedLogs().length, 0, "events");
    }

    function test_PayingOneselfChangesNothing() external {
        uint256 before = usdtOf(requester);
        vm.prank(requester);
        vault.pay(address(usdt), 0, _two(requester, before - 1, requester, 1));
        vm.assertEq(usdtOf(requester), before, "balance");
    }

    function test_RevertWhen_TheBalanceIsTooSmall() external {
        uint256 before = usdtOf(requester);
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(IVault.InsufficientBalance.selector, usdt, requester, before, before + 1));
        vault.pay(address(usdt), 0, _two(stranger, before, treasury, 1));
    }

    function test_RevertWhen_ALegGoesToZero() external {
        vm.prank(requester);
        vm.expectRevert(IVault.ZeroAccount.selector);
        vault.pay(address(usdt), 0, _two(stranger, 1, address(0), 1));
    }

    function _two(address a, uint256 x, address b, uint256 y) private pure returns (Payment[] memory payments) {
        payments = new Payment[](2);
        payments[0] = Payment(a, x);
        payments[1] = Payment(b, y);
    }
}
