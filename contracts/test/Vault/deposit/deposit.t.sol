// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IVault} from "../../../src/interfaces/IVault.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";
import {FalseToken, FeeToken, ReentrantToken} from "../../tokens/OddTokens.sol";

contract DepositTest is World {
    function testFuzz_CreditsWhatArrives(uint128 amount) external {
        vm.assume(amount != 0);
        uint256 before = usdtOf(stranger);
        fund(stranger, amount);
        vm.assertEq(usdtOf(stranger), before + amount, "balance");
        vm.assertEq(vault.totalOf(address(usdt)), usdt.balanceOf(address(vault)), "total");
    }

    function test_CreditsAnotherAccount() external {
        usdt.mint(stranger, 5);
        vm.startPrank(stranger);
        usdt.approve(address(vault), 5);
        vm.expectEmit(address(vault));
        emit IVault.Deposited(address(usdt), treasury, stranger, 5);
        vm.assertEq(vault.deposit(address(usdt), treasury, 5), 5, "credited");
        vm.stopPrank();
        vm.assertEq(usdtOf(treasury), 5, "treasury");
        vm.assertEq(usdtOf(stranger), 0, "stranger");
    }

    function testFuzz_CreditsTheRestOfATokenWithAFee(uint128 amount) external {
        vm.assume(amount != 0);
        FeeToken token = new FeeToken();
        token.mint(stranger, amount);
        vm.startPrank(stranger);
        token.approve(address(vault), amount);
        uint256 credited = vault.deposit(address(token), stranger, amount);
        vm.stopPrank();
        vm.assertEq(credited, uint256(amount) - amount / 100, "credited");
        vm.assertEq(vault.balanceOf(address(token), stranger), token.balanceOf(address(vault)), "balance");
    }

    function test_RevertWhen_TheTokenMovesNothing() external {
        FalseToken token = new FalseToken();
        vm.expectRevert(abi.encodeWithSelector(IVault.TransferFailed.selector, token, vault, 7));
        vault.deposit(address(token), stranger, 7);
    }

    function test_RevertWhen_TheAllowanceIsTooSmall() external {
        usdt.mint(stranger, 7);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IVault.TransferFailed.selector, usdt, vault, 7));
        vault.deposit(address(usdt), stranger, 7);
    }

    function test_RevertWhen_NothingArrives() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IVault.NothingReceived.selector, usdt));
        vault.deposit(address(usdt), stranger, 0);
    }

    function test_RevertWhen_TheTokenHasNoCode() external {
        vm.expectRevert(abi.encodeWithSelector(IVault.NoContract.selector, stranger));
        vault.deposit(stranger, stranger, 1);
    }

    function test_RevertWhen_TheTokenIsNative() external {
        vm.expectRevert(IVault.NativeNeedsValue.selector);
        vault.deposit(address(0), stranger, 1);
    }

    function test_RevertWhen_TheAccountIsZero() external {
        vm.expectRevert(IVault.ZeroAccount.selector);
        vault.deposit(address(usdt), address(0), 1);
    }

    function test_AReentrantTokenCannotBeCountedTwice() external {
        ReentrantToken token = new ReentrantToken();
        token.mint(address(token), 10);
        token.mint(stranger, 10);
        token.armed(address(vault), abi.encodeCall(IVault.deposit, (address(token), stranger, 10)));
        vm.startPrank(stranger);
        token.approve(address(vault), 10);
        vault.deposit(address(token), stranger, 10);
        vm.stopPrank();
        vm.assertEq(token.reason(), IVault.Reentered.selector, "inner deposit");
        vm.assertEq(vault.balanceOf(address(token), stranger), 10, "balance");
    }
}
