// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "../../src/interfaces/IGoverned.sol";
import {IProgramRegistry} from "../../src/interfaces/IProgramRegistry.sol";
import {Test, vm} from "../base/Vm.sol";

/// @notice What nobody could change later is refused at once.
contract ConstructorsTest is Test {
    function test_RevertWhen_NobodyWouldGovern() external {
        _expect("Vault.sol:Vault", IGoverned.NotGovernor.selector);
        _expect("ProgramRegistry.sol:ProgramRegistry", IProgramRegistry.NotGovernor.selector);
    }

    function _expect(string memory artifact, bytes4 reason) private {
        bytes memory code = abi.encodePacked(vm.getCode(artifact), abi.encode(address(0)));
        address made;
        assembly ("memory-safe") {
            made := create(0, add(code, 32), mload(code))
        }
        bytes memory answer;
        assembly ("memory-safe") {
            answer := mload(0x40)
            mstore(answer, returndatasize())
            returndatacopy(add(answer, 32), 0, returndatasize())
            mstore(0x40, add(add(answer, 64), returndatasize()))
        }
        vm.assertEq(made, address(0), "deployed");
        vm.assertEq(bytes4(answer), reason, "reason");
    }
}
