// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {IVault} from "../../../src/interfaces/IVault.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract AddModuleTest is World {
    function test_TheGovernorAddsAModule() external {
        vm.expectEmit(address(vault));
        emit IVault.ModuleAdded(stranger);
        vm.prank(governor);
        vault.addModule(stranger);
        vm.assertTrue(vault.isModule(stranger), "module");
    }

    function test_NothingIsDepositedForAModule() external {
        vm.prank(governor);
        vault.addModule(stranger);
        vm.expectRevert(abi.encodeWithSelector(IVault.NobodysAccount.selector, stranger));
        vault.deposit(address(usdt), stranger, 1);
    }

    function test_RevertWhen_TheCallerIsNotTheGovernor() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.NotGovernor.selector, stranger));
        vault.addModule(stranger);
    }
}
