// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "./IGoverned.sol";
import {IPolicy} from "./IPolicy.sol";

/// @title The three entries of a network: posting, claiming, registering
/// @notice The guardian can close them for 72 hours, and then not again before another 72 hours have passed: one allowance for the whole
/// network, whatever markets it has. A policy can refuse accounts at them. Nothing else can be closed: no deposit, withdrawal, challenge,
/// juror's vote or unbonding asks the guardian or the policy.
interface IEntries is IGoverned {
    error NotGuardian(address caller);
    /// @dev Entries are closed until `until` (Unix seconds).
    error EntriesPaused(uint40 until);
    /// @dev The guardian may pause again only after `from` (Unix seconds).
    error PauseCoolingOff(uint40 from);
    error PolicyRefused(address account, bytes4 action);

    /// @param until Unix seconds; a value in the past or 0 means that the pause was lifted.
    event Paused(uint40 until);

    /// @notice Closes the entries for 72 hours. Guardian only.
    function pause() external;

    /// @notice Opens the entries again. Guardian or governor.
    function unpause() external;

    function setGuardian(address guardian) external;

    /// @param policy The hook, or 0 for none.
    function setPolicy(IPolicy policy) external;

    function guardian() external view returns (address);

    function policy() external view returns (IPolicy);

    /// @notice Unix seconds up to and including which entries are closed.
    function pausedUntil() external view returns (uint40);
}
