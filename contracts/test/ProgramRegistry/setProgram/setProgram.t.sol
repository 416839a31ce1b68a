// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProgramRegistry} from "../../../src/interfaces/IProgramRegistry.sol";
import {ProgramHash} from "../../../src/types/Ids.sol";
import {Program} from "../../../src/types/ProgramTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract SetProgramTest is World {
    function testFuzz_ListsAProgram(bool vetted, uint8 nodeClass, uint32 maxUnits) external {
        vm.assume(maxUnits != 0);
        Program memory program = Program(vetted, nodeClass, maxUnits, vetted ? address(0) : address(vault));
        vm.expectEmit(address(programs));
        emit IProgramRegistry.ProgramSet(UNKNOWN, vetted, nodeClass, maxUnits, program.verifier);
        vm.prank(governor);
        programs.setProgram(UNKNOWN, program);
        vm.assertEq(abi.encode(programs.programOf(UNKNOWN)), abi.encode(program), "program");
    }

    function test_RemovesAProgram() external {
        vm.prank(governor);
        programs.setProgram(VETTED, Program(false, 0, 0, address(0)));
        vm.assertFalse(programs.programOf(VETTED).vetted, "vetted");
    }

    function test_RevertWhen_AListedProgramHasNoBound() external {
        vm.startPrank(governor);
        vm.expectRevert(abi.encodeWithSelector(IProgramRegistry.BadProgram.selector, UNKNOWN));
        programs.setProgram(UNKNOWN, Program(true, CLASS, 0, address(0)));
        vm.expectRevert(abi.encodeWithSelector(IProgramRegistry.BadProgram.selector, UNKNOWN));
        programs.setProgram(UNKNOWN, Program(false, CLASS, 5, address(0)));
        vm.expectRevert(abi.encodeWithSelector(IProgramRegistry.BadProgram.selector, bytes32(0)));
        programs.setProgram(ProgramHash.wrap(0), Program(true, CLASS, 5, address(0)));
        vm.stopPrank();
    }

    function test_RevertWhen_TheVerifierHasNoCode() external {
        vm.prank(governor);
        vm.expectRevert(abi.encodeWithSelector(IProgramRegistry.VerifierHasNoCode.selector, stranger));
        programs.setProgram(UNKNOWN, Program(true, CLASS, 5, stranger));
    }

    function test_RevertWhen_TheCallerIsNotTheGovernor() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IProgramRegistry.NotGovernor.selector, stranger));
        programs.setProgram(UNKNOWN, Program(true, CLASS, 5, address(0)));
    }
}
