// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice One leg of `IVault.pay`.
struct Payment {
    address to;
    uint256 amount;
}
