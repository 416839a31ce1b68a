// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Compliance hook
/// @notice Consulted at the three entries only: about the requester of a post, and about the owner of a node that is registered or claims. Nothing else
/// asks it, so a hostile policy can close the door but cannot keep anyone's money inside, nor a challenger or juror out.
interface IPolicy {
    /// @param account Who wants to enter.
    /// @param action Which entry, as a selector of `INodeStaking`: `admitPost`, `register` or `lockBond`.
    /// @return Whether that is allowed.
    function allowed(address account, bytes4 action) external view returns (bool);
}
