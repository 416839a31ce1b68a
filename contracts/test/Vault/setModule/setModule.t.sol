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
        emit IVault.ModuleSet(stranger, true);
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

    function test_RevertWhen_TheCallerIsNotTheGovernor() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.NotGovernor.selector, stranger));
        vault.setModule(stranger, true);
    }
}
