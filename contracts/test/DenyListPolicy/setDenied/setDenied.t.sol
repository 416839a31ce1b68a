// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDenyListPolicy} from "../../../src/interfaces/IDenyListPolicy.sol";
import {Test, vm} from "../../base/Vm.sol";

contract SetDeniedTest is Test {
    address private constant GOVERNOR = address(0x60);
    IDenyListPolicy private list;

    function setUp() external {
        list = IDenyListPolicy(vm.deployCode("DenyListPolicy.sol:DenyListPolicy", abi.encode(GOVERNOR)));
    }

    function testFuzz_ABatchGoesOnAndOffTheList(address[4] calldata fuzzed, address other, bytes4 action) external {
        address[] memory accounts = new address[](4);
        for (uint256 i = 0; i < 4; i++) {
            accounts[i] = fuzzed[i];
            vm.assume(fuzzed[i] != other);
        }
        for (uint256 i = 0; i < 4; i++) {
            vm.expectEmit(address(list));
            emit IDenyListPolicy.DenialSet(accounts[i], true);
        }
        vm.prank(GOVERNOR);
        list.setDenied(accounts, true);
        for (uint256 i = 0; i < 4; i++) _assertDenied(accounts[i], action, true);
        _assertDenied(other, action, false);
        vm.prank(GOVERNOR);
        list.setDenied(accounts, false);
        for (uint256 i = 0; i < 4; i++) _assertDenied(accounts[i], action, false);
    }

    function test_RevertWhen_TheCallerIsNotTheGovernor() external {
        vm.assertEq(list.governor(), GOVERNOR, "governor");
        vm.expectRevert(abi.encodeWithSelector(IDenyListPolicy.NotGovernor.selector, address(this)));
        list.setDenied(new address[](1), true);
    }

    function test_RevertWhen_ThereIsNoGovernor() external {
        vm.expectRevert(abi.encodeWithSelector(IDenyListPolicy.NotGovernor.selector, address(0)));
        vm.deployCode("DenyListPolicy.sol:DenyListPolicy", abi.encode(address(0)));
    }

    function _assertDenied(address account, bytes4 action, bool denied) private view {
        vm.assertEq(list.isDenied(account), denied, "denied");
        vm.assertEq(list.allowed(account, action), !denied, "allowed");
    }
}
