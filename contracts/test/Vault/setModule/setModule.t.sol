// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {IVault} from "../../../src/interfaces/IVault.sol";
import {Payment} from "../../../src/types/Payment.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract SetModuleTest is World {
    function test_TheGovernorAddsAModule() external {
        vm.expectEmit(address(vault));
        emit IVault.ModuleSet(stranger, type(uint40).max);
        vm.prank(governor);
        vault.setModule(stranger, true);
        vm.assertTrue(vault.isModule(stranger), "module");
    }

    function test_AStoppedModuleCanStillPayOut() external {
        vm.prank(address(market));
        vault.pull(address(usdt), requester, 10, 0);
        vm.prank(governor);
        vault.setModule(address(market), false);
        Payment[] memory payments = new Payment[](1);
        payments[0] = Payment(stranger, 10);
        vm.prank(address(market));
        vault.pay(address(usdt), 0, payments);
        vm.assertEq(usdtOf(stranger), 10, "paid");
    }

    function test_AModuleStopsThirtyDaysLater() external {
        uint40 until = uint40(vm.getBlockTimestamp() + 30 days);
        vm.startPrank(governor);
        vm.expectEmit(address(vault));
        emit IVault.ModuleSet(address(market), until);
        vault.setModule(address(market), false);
        skipTime(10 days);
        vault.setModule(address(market), false);
        vm.warp(until);
        vm.assertTrue(vault.isModule(address(market)), "until then");
        skipTime(1);
        vm.assertFalse(vault.isModule(address(market)), "and no longer, however often it was stopped");
        vault.setModule(address(market), true);
        vm.assertTrue(vault.isModule(address(market)), "again");
        vm.stopPrank();
    }

    function test_NothingIsDepositedForAnAccountThatWasAModule() external {
        vm.startPrank(governor);
        vault.setModule(stranger, true);
        vault.setModule(stranger, false);
        vm.stopPrank();
        skipTime(31 days);
        vm.expectRevert(abi.encodeWithSelector(IVault.NobodysAccount.selector, stranger));
        vault.deposit(address(usdt), stranger, 1);
    }

    function test_RevertWhen_TheCallerIsNotTheGovernor() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.NotGovernor.selector, stranger));
        vault.setModule(stranger, true);
    }
}
