// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../interfaces/IJobEscrow.sol";
import {JobId, NO_NODE, NodeId} from "../types/Ids.sol";
import {JobSpec, JobState, JobTerms, SeatState} from "../types/JobTypes.sol";
import {Program} from "../types/ProgramTypes.sol";
import {PriceLib} from "./PriceLib.sol";

/// @dev A job in four slots and a result. Times are 32-bit Unix seconds, good until 2106.
struct JobData {
    address requester;
    uint96 maxPrice;
    // -- slot 1
    address token;
    uint88 bond;
    uint8 nodeClass;
    // -- slot 2
    JobState state;
    uint8 n;
    uint8 k;
    uint8 seated;
    // Bit i: seat i has committed, and its root is known.
    uint8 committed;
    uint8 revealed;
    uint8 flags;
    // The offer's start while open, the clearing price after: both in basis points of maxPrice.
    uint16 priceBps;
    uint16 feeBps;
    uint32 postedAt;
    uint32 deadline;
    uint32 postBlock;
    uint24 workWindow;
    uint24 revealWindow;
    uint24 challengeWindow;
    // -- slot 3
    uint32 units;
    // Seven 32-bit node ids: the n seats from the right, behind them the nodes that may not claim.
    uint224 nodes;
    // -- slot 4
    bytes32 result;
    // n > 1: a seat's commitment, then its root.
    mapping(uint256 seat => bytes32) hashes;
}

/// @title The state machine of a job
/// @notice Knows states, seats and deadlines; nothing of money or of who is calling.
library JobLib {
    uint8 internal constant VETTED = 1;
    uint8 internal constant DIRECT = 2;
    uint8 internal constant VERIFIABLE = 4;
    uint8 internal constant OVERTURNED = 8;
    uint256 internal constant MAX_SEATS = 7;

    // ---- guards

    function requireState(JobData storage job, JobId jobId, JobState state) internal view {
        require(job.state == state, IJobEscrow.WrongState(jobId, job.state));
    }

    /// @dev For a party's call.
    function requireInTime(JobData storage job, JobId jobId, JobState state) internal view {
        requireState(job, jobId, state);
        require(block.timestamp <= job.deadline, IJobEscrow.DeadlinePassed(jobId, job.deadline));
    }

    // ---- transitions

    /// @dev Row 1. Terms and spec have been checked: every value fits its field.
    function open(
        JobData storage job,
        JobTerms calldata terms,
        JobSpec memory spec,
        Program memory program,
        uint16 feeBps
    ) internal {
        uint256 flags = (program.vetted ? VETTED : 0) | (spec.node != NO_NODE ? DIRECT : 0)
            | (program.verifier != address(0) ? VERIFIABLE : 0);
        // Whole slots at once, in the order of JobData: field by field costs 3,000 gas and 500 bytes more.
        uint256 offer = uint256(uint160(msg.sender)) | uint256(terms.maxPrice) << 160;
        uint256 stakes = uint256(uint160(terms.token)) | uint256(terms.bond) << 160 | uint256(terms.nodeClass) << 248;
        uint256 progress = uint256(JobState.Open) | uint256(terms.n) << 8 | uint256(terms.k) << 16 | flags << 48
            | uint256(terms.startPriceBps) << 56 | uint256(feeBps) << 72 | uint256(uint32(block.timestamp)) << 88
            | uint256(uint32(block.timestamp + terms.claimWindow)) << 120 | uint256(uint32(block.number)) << 152
            | uint256(terms.workWindow) << 184 | uint256(terms.revealWindow) << 208
            | uint256(terms.challengeWindow) << 232;
        uint256 names_ = uint256(spec.units) | uint256(packNames(terms.n, spec)) << 32;
        assembly ("memory-safe") {
            sstore(job.slot, offer)
            sstore(add(job.slot, 1), stakes)
            sstore(add(job.slot, 2), progress)
            sstore(add(job.slot, 3), names_)
        }
    }

    /// @dev Row 3. The last seat fixes the price and starts the work.
    /// @return seat The seat taken.
    /// @return full Whether it was the last.
    function take(JobData storage job, NodeId nodeId) internal returns (uint8 seat, bool full) {
        seat = job.seated;
        job.nodes |= uint224(NodeId.unwrap(nodeId)) << (32 * seat);
        job.seated = seat + 1;
        full = job.seated == job.n;
        if (full) {
            job.priceBps = uint16(offerBps(job));
            job.state = JobState.Running;
            job.deadline = uint32(block.timestamp) + job.workWindow;
        }
    }

    /// @dev Row 6.
    function commit(JobData storage job, uint8 seat, bytes32 commitment) internal {
        job.hashes[seat] = commitment;
        job.committed |= uint8(1 << seat);
    }

    /// @dev Rows 6 and 7.
    function startReveal(JobData storage job) internal {
        job.state = JobState.Revealing;
        job.deadline = uint32(block.timestamp) + job.revealWindow;
    }

    /// @dev Row 8.
    function reveal(JobData storage job, uint8 seat, bytes32 root) internal {
        job.hashes[seat] = root;
        job.revealed |= uint8(1 << seat);
    }

    /// @dev Rows 5 and 9a.
    function propose(JobData storage job, bytes32 root) internal {
        job.result = root;
        job.state = JobState.Proposed;
        job.deadline = uint32(block.timestamp) + job.challengeWindow;
    }

    /// @dev Rows 9b, 12, 13.
    function advance(JobData storage job, JobState state, uint40 deadline) internal {
        job.state = state;
        job.deadline = uint32(deadline);
    }

    /// @dev A jury found another root than the proposed one.
    function overturn(JobData storage job, bytes32 root) internal {
        if (job.n == 1) job.hashes[0] = job.result;
        job.flags |= OVERTURNED;
        job.result = root;
    }

    /// @dev Rows 2, 4, 7, 9c, 10, 11, and the end of a dispute.
    function end(JobData storage job, JobState state) internal {
        job.state = state;
        job.deadline = uint32(block.timestamp);
    }

    // ---- seats

    function nodeAt(JobData storage job, uint256 seat) internal view returns (NodeId) {
        return NodeId.wrap(uint32(job.nodes >> (32 * seat)));
    }

    /// @dev Whether a seat is the node's, or the requester excluded it.
    function names(JobData storage job, NodeId nodeId) internal view returns (bool) {
        uint256 packed = job.nodes;
        for (; packed != 0; packed >>= 32) {
            if (NodeId.wrap(uint32(packed)) == nodeId) return true;
        }
        return false;
    }

    function stateOf(JobData storage job, uint256 seat) internal view returns (SeatState) {
        if (job.revealed >> seat & 1 != 0) return SeatState.Revealed;
        if (job.committed >> seat & 1 != 0) return SeatState.Committed;
        return seat < job.seated ? SeatState.Claimed : SeatState.Empty;
    }

    /// @dev What a seat committed to or revealed; 0 before.
    function hashAt(JobData storage job, uint256 seat) internal view returns (bytes32) {
        return job.n == 1 && job.flags & OVERTURNED == 0 ? job.result : job.hashes[seat];
    }

    /// @dev Bit i: seat i has a bond locked. No-shows and hidden seats have lost theirs on the way.
    function bonded(JobData storage job) internal view returns (uint256) {
        JobState state = job.state;
        if (state == JobState.Open || state == JobState.Running) return (1 << job.seated) - 1;
        if (state == JobState.Revealing) return job.committed;
        if (isTerminal(state)) return 0;
        return job.revealed;
    }

    /// @return root The root that at least k seats revealed, 0 if there is none. It is unique, because k > n/2.
    function quorum(JobData storage job) internal view returns (bytes32 root) {
        uint256 n = job.n;
        uint256 revealed = job.revealed;
        bytes32[] memory roots = new bytes32[](n);
        for (uint256 i = 0; i < n; i++) {
            if (revealed >> i & 1 == 0) continue;
            roots[i] = job.hashes[i];
            uint256 votes = 1;
            for (uint256 j = 0; j < i; j++) {
                if (roots[j] == roots[i]) votes++;
            }
            if (votes == job.k) return roots[i];
        }
    }

    /// @return votes Bit i: seat i revealed `root`.
    function votesFor(JobData storage job, bytes32 root) internal view returns (uint256 votes) {
        uint256 revealed = job.revealed;
        for (uint256 i = 0; revealed >> i != 0; i++) {
            if (revealed >> i & 1 != 0 && hashAt(job, i) == root) votes |= 1 << i;
        }
    }

    /// @dev Whether two seats revealed different roots.
    function disagrees(JobData storage job) internal view returns (bool) {
        uint256 revealed = job.revealed;
        if (revealed == 0) return false;
        uint256 first = 0;
        while (revealed >> first & 1 == 0) first++;
        return votesFor(job, job.hashes[first]) != revealed;
    }

    // ---- money

    function isVetted(JobData storage job) internal view returns (bool) {
        return job.flags & VETTED != 0;
    }

    function isTerminal(JobState state) internal pure returns (bool) {
        return state >= JobState.Completed || state == JobState.None;
    }

    function offerBps(JobData storage job) internal view returns (uint256) {
        if (job.state != JobState.Open) return job.priceBps;
        return PriceLib.offerBps(job.priceBps, block.timestamp - job.postedAt, job.deadline - job.postedAt);
    }

    function price(JobData storage job) internal view returns (uint256) {
        return PriceLib.priceOf(job.maxPrice, offerBps(job));
    }

    /// @dev What was moved in at post, and is still all there until the job ends.
    function escrow(JobData storage job) internal view returns (uint256) {
        uint256 most = uint256(job.maxPrice) * job.n;
        return most + PriceLib.feeOf(most, job.feeBps);
    }

    // ---- packing

    function packNames(uint256 n, JobSpec memory spec) internal pure returns (uint224 packed) {
        if (spec.node != NO_NODE) packed = word(spec.node);
        uint256 count = spec.excluded.length;
        for (uint256 i = 0; i < count; i++) packed |= word(spec.excluded[i]) << uint8(32 * (n + i));
    }

    function word(NodeId nodeId) private pure returns (uint224) {
        uint64 id = NodeId.unwrap(nodeId);
        require(id != 0 && id <= type(uint32).max, IJobEscrow.BadNodeId(nodeId));
        return id;
    }
}
