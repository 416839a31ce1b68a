// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId, ProgramHash} from "../types/Ids.sol";
import {
    BondFloor,
    Delivery,
    EnergySource,
    Job,
    JobOrder,
    JobState,
    MarketParams,
    RefundReason,
    Seat,
    WindowLimits
} from "../types/JobTypes.sol";
import {IGoverned} from "./IGoverned.sol";
import {IJury} from "./IJury.sol";
import {IMulticall} from "./IMulticall.sol";
import {INodeStaking} from "./INodeStaking.sol";
import {IProgramRegistry} from "./IProgramRegistry.sol";
import {IVault} from "./IVault.sol";

/// @title The market: jobs, their escrow, and how a result becomes a payment
/// @notice
/// | row | from -> to | call | who |
/// |---|---|---|---|
/// | 1 | - -> Open | `post`, `postFor` | requester; anyone with the requester's signature |
/// | 1a | - -> Cancelled | `voidOrder` | requester: what was signed shall not be posted |
/// | 2 | Open -> Cancelled | `cancel` | requester, while no seat is taken |
/// | 3 | Open -> Open, Running | `claim` | operator of an eligible node |
/// | 4 | Open -> Refunded | `poke` | anyone, after the claim window |
/// | 5 | Running -> Proposed | `submit` | operator of the seat (n = 1) |
/// | 5v | Running -> Completed | `submitVerified` | operator of the seat (n = 1), when the program's verifier accepts |
/// | 6 | Running -> Running, Revealing | `commit` | operator of the seat (n > 1) |
/// | 7 | Running -> Revealing, Refunded | `poke` | anyone, after the work window |
/// | 8 | Revealing -> Revealing, tally | `reveal` | anyone who knows the preimage |
/// | 9 | Revealing -> tally | `poke` | anyone, after the reveal window |
/// | 9a | tally -> Proposed | - | some root has k seats |
/// | 9b | tally -> Disputed | - | none has, two differ, and the program is vetted |
/// | 9c | tally -> Refunded | - | otherwise |
/// | 10 | Proposed -> Completed | `accept` | requester, unless two seats revealed different roots |
/// | 11 | Proposed -> Completed | `poke` | anyone, after the challenge window |
/// | 12 to 15 | Proposed -> Disputed -> JuryReveal -> the end | see `IJury`, and `poke` | |
///
/// A job is known by the digest of its order, and every call about it carries the order. Another order has another digest, so it is a job that
/// was never posted: the call ends in `WrongState` with state `None`.
/// A job whose challenge window is 0, or whose result was verified, passes through Proposed and is settled in the same transaction.
/// A party's call needs now <= deadline, `poke` needs now > deadline. `poke` never depends on pause, policy or governance, so every job ends.
/// Who does not deliver loses noShowBps of the bond, and who hides what it committed to loses all of it: to the treasury, so that nobody gains
/// by it.
/// All money is vault balances: the requester's pays in, and the owners of the winning nodes are paid the clearing price.
interface IJobEscrow is IGoverned, IMulticall {
    /// @dev The order was posted or voided before.
    error JobExists(JobId jobId);
    /// @dev The order could be posted until `postUntil` (Unix seconds).
    error OrderExpired(JobId jobId, uint40 postUntil);
    /// @dev `specHash` is the hash of the spec given; the order names another.
    error WrongSpec(JobId jobId, bytes32 specHash);
    /// @dev The signature over the job id is not the requester's: neither its key's nor accepted by its contract (ERC-1271).
    error BadSignature(JobId jobId, address requester);
    /// @dev The job is not in the state the call needs; `None` when no such order was posted.
    error WrongState(JobId jobId, JobState state);
    error DeadlinePassed(JobId jobId, uint40 deadline);
    /// @dev Poked at or before the deadline.
    error NotDue(JobId jobId, uint40 deadline);
    /// @dev A job in this state has no deadline to poke.
    error NothingToPoke(JobId jobId, JobState state);
    error NotRequester(JobId jobId, address caller);
    error NotSeatOperator(JobId jobId, uint8 seat, address caller);
    /// @dev Only a job without a taken seat can be cancelled.
    error SeatsTaken(JobId jobId, uint8 seated);
    error NotRevealed(JobId jobId, uint8 seat);
    /// @dev Two seats revealed different roots: `poke` ends the job after the challenge window.
    error SeatsDisagree(JobId jobId);
    /// @dev The program had no verifier when the job was posted, or has none any more: use `submit`.
    error NotVerifiable(JobId jobId);
    /// @dev The verifier does not accept result and proof. `submit` is still open.
    error NotProven(JobId jobId);
    error UnknownSeat(JobId jobId, uint8 seat);
    /// @dev `submit` and `submitVerified` are for one seat, `commit` and `reveal` for more.
    error WrongCallForSeats(JobId jobId, uint8 n);

    error BadQuorum(uint8 n, uint8 k);
    /// @param window "claimWindow", "workWindow", "revealWindow" or "challengeWindow", left-aligned ASCII.
    error BadWindow(bytes32 window, uint32 value, uint32 min, uint32 max);
    error BadStartPrice(uint16 startPriceBps);
    error ZeroPrice();
    error BadUnits(uint32 units, uint32 maxUnits);
    error TokenNotAllowed(address token);
    error BondTooLow(uint256 bond, uint256 floor);
    error BondTooHigh(uint256 bond, uint256 max);
    error WrongProgramClass(uint8 nodeClass, uint8 needed);
    /// @dev n = 1 and an unvetted program: only a node hired directly may do it.
    error NeedsDirectHire(ProgramHash programHash);
    /// @dev A node can be hired directly for n = 1 only.
    error DirectHireNeedsOneSeat(uint8 n);
    error TooManyExcluded(uint256 excluded, uint256 max);
    error BadNodeId(NodeId nodeId);

    error NotHired(JobId jobId, NodeId nodeId);
    /// @dev The node has a seat of this job already, or the requester excluded it.
    error AlreadyNamed(JobId jobId, NodeId nodeId);
    /// @dev The sortition seed (hash of block `seedBlock`) is not known yet: claim in a later block.
    error SeedUnknown(JobId jobId, uint256 seedBlock);
    /// @dev The draw lets this node in from `eligibleAt` (Unix seconds) on.
    error NotYetEligible(JobId jobId, NodeId nodeId, uint256 eligibleAt);
    error ZeroHash();
    error AlreadyCommitted(JobId jobId, uint8 seat);
    error NotCommitted(JobId jobId, uint8 seat);
    error WrongReveal(JobId jobId, uint8 seat, bytes32 commitment);
    error OutputTooLong(uint256 length, uint256 max);
    error NotJury(address caller);
    /// @dev The jury of a market is chosen once.
    error JuryIsChosen(address jury);
    /// @dev The jury names another market.
    error JuryOfAnother(address jury);
    /// @dev The fee of today is higher than the order allows.
    error FeeTooHigh(uint16 feeBps, uint16 maxFeeBps);
    /// @dev The class has no bond floor yet, so it takes no jobs of vetted programs.
    error NoBondFloor(uint8 nodeClass);
    /// @dev The class has too few ripe tickets for a jury.
    error ClassTooSmall(uint8 nodeClass, uint256 tickets, uint256 needed);
    /// @dev The index moves by trade alone once it has begun.
    error QuoteIsSet(address token, uint8 nodeClass);

    /// @param spec ABI-encoded `JobSpec`.
    /// @param escrow What was moved from the requester: n * maxPrice plus the fee on it.
    event JobPosted(
        JobId indexed jobId,
        address indexed requester,
        ProgramHash indexed programHash,
        JobOrder order,
        uint16 feeBps,
        bool vetted,
        uint256 escrow,
        bytes spec
    );
    /// @notice Terminal. The order was not posted and never will be; no money has moved.
    event OrderVoided(JobId indexed jobId, address indexed requester);
    event SeatClaimed(JobId indexed jobId, NodeId indexed nodeId, uint8 seat);
    /// @notice The last seat is taken: every seat earns `price`, results or commitments are due at `deadline`.
    event PriceCleared(JobId indexed jobId, uint96 price, uint40 deadline);
    event Committed(JobId indexed jobId, NodeId indexed nodeId, uint8 seat, bytes32 commitment);
    /// @notice No more commitments; reveals are due at `deadline`.
    event RevealOpened(JobId indexed jobId, uint40 deadline);
    /// @notice A seat's root is known, by `submit` or `submitVerified` (n = 1) or `reveal`.
    /// @param by Who sent it. Anyone who saw a reveal can copy it with another `uri`: trust `uri`, `output` and energy when `by` is the node's operator.
    event Revealed(
        JobId indexed jobId,
        NodeId indexed nodeId,
        address indexed by,
        uint8 seat,
        bytes32 root,
        string uri,
        uint64 milliJoules,
        EnergySource energySource,
        bytes output
    );
    /// @notice A seat says where its output lies now.
    event OutputMoved(JobId indexed jobId, NodeId indexed nodeId, uint8 seat, string uri);
    /// @param deadline Until when it can be challenged (Unix seconds).
    event Proposed(JobId indexed jobId, bytes32 root, uint40 deadline);
    /// @notice Terminal. `escrow = paid + fee + refunded`.
    /// @param winners Bit i is set when seat i was paid.
    /// @param paid To the winners together, in the payment token.
    event JobCompleted(JobId indexed jobId, bytes32 root, uint8 winners, uint256 paid, uint256 fee, uint256 refunded);
    /// @notice Terminal.
    event JobRefunded(JobId indexed jobId, RefundReason reason, uint256 refunded);
    /// @notice Terminal.
    event JobCancelled(JobId indexed jobId, uint256 refunded);
    /// @param pricePerUnit Moving average of clearing prices, in the token's smallest unit times 1e18 per unit.
    event PriceIndex(address indexed token, uint8 indexed nodeClass, uint256 pricePerUnit);

    // ---- requester

    /// @notice Posts a job and escrows n * maxPrice plus fee from the caller's vault balance: the vault needs the caller's consent to this
    /// contract. Entry; the caller must be `order.requester`.
    /// @param spec ABI-encoded `JobSpec` (`abi.encode(spec)`), whose hash the order names.
    function post(JobOrder calldata order, bytes calldata spec) external returns (JobId jobId);

    /// @notice Posts a job that its requester has signed, with the requester's money. Anyone may, once, until `order.postUntil`. Entry; the
    /// policy is asked about the requester.
    /// @param signature Over the job id: 65 bytes (r, s, v) or 64 (ERC-2098) of the requester's key, also where EIP-7702 gave it code, or whatever its
    /// contract accepts (ERC-1271).
    function postFor(JobOrder calldata order, bytes calldata spec, bytes calldata signature)
        external
        returns (JobId jobId);

    /// @notice Makes sure that an order which was signed but not posted never will be.
    function voidOrder(JobOrder calldata order) external;

    /// @notice Takes back a job that no node has claimed.
    function cancel(JobOrder calldata order) external;

    /// @notice Takes the proposed result and pays without waiting. The requester gives up every objection. Refused where two seats revealed
    /// different roots: the one that was right has the challenge window to say so.
    function accept(JobOrder calldata order) external;

    // ---- node

    /// @notice Takes the next seat. Operator only; locks the bond. Entry. Needs a block later than postBlock + 1, unless hired directly.
    function claim(JobOrder calldata order, NodeId nodeId) external returns (uint8 seat);

    /// @notice Delivers the result of a job with one seat.
    function submit(JobOrder calldata order, Delivery calldata delivery) external;

    /// @notice Delivers a result with its proof and is paid at once: a right result needs no challenge window. The ordinary `submit` stays open for
    /// results that the verifier cannot check.
    /// @param spec As posted.
    /// @param proof What the program's verifier needs; see there.
    function submitVerified(
        JobOrder calldata order,
        bytes calldata spec,
        Delivery calldata delivery,
        bytes calldata proof
    ) external;

    /// @notice Binds a seat to a result without showing it.
    /// @param commitment keccak256(abi.encode(jobId, seat, nodeId, root, salt)): see `commitmentOf`.
    function commit(JobOrder calldata order, uint8 seat, bytes32 commitment) external;

    /// @notice Shows what a seat committed to. Anyone may, with the right preimage. The last reveal tallies.
    function reveal(JobOrder calldata order, uint8 seat, bytes32 salt, Delivery calldata delivery) external;

    /// @notice Says where a seat's output lies now; for outputs that moved, or reveals that a stranger sent. Operator of the seat, any time.
    function moveOutput(JobId jobId, uint8 seat, string calldata uri) external;

    // ---- anyone

    /// @notice Moves a job on whose deadline has passed.
    function poke(JobOrder calldata order) external;

    // ---- jury

    /// @notice Rows 12 to 14: moves a job to `Disputed` or `JuryReveal`, or to another deadline in `Disputed`. Jury only.
    function advance(JobId jobId, JobState state, uint40 deadline) external;

    /// @notice Ends a disputed job by the jury's root; 0 is no majority. Jury only.
    /// @dev Where no seat has the jury's root, the price goes back: whoever challenges its own lie must not earn it.
    /// @return slashed What the seats with another root have lost; paid to the jury, in the stake token.
    function verdict(JobOrder calldata order, bytes32 root) external returns (uint256 slashed);

    // ---- governor

    /// @notice Chooses the jury, for good. It must name this market. Before that the staking contract does not take the market, so no job is older
    /// than its jury.
    function setJury(IJury jury) external;

    /// @param token ERC-20, or address(0) for native currency.
    function setToken(address token, bool allowed) external;

    /// @param floor Both parts at least 1.
    function setBondFloor(uint8 nodeClass, BondFloor calldata floor) external;

    /// @notice Where the price index of a class begins; once.
    /// @param pricePerUnit In the token's smallest unit, times 1e18.
    function setQuote(address token, uint8 nodeClass, uint216 pricePerUnit) external;

    function setFee(uint16 feeBps) external;

    function setNoShow(uint16 noShowBps) external;

    function setTreasury(address treasury) external;

    // ---- views

    /// @notice All zero for an unknown job.
    function jobOf(JobId jobId) external view returns (Job memory);

    function seatOf(JobId jobId, uint8 seat) external view returns (Seat memory);

    /// @notice What is stored of a job, for contracts that answer questions about it (`IMarketLens`).
    /// @return head `JobHead` in one word; see `JobLib.unpack`.
    /// @return names The nodes in the job's seats and those that may not claim, 32 bits each, the first from the right.
    function storedOf(JobId jobId) external view returns (uint256 head, uint256 names);

    /// @notice Moving average of clearing prices per unit, times 1e18; 0 before `setQuote`. It moves once an hour, by an eighth at most. A hint, not
    /// an oracle: it can be moved by trading.
    function quote(address token, uint8 nodeClass) external view returns (uint256 pricePerUnit);

    /// @notice The EIP-712 digest of an order: domain name "Gridwork", version "1", the chain at deployment, this contract; primary type
    /// `JobOrder`, its fields in the order of the struct. Should the chain's id ever change, ids stay as they are, and `postFor` refuses all.
    function computeJobId(JobOrder calldata order) external view returns (JobId);

    /// @notice The domain separator of `computeJobId`.
    function domain() external view returns (bytes32);

    /// @return keccak256(abi.encode(jobId, seat, nodeId, root, salt)), each in a word of its own.
    function commitmentOf(JobId jobId, uint8 seat, NodeId nodeId, bytes32 root, bytes32 salt)
        external
        pure
        returns (bytes32);

    function params() external view returns (MarketParams memory);

    function limits() external view returns (WindowLimits memory);

    function bondFloorOf(uint8 nodeClass) external view returns (BondFloor memory);

    function isTokenAllowed(address token) external view returns (bool);

    /// @notice The jury contract, or 0 before it is chosen.
    function jury() external view returns (IJury);

    function vault() external view returns (IVault);

    function staking() external view returns (INodeStaking);

    function programs() external view returns (IProgramRegistry);
}
