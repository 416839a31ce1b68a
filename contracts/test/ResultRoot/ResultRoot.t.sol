// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ResultRoot} from "../../src/libraries/ResultRoot.sol";
import {ProgramHash} from "../../src/types/Ids.sol";
import {Test, vm} from "../base/Vm.sol";

contract ResultRootTest is Test {
    ProgramHash private constant PROGRAM = ProgramHash.wrap(keccak256("program"));

    function test_RootsAreThoseOfTheSharedVectors() external view {
        string memory json = vm.readFile("test/vectors/protocol.json");
        uint256 i = 0;
        for (; vm.keyExistsJson(json, _key(i, "")); i++) {
            vm.assertEq(
                ResultRoot.compute(
                    ProgramHash.wrap(vm.parseJsonBytes32(json, _key(i, ".programHash"))),
                    vm.parseJsonBytes32(json, _key(i, ".inputRoot")),
                    vm.parseJsonBytes(json, _key(i, ".outputHex"))
                ),
                vm.parseJsonBytes32(json, _key(i, ".root")),
                vm.toString(i)
            );
        }
        vm.assertGt(i, 0, "no vectors");
    }

    function testFuzz_AnyChangedByteChangesTheRoot(bytes memory output, uint256 index, bytes1 other) external pure {
        vm.assume(output.length > 0);
        index %= output.length;
        vm.assume(output[index] != other);
        bytes32 before = ResultRoot.compute(PROGRAM, 0, output);
        output[index] = other;
        vm.assertTrue(ResultRoot.compute(PROGRAM, 0, output) != before, "same root");
    }

    function testFuzz_PaddingChangesTheRoot(uint16 length) external pure {
        bytes memory output = new bytes(length);
        bytes memory longer = new bytes(uint256(length) + 1);
        vm.assertTrue(ResultRoot.compute(PROGRAM, 0, output) != ResultRoot.compute(PROGRAM, 0, longer), "same root");
    }

    function test_ProgramAndInputArePartOfTheRoot() external pure {
        bytes32 root = ResultRoot.compute(PROGRAM, bytes32(uint256(1)), "output");
        vm.assertTrue(root != ResultRoot.compute(PROGRAM, bytes32(uint256(2)), "output"), "input");
        vm.assertTrue(root != ResultRoot.compute(ProgramHash.wrap(keccak256("other")), bytes32(uint256(1)), "output"), "program");
    }

    function _key(uint256 i, string memory field) private pure returns (string memory) {
        return string.concat(".resultRoots[", vm.toString(i), "]", field);
    }
}
