// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "./interfaces/IGoverned.sol";

/// @title The governor, which every contract of the network has
/// @notice Specified in `IGoverned`.
abstract contract Governed is IGoverned {
    /// @inheritdoc IGoverned
    address public immutable governor;

    constructor(address governor_) {
        require(governor_ != address(0), NotGovernor(governor_));
        governor = governor_;
    }

    modifier onlyGovernor() {
        require(msg.sender == governor, NotGovernor(msg.sender));
        _;
    }

    function _bound(bytes32 name, uint256 value, uint256 min, uint256 max) internal pure {
        require(value >= min && value <= max, OutOfBounds(name, value, min, max));
    }
}
