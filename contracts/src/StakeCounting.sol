// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Counting of votes whose stake can leave
/// @notice Counts as OpenZeppelin's `GovernorCountingSimple` and extends a vote as `GovernorPreventLateQuorum` does. Those keep their books private, and
/// this module has to take votes out again.
///
/// A ballot counts with the voter's votes at the snapshot, and never with more than the voter has now. Who has fewer votes when it casts is counted with
/// fewer. Who has fewer later loses the difference as soon as anyone calls `removeLeftVotes`. Votes that are removed never come back.
abstract contract StakeCounting is GovernorVotes {
    struct Ballot {
        bool cast;
        uint8 support;
        uint208 weight;
    }

    uint8 private constant AGAINST = 0;
    uint8 private constant FOR = 1;
    uint8 private constant ABSTAIN = 2;

    /// @notice See `VotingRules.voteExtension`.
    uint48 public immutable lateQuorumVoteExtension;

    mapping(uint256 proposalId => uint256[3]) private _tally;
    mapping(uint256 proposalId => mapping(address voter => Ballot)) private _ballots;
    mapping(uint256 proposalId => uint48) private _extendedUntil;

    /// @notice The quorum was reached late. The name is that of `GovernorPreventLateQuorum`.
    event ProposalExtended(uint256 indexed proposalId, uint64 extendedDeadline);
    /// @param support What the votes were cast for: 0 against, 1 for, 2 abstain.
    /// @param weight The votes taken from the tally.
    event LeftVotesRemoved(uint256 indexed proposalId, address indexed voter, uint8 support, uint256 weight);

    constructor(uint48 voteExtension_) {
        lateQuorumVoteExtension = voteExtension_;
    }

    /// @notice Takes votes out of the tally that their voters no longer have. Anyone may call, from the first vote until the proposal is queued. A
    /// proposal that is defeated stays defeated.
    /// @param voters Name all in one call: someone who moves votes from one account to another cannot show them in both. Voters with nothing to
    /// remove are skipped.
    function removeLeftVotes(uint256 proposalId, address[] calldata voters) external {
        _validateStateBitmap(
            proposalId, _encodeStateBitmap(ProposalState.Active) | _encodeStateBitmap(ProposalState.Succeeded)
        );
        for (uint256 i = 0; i < voters.length; i++) {
            Ballot storage ballot = _ballots[proposalId][voters[i]];
            (uint256 counted, uint256 present) = (ballot.weight, token().getVotes(voters[i]));
            if (present >= counted) continue;
            ballot.weight = SafeCast.toUint208(present);
            _tally[proposalId][ballot.support] -= counted - present;
            emit LeftVotesRemoved(proposalId, voters[i], ballot.support, counted - present);
        }
        _tallyUpdated(proposalId);
    }

    // The name is OpenZeppelin's.
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() public pure override returns (string memory) {
        return "support=bravo&quorum=for,abstain";
    }

    /// @inheritdoc IGovernor
    function hasVoted(uint256 proposalId, address account) public view override returns (bool) {
        return _ballots[proposalId][account].cast;
    }

    /// @notice The tally, without what was removed.
    function proposalVotes(uint256 proposalId)
        public
        view
        returns (uint256 againstVotes, uint256 forVotes, uint256 abstainVotes)
    {
        uint256[3] storage tally = _tally[proposalId];
        return (tally[AGAINST], tally[FOR], tally[ABSTAIN]);
    }

    /// @dev At most `votingPeriod + lateQuorumVoteExtension` after the snapshot: only a quorum reached before the regular end extends the vote.
    function proposalDeadline(uint256 proposalId) public view virtual override returns (uint256) {
        return Math.max(super.proposalDeadline(proposalId), _extendedUntil[proposalId]);
    }

    function _quorumReached(uint256 proposalId) internal view override returns (bool) {
        uint256[3] storage tally = _tally[proposalId];
        return quorum(proposalSnapshot(proposalId)) <= tally[FOR] + tally[ABSTAIN];
    }

    function _voteSucceeded(uint256 proposalId) internal view override returns (bool) {
        uint256[3] storage tally = _tally[proposalId];
        return tally[FOR] > tally[AGAINST];
    }

    function _countVote(uint256 proposalId, address account, uint8 support, uint256 totalWeight, bytes memory)
        internal
        override
        returns (uint256 weight)
    {
        require(!_ballots[proposalId][account].cast, GovernorAlreadyCastVote(account));
        require(support <= ABSTAIN, GovernorInvalidVoteType());
        weight = Math.min(totalWeight, token().getVotes(account));
        _ballots[proposalId][account] = Ballot(true, support, SafeCast.toUint208(weight));
        _tally[proposalId][support] += weight;
    }

    /// @dev A quorum that is lost takes its extension along. So each quorum leaves the full time to answer, and none is reached in an extension. A proposal
    /// that loses its quorum in the extension is defeated at once.
    function _tallyUpdated(uint256 proposalId) internal virtual override {
        super._tallyUpdated(proposalId);
        if (!_quorumReached(proposalId)) {
            delete _extendedUntil[proposalId];
        } else if (_extendedUntil[proposalId] == 0) {
            uint48 until = clock() + lateQuorumVoteExtension;
            if (until > proposalDeadline(proposalId)) emit ProposalExtended(proposalId, until);
            _extendedUntil[proposalId] = until;
        }
    }
}
