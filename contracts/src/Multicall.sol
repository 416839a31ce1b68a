// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

import {IMulticall} from "./interfaces/IMulticall.sol";

/// @title Several calls in one transaction
/// @notice Specified in `IMulticall`.
abstract contract Multicall is IMulticall {
    /// @inheritdoc IMulticall
    function multicall(bytes[] calldata calls) external returns (bytes[] memory results) {
        results = new bytes[](calls.length);
        for (uint256 i = 0; i < calls.length; i++) results[i] = Address.functionDelegateCall(address(this), calls[i]);
    }
}
