// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {IJury} from "./interfaces/IJury.sol";
import {INodeStaking} from "./interfaces/INodeStaking.sol";
import {IVault} from "./interfaces/IVault.sol";
import {PotLib} from "./libraries/PotLib.sol";
import {Sortition} from "./libraries/Sortition.sol";
import {JobId, NodeId} from "./types/Ids.sol";
import {Job, JobOrder, JobState, Seat, SeatState, WindowLimits} from "./types/JobTypes.sol";
import {Dispute, Juror, Outcome} from "./types/JuryTypes.sol";
import {SlashReason} from "./types/NodeTypes.sol";

/// @title The jury
/// @notice Specified in `IJury`.
contract Jury is IJury {
    using PotLib for PotLib.Pot;

    /// @dev Added to a juror's number, so that a seat's commitment is none of a juror's.
    uint8 private constant JUROR = 128;
    uint8 private constant MOST = 9;

    /// @inheritdoc IJury
    IJobEscrow public immutable market;
    INodeStaking private immutable _staking;
    IVault private immutable _vault;
    address private immutable _stakeToken;
    /// @inheritdoc IJury
    uint8 public immutable size;
    /// @inheritdoc IJury
    uint32 public immutable margin;
    /// @inheritdoc IJury
    uint32 public immutable revealWindow;

    mapping(JobId jobId => Dispute) private _disputes;
    mapping(JobId jobId => mapping(uint256 juror => Juror)) private _jurors;

    constructor(IJobEscrow market_, uint8 size_, uint32 margin_, uint32 revealWindow_) {
        require(size_ % 2 == 1 && size_ <= MOST, BadSize(size_));
        market = market_;
        _staking = market_.staking();
        _vault = market_.vault();
        _stakeToken = _staking.stakeToken();
        (size, margin, revealWindow) = (size_, margin_, revealWindow_);
        WindowLimits memory limits = market_.limits();
        uint256 lifetime = uint256(limits.maxClaim) + 2 * uint256(limits.maxWork) + limits.maxReveal
            + limits.maxChallenge + margin_ + revealWindow_;
        uint256 most = _staking.minUnbondCooldown();
        require(revealWindow_ != 0 && lifetime < most, UnboundedLifetime(lifetime, most));
    }

    modifier onlyMarket() {
        require(msg.sender == address(market), NotMarket(msg.sender));
        _;
    }

    // ---- challenger

    /// @inheritdoc IJury
    function challenge(JobOrder calldata order, bytes32 counterRoot) external {
        JobId jobId = market.computeJobId(order);
        Job memory job = market.jobOf(jobId);
        require(counterRoot != 0, ZeroHash());
        require(counterRoot != job.result, SameRoot(jobId, counterRoot));
        Dispute storage dispute = _disputes[jobId];
        (dispute.challenger, dispute.bond, dispute.counterRoot) = (msg.sender, order.bond, counterRoot);
        uint40 deadline = _open(jobId, order.workWindow, dispute);
        market.advance(jobId, JobState.Disputed, deadline);
        _vault.pull(_stakeToken, msg.sender, order.bond, JobId.unwrap(jobId));
    }

    // ---- juror

    /// @inheritdoc IJury
    function jurorCommit(JobOrder calldata order, NodeId nodeId, uint8 juror, bytes32 commitment) external {
        (JobId jobId, Job memory job) = _inTime(order, JobState.Disputed);
        Dispute storage dispute = _disputes[jobId];
        require(commitment != 0, ZeroHash());
        require(juror == dispute.committed, UnknownJuror(jobId, juror));
        require(!_takesPart(jobId, job.seated, nodeId), NotNeutral(jobId, nodeId));
        _staking.lockBond(nodeId, jobId, msg.sender, order.nodeClass, job.postedAt, order.bond);
        _requireDrawn(jobId, nodeId);
        dispute.committed = juror + 1;
        _jurors[jobId][juror] = Juror(nodeId, false, commitment);
        emit JurorCommitted(jobId, nodeId, juror, commitment);
        if (juror + 1 == size) _openReveal(jobId);
    }

    /// @inheritdoc IJury
    function jurorReveal(JobOrder calldata order, uint8 juror, bytes32 root, bytes32 salt) external {
        (JobId jobId, Job memory job) = _inTime(order, JobState.JuryReveal);
        Dispute storage dispute = _disputes[jobId];
        require(juror < dispute.committed, UnknownJuror(jobId, juror));
        Juror storage record = _jurors[jobId][juror];
        require(!record.revealed, AlreadyRevealed(jobId, juror));
        require(root != 0, ZeroHash());
        require(
            market.commitmentOf(jobId, JUROR + juror, record.nodeId, root, salt) == record.hash,
            WrongReveal(jobId, juror, record.hash)
        );
        (record.revealed, record.hash) = (true, root);
        dispute.revealed++;
        emit JurorRevealed(jobId, record.nodeId, juror, root);
        if (dispute.revealed == dispute.committed) _resolve(jobId, order, job);
    }

    // ---- market

    /// @inheritdoc IJury
    function open(JobId jobId, uint32 workWindow) external onlyMarket returns (uint40 deadline) {
        return _open(jobId, workWindow, _disputes[jobId]);
    }

    /// @inheritdoc IJury
    function conclude(JobOrder calldata order) external onlyMarket {
        JobId jobId = market.computeJobId(order);
        Job memory job = market.jobOf(jobId);
        if (job.state == JobState.Disputed && _disputes[jobId].committed != 0) _openReveal(jobId);
        else _resolve(jobId, order, job);
    }

    // ---- views

    /// @inheritdoc IJury
    function disputeOf(JobId jobId) external view returns (Dispute memory) {
        return _disputes[jobId];
    }

    /// @inheritdoc IJury
    function jurorOf(JobId jobId, uint8 juror) external view returns (Juror memory) {
        return _jurors[jobId][juror];
    }

    /// @inheritdoc IJury
    function eligibleAt(JobId jobId, NodeId nodeId) public view returns (uint256) {
        Dispute storage dispute = _disputes[jobId];
        if (dispute.openedAt == 0) return type(uint256).max;
        (uint96 stake, uint256 classStake) = _staking.stakesOf(nodeId);
        return Sortition.eligibleAt(
            uint256(dispute.openBlock) + 1, dispute.openedAt, jobId, nodeId, stake, classStake
        );
    }

    // ---- transitions

    function _open(JobId jobId, uint32 workWindow, Dispute storage dispute) private returns (uint40 deadline) {
        deadline = uint40(block.timestamp) + workWindow + margin;
        (dispute.openBlock, dispute.openedAt) = (uint64(block.number), uint40(block.timestamp));
        emit Challenged(jobId, dispute.challenger, dispute.counterRoot, dispute.bond, deadline);
    }

    function _openReveal(JobId jobId) private {
        uint40 deadline = uint40(block.timestamp) + revealWindow;
        market.advance(jobId, JobState.JuryReveal, deadline);
        emit JuryRevealOpened(jobId, deadline);
    }

    /// @dev The one rule, and who pays for it: see `IJury`.
    function _resolve(JobId jobId, JobOrder calldata order, Job memory job) private {
        Dispute memory dispute = _disputes[jobId];
        (bytes32 root, uint8 votes) = _mostFrequent(jobId, dispute.committed);
        if (2 * votes <= size) root = 0;
        Outcome outcome =
            root == 0 ? Outcome.NoMajority : root == job.result ? Outcome.Upheld : Outcome.Overturned;
        emit Resolved(jobId, root, votes, outcome);
        PotLib.Pot memory pot = PotLib.create(2 * uint256(size) + job.seated + 2);
        (address[] memory jurors, uint256 taken) = _judgeJurors(jobId, order.bond, dispute.committed, root);
        address[] memory winners = outcome == Outcome.Upheld ? _winners(jobId, job) : new address[](0);
        taken += dispute.bond + market.verdict(order, root);
        if (outcome == Outcome.NoMajority) {
            uint256 fine = jurors.length == 0 ? 0 : dispute.bond / 10;
            taken -= pot.give(dispute.challenger, dispute.bond - fine);
            taken -= pot.share(jurors, fine);
        } else if (outcome == Outcome.Upheld) {
            taken -= pot.share(jurors, dispute.bond / 2);
            taken -= pot.share(winners, dispute.bond - dispute.bond / 2);
        } else {
            taken -= pot.share(jurors, order.bond / 2);
            bool found = dispute.counterRoot == root;
            taken -= pot.give(dispute.challenger, dispute.bond + (found ? order.bond / 4 : 0));
        }
        pot.give(market.params().treasury, taken);
        _vault.pay(_stakeToken, JobId.unwrap(jobId), pot.payments());
    }

    /// @dev Frees the bonds of the jurors who did right and takes those of the others.
    /// @return right Owners of the former.
    /// @return taken Sum of the latter.
    function _judgeJurors(JobId jobId, uint96 bond, uint256 count, bytes32 root)
        private
        returns (address[] memory right, uint256 taken)
    {
        right = new address[](count);
        uint256 kept;
        for (uint256 i = 0; i < count; i++) {
            Juror memory juror = _jurors[jobId][i];
            if (juror.revealed && (root == 0 || juror.hash == root)) {
                right[kept++] = _staking.releaseBond(juror.nodeId, jobId, bond, false);
            } else {
                _staking.slashBond(juror.nodeId, jobId, bond, bond, SlashReason.JurorFault);
                taken += bond;
            }
        }
        assembly ("memory-safe") {
            mstore(right, kept)
        }
    }

    // ---- looking

    function _mostFrequent(JobId jobId, uint256 count) private view returns (bytes32 root, uint8 votes) {
        for (uint256 i = 0; i < count; i++) {
            if (!_jurors[jobId][i].revealed) continue;
            bytes32 candidate = _jurors[jobId][i].hash;
            uint8 same = 0;
            for (uint256 j = i; j < count; j++) {
                if (_jurors[jobId][j].revealed && _jurors[jobId][j].hash == candidate) same++;
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

    function _takesPart(JobId jobId, uint8 seated, NodeId nodeId) private view returns (bool) {
        for (uint8 i = 0; i < seated; i++) {
            if (market.seatOf(jobId, i).nodeId == nodeId) return true;
        }
        for (uint256 i = 0; i < _disputes[jobId].committed; i++) {
            if (_jurors[jobId][i].nodeId == nodeId) return true;
        }
        return false;
    }

    function _requireDrawn(JobId jobId, NodeId nodeId) private view {
        uint256 from = eligibleAt(jobId, nodeId);
        require(from != 0, SeedUnknown(jobId, uint256(_disputes[jobId].openBlock) + 1));
        require(block.timestamp >= from, NotYetEligible(jobId, nodeId, from));
    }

    function _inTime(JobOrder calldata order, JobState state) private view returns (JobId jobId, Job memory job) {
        jobId = market.computeJobId(order);
        job = market.jobOf(jobId);
        require(job.state == state, WrongState(jobId));
        require(block.timestamp <= job.deadline, DeadlinePassed(jobId, job.deadline));
    }
}
