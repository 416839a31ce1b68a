// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IVault} from "../../../src/interfaces/IVault.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract DepositNativeTest is World {
    function testFuzz_CreditsTheValueSent(uint96 amount) external {
        vm.assume(amount != 0);
        vm.deal(stranger, amount);
        vm.prank(stranger);
        vault.depositNative{value: amount}(treasury);
        vm.assertEq(vault.balanceOf(address(0), treasury), amount, "balance");
        vm.assertEq(vault.totalOf(address(0)), address(vault).balance, "total");
    }

    function test_RevertWhen_NothingIsSent() external {
        vm.expectRevert(abi.encodeWithSelector(IVault.NothingReceived.selector, address(0)));
        vault.depositNative(treasury);
    }

    function test_RevertWhen_TheAccountIsZero() external {
        vm.expectRevert(IVault.ZeroAccount.selector);
        vault.depositNative{value: 1}(address(0));
    }
}
