// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Several calls in one transaction
interface IMulticall {
    /// @notice Makes the calls in turn, as the caller; all or none take effect. It carries no native currency, so that no value is counted twice.
    /// @param calls ABI-encoded calls of this contract.
    /// @return results What each returned.
    function multicall(bytes[] calldata calls) external returns (bytes[] memory results);
}
