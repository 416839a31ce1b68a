// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {NodeId, ProgramHash} from "./Ids.sol";

/// @notice The states of a job. Numbers only grow along a job's life; the last three are terminal.
/// `Disputed` and `JuryReveal` belong to rows 12 to 15 of the state table.
enum JobState {
    None,
    Open,
    Running,
    Revealing,
    Proposed,
    Disputed,
    JuryReveal,
    Completed,
    Refunded,
    Cancelled
}

/// @notice What a seat has done so far. Whether it was paid follows from the job: `Revealed` with the job's result root.
enum SeatState {
    Empty,
    Claimed,
    Committed,
    Revealed
}

/// @notice Why a job gave its price back.
enum RefundReason {
    /// The claim window ended before every seat was taken.
    NotClaimed,
    /// The work window ended with fewer than k results (n = 1) or commitments (n > 1).
    NotDelivered,
    /// No result root was revealed by k seats.
    NoQuorum,
    /// A jury found no majority for any root and there was no proposal to stand.
    NoVerdict,
    /// A jury overturned the proposal and no seat had the jury's root.
    Overturned
}

/// @notice Where an energy figure comes from. Reported, never priced.
enum EnergySource {
    /// Not measured: `milliJoules` is 0.
    None,
    /// The GPU's own counter (NVML total energy or its like).
    DeviceCounter,
    /// The processor package's counter (RAPL).
    PackageCounter,
    /// Busy seconds times configured watts.
    Estimate
}

/// @notice What the requester offers and demands. A job is known by the EIP-712 digest of its order (`IJobEscrow.computeJobId`), and every call
/// about the job carries the order: nothing of it is stored, and a signature over the order is a signature over the job id.
/// @param requester Who pays, and whom money goes back to.
/// @param nonce Any number that makes the order new; orders need not come in sequence.
/// @param specHash keccak256(spec), spec being the ABI-encoded `JobSpec`.
/// @param token Payment token; address(0) is the chain's native currency.
/// @param maxPrice Highest price of one seat, in the payment token's smallest unit.
/// @param bond What each seat locks, in the smallest unit of the stake token (at most 2^88 - 1).
/// @param startPriceBps Offer at the moment of posting, in basis points of `maxPrice`; it rises linearly to 10,000 at the end of the claim window.
/// @param maxFeeBps Highest fee that the requester accepts, in basis points of what is paid.
/// @param n Seats, 1 to 7.
/// @param k Seats that must agree: n/2 < k <= n.
/// @param nodeClass Hardware class of the nodes that may claim; for a vetted program it must be the program's.
/// @param units Amount of work in the program's own unit; prices and bond floors are per unit. At least 1.
/// @param claimWindow Seconds from posting in which the seats can be claimed.
/// @param workWindow Seconds from the last claim in which results (n = 1) or commitments (n > 1) are due.
/// @param revealWindow Seconds from the last commitment in which reveals are due. Must be 0 when n = 1.
/// @param challengeWindow Seconds in which a proposed result can be challenged. 0 settles at once: a must for programs that are not
/// vetted, a choice in direct hires.
/// @param postUntil Last second (Unix) at which the order can be posted.
struct JobOrder {
    address requester;
    uint256 nonce;
    bytes32 specHash;
    address token;
    uint96 maxPrice;
    uint96 bond;
    uint16 startPriceBps;
    uint16 maxFeeBps;
    uint8 n;
    uint8 k;
    uint8 nodeClass;
    uint32 units;
    uint32 claimWindow;
    uint32 workWindow;
    uint32 revealWindow;
    uint32 challengeWindow;
    uint40 postUntil;
}

/// @notice What is to be computed. Travels ABI-encoded (`abi.encode(spec)`, one leading offset word) in the `JobPosted` event and is
/// never stored; the order names its hash.
/// @param programHash The program; see `IProgramRegistry`.
/// @param inputRoot Content root of the input.
/// @param inputUri Where the input can be fetched; anything fetched is checked against `inputRoot`.
/// @param params Program parameters, in the program's own encoding.
/// @param outputLength Exact length of the output in bytes.
/// @param node A node hired directly, or 0. Needs n = 1; replaces sortition.
/// @param excluded Nodes that may not claim, at most 7 - n of them, each different from 0; none in a direct hire.
struct JobSpec {
    ProgramHash programHash;
    bytes32 inputRoot;
    string inputUri;
    bytes params;
    uint64 outputLength;
    NodeId node;
    NodeId[] excluded;
}

/// @notice A result as its worker publishes it.
/// @param root Result root: `ResultRoot`.
/// @param uri Where the output can be fetched. Not checked on chain.
/// @param milliJoules Energy used, 0 when not measured. Not checked on chain.
/// @param energySource Where that figure comes from.
/// @param output The output itself, when it is at most 1,024 bytes and the worker wants it in the event; else empty.
/// Not checked against `root` on chain: readers check it.
struct Delivery {
    bytes32 root;
    string uri;
    uint64 milliJoules;
    EnergySource energySource;
    bytes output;
}

/// @notice A job as `IJobEscrow.jobOf` shows it: what is not in its order.
/// @param vetted The program was vetted when the job was posted: its results can be challenged.
/// @param direct Hired directly: only the node of the spec can claim.
/// @param verifiable The program had a verifier contract when the job was posted.
/// @param seated Seats taken.
/// @param committed Seats that have committed (n > 1).
/// @param revealed Seats whose root is known.
/// @param priceBps Clearing price of a seat in basis points of `maxPrice`, rounded up; 0 before all seats are taken. See `IJobEscrow.currentPrice`.
/// @param feeBps Fee in basis points of what is paid, fixed at post.
/// @param postedAt Unix seconds; 0 for an order that was voided.
/// @param postBlock Block number of the post; the sortition seed is the hash of the block after it.
/// @param deadline Unix seconds. A party's call needs now <= deadline, `poke` needs now > deadline. In a terminal state: that state's time.
/// @param result The proposed or final root; 0 before.
struct Job {
    JobState state;
    bool vetted;
    bool direct;
    bool verifiable;
    uint8 seated;
    uint8 committed;
    uint8 revealed;
    uint16 priceBps;
    uint16 feeBps;
    uint40 postedAt;
    uint64 postBlock;
    uint40 deadline;
    bytes32 result;
}

/// @notice A seat as `IJobEscrow.seatOf` shows it.
/// @param nodeId Its node; 0 while empty.
/// @param hash The commitment while `Committed`, the root once `Revealed`, else 0.
struct Seat {
    NodeId nodeId;
    SeatState state;
    bytes32 hash;
}

/// @notice Bounds of the windows of a network's jobs, in seconds. Constructor arguments: a development network uses seconds, a public one hours.
struct WindowLimits {
    uint32 minClaim;
    uint32 maxClaim;
    uint32 minWork;
    uint32 maxWork;
    uint32 minReveal;
    uint32 maxReveal;
    uint32 minChallenge;
    uint32 maxChallenge;
}

/// @notice The least bond of a vetted job, in the smallest unit of the stake token: (perUnit * units + base) * jury size / 5.
/// @param perUnit About ten times the price of a unit. 0 where the class takes no vetted jobs.
/// @param base About ten times a juror's gas.
struct BondFloor {
    uint88 perUnit;
    uint88 base;
}

/// @notice The parameters of the market that governance can change.
/// @param treasury Vault account that earns the fees and the fines; no module of the vault.
/// @param feeBps Fee on what is paid, at most 500.
/// @param noShowBps Share of its bond that a seat loses when it delivers nothing in time, at most 5,000.
struct MarketParams {
    address treasury;
    uint16 feeBps;
    uint16 noShowBps;
}
