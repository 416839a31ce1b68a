// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorPreventLateQuorum} from "@openzeppelin/contracts/governance/extensions/GovernorPreventLateQuorum.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IStakeVotes} from "./interfaces/IStakeVotes.sol";
import {VotingRules} from "./types/GovernanceTypes.sol";

/// @title Decisions by stake
/// @notice OpenZeppelin's Governor over `IStakeVotes`: propose, vote, queue with the timelock, execute. It is meant to be the timelock's proposer; what
/// it decides waits for the timelock's delay like any other decision.
///
/// A proposal passes when more vote for it than against, and those who vote for or abstain are a quorum: `quorumBps` of all votes enrolled at its
/// snapshot, and never less than `quorumFloor` (else the first node to enrol would govern alone).
///
/// The rules are fixed for the contract's life, so that no majority can make itself permanent by one vote. To change them, vote for another governor
/// as the timelock's proposer.
contract StakeGovernor is
    Governor,
    GovernorVotes,
    GovernorCountingSimple,
    GovernorPreventLateQuorum,
    GovernorTimelockControl
{
    uint256 private constant BPS = 10_000;

    uint48 private immutable _votingDelay;
    uint32 private immutable _votingPeriod;
    uint96 private immutable _proposalThreshold;
    /// @notice See `VotingRules`.
    uint16 public immutable quorumBps;
    /// @notice See `VotingRules`.
    uint96 public immutable quorumFloor;

    error BadQuorum(uint16 quorumBps, uint96 quorumFloor);

    constructor(IStakeVotes votes_, TimelockController timelock_, VotingRules memory rules_)
        Governor("Gridwork governor")
        GovernorVotes(IVotes(address(votes_)))
        GovernorPreventLateQuorum(0)
        GovernorTimelockControl(timelock_)
    {
        require(
            rules_.quorumBps <= BPS && rules_.quorumFloor != 0, BadQuorum(rules_.quorumBps, rules_.quorumFloor)
        );
        require(rules_.votingPeriod != 0, GovernorInvalidVotingPeriod(0));
        (_votingDelay, _votingPeriod) = (rules_.votingDelay, rules_.votingPeriod);
        (quorumBps, quorumFloor, _proposalThreshold) =
            (rules_.quorumBps, rules_.quorumFloor, rules_.proposalThreshold);
        _setLateQuorumVoteExtension(rules_.voteExtension);
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

    // ---- which of OpenZeppelin's parts answers

    function state(uint256 proposalId)
        public
        view
        override(Governor, GovernorTimelockControl)
        returns (ProposalState)
    {
        return super.state(proposalId);
    }

    function proposalDeadline(uint256 proposalId)
        public
        view
        override(Governor, GovernorPreventLateQuorum)
        returns (uint256)
    {
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

    function _tallyUpdated(uint256 proposalId) internal override(Governor, GovernorPreventLateQuorum) {
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
