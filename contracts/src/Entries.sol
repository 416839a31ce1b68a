// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Governed} from "./Governed.sol";
import {IEntries} from "./interfaces/IEntries.sol";
import {IPolicy} from "./interfaces/IPolicy.sol";

/// @title Guardian and policy at the network's entries
/// @notice Specified in `IEntries`.
abstract contract Entries is IEntries, Governed {
    uint40 private constant MAX_PAUSE = 72 hours;
    uint40 private constant PAUSE_COOL_OFF = 72 hours;

    /// @inheritdoc IEntries
    IPolicy public policy;
    /// @inheritdoc IEntries
    address public guardian;
    /// @dev Fills its slot: what follows shares one with what a contract's entries read anyway.
    uint96 private _pausableFrom;
    /// @inheritdoc IEntries
    uint40 public pausedUntil;
    bool private _hasPolicy;

    /// @inheritdoc IEntries
    function pause() external {
        require(msg.sender == guardian, NotGuardian(msg.sender));
        require(block.timestamp >= _pausableFrom, PauseCoolingOff(uint40(_pausableFrom)));
        pausedUntil = uint40(block.timestamp) + MAX_PAUSE;
        _pausableFrom = pausedUntil + PAUSE_COOL_OFF;
        emit Paused(pausedUntil);
    }

    /// @inheritdoc IEntries
    function unpause() external {
        require(msg.sender == guardian || msg.sender == governor, NotGuardian(msg.sender));
        pausedUntil = 0;
        emit Paused(0);
    }

    /// @inheritdoc IEntries
    function setGuardian(address guardian_) external onlyGovernor {
        guardian = guardian_;
        emit ParameterSet("guardian", 0, uint160(guardian_));
    }

    /// @inheritdoc IEntries
    function setPolicy(IPolicy policy_) external onlyGovernor {
        (policy, _hasPolicy) = (policy_, address(policy_) != address(0));
        emit ParameterSet("policy", 0, uint160(address(policy_)));
    }

    /// @dev To be called by the three entries, and by nothing else.
    function _enter(address account) internal view {
        if (block.timestamp <= pausedUntil) revert EntriesPaused(pausedUntil);
        if (_hasPolicy) require(policy.allowed(account, msg.sig), PolicyRefused(account, msg.sig));
    }
}
