// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPolicy} from "./IPolicy.sol";

/// @title A list of accounts that cannot enter
/// @notice For networks whose law names accounts. A listed account keeps everything inside: it can finish its jobs, unbond and withdraw.
interface IDenyListPolicy is IPolicy {
    error NotGovernor(address caller);

    event DenialSet(address indexed account, bool denied);

    /// @notice Puts accounts on the list, or takes them off. Governor only.
    function setDenied(address[] calldata accounts, bool denied) external;

    function isDenied(address account) external view returns (bool);

    /// @notice The only account that changes the list; fixed at deployment.
    function governor() external view returns (address);
}
