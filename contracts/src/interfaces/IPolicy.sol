// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Compliance hook
/// @notice Consulted on entries only: deposit, register, post, claim. Exits (withdraw, reveal, poke, settle, unbond) never ask it, so a
/// hostile policy can close the door but cannot keep anyone's money inside.
interface IPolicy {
    /// @param account Who wants to enter.
    /// @param action Selector of the function called.
    /// @return Whether that is allowed.
    function allowed(address account, bytes4 action) external view returns (bool);
}
