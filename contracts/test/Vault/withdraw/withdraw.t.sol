// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IVault} from "../../../src/interfaces/IVault.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";
import {ClosedAccount, FeeToken, GreedyAccount} from "../../tokens/OddTokens.sol";

contract WithdrawTest is World {
    function testFuzz_PaysOutTheCallersBalance(uint128 funded, uint128 amount) external {
        vm.assume(funded != 0);
        amount = uint128(bound(amount, 0, funded));
        fund(stranger, funded);
        vm.prank(stranger);
        vm.expectEmit(address(vault));
        emit IVault.Withdrawn(address(usdt), stranger, treasury, amount);
        vault.withdraw(address(usdt), amount, treasury);
        vm.assertEq(usdt.balanceOf(treasury), amount, "paid out");
        vm.assertEq(usdtOf(stranger), uint256(funded) - amount, "left");
        vm.assertEq(vault.totalOf(address(usdt)), usdt.balanceOf(address(vault)), "total");
    }

    function testFuzz_RevertWhen_TheBalanceIsTooSmall(uint128 funded, uint256 amount) external {
        vm.assume(funded != 0);
        amount = bound(amount, uint256(funded) + 1, type(uint256).max);
        fund(stranger, funded);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IVault.InsufficientBalance.selector, usdt, stranger, funded, amount));
        vault.withdraw(address(usdt), amount, stranger);
    }

    function test_RevertWhen_TheReceiverIsZero() external {
        vm.expectRevert(IVault.ZeroAccount.selector);
        vault.withdraw(address(usdt), 0, address(0));
    }

    function test_PaysOutNativeCurrencyOnce() external {
        GreedyAccount greedy = new GreedyAccount(vault);
        vm.deal(stranger, 10);
        vm.prank(stranger);
        vault.depositNative{value: 4}(stranger);
        vm.deal(address(this), 6);
        greedy.deposit{value: 6}();
        greedy.withdraw(3);
        vm.assertTrue(greedy.refused(), "inner withdraw passed");
        vm.assertEq(address(greedy).balance, 3, "paid out");
        vm.assertEq(vault.balanceOf(address(0), address(greedy)), 3, "left");
        vm.assertEq(address(vault).balance, 7, "vault");
    }

    function test_RevertWhen_TheReceiverRefusesNativeCurrency() external {
        ClosedAccount closed = new ClosedAccount();
        vault.depositNative{value: 5}(address(closed));
        vm.expectRevert(abi.encodeWithSelector(IVault.TransferFailed.selector, address(0), closed, 5));
        closed.withdraw(vault, 5);
    }

    function test_WorksWhilePausedAndWhenTheTokenIsNotAllowed() external {
        FeeToken token = new FeeToken();
        token.mint(stranger, 100);
        vm.startPrank(stranger);
        token.approve(address(vault), 100);
        vault.deposit(address(token), stranger, 100);
        vm.stopPrank();
        vm.prank(guardian);
        staking.pause();
        vm.prank(stranger);
        vault.withdraw(address(token), 99, stranger);
        vm.assertEq(vault.totalOf(address(token)), 0, "total");
    }
}
