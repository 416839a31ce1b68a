// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {IJury} from "./interfaces/IJury.sol";
import {INodeStaking} from "./interfaces/INodeStaking.sol";
import {IVault} from "./interfaces/IVault.sol";
import {JuryList, MOST_JURORS} from "./libraries/JuryList.sol";
import {PotLib} from "./libraries/PotLib.sol";
import {PriceLib} from "./libraries/PriceLib.sol";
import {TermsLib} from "./libraries/TermsLib.sol";
import {JobId, NodeId} from "./types/Ids.sol";
import {Job, JobOrder, Seat, SeatState} from "./types/JobTypes.sol";
import {Challenger, Dispute, Outcome, Phase} from "./types/JuryTypes.sol";
import {SlashReason} from "./types/NodeTypes.sol";

/// @title How a dispute ends: the verdict, and who pays for it
/// @notice The rules stand in `IJury`.
abstract contract JurySettlement is IJury {
    using JuryList for uint128;
    using JuryList for uint128[];
    using JuryList for uint128[MOST_JURORS];
    using PotLib for PotLib.Pot;

    /// @inheritdoc IJury
    IJobEscrow public immutable market;
    /// @inheritdoc IJury
    uint8 public immutable size;
    INodeStaking internal immutable _staking;
    IVault internal immutable _vault;
    address internal immutable _stakeToken;

    /// @param taken What jurors, seats and challengers have put in and nobody has been given yet.
    /// @param seized The seats' part of it.
    /// @param jurors Owners of the juror seats that did right, one for each seat.
    /// @param winners Owners of the seats that were right, where the result is upheld.
    struct Shares {
        PotLib.Pot pot;
        uint256 taken;
        uint256 seized;
        uint256 noShowBps;
        address[] jurors;
        address[] winners;
    }

    mapping(JobId jobId => Dispute) internal _disputes;
    mapping(JobId jobId => uint128[MOST_JURORS]) internal _lists;
    /// @dev A node's commitment, then its root.
    mapping(JobId jobId => mapping(NodeId nodeId => bytes32)) internal _votes;
    mapping(JobId jobId => mapping(uint256 challenger => Challenger)) internal _challengers;

    constructor(IJobEscrow market_, uint8 size_) {
        require(size_ % 2 == 1 && size_ <= MOST_JURORS, BadSize(size_));
        (market, size) = (market_, size_);
        _staking = market_.staking();
        _vault = market_.vault();
        _stakeToken = _staking.stakeToken();
    }

    /// @inheritdoc IJury
    function lockOf(uint96 bond) public view returns (uint96) {
        return uint96(TermsLib.lockOf(size, bond));
    }

    function _majority() internal view returns (uint256) {
        return size / 2 + 1;
    }

    function _resolve(JobId jobId, JobOrder calldata order) internal {
        Job memory job = market.jobOf(jobId);
        Dispute memory dispute = _disputes[jobId];
        _disputes[jobId].phase = Phase.Over;
        uint128[] memory list = _lists[jobId].load(dispute.listed);
        (bytes32 root, uint8 votes) = _mostFrequent(jobId, dispute, list);
        if (votes < _majority()) root = 0;
        Outcome outcome =
            root == 0 ? Outcome.NoMajority : root == job.result ? Outcome.Upheld : Outcome.Overturned;
        emit Resolved(jobId, root, votes, outcome);
        Shares memory shares;
        shares.pot = PotLib.create(2 * uint256(size) + job.seated + 4);
        shares.noShowBps = market.params().noShowBps;
        _judgeJurors(jobId, shares, dispute, list, root, lockOf(order.bond));
        if (outcome == Outcome.Upheld) shares.winners = _winners(jobId, job);
        shares.seized = market.verdict(order, root);
        shares.taken += shares.seized + uint256(dispute.challengers) * order.bond;
        if (outcome == Outcome.NoMajority) _shareWithoutVerdict(jobId, shares, dispute.challengers, order.bond);
        else if (outcome == Outcome.Upheld) _shareUpheld(shares, dispute.challengers, order.bond);
        else _shareOverturned(jobId, shares, dispute.challengers, order.bond, root);
        shares.pot.give(market.params().treasury, shares.taken);
        _vault.pay(_stakeToken, JobId.unwrap(jobId), shares.pot.payments());
    }

    /// @dev A tenth of the challengers' bonds is for those who opened, if anybody did.
    function _shareWithoutVerdict(JobId jobId, Shares memory shares, uint256 challengers, uint256 bond) private view {
        uint256 fine = shares.jurors.length == 0 ? 0 : bond / 10;
        for (uint256 i = 0; i < challengers; i++) {
            shares.taken -= shares.pot.give(_challengers[jobId][i].account, bond - fine);
        }
        shares.taken -= shares.pot.share(shares.jurors, fine * challengers);
    }

    /// @dev The challengers' bonds: half for the jurors, half for the seats that were right. Without any, a seat has challenged: its bond pays.
    function _shareUpheld(Shares memory shares, uint256 challengers, uint256 bond) private pure {
        uint256 lost = challengers * bond;
        uint256 reward = challengers == 0 ? Math.min(bond / 2, shares.seized) : lost / 2;
        shares.taken -= shares.pot.share(shares.jurors, reward);
        shares.taken -= shares.pot.share(shares.winners, lost - lost / 2);
    }

    /// @dev Half a bond for the jurors, a quarter for the first challenger with the root: as far as the seats' bonds reach.
    function _shareOverturned(JobId jobId, Shares memory shares, uint256 challengers, uint256 bond, bytes32 root)
        private
        view
    {
        uint256 reward = Math.min(bond / 2, shares.seized);
        uint256 bounty = Math.min(bond / 4, shares.seized - reward);
        shares.taken -= shares.pot.share(shares.jurors, reward);
        for (uint256 i = 0; i < challengers; i++) {
            Challenger memory challenger = _challengers[jobId][i];
            bool right = challenger.opened && challenger.hash == root;
            uint256 back = right ? bond + bounty : bond - bond * shares.noShowBps / PriceLib.BPS;
            if (right) bounty = 0;
            shares.taken -= shares.pot.give(challenger.account, back);
        }
    }

    /// @dev Frees the locks of the jurors who did right and takes what the others lose.
    function _judgeJurors(
        JobId jobId,
        Shares memory shares,
        Dispute memory dispute,
        uint128[] memory list,
        bytes32 root,
        uint96 lock
    ) private {
        address[] memory right = new address[](list.length);
        uint256 count;
        for (uint256 i = 0; i < list.length; i++) {
            NodeId nodeId = list[i].nodeOf();
            (bool guilty, SlashReason reason) = _faultOf(jobId, dispute, nodeId, i, root);
            if (guilty) {
                uint256 loss = reason == SlashReason.NoShow ? lock * shares.noShowBps / PriceLib.BPS : lock;
                shares.taken += _staking.slashBond(nodeId, jobId, lock, uint96(loss), reason);
                continue;
            }
            address owner = _staking.releaseBond(nodeId, jobId, lock, false);
            if (dispute.opened >> i & 1 != 0) right[count++] = owner;
        }
        assembly ("memory-safe") {
            mstore(right, count)
        }
        shares.jurors = right;
    }

    /// @return guilty Whether the seat loses anything of its lock, and why.
    function _faultOf(JobId jobId, Dispute memory dispute, NodeId nodeId, uint256 seat, bytes32 root)
        private
        view
        returns (bool guilty, SlashReason reason)
    {
        // Who was listed when the list never closed had nothing to do.
        if (dispute.phase < Phase.Voting) return (false, SlashReason.NoShow);
        if (dispute.committed >> seat & 1 == 0) return (true, SlashReason.NoShow);
        // Without a majority that committed, nothing was to be opened.
        if (dispute.opened >> seat & 1 == 0) return (dispute.phase == Phase.Opening, SlashReason.JurorFault);
        return (root != 0 && _votes[jobId][nodeId] != root, SlashReason.JurorFault);
    }

    function _mostFrequent(JobId jobId, Dispute memory dispute, uint128[] memory list)
        private
        view
        returns (bytes32 root, uint8 votes)
    {
        for (uint256 i = 0; i < list.length; i++) {
            if (dispute.opened >> i & 1 == 0) continue;
            bytes32 candidate = _votes[jobId][list[i].nodeOf()];
            uint8 same = 0;
            for (uint256 j = i; j < list.length; j++) {
                if (dispute.opened >> j & 1 != 0 && _votes[jobId][list[j].nodeOf()] == candidate) same++;
            }
            if (same > votes) (root, votes) = (candidate, same);
        }
    }

    /// @dev Owners of the seats that revealed the proposed result. A seat's commitment may be any number, the result too.
    function _winners(JobId jobId, Job memory job) private view returns (address[] memory owners) {
        owners = new address[](job.seated);
        uint256 count;
        for (uint8 i = 0; i < job.seated; i++) {
            Seat memory seat = market.seatOf(jobId, i);
            if (seat.state == SeatState.Revealed && seat.hash == job.result) {
                owners[count++] = _staking.ownerOf(seat.nodeId);
            }
        }
        assembly ("memory-safe") {
            mstore(owners, count)
        }
    }
}
