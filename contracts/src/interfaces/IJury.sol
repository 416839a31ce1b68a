// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../types/Ids.sol";
import {JobOrder} from "../types/JobTypes.sol";
import {Challenger, Dispute, Juror, JuryWindows, Outcome, Phase} from "../types/JuryTypes.sol";
import {IJobEscrow} from "./IJobEscrow.sol";
import {ISeedSource} from "./ISeedSource.sol";

/// @title The jury: who is right about a result
/// @notice
/// | row | from -> to | call | who |
/// |---|---|---|---|
/// | 12 | Proposed -> Disputed | `challenge`, `challengeAsSeat` | anyone with a bond, or a seat with another root, in the challenge window |
/// | 9b | Revealing -> Disputed | (the market's tally) | - |
/// | 13 | Disputed -> Disputed | `recordSeed`, then `enrol`, then `commitVote` | anyone; operators of nodes with a lucky ticket |
/// | 14 | Disputed -> Disputed, JuryReveal, the end | `IJobEscrow.poke` | anyone, after the deadline |
/// | 15 | JuryReveal -> JuryReveal, the end | `openVote`, `openChallenge`, or `IJobEscrow.poke` | anyone who knows the preimage; anyone, after the deadline |
///
/// The jury is drawn before anybody computes. Each ripe ticket of the job's class draws `keccak256(seed, jobId, nodeId, ticket)`; the `size` lowest
/// that enrol are the jury, and a node can have several. The seed belongs to a block that is fixed when the dispute opens. So whoever has a part of
/// the class's stake gets that part of the seats, however fast it is and over however many nodes it lies.
///
/// One rule: only a full list, and in it a root with the votes of a majority of all seats (`size / 2 + 1`), gives a verdict. Disputes exist
/// for vetted, hence bit-exact programs only, so an honest juror cannot differ from another.
///
/// - A listed node that does not commit loses the no-show share of its locks; one that commits and does not open, or votes against the verdict, loses all of
///   them. Were fewer seats committed than a majority, nobody is fined for not opening.
/// - A verdict, whichever way: revealed seats with another root lose their bond; seats with the jury's root are paid; is there none, the price goes
///   back to the requester, never to a challenger.
/// - Upheld: half of the challengers' bonds goes to the jurors of the majority, half to the owners of the seats that were right. Where only a seat
///   challenged, the jurors get half a bond together.
/// - Overturned: the jurors of the majority get half a bond together, however many seats were wrong; the first challenger with the jury's root a quarter.
///   Challengers with that root get their bonds back, others lose the no-show share.
/// - No verdict: the proposal stands; a tenth of the challengers' bonds goes to the jurors who opened, the rest goes back. Without a proposal
///   the job is refunded.
/// - All that is left over, the bonds of seats included, goes to the treasury: neither a requester nor a seat gains by another's fault.
///
/// Nothing here can be paused, and no policy is asked: a dispute is the way out of a wrong result.
interface IJury {
    error NotMarket(address caller);
    error ZeroHash();
    /// @dev The job, or its dispute, is not where the call needs it.
    error WrongPhase(JobId jobId, Phase phase);
    error DeadlinePassed(JobId jobId, uint40 deadline);
    error TooManyChallengers(JobId jobId);
    error AlreadyChallenges(JobId jobId, address account);
    /// @dev A dispute can be joined until two blocks before its seed's: the one between may know the seed.
    error TooLateToJoin(JobId jobId, uint40 seedBlock);
    /// @dev The seat has no root, or has the proposed one.
    error SeatAgrees(JobId jobId, uint8 seat);
    error NotSeatOperator(JobId jobId, uint8 seat, address caller);
    /// @dev The node's owner is the requester, challenges, or owns a seat of the job.
    error NotNeutral(JobId jobId, NodeId nodeId);
    /// @dev The ticket drew more than the limit: `draw` and `limit` are of 64 bits.
    error NotDrawn(JobId jobId, NodeId nodeId, uint256 draw, uint256 limit);
    error AlreadyListed(JobId jobId, NodeId nodeId, uint256 ticket);
    /// @dev The list is full, and its highest ticket drew less.
    error NotBetter(JobId jobId, uint256 draw, uint256 highest);
    /// @dev Votes can be committed from `from` (Unix seconds) on, when nobody can be listed any more.
    error StillEnrolling(JobId jobId, uint40 from);
    error NotListed(JobId jobId, NodeId nodeId);
    error NotOperator(NodeId nodeId, address caller);
    error AlreadyCommitted(JobId jobId, NodeId nodeId);
    error NotCommitted(JobId jobId, NodeId nodeId);
    error AlreadyOpen(JobId jobId);
    error UnknownChallenger(JobId jobId, uint8 challenger);
    /// @dev Not what was committed to.
    error WrongOpening(JobId jobId, bytes32 commitment);
    error BadSize(uint8 size);
    error UnboundedLifetime(uint256 lifetime, uint256 max);

    /// @notice A job is in dispute.
    /// @param seedBlock The block that the seed belongs to.
    /// @param tickets Ripe tickets of the class now.
    /// @param deadline Until when the seed must be recorded (Unix seconds).
    event DisputeOpened(JobId indexed jobId, uint40 seedBlock, uint64 tickets, uint40 deadline);
    /// @param challenger Its number, from 0.
    event Challenged(JobId indexed jobId, address indexed account, uint8 challenger, bytes32 commitment, uint256 bond);
    /// @param deadline Until when tickets can be listed (Unix seconds).
    event SeedRecorded(JobId indexed jobId, bytes32 seed, uint40 deadline);
    event Enrolled(JobId indexed jobId, NodeId indexed nodeId, uint32 ticket, uint64 draw);
    /// @notice A better ticket took the seat; the lock is free.
    event Outdrawn(JobId indexed jobId, NodeId indexed nodeId, uint32 ticket);
    /// @notice The list is full and closed.
    /// @param deadline Until when its nodes can commit (Unix seconds).
    event VotingOpened(JobId indexed jobId, uint40 deadline);
    /// @param seats How many seats the node has.
    event JurorCommitted(JobId indexed jobId, NodeId indexed nodeId, uint8 seats, bytes32 commitment);
    /// @notice No more commitments; votes and challenges are to be opened until `deadline`.
    event JuryRevealOpened(JobId indexed jobId, uint40 deadline);
    event JurorRevealed(JobId indexed jobId, NodeId indexed nodeId, bytes32 root);
    event ChallengeOpened(JobId indexed jobId, address indexed account, uint8 challenger, bytes32 root);
    /// @param root The root of the verdict; 0 without one.
    /// @param votes Seats of the most frequent root.
    event Resolved(JobId indexed jobId, bytes32 root, uint8 votes, Outcome outcome);

    /// @notice Disputes a result, or joins the dispute until two blocks before its seed's; three can. Takes a bond of the size of a seat's from the caller's vault
    /// balance of the stake token: the vault needs the caller's consent to this contract.
    /// @param commitment `challengeOf(jobId, caller, root, salt)`: which root is right is shown in the opening window, so that it cannot be copied.
    function challenge(JobOrder calldata order, bytes32 commitment) external;

    /// @notice Disputes a proposed result with the bond of a seat that revealed another. Operator of the seat only.
    function challengeAsSeat(JobOrder calldata order, uint8 seat) external;

    /// @notice Records the seed of the draw. Anyone may; later deadlines run from now.
    /// @param proof What the network's seed source needs; see there.
    function recordSeed(JobOrder calldata order, bytes calldata proof) external;

    /// @notice Lists a node's ticket, with a lock of `lockOf` its bond. Operator only. The ticket must have drawn at most `limitOf`; where the list is full it
    /// takes the place of the highest.
    /// @param ticket 0 to `INodeStaking.ticketsBefore(nodeId, openedAt) - 1`.
    function enrol(JobOrder calldata order, NodeId nodeId, uint32 ticket) external;

    /// @notice Binds all seats of a listed node to a root without showing it. Operator only, after the enrolment.
    /// @param commitment `voteOf(jobId, nodeId, root, salt)`.
    function commitVote(JobOrder calldata order, NodeId nodeId, bytes32 commitment) external;

    /// @notice Shows what a listed node has committed to. Anyone may, with the right preimage. The last opening resolves.
    function openVote(JobOrder calldata order, NodeId nodeId, bytes32 root, bytes32 salt) external;

    /// @notice Shows what a challenger has committed to. As `openVote`.
    function openChallenge(JobOrder calldata order, uint8 challenger, bytes32 root, bytes32 salt) external;

    // ---- market

    /// @notice Opens a dispute among the seats. Market only.
    /// @return deadline Until when the seed must be recorded.
    function open(JobId jobId, uint8 nodeClass) external returns (uint40 deadline);

    /// @notice Moves on a dispute whose deadline has passed. Market only: call `IJobEscrow.poke`.
    function conclude(JobOrder calldata order) external;

    // ---- views

    function disputeOf(JobId jobId) external view returns (Dispute memory);

    /// @notice Who has seat `seat`, from 0 to `listed` - 1.
    function jurorOf(JobId jobId, uint8 seat) external view returns (Juror memory);

    function challengerOf(JobId jobId, uint8 challenger) external view returns (Challenger memory);

    /// @notice The highest draw that can be listed: such that three tickets a seat are expected below it. 0 where the class has no tickets.
    function limitOf(JobId jobId) external view returns (uint64);

    /// @notice What a ticket draws: the upper 64 bits of keccak256(abi.encode(seed, jobId, nodeId, ticket)). 0 before the seed is recorded.
    function drawOf(JobId jobId, NodeId nodeId, uint32 ticket) external view returns (uint64);

    /// @notice What a juror seat locks, for a job with this bond: ceil(3 * bond / (2 * majority)).
    function lockOf(uint96 bond) external view returns (uint96);

    /// @return keccak256(abi.encode(jobId, nodeId, root, salt)).
    function voteOf(JobId jobId, NodeId nodeId, bytes32 root, bytes32 salt) external pure returns (bytes32);

    /// @return keccak256(abi.encode(jobId, account, root, salt)).
    function challengeOf(JobId jobId, address account, bytes32 root, bytes32 salt) external pure returns (bytes32);

    /// @notice Juror seats of a dispute: odd, 9 at most.
    function size() external view returns (uint8);

    /// @notice The highest bond of a job that can be disputed: a juror's lock then is one ticket.
    function maxBond() external view returns (uint96);

    function seedSource() external view returns (ISeedSource);

    function windows() external view returns (JuryWindows memory);

    function market() external view returns (IJobEscrow);
}
