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
        uint256 noShowBps = market.params().noShowBps;
        PotLib.Pot memory pot = PotLib.create(2 * uint256(size) + job.seated + 4);
        (address[] memory jurors, uint256 taken) = _judgeJurors(jobId, order.bond, dispute, list, root, noShowBps);
        address[] memory winners = outcome == Outcome.Upheld ? _winners(jobId, job) : new address[](0);
        uint256 seized = market.verdict(order, root);
        taken += seized + uint256(dispute.challengers) * order.bond;
        if (outcome == Outcome.NoMajority) {
            uint256 fine = jurors.length == 0 ? 0 : order.bond / 10;
            for (uint256 i = 0; i < dispute.challengers; i++) {
                taken -= pot.give(_challengers[jobId][i].account, order.bond - fine);
            }
            taken -= pot.share(jurors, fine * dispute.challengers);
        } else if (outcome == Outcome.Upheld) {
            uint256 lost = uint256(dispute.challengers) * order.bond;
            taken -= pot.share(jurors, lost / 2);
            taken -= pot.share(winners, lost - lost / 2);
        } else {
            uint256 reward = Math.min(order.bond / 2, seized);
            taken -= pot.share(jurors, reward);
            taken -= _payChallengers(jobId, pot, dispute.challengers, root, order.bond, seized - reward, noShowBps);
        }
        pot.give(market.params().treasury, taken);
        _vault.pay(_stakeToken, JobId.unwrap(jobId), pot.payments());
    }

    /// @param seized What the bounty can be taken from.
    /// @return given To all of them.
    function _payChallengers(
        JobId jobId,
        PotLib.Pot memory pot,
        uint256 count,
        bytes32 root,
        uint256 bond,
        uint256 seized,
        uint256 noShowBps
    ) private view returns (uint256 given) {
        uint256 bounty = Math.min(bond / 4, seized);
        for (uint256 i = 0; i < count; i++) {
            Challenger memory challenger = _challengers[jobId][i];
            bool right = challenger.opened && challenger.hash == root;
            uint256 back = right ? bond + bounty : bond - bond * noShowBps / PriceLib.BPS;
            if (right) bounty = 0;
            given += pot.give(challenger.account, back);
        }
    }

    /// @dev Frees the locks of the jurors who did right and takes what the others lose.
    /// @return right Owners of the seats that opened, and opened the verdict's root where there is one: one for each seat.
    /// @return taken What the others lost.
    function _judgeJurors(
        JobId jobId,
        uint96 bond,
        Dispute memory dispute,
        uint128[] memory list,
        bytes32 root,
        uint256 noShowBps
    ) private returns (address[] memory right, uint256 taken) {
        right = new address[](list.length);
        uint256 kept;
        uint96 lock = lockOf(bond);
        for (uint256 i = 0; i < list.length; i++) {
            NodeId nodeId = list[i].nodeOf();
            (uint256 loss, SlashReason reason) = _faultOf(jobId, dispute, nodeId, i, root, lock, noShowBps);
            if (loss != 0) {
                taken += _staking.slashBond(nodeId, jobId, lock, uint96(loss), reason);
                continue;
            }
            address owner = _staking.releaseBond(nodeId, jobId, lock, false);
            if (dispute.opened >> i & 1 != 0) right[kept++] = owner;
        }
        assembly ("memory-safe") {
            mstore(right, kept)
        }
    }

    /// @return loss What the seat loses of its lock.
    function _faultOf(
        JobId jobId,
        Dispute memory dispute,
        NodeId nodeId,
        uint256 seat,
        bytes32 root,
        uint96 lock,
        uint256 noShowBps
    ) private view returns (uint256 loss, SlashReason reason) {
        // Who was listed when the list never closed had nothing to do.
        if (dispute.phase < Phase.Voting) return (0, SlashReason.NoShow);
        if (dispute.committed >> seat & 1 == 0) return (lock * noShowBps / PriceLib.BPS, SlashReason.NoShow);
        bool opened = dispute.opened >> seat & 1 != 0;
        // Without a majority that committed, nothing was to be opened.
        if (!opened) return (dispute.phase == Phase.Opening ? lock : 0, SlashReason.JurorFault);
        return (root != 0 && _votes[jobId][nodeId] != root ? lock : 0, SlashReason.JurorFault);
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
