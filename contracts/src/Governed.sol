// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "./interfaces/IGoverned.sol";
import {IPolicy} from "./interfaces/IPolicy.sol";

/// @title Governor, guardian, policy: what every contract of the network shares
/// @notice Specified in `IGoverned`.
abstract contract Governed is IGoverned {
    uint40 private constant MAX_PAUSE = 72 hours;
    uint40 private constant PAUSE_COOL_OFF = 72 hours;

    /// @inheritdoc IGoverned
    address public immutable governor;

    /// @inheritdoc IGoverned
    address public guardian;

    // One slot, read by every entry.
    /// @inheritdoc IGoverned
    IPolicy public policy;
    /// @inheritdoc IGoverned
    uint40 public pausedUntil;
    uint40 private _pausableFrom;

    constructor(address governor_) {
        require(governor_ != address(0), NotGovernor(governor_));
        governor = governor_;
    }

    modifier onlyGovernor() {
        require(msg.sender == governor, NotGovernor(msg.sender));
        _;
    }

    /// @inheritdoc IGoverned
    function pause() external {
        require(msg.sender == guardian, NotGuardian(msg.sender));
        require(block.timestamp >= _pausableFrom, PauseCoolingOff(_pausableFrom));
        pausedUntil = uint40(block.timestamp) + MAX_PAUSE;
        _pausableFrom = pausedUntil + PAUSE_COOL_OFF;
        emit Paused(pausedUntil);
    }

    /// @inheritdoc IGoverned
    function unpause() external {
        require(msg.sender == guardian || msg.sender == governor, NotGuardian(msg.sender));
        pausedUntil = 0;
        emit Paused(0);
    }

    /// @inheritdoc IGoverned
    function setGuardian(address guardian_) external onlyGovernor {
        guardian = guardian_;
        emit ParameterSet("guardian", 0, uint160(guardian_));
    }

    /// @inheritdoc IGoverned
    function setPolicy(IPolicy policy_) external onlyGovernor {
        policy = policy_;
        emit ParameterSet("policy", 0, uint160(address(policy_)));
    }

    /// @dev To be called by every entry, and by no exit.
    function _enter(address account) internal view {
        if (block.timestamp <= pausedUntil) revert EntriesPaused(pausedUntil);
        IPolicy hook = policy;
        if (address(hook) != address(0)) require(hook.allowed(account, msg.sig), PolicyRefused(account, msg.sig));
    }

    function _bound(bytes32 name, uint256 value, uint256 min, uint256 max) internal pure {
        require(value >= min && value <= max, OutOfBounds(name, value, min, max));
    }
}
