// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IVault} from "../../../src/interfaces/IVault.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract PullTest is World {
    function testFuzz_AModulePullsIntoItself(uint64 amount) external {
        uint256 before = usdtOf(requester);
        amount = uint64(bound(amount, 0, before));
        vm.prank(address(market));
        vault.pull(address(usdt), requester, amount, "job");
        vm.assertEq(usdtOf(requester), before - amount, "from");
        vm.assertEq(usdtOf(address(market)), amount, "module");
    }

    function test_RevertWhen_TheCallerIsNoModule() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IVault.NoConsent.selector, requester, stranger));
        vault.pull(address(usdt), requester, 1, 0);
    }

    function test_RevertWhen_TheAccountHasNotConsented() external {
        vm.prank(requester);
        vault.consent(address(market), false);
        bytes memory refused = abi.encodeWithSelector(IVault.NoConsent.selector, requester, market);
        vm.prank(address(market));
        vm.expectRevert(refused);
        vault.pull(address(usdt), requester, 1, 0);
    }

    function test_RevertWhen_TheBalanceIsTooSmall() external {
        vm.prank(stranger);
        vault.consent(address(market), true);
        vm.prank(address(market));
        vm.expectRevert(abi.encodeWithSelector(IVault.InsufficientBalance.selector, usdt, stranger, 0, 1));
        vault.pull(address(usdt), stranger, 1, 0);
    }
}
