// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {MarketSettings} from "./MarketSettings.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {JobData, JobLib} from "./libraries/JobLib.sol";
import {Sortition} from "./libraries/Sortition.sol";
import {JobId, NodeId} from "./types/Ids.sol";
import {Job, JobState, JobTerms, Seat, SeatState} from "./types/JobTypes.sol";

/// @title The market's jobs: where they are kept, who may do what now, and what can be seen of them
/// @notice Specified in `IJobEscrow`.
abstract contract JobBook is MarketSettings {
    using JobLib for JobData;

    mapping(JobId jobId => JobData) internal _jobs;
    /// @inheritdoc IJobEscrow
    mapping(address token => mapping(uint8 nodeClass => uint256 pricePerUnit)) public quote;

    // ---- guards

    function _requireClaimable(JobId jobId, JobData storage job, NodeId nodeId) internal view {
        job.requireInTime(jobId, JobState.Open);
        if (job.flags & JobLib.DIRECT != 0) require(job.nodeAt(0) == nodeId, NotHired(jobId, nodeId));
        else require(!job.names(nodeId), AlreadyNamed(jobId, nodeId));
    }

    function _requireDrawn(JobId jobId, JobData storage job, NodeId nodeId, uint256 stake, uint256 classStake)
        internal
        view
    {
        uint256 from = _drawnAt(jobId, job, nodeId, stake, classStake);
        require(from != 0, SeedUnknown(jobId, seedBlock(jobId)));
        require(block.timestamp >= from, NotYetEligible(jobId, nodeId, from));
    }

    /// @dev Unix seconds from which the draw lets a node in; 0 while the seed is not known.
    function _drawnAt(JobId jobId, JobData storage job, NodeId nodeId, uint256 stake, uint256 classStake)
        private
        view
        returns (uint256)
    {
        if (job.flags & JobLib.DIRECT != 0) return job.postedAt;
        return Sortition.eligibleAt(seedBlock(jobId), job.postedAt, jobId, nodeId, stake, classStake);
    }

    function _requireSeatOperator(JobId jobId, JobData storage job, uint8 seat) internal view returns (NodeId nodeId) {
        require(seat < job.seated, UnknownSeat(jobId, seat));
        nodeId = job.nodeAt(seat);
        require(staking.operatorOf(nodeId) == msg.sender, NotSeatOperator(jobId, seat, msg.sender));
    }

    // ---- views

    /// @inheritdoc IJobEscrow
    function jobOf(JobId jobId) external view returns (Job memory view_) {
        JobData storage job = _jobs[jobId];
        view_.state = job.state;
        view_.requester = job.requester;
        view_.token = job.token;
        view_.maxPrice = job.maxPrice;
        view_.price = currentPrice(jobId);
        view_.bond = job.bond;
        view_.feeBps = job.feeBps;
        view_.n = job.n;
        view_.k = job.k;
        view_.nodeClass = job.nodeClass;
        view_.seated = job.seated;
        view_.committed = uint8(_count(job.committed));
        view_.revealed = uint8(_count(job.revealed));
        view_.vetted = job.flags & JobLib.VETTED != 0;
        view_.direct = job.flags & JobLib.DIRECT != 0;
        view_.verifiable = job.flags & JobLib.VERIFIABLE != 0;
        view_.units = job.units;
        view_.postedAt = job.postedAt;
        view_.postBlock = job.postBlock;
        view_.deadline = job.deadline;
        view_.workWindow = job.workWindow;
        view_.revealWindow = job.revealWindow;
        view_.challengeWindow = job.challengeWindow;
        view_.result = job.result;
    }

    /// @inheritdoc IJobEscrow
    function seatOf(JobId jobId, uint8 seat) external view returns (Seat memory) {
        JobData storage job = _jobs[jobId];
        SeatState state = job.stateOf(seat);
        if (state == SeatState.Empty) return Seat(NodeId.wrap(0), state, 0);
        return Seat(job.nodeAt(seat), state, job.hashAt(seat));
    }

    /// @inheritdoc IJobEscrow
    function escrowOf(JobId jobId) external view returns (uint256 payment, uint256 bonds) {
        JobData storage job = _jobs[jobId];
        return (JobLib.isTerminal(job.state) ? 0 : job.escrow(), 0);
    }

    /// @inheritdoc IJobEscrow
    function requireEligible(JobId jobId, NodeId nodeId) public view {
        JobData storage job = _jobs[jobId];
        _requireClaimable(jobId, job, nodeId);
        (uint96 stake, uint256 classStake) =
            staking.requireAvailable(nodeId, job.nodeClass, job.postedAt, job.bond);
        _requireDrawn(jobId, job, nodeId, stake, classStake);
    }

    /// @inheritdoc IJobEscrow
    function eligible(JobId jobId, NodeId nodeId)
        external
        view
        returns (bool eligibleNow, uint256 eligibleAt, bytes4 obstacle)
    {
        eligibleAt = _eligibleAt(jobId, _jobs[jobId], nodeId);
        try this.requireEligible(jobId, nodeId) {
            eligibleNow = true;
        } catch (bytes memory reason) {
            // forge-lint: disable-next-line(unsafe-typecast) - an error starts with its selector
            obstacle = bytes4(reason);
        }
    }

    /// @inheritdoc IJobEscrow
    function seedBlock(JobId jobId) public view returns (uint256) {
        return uint256(_jobs[jobId].postBlock) + 1;
    }

    /// @inheritdoc IJobEscrow
    function currentPrice(JobId jobId) public view returns (uint96) {
        return uint96(_jobs[jobId].price());
    }

    /// @inheritdoc IJobEscrow
    function computeJobId(address requester, uint256 nonce, bytes32 specHash, JobTerms calldata terms)
        public
        view
        returns (JobId)
    {
        return JobId.wrap(keccak256(abi.encode(block.chainid, address(this), requester, nonce, specHash, terms)));
    }

    /// @inheritdoc IJobEscrow
    function commitmentOf(JobId jobId, uint8 seat, NodeId nodeId, bytes32 root, bytes32 salt)
        public
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(jobId, seat, nodeId, root, salt));
    }

    function _eligibleAt(JobId jobId, JobData storage job, NodeId nodeId) private view returns (uint256) {
        bool direct = job.flags & JobLib.DIRECT != 0;
        // In a direct hire the one name is the hired node's; else the named ones have a seat or are excluded.
        if (job.state == JobState.None || job.names(nodeId) != direct) return type(uint256).max;
        (uint96 stake, uint256 classStake) = staking.stakesOf(nodeId);
        return _drawnAt(jobId, job, nodeId, stake, classStake);
    }

    function _count(uint256 bits) internal pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) count++;
    }
}
