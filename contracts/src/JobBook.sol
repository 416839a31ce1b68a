// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

import {MarketSettings} from "./MarketSettings.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {JobData, JobHead, JobLib} from "./libraries/JobLib.sol";
import {OrderLib} from "./libraries/OrderLib.sol";
import {Sortition} from "./libraries/Sortition.sol";
import {JobId, NodeId} from "./types/Ids.sol";
import {Job, JobOrder, JobState, Seat, SeatState} from "./types/JobTypes.sol";

/// @title The market's jobs: how they are known, where they are kept, who may do what now, and what can be seen of them
/// @notice Specified in `IJobEscrow`.
abstract contract JobBook is MarketSettings {
    using JobLib for JobData;
    using JobLib for JobHead;
    using JobLib for uint256;

    uint256 internal immutable _chainId = block.chainid;
    /// @dev Not computed anew when the chain's id changes: the jobs of before must end as they began. Signatures are refused then.
    bytes32 private immutable _domain = keccak256(
        abi.encode(OrderLib.DOMAIN_TYPEHASH, keccak256("Gridwork"), keccak256("1"), block.chainid, address(this))
    );

    mapping(JobId jobId => JobData) internal _jobs;

    // ---- guards

    function _find(JobOrder calldata order) internal view returns (JobId jobId, JobData storage job) {
        jobId = computeJobId(order);
        job = _jobs[jobId];
    }

    function _requireRequester(JobId jobId, JobOrder calldata order) internal view {
        require(order.requester == msg.sender, NotRequester(jobId, msg.sender));
    }

    function _requireClaimable(JobId jobId, JobData storage job, JobHead memory head, NodeId nodeId) internal view {
        head.requireInTime(jobId, JobState.Open);
        bool named = job.namesOf(head).contains(nodeId);
        if (head.flags & JobLib.DIRECT != 0) require(named, NotHired(jobId, nodeId));
        else require(!named, AlreadyNamed(jobId, nodeId));
    }

    function _requireDrawn(JobId jobId, JobHead memory head, NodeId nodeId, uint256 stake, uint256 classStake)
        internal
        view
    {
        uint256 from = _drawnAt(jobId, head, nodeId, stake, classStake);
        require(from != 0, SeedUnknown(jobId, uint256(head.postBlock) + 1));
        require(block.timestamp >= from, NotYetEligible(jobId, nodeId, from));
    }

    /// @dev Unix seconds from which the draw lets a node in; 0 while the seed is not known.
    function _drawnAt(JobId jobId, JobHead memory head, NodeId nodeId, uint256 stake, uint256 classStake)
        private
        view
        returns (uint256)
    {
        if (head.flags & JobLib.DIRECT != 0) return head.postedAt;
        return Sortition.eligibleAt(uint256(head.postBlock) + 1, head.postedAt, jobId, nodeId, stake, classStake);
    }

    /// @dev A seat brings its result: its operator only, and its slot is free from now on.
    function _finishSeat(JobId jobId, JobData storage job, JobHead memory head, uint8 seat)
        internal
        returns (NodeId nodeId)
    {
        require(seat < head.seated, UnknownSeat(jobId, seat));
        nodeId = job.namesOf(head).nodeAt(seat);
        staking.freeSlot(nodeId, msg.sender);
    }

    function _requireSeatOperator(JobId jobId, JobData storage job, JobHead memory head, uint8 seat)
        internal
        view
        returns (NodeId nodeId)
    {
        require(seat < head.seated, UnknownSeat(jobId, seat));
        nodeId = job.namesOf(head).nodeAt(seat);
        require(staking.operatorOf(nodeId) == msg.sender, NotSeatOperator(jobId, seat, msg.sender));
    }

    // ---- views

    /// @inheritdoc IJobEscrow
    function jobOf(JobId jobId) external view returns (Job memory) {
        JobData storage job = _jobs[jobId];
        JobHead memory head = job.head;
        return Job({
            state: head.state,
            vetted: head.flags & JobLib.VETTED != 0,
            direct: head.flags & JobLib.DIRECT != 0,
            verifiable: head.flags & JobLib.VERIFIABLE != 0,
            seated: head.seated,
            committed: uint8(JobLib.count(head.committed)),
            revealed: uint8(JobLib.count(head.revealed)),
            priceBps: head.priceBps,
            feeBps: head.feeBps,
            postedAt: head.postedAt,
            postBlock: head.postBlock,
            deadline: head.deadline,
            result: job.result
        });
    }

    /// @inheritdoc IJobEscrow
    function seatOf(JobId jobId, uint8 seat) external view returns (Seat memory) {
        JobData storage job = _jobs[jobId];
        JobHead memory head = job.head;
        SeatState state = head.stateOf(seat);
        if (state == SeatState.Empty) return Seat(NodeId.wrap(0), state, 0);
        return Seat(job.namesOf(head).nodeAt(seat), state, job.hashAt(head, seat));
    }

    /// @inheritdoc IJobEscrow
    function escrowOf(JobOrder calldata order) external view returns (uint256 payment, uint256 bonds) {
        (, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        return (JobLib.isTerminal(head.state) ? 0 : head.escrow(order), 0);
    }

    /// @inheritdoc IJobEscrow
    function requireEligible(JobOrder calldata order, NodeId nodeId) public view {
        (JobId jobId, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        _requireClaimable(jobId, job, head, nodeId);
        (uint96 stake, uint256 classStake) =
            staking.requireAvailable(address(this), nodeId, order.nodeClass, head.postedAt, order.bond);
        _requireDrawn(jobId, head, nodeId, stake, classStake);
    }

    /// @inheritdoc IJobEscrow
    function eligible(JobOrder calldata order, NodeId nodeId)
        external
        view
        returns (bool eligibleNow, uint256 eligibleAt, bytes4 obstacle)
    {
        eligibleAt = _eligibleAt(order, nodeId);
        try this.requireEligible(order, nodeId) {
            eligibleNow = true;
        } catch (bytes memory reason) {
            // forge-lint: disable-next-line(unsafe-typecast) - an error starts with its selector
            obstacle = bytes4(reason);
        }
    }

    /// @inheritdoc IJobEscrow
    function seedBlock(JobId jobId) external view returns (uint256) {
        return uint256(_jobs[jobId].head.postBlock) + 1;
    }

    /// @inheritdoc IJobEscrow
    function currentPrice(JobOrder calldata order) external view returns (uint96) {
        (, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        return uint96(head.price(order));
    }

    /// @inheritdoc IJobEscrow
    function computeJobId(JobOrder calldata order) public view returns (JobId) {
        return JobId.wrap(MessageHashUtils.toTypedDataHash(_domain, OrderLib.hashOf(order)));
    }

    /// @inheritdoc IJobEscrow
    function commitmentOf(JobId jobId, uint8 seat, NodeId nodeId, bytes32 root, bytes32 salt)
        public
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(jobId, seat, nodeId, root, salt));
    }

    function _eligibleAt(JobOrder calldata order, NodeId nodeId) private view returns (uint256) {
        (JobId jobId, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        bool direct = head.flags & JobLib.DIRECT != 0;
        // In a direct hire the one name is the hired node's; else the named ones have a seat or are excluded.
        if (head.postedAt == 0 || job.namesOf(head).contains(nodeId) != direct) return type(uint256).max;
        (uint96 stake, uint256 classStake) = staking.stakesOf(nodeId);
        return _drawnAt(jobId, head, nodeId, stake, classStake);
    }
}
