// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @title A timelock with bounds that no decision can move
/// @notice OpenZeppelin's `TimelockController`, and in addition:
///
/// - The delay is never shorter than `delayFloor`. This is the time that everyone has to leave.
/// - No operation is scheduled more than `MAX_DELAY` ahead, so a decision cannot sleep for years. The delay itself has the same limit.
/// - An operation expires `EXPIRY` after it became ready. It then counts as not scheduled: nobody can execute it, and a proposer can schedule it again.
contract Timelock is TimelockController {
    /// @notice How long an operation can be executed once it is ready.
    uint256 public constant EXPIRY = 14 days;
    /// @notice The longest delay, of the timelock and of each operation.
    uint256 public constant MAX_DELAY = 30 days;
    /// @notice The shortest delay that `updateDelay` accepts.
    uint256 public immutable delayFloor;

    error DelayOutOfBounds(uint256 delay, uint256 floor, uint256 max);

    /// @param delayFloor_ At least one second: a development network can use seconds, a public network should use days.
    /// @param minDelay_ The delay to begin with.
    constructor(
        uint256 delayFloor_,
        uint256 minDelay_,
        address[] memory proposers_,
        address[] memory executors_,
        address admin_
    ) TimelockController(minDelay_, proposers_, executors_, admin_) {
        _requireBetween(delayFloor_, 1 seconds);
        _requireBetween(minDelay_, delayFloor_);
        delayFloor = delayFloor_;
    }

    function updateDelay(uint256 newDelay) public override {
        _requireBetween(newDelay, delayFloor);
        super.updateDelay(newDelay);
    }

    function schedule(
        address target,
        uint256 value,
        bytes calldata data,
        bytes32 predecessor,
        bytes32 salt,
        uint256 delay
    ) public override {
        _requireBetween(delay, getMinDelay());
        super.schedule(target, value, data, predecessor, salt, delay);
    }

    function scheduleBatch(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata payloads,
        bytes32 predecessor,
        bytes32 salt,
        uint256 delay
    ) public override {
        _requireBetween(delay, getMinDelay());
        super.scheduleBatch(targets, values, payloads, predecessor, salt, delay);
    }

    /// @dev OpenZeppelin's code asks here before it schedules, cancels or executes, and about a predecessor.
    function getOperationState(bytes32 id) public view override returns (OperationState current) {
        current = super.getOperationState(id);
        if (current == OperationState.Ready && block.timestamp > getTimestamp(id) + EXPIRY) {
            return OperationState.Unset;
        }
    }

    function _requireBetween(uint256 delay, uint256 floor) private pure {
        require(delay >= floor && delay <= MAX_DELAY, DelayOutOfBounds(delay, floor, MAX_DELAY));
    }
}
