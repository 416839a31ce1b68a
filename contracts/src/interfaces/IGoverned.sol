// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title What every contract of the network shares: a governor
/// @notice The governor (a timelock) sets parameters inside bounds written in the code.
interface IGoverned {
    error NotGovernor(address caller);
    /// @dev A parameter outside the bounds written in the code.
    error OutOfBounds(bytes32 name, uint256 value, uint256 min, uint256 max);

    /// @param name Parameter name in ASCII, left-aligned, e.g. "feeBps"; for a keyed parameter `key` says which, else it is 0.
    event ParameterSet(bytes32 indexed name, bytes32 indexed key, uint256 value);

    /// @notice The only account that sets parameters; fixed at deployment.
    function governor() external view returns (address);
}
