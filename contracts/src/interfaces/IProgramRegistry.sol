// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ProgramHash} from "../types/Ids.sol";
import {Program} from "../types/ProgramTypes.sol";

/// @title Which programs the network vouches for
/// @notice A program that is not listed can still be run: by direct hire, or by a quorum without punishment for differing.
interface IProgramRegistry {
    error NotGovernor(address caller);
    error BadProgram(ProgramHash programHash);
    error VerifierHasNoCode(address verifier);

    event ProgramSet(ProgramHash indexed programHash, bool vetted, uint8 nodeClass, uint32 maxUnits, address verifier);

    /// @notice Lists, changes or (all fields zero) removes a program. Jobs already posted keep what held at their post. Governor only.
    function setProgram(ProgramHash programHash, Program calldata program) external;

    /// @return All zero for an unknown program.
    function programOf(ProgramHash programHash) external view returns (Program memory);

    function governor() external view returns (address);
}
