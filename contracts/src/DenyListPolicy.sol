// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDenyListPolicy} from "./interfaces/IDenyListPolicy.sol";
import {IPolicy} from "./interfaces/IPolicy.sol";

/// @title A list of accounts that cannot enter
/// @notice Specified in `IDenyListPolicy`.
contract DenyListPolicy is IDenyListPolicy {
    /// @inheritdoc IDenyListPolicy
    address public immutable governor;
    /// @inheritdoc IDenyListPolicy
    mapping(address account => bool) public isDenied;

    constructor(address governor_) {
        require(governor_ != address(0), NotGovernor(governor_));
        governor = governor_;
    }

    /// @inheritdoc IDenyListPolicy
    function setDenied(address[] calldata accounts, bool denied) external {
        require(msg.sender == governor, NotGovernor(msg.sender));
        for (uint256 i = 0; i < accounts.length; i++) {
            isDenied[accounts[i]] = denied;
            emit DenialSet(accounts[i], denied);
        }
    }

    /// @inheritdoc IPolicy
    function allowed(address account, bytes4) external view returns (bool) {
        return !isDenied[account];
    }
}
