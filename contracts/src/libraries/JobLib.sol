// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../interfaces/IJobEscrow.sol";
import {JobId, NO_NODE, NodeId} from "../types/Ids.sol";
import {JobOrder, JobSpec, JobState, SeatState} from "../types/JobTypes.sol";
import {Program} from "../types/ProgramTypes.sol";
import {PriceLib} from "./PriceLib.sol";

/// @dev What is known of a job beyond its order: one slot, read and written as a whole. Times are Unix seconds.
struct JobHead {
    JobState state;
    uint8 seated;
    // Bit i: seat i has committed, and its root is known.
    uint8 committed;
    uint8 revealed;
    uint8 flags;
    // The clearing price in basis points of maxPrice; 0 while seats are free.
    uint16 priceBps;
    uint16 feeBps;
    uint40 postedAt;
    uint40 deadline;
    uint40 postBlock;
    // 32-bit node ids, the first from the right: those in the n seats, behind them those that may not claim. A direct hire has one, from the start.
    uint64 firstNames;
}

/// @dev A job of one or two seats without exclusions writes the head and the result, nothing else.
struct JobData {
    JobHead head;
    // The names behind the first two. There are some only if the head says `MORE_NAMES`.
    uint160 moreNames;
    bytes32 result;
    // n > 1: a seat's commitment, then its root.
    mapping(uint256 seat => bytes32) hashes;
}

/// @title The state machine of a job
/// @notice Knows states, seats and deadlines; nothing of money or of who is calling. Changes are made to a head in memory: whoever loaded it
/// stores it.
library JobLib {
    uint8 internal constant VETTED = 1;
    uint8 internal constant DIRECT = 2;
    uint8 internal constant VERIFIABLE = 4;
    uint8 internal constant OVERTURNED = 8;
    uint8 internal constant MORE_NAMES = 16;
    uint256 internal constant MAX_SEATS = 7;

    /// @dev One write, in the order of JobHead: Solidity would write field by field, 1,000 gas and 300 bytes at every place.
    function save(JobData storage job, JobHead memory head) internal {
        uint256 word = uint256(head.state) | uint256(head.seated) << 8 | uint256(head.committed) << 16
            | uint256(head.revealed) << 24 | uint256(head.flags) << 32 | uint256(head.priceBps) << 40
            | uint256(head.feeBps) << 56 | uint256(head.postedAt) << 72 | uint256(head.deadline) << 112
            | uint256(head.postBlock) << 152 | uint256(head.firstNames) << 192;
        assembly ("memory-safe") {
            sstore(job.slot, word)
        }
    }

    /// @dev The reverse of `save`.
    function unpack(uint256 word) internal pure returns (JobHead memory head) {
        head.state = JobState(uint8(word));
        head.seated = uint8(word >> 8);
        head.committed = uint8(word >> 16);
        head.revealed = uint8(word >> 24);
        head.flags = uint8(word >> 32);
        head.priceBps = uint16(word >> 40);
        head.feeBps = uint16(word >> 56);
        head.postedAt = uint40(word >> 72);
        head.deadline = uint40(word >> 112);
        head.postBlock = uint40(word >> 152);
        head.firstNames = uint64(word >> 192);
    }

    // ---- guards

    function requireState(JobHead memory head, JobId jobId, JobState state) internal pure {
        require(head.state == state, IJobEscrow.WrongState(jobId, head.state));
    }

    /// @dev For a party's call.
    function requireInTime(JobHead memory head, JobId jobId, JobState state) internal view {
        requireState(head, jobId, state);
        require(block.timestamp <= head.deadline, IJobEscrow.DeadlinePassed(jobId, head.deadline));
    }

    // ---- transitions

    /// @dev Row 1. Order and spec have been checked: every value fits its field.
    function open(
        JobData storage job,
        JobOrder calldata order,
        JobSpec memory spec,
        Program memory program,
        uint16 feeBps
    ) internal returns (JobHead memory head) {
        head.state = JobState.Open;
        if (program.vetted) head.flags |= VETTED;
        if (spec.node != NO_NODE) head.flags |= DIRECT;
        if (program.verifier != address(0)) head.flags |= VERIFIABLE;
        head.feeBps = feeBps;
        head.postedAt = uint40(block.timestamp);
        head.deadline = uint40(block.timestamp) + order.claimWindow;
        head.postBlock = uint40(block.number);
        if (spec.node != NO_NODE) _name(job, head, 0, spec.node);
        for (uint256 i = 0; i < spec.excluded.length; i++) _name(job, head, order.n + i, spec.excluded[i]);
    }

    /// @dev Row 3. The last seat fixes the price and starts the work.
    /// @return seat The seat taken.
    /// @return full Whether it was the last.
    function take(JobData storage job, JobHead memory head, JobOrder calldata order, NodeId nodeId)
        internal
        returns (uint8 seat, bool full)
    {
        seat = head.seated++;
        _name(job, head, seat, nodeId);
        full = head.seated == order.n;
        if (full) {
            head.priceBps = uint16(offerBps(head, order));
            advance(head, JobState.Running, order.workWindow);
        }
    }

    /// @dev Enters `state` for `window` seconds. Terminal states are entered for 0.
    function advance(JobHead memory head, JobState state, uint32 window) internal view {
        head.state = state;
        head.deadline = uint40(block.timestamp) + window;
    }

    /// @dev A jury found another root than the proposed one.
    function overturn(JobData storage job, JobHead memory head, bytes32 root) internal {
        if (head.committed == 0) job.hashes[0] = job.result;
        head.flags |= OVERTURNED;
        job.result = root;
    }

    // ---- seats

    /// @return names_ All names, 32 bits each, the first from the right.
    function namesOf(JobData storage job, JobHead memory head) internal view returns (uint256 names_) {
        names_ = head.firstNames;
        if (head.flags & MORE_NAMES != 0) names_ |= uint256(job.moreNames) << 64;
    }

    function nodeAt(uint256 names_, uint256 seat) internal pure returns (NodeId) {
        return NodeId.wrap(uint32(names_ >> (32 * seat)));
    }

    /// @dev Whether a seat is the node's, or the requester excluded it.
    function contains(uint256 names_, NodeId nodeId) internal pure returns (bool) {
        for (; names_ != 0; names_ >>= 32) {
            if (nodeAt(names_, 0) == nodeId) return true;
        }
        return false;
    }

    function stateOf(JobHead memory head, uint256 seat) internal pure returns (SeatState) {
        if (head.revealed >> seat & 1 != 0) return SeatState.Revealed;
        if (head.committed >> seat & 1 != 0) return SeatState.Committed;
        return seat < head.seated ? SeatState.Claimed : SeatState.Empty;
    }

    /// @dev What a seat committed to or revealed; 0 before. A single seat commits to nothing, and its root is the result unless a jury changed that.
    function hashAt(JobData storage job, JobHead memory head, uint256 seat) internal view returns (bytes32) {
        return head.committed == 0 && head.flags & OVERTURNED == 0 ? job.result : job.hashes[seat];
    }

    /// @dev Bit i: seat i is taken.
    function taken(JobHead memory head) internal pure returns (uint256) {
        return (1 << head.seated) - 1;
    }

    /// @return root The root that at least k seats revealed, 0 if there is none. It is unique, because k > n/2.
    function quorum(JobData storage job, JobHead memory head, uint256 n, uint256 k)
        internal
        view
        returns (bytes32 root)
    {
        bytes32[] memory roots = new bytes32[](n);
        for (uint256 i = 0; i < n; i++) {
            if (head.revealed >> i & 1 == 0) continue;
            roots[i] = job.hashes[i];
            uint256 votes = 1;
            for (uint256 j = 0; j < i; j++) {
                if (roots[j] == roots[i]) votes++;
            }
            if (votes == k) return roots[i];
        }
    }

    /// @return votes Bit i: seat i revealed `root`.
    function votesFor(JobData storage job, JobHead memory head, bytes32 root) internal view returns (uint256 votes) {
        uint256 revealed = head.revealed;
        for (uint256 i = 0; revealed >> i != 0; i++) {
            if (revealed >> i & 1 != 0 && hashAt(job, head, i) == root) votes |= 1 << i;
        }
    }

    /// @dev Whether two seats revealed different roots.
    function disagrees(JobData storage job, JobHead memory head) internal view returns (bool) {
        uint256 revealed = head.revealed;
        if (revealed == 0) return false;
        uint256 first = 0;
        while (revealed >> first & 1 == 0) first++;
        return votesFor(job, head, hashAt(job, head, first)) != revealed;
    }

    function count(uint256 bits) internal pure returns (uint256 ones) {
        for (; bits != 0; bits &= bits - 1) ones++;
    }

    // ---- money

    function isTerminal(JobState state) internal pure returns (bool) {
        return state >= JobState.Completed || state == JobState.None;
    }

    function offerBps(JobHead memory head, JobOrder calldata order) internal view returns (uint256) {
        if (head.state != JobState.Open) return head.priceBps;
        return PriceLib.offerBps(order.startPriceBps, block.timestamp - head.postedAt, order.claimWindow);
    }

    function price(JobHead memory head, JobOrder calldata order) internal view returns (uint256) {
        return PriceLib.priceOf(order.maxPrice, offerBps(head, order));
    }

    /// @dev What was moved in at post, and is still all there until the job ends.
    function escrow(JobHead memory head, JobOrder calldata order) internal pure returns (uint256) {
        uint256 most = uint256(order.maxPrice) * order.n;
        return most + PriceLib.feeOf(most, head.feeBps);
    }

    // ---- names

    function _name(JobData storage job, JobHead memory head, uint256 place, NodeId nodeId) private {
        uint64 id = NodeId.unwrap(nodeId);
        require(id != 0 && id <= type(uint32).max, IJobEscrow.BadNodeId(nodeId));
        if (place == 0 && head.flags & DIRECT != 0) {
            // The one who was hired is named already when it claims.
            head.firstNames = id;
        } else if (place < 2) {
            head.firstNames |= id << uint64(32 * place);
        } else {
            head.flags |= MORE_NAMES;
            job.moreNames |= uint160(id) << uint160(32 * (place - 2));
        }
    }
}
