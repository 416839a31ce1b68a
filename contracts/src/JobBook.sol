// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

import {MarketSettings} from "./MarketSettings.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {JobData, JobHead, JobLib} from "./libraries/JobLib.sol";
import {OrderLib} from "./libraries/OrderLib.sol";
import {JobId, NodeId} from "./types/Ids.sol";
import {Job, JobOrder, Seat, SeatState} from "./types/JobTypes.sol";

/// @title The market's jobs: how they are known, where they are kept, who may do what now, and what can be seen of them
/// @notice Specified in `IJobEscrow`.
abstract contract JobBook is MarketSettings {
    using JobLib for JobData;
    using JobLib for JobHead;
    using JobLib for uint256;

    uint256 internal immutable _chainId = block.chainid;
    /// @dev Not computed anew when the chain's id changes: the jobs of before must end as they began. Signatures are refused then.
    /// @inheritdoc IJobEscrow
    bytes32 public immutable domain = keccak256(
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
    function storedOf(JobId jobId) external view returns (uint256 head, uint256 names) {
        JobData storage job = _jobs[jobId];
        assembly ("memory-safe") {
            head := sload(job.slot)
        }
        return (head, job.namesOf(job.head));
    }

    /// @inheritdoc IJobEscrow
    function computeJobId(JobOrder calldata order) public view returns (JobId) {
        return JobId.wrap(MessageHashUtils.toTypedDataHash(domain, OrderLib.hashOf(order)));
    }

    /// @inheritdoc IJobEscrow
    function commitmentOf(JobId jobId, uint8 seat, NodeId nodeId, bytes32 root, bytes32 salt)
        public
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(jobId, seat, nodeId, root, salt));
    }
}
