// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../types/Ids.sol";
import {JobOrder} from "../types/JobTypes.sol";
import {Dispute, Juror, Outcome} from "../types/JuryTypes.sol";
import {IJobEscrow} from "./IJobEscrow.sol";

/// @title The jury: who is right about a result
/// @notice
/// | row | from -> to | call | who |
/// |---|---|---|---|
/// | 12 | Proposed -> Disputed | `challenge` | anyone, in the challenge window |
/// | 9b | Revealing -> Disputed | (the market's tally) | - |
/// | 13 | Disputed -> Disputed, JuryReveal | `jurorCommit` | operator of a node that the draw lets in |
/// | 14 | Disputed -> JuryReveal, resolve | `IJobEscrow.poke` | anyone, after the deadline |
/// | 15 | JuryReveal -> JuryReveal, resolve | `jurorReveal`, or `IJobEscrow.poke` | anyone who knows the preimage; anyone, after the deadline |
///
/// One rule: a proposed result is overturned only by a strict majority of all `size` juror seats agreeing on another root.
/// Disputes exist for vetted, hence bit-exact programs only, so an honest juror cannot differ from another.
///
/// - Jurors who hid their root, or revealed another than the majority, lose their bond to the treasury. Without a majority only hiders do.
/// - A majority, whichever way: revealed seats with another root lose their bond; seats with the jury's root are paid; is there none, the price goes
///   back to the requester, never to a challenger.
/// - Upheld: half of the challenger's bond goes to the jurors of the majority, half to the owners of the seats that were right.
/// - Overturned: the jurors of the majority get half a bond together, however many seats were wrong; the challenger, if its root is the jury's, a
///   quarter of a bond. Its own bond goes back.
/// - No majority: the proposal stands; a tenth of the challenger's bond goes to the jurors who revealed, the rest goes back. Without a proposal the
///   job is refunded.
/// - All that is left over, the bonds of seats included, goes to the treasury: neither a requester nor a seat gains by another's fault.
///
/// Nothing here can be paused, and no policy is asked: a dispute is the way out of a wrong result.
interface IJury {
    error NotMarket(address caller);
    error SameRoot(JobId jobId, bytes32 root);
    error ZeroHash();
    error WrongState(JobId jobId);
    error DeadlinePassed(JobId jobId, uint40 deadline);
    /// @dev The node has a seat of the job, or is its juror already.
    error NotNeutral(JobId jobId, NodeId nodeId);
    error SeedUnknown(JobId jobId, uint256 seedBlock);
    error NotYetEligible(JobId jobId, NodeId nodeId, uint256 eligibleAt);
    error UnknownJuror(JobId jobId, uint8 juror);
    error AlreadyRevealed(JobId jobId, uint8 juror);
    error WrongReveal(JobId jobId, uint8 juror, bytes32 commitment);
    error BadSize(uint8 size);
    error UnboundedLifetime(uint256 lifetime, uint256 max);

    /// @param challenger 0 when the seats themselves disagreed; then `counterRoot` and `bond` are 0 too.
    /// @param deadline Until when jurors can commit (Unix seconds).
    event Challenged(JobId indexed jobId, address indexed challenger, bytes32 counterRoot, uint256 bond, uint40 deadline);
    event JurorCommitted(JobId indexed jobId, NodeId indexed nodeId, uint8 juror, bytes32 commitment);
    /// @notice The jury is complete, or its time is over; reveals are due at `deadline`.
    event JuryRevealOpened(JobId indexed jobId, uint40 deadline);
    event JurorRevealed(JobId indexed jobId, NodeId indexed nodeId, uint8 juror, bytes32 root);
    /// @param root The root of the majority; 0 without one.
    /// @param votes Jurors who revealed the most frequent root.
    event Resolved(JobId indexed jobId, bytes32 root, uint8 votes, Outcome outcome);

    /// @notice Disputes a proposed result. Takes a bond of the size of a seat's from the caller's vault balance of the stake token.
    /// @param counterRoot The right root in the caller's view; neither 0 nor the proposed one.
    function challenge(JobOrder calldata order, bytes32 counterRoot) external;

    /// @notice Takes a juror seat and binds it to a root without showing it. Operator only; locks a bond of the size of a seat's.
    /// The node must have had its stake before the job was posted, and no seat in it. Needs a block later than openBlock + 1.
    /// @param commitment `IJobEscrow.commitmentOf(jobId, 128 + juror, nodeId, root, salt)`, `juror` being `disputeOf(jobId).committed` at that moment.
    function jurorCommit(JobOrder calldata order, NodeId nodeId, uint8 juror, bytes32 commitment) external;

    /// @notice Shows what a juror committed to. Anyone may, with the right preimage. The last reveal resolves.
    function jurorReveal(JobOrder calldata order, uint8 juror, bytes32 root, bytes32 salt) external;

    /// @notice Opens a dispute among the seats. Market only.
    /// @param workWindow The job's, which jurors have too.
    /// @return deadline Until when jurors can commit.
    function open(JobId jobId, uint32 workWindow) external returns (uint40 deadline);

    /// @notice Moves on a dispute whose deadline has passed. Market only: call `IJobEscrow.poke`.
    function conclude(JobOrder calldata order) external;

    function disputeOf(JobId jobId) external view returns (Dispute memory);

    function jurorOf(JobId jobId, uint8 juror) external view returns (Juror memory);

    /// @return eligibleAt Unix seconds from which the draw lets the node in as a juror; 0 while the seed is not known, type(uint256).max when
    /// waiting will not help.
    function eligibleAt(JobId jobId, NodeId nodeId) external view returns (uint256);

    /// @notice Juror seats of a dispute.
    function size() external view returns (uint8);

    /// @notice Seconds that jurors have for claiming and fetching, added to the job's work window.
    function margin() external view returns (uint32);

    /// @notice Seconds in which jurors reveal.
    function revealWindow() external view returns (uint32);

    function market() external view returns (IJobEscrow);
}
