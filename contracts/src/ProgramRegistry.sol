// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProgramRegistry} from "./interfaces/IProgramRegistry.sol";
import {ProgramHash} from "./types/Ids.sol";
import {Program} from "./types/ProgramTypes.sol";

/// @title Which programs the network vouches for
/// @notice Specified in `IProgramRegistry`.
contract ProgramRegistry is IProgramRegistry {
    /// @inheritdoc IProgramRegistry
    address public immutable governor;

    mapping(ProgramHash programHash => Program) private _programs;

    constructor(address governor_) {
        require(governor_ != address(0), NotGovernor(governor_));
        governor = governor_;
    }

    /// @inheritdoc IProgramRegistry
    function setProgram(ProgramHash programHash, Program calldata program) external {
        require(msg.sender == governor, NotGovernor(msg.sender));
        bool listed = program.vetted || program.verifier != address(0);
        // A listed program needs a bound on its work: bonds and index are per unit.
        require(ProgramHash.unwrap(programHash) != 0 && listed == (program.maxUnits != 0), BadProgram(programHash));
        require(program.verifier == address(0) || program.verifier.code.length != 0, VerifierHasNoCode(program.verifier));
        _programs[programHash] = program;
        emit ProgramSet(programHash, program.vetted, program.nodeClass, program.maxUnits, program.verifier);
    }

    /// @inheritdoc IProgramRegistry
    function programOf(ProgramHash programHash) external view returns (Program memory) {
        return _programs[programHash];
    }
}
