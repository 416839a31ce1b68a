// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {StakeCounting} from "./StakeCounting.sol";
import {Timelock} from "./Timelock.sol";
import {IStakeVotes} from "./interfaces/IStakeVotes.sol";
import {VotingRules} from "./types/GovernanceTypes.sol";

/// @title Decisions by stake
/// @notice OpenZeppelin's Governor over `IStakeVotes`: propose, vote, queue with the timelock, execute. It is meant to be the timelock's proposer: what
/// it decides waits for the timelock's delay like any other decision.
///
/// A proposal passes when more vote for it than against, and those who vote for or abstain are a quorum: `quorumBps` of all votes enrolled at its
/// snapshot, and never less than `quorumFloor` (else the first node to enrol would govern alone). It must be queued within `queueWindow`; then it expires.
/// Until it is queued, anyone can remove the votes of stake that has left (`removeLeftVotes`).
///
/// From a snapshot to the last second of queueing passes less time than the staking contract's shortest cool-down. So no stake that voted is paid out
/// before the proposal is queued or over.
///
/// The rules are fixed for the contract's life, so that no majority can make itself permanent by one vote. No decision can call a function that
/// OpenZeppelin reserves for decisions (`updateTimelock`, `relay`). To change the rules, vote for another governor as the timelock's proposer.
contract StakeGovernor is StakeCounting, GovernorTimelockControl {
    uint256 private constant BPS = 10_000;

    uint48 private immutable _votingDelay;
    uint32 private immutable _votingPeriod;
    uint96 private immutable _proposalThreshold;
    /// @notice See `VotingRules`.
    uint16 public immutable quorumBps;
    /// @notice See `VotingRules`.
    uint96 public immutable quorumFloor;
    /// @notice See `VotingRules`.
    uint48 public immutable queueWindow;

    error BadQuorum(uint16 quorumBps, uint96 quorumFloor);
    error NoTimeToQueue();
    /// @dev Stake that voted could be paid out before the proposal is queued.
    error VoteOutlastsCooldown(uint256 length, uint256 minUnbondCooldown);
    /// @dev No decision changes this contract, or acts in its name.
    error RulesAreFixed();

    constructor(IStakeVotes votes_, Timelock timelock_, VotingRules memory rules_)
        Governor("Gridwork governor")
        GovernorVotes(IVotes(address(votes_)))
        StakeCounting(rules_.voteExtension)
        GovernorTimelockControl(timelock_)
    {
        require(
            rules_.quorumBps <= BPS && rules_.quorumFloor != 0, BadQuorum(rules_.quorumBps, rules_.quorumFloor)
        );
        require(rules_.votingPeriod != 0, GovernorInvalidVotingPeriod(0));
        require(rules_.queueWindow != 0, NoTimeToQueue());
        uint256 length = uint256(rules_.votingPeriod) + rules_.voteExtension + rules_.queueWindow;
        uint256 most = votes_.staking().minUnbondCooldown();
        require(length < most, VoteOutlastsCooldown(length, most));
        (_votingDelay, _votingPeriod) = (rules_.votingDelay, rules_.votingPeriod);
        (quorumBps, quorumFloor, _proposalThreshold) =
            (rules_.quorumBps, rules_.quorumFloor, rules_.proposalThreshold);
        queueWindow = rules_.queueWindow;
    }

    /// @notice Votes for or abstaining that a proposal with this snapshot (Unix seconds, in the past) needs.
    function quorum(uint256 timepoint) public view override returns (uint256) {
        return Math.max(quorumFloor, Math.mulDiv(token().getPastTotalSupply(timepoint), quorumBps, BPS));
    }

    function votingDelay() public view override returns (uint256) {
        return _votingDelay;
    }

    function votingPeriod() public view override returns (uint256) {
        return _votingPeriod;
    }

    function proposalThreshold() public view override returns (uint256) {
        return _proposalThreshold;
    }

    /// @notice As OpenZeppelin's, and `Expired` for a proposal that passed and was not queued in time.
    function state(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (ProposalState current)
    {
        current = super.state(proposalId);
        if (current == ProposalState.Succeeded && clock() > proposalDeadline(proposalId) + queueWindow) {
            return ProposalState.Expired;
        }
    }

    /// @dev Closes all of OpenZeppelin's functions marked `onlyGovernance`.
    function _checkGovernance() internal pure override {
        revert RulesAreFixed();
    }

    // ---- which of the parts answers

    function proposalDeadline(uint256 proposalId) public view override(Governor, StakeCounting) returns (uint256) {
        return super.proposalDeadline(proposalId);
    }

    function proposalNeedsQueuing(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (bool)
    {
        return super.proposalNeedsQueuing(proposalId);
    }

    function _tallyUpdated(uint256 proposalId) internal override(Governor, StakeCounting) {
        super._tallyUpdated(proposalId);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }
}
