// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPolicy} from "./IPolicy.sol";

/// @title What every contract of the network shares: a governor, a guardian, a policy
/// @notice The governor (a timelock) sets parameters inside bounds written in the code. The guardian can close the *entries* of a contract
/// for 72 hours, and then not again before another 72 hours have passed. Neither can close an exit.
interface IGoverned {
    error NotGovernor(address caller);
    error NotGuardian(address caller);
    /// @dev Entries are closed until `until` (Unix seconds).
    error EntriesPaused(uint40 until);
    /// @dev The guardian may pause again only after `from` (Unix seconds).
    error PauseCoolingOff(uint40 from);
    error PolicyRefused(address account, bytes4 action);
    /// @dev A parameter outside the bounds written in the code.
    error OutOfBounds(bytes32 name, uint256 value, uint256 min, uint256 max);

    /// @param name Parameter name in ASCII, left-aligned, e.g. "feeBps"; for a keyed parameter `key` says which, else it is 0.
    event ParameterSet(bytes32 indexed name, bytes32 indexed key, uint256 value);
    /// @param until Unix seconds; a value in the past or 0 means that the pause was lifted.
    event Paused(uint40 until);

    /// @notice Closes the entries for 72 hours. Guardian only.
    function pause() external;

    /// @notice Opens the entries again. Guardian or governor.
    function unpause() external;

    function setGuardian(address guardian) external;

    /// @param policy The hook, or 0 for none.
    function setPolicy(IPolicy policy) external;

    /// @notice The only account that sets parameters; fixed at deployment.
    function governor() external view returns (address);

    function guardian() external view returns (address);

    function policy() external view returns (IPolicy);

    /// @notice Unix seconds up to and including which entries are closed.
    function pausedUntil() external view returns (uint40);
}
