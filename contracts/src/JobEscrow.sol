// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobSettlement} from "./JobSettlement.sol";
import {MarketSettings} from "./MarketSettings.sol";
import {Multicall} from "./Multicall.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {INodeStaking} from "./interfaces/INodeStaking.sol";
import {IProgramRegistry} from "./interfaces/IProgramRegistry.sol";
import {IResultVerifier} from "./interfaces/IResultVerifier.sol";
import {IVault} from "./interfaces/IVault.sol";
import {ClaimLib} from "./libraries/ClaimLib.sol";
import {JobData, JobHead, JobLib} from "./libraries/JobLib.sol";
import {PriceLib} from "./libraries/PriceLib.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {TermsLib} from "./libraries/TermsLib.sol";
import {JobId, NodeId} from "./types/Ids.sol";
import {
    Delivery,
    JobOrder,
    JobSpec,
    JobState,
    MarketParams,
    RefundReason,
    SeatState,
    WindowLimits
} from "./types/JobTypes.sol";
import {SlashReason} from "./types/NodeTypes.sol";
import {Program} from "./types/ProgramTypes.sol";

/// @title The market
/// @notice Specified in `IJobEscrow`.
contract JobEscrow is JobSettlement, Multicall {
    using ClaimLib for JobHead;
    using JobLib for JobData;
    using JobLib for JobHead;
    using JobLib for uint256;

    uint256 private constant MAX_INLINE_OUTPUT = 1024;

    constructor(
        address governor_,
        IVault vault_,
        INodeStaking staking_,
        IProgramRegistry programs_,
        WindowLimits memory limits_,
        MarketParams memory params_
    ) MarketSettings(governor_, vault_, staking_, programs_, limits_, params_) {}

    modifier onlyJury() {
        require(msg.sender == address(jury), NotJury(msg.sender));
        _;
    }

    // ---- requester

    /// @inheritdoc IJobEscrow
    function post(JobOrder calldata order, bytes calldata spec) external returns (JobId jobId) {
        jobId = computeJobId(order);
        _requireRequester(jobId, order);
        _post(jobId, order, spec);
    }

    /// @inheritdoc IJobEscrow
    function postFor(JobOrder calldata order, bytes calldata spec, bytes calldata signature)
        external
        returns (JobId jobId)
    {
        jobId = computeJobId(order);
        require(
            block.chainid == _chainId
                && Signatures.isValid(order.requester, JobId.unwrap(jobId), signature),
            BadSignature(jobId, order.requester)
        );
        _post(jobId, order, spec);
    }

    /// @inheritdoc IJobEscrow
    function voidOrder(JobOrder calldata order) external {
        (JobId jobId, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        _requireRequester(jobId, order);
        head.requireState(jobId, JobState.None);
        head.advance(JobState.Cancelled, 0);
        job.save(head);
        emit OrderVoided(jobId, msg.sender);
    }

    /// @inheritdoc IJobEscrow
    function cancel(JobOrder calldata order) external {
        (JobId jobId, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        head.requireState(jobId, JobState.Open);
        _requireRequester(jobId, order);
        require(head.seated == 0, SeatsTaken(jobId, head.seated));
        head.advance(JobState.Cancelled, 0);
        job.save(head);
        uint256 escrow = head.escrow(order);
        emit JobCancelled(jobId, escrow);
        _payOne(order.token, jobId, msg.sender, escrow);
    }

    /// @inheritdoc IJobEscrow
    function accept(JobOrder calldata order) external {
        (JobId jobId, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        head.requireState(jobId, JobState.Proposed);
        _requireRequester(jobId, order);
        // A seat that was right may need the window to say so.
        require(!job.disagrees(head), SeatsDisagree(jobId));
        _complete(jobId, order, job, head);
    }

    // ---- node

    /// @inheritdoc IJobEscrow
    function claim(JobOrder calldata order, NodeId nodeId) external returns (uint8 seat) {
        (JobId jobId, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        head.requireClaimable(job.namesOf(head), jobId, nodeId);
        (uint96 stake, uint256 classStake) =
            staking.lockBond(nodeId, jobId, msg.sender, order.nodeClass, head.postedAt, order.bond);
        head.requireDrawn(jobId, nodeId, stake, classStake);
        bool full;
        (seat, full) = job.take(head, order, nodeId);
        job.save(head);
        emit SeatClaimed(jobId, nodeId, seat);
        if (full) emit PriceCleared(jobId, uint96(head.price(order)), head.deadline);
    }

    /// @inheritdoc IJobEscrow
    function submit(JobOrder calldata order, Delivery calldata delivery) external {
        (JobId jobId, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        _deliver(jobId, order, job, head, delivery);
        _propose(jobId, order, job, head, delivery.root, order.challengeWindow);
    }

    /// @inheritdoc IJobEscrow
    function submitVerified(
        JobOrder calldata order,
        bytes calldata spec,
        Delivery calldata delivery,
        bytes calldata proof
    ) external {
        (JobId jobId, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        _deliver(jobId, order, job, head, delivery);
        require(head.flags & JobLib.VERIFIABLE != 0, NotVerifiable(jobId));
        address verifier = programs.programOf(_decode(jobId, order, spec).programHash).verifier;
        require(verifier != address(0), NotVerifiable(jobId));
        require(IResultVerifier(verifier).verify(spec, delivery.root, proof), NotProven(jobId));
        _propose(jobId, order, job, head, delivery.root, 0);
    }

    /// @inheritdoc IJobEscrow
    function commit(JobOrder calldata order, uint8 seat, bytes32 commitment) external {
        (JobId jobId, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        head.requireInTime(jobId, JobState.Running);
        require(order.n != 1, WrongCallForSeats(jobId, order.n));
        NodeId nodeId = _requireSeatOperator(jobId, job, head, seat);
        require(commitment != 0, ZeroHash());
        require(head.stateOf(seat) == SeatState.Claimed, AlreadyCommitted(jobId, seat));
        job.hashes[seat] = commitment;
        head.committed |= uint8(1 << seat);
        emit Committed(jobId, nodeId, seat, commitment);
        if (head.committed == head.taken()) _startReveal(jobId, order, head);
        job.save(head);
    }

    /// @inheritdoc IJobEscrow
    function reveal(JobOrder calldata order, uint8 seat, bytes32 salt, Delivery calldata delivery) external {
        (JobId jobId, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        head.requireInTime(jobId, JobState.Revealing);
        require(seat < order.n, UnknownSeat(jobId, seat));
        require(head.stateOf(seat) == SeatState.Committed, NotCommitted(jobId, seat));
        NodeId nodeId = job.namesOf(head).nodeAt(seat);
        bytes32 commitment = job.hashes[seat];
        require(
            commitmentOf(jobId, seat, nodeId, delivery.root, salt) == commitment,
            WrongReveal(jobId, seat, commitment)
        );
        job.hashes[seat] = delivery.root;
        head.revealed |= uint8(1 << seat);
        _emitRevealed(jobId, nodeId, seat, delivery);
        if (head.revealed == head.committed) _tally(jobId, order, job, head);
        else job.save(head);
    }

    /// @inheritdoc IJobEscrow
    function moveOutput(JobId jobId, uint8 seat, string calldata uri) external {
        JobData storage job = _jobs[jobId];
        JobHead memory head = job.head;
        NodeId nodeId = _requireSeatOperator(jobId, job, head, seat);
        require(head.stateOf(seat) == SeatState.Revealed, NotRevealed(jobId, seat));
        emit OutputMoved(jobId, nodeId, seat, uri);
    }

    // ---- anyone

    /// @inheritdoc IJobEscrow
    function poke(JobOrder calldata order) external {
        (JobId jobId, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        JobState state = head.state;
        require(!JobLib.isTerminal(state), NothingToPoke(jobId, state));
        require(block.timestamp > head.deadline, NotDue(jobId, head.deadline));
        if (state == JobState.Open) _refundSeats(jobId, order, job, head, head.taken(), RefundReason.NotClaimed);
        else if (state == JobState.Running) _endWork(jobId, order, job, head);
        else if (state == JobState.Revealing) _tally(jobId, order, job, head);
        else if (state == JobState.Proposed) _complete(jobId, order, job, head);
        else jury.conclude(order);
    }

    // ---- jury

    /// @inheritdoc IJobEscrow
    function advance(JobId jobId, JobState state, uint40 deadline) external onlyJury {
        JobData storage job = _jobs[jobId];
        JobHead memory head = job.head;
        if (head.state != JobState.Disputed) head.requireInTime(jobId, JobState.Proposed);
        (head.state, head.deadline) = (state, deadline);
        job.save(head);
    }

    /// @inheritdoc IJobEscrow
    function verdict(JobOrder calldata order, bytes32 root) external onlyJury returns (uint256 slashed) {
        (JobId jobId, JobData storage job) = _find(order);
        JobHead memory head = job.head;
        require(
            head.state == JobState.Disputed || head.state == JobState.JuryReveal, WrongState(jobId, head.state)
        );
        if (root == 0) {
            if (job.result != 0) _complete(jobId, order, job, head);
            else _refundSeats(jobId, order, job, head, head.revealed, RefundReason.NoVerdict);
            return 0;
        }
        uint256 right = job.votesFor(head, root);
        slashed = _seize(jobId, order, job, head, head.revealed & ~right, order.bond, SlashReason.WrongResult);
        if (root != job.result) job.overturn(head, root);
        if (right != 0) _settle(jobId, order, job, head, right);
        else _refundSeats(jobId, order, job, head, 0, RefundReason.Overturned);
        _payOne(_stakeToken, jobId, msg.sender, slashed);
    }

    // ---- transitions

    /// @dev Row 1.
    function _post(JobId jobId, JobOrder calldata order, bytes calldata spec) private {
        uint256 tickets = staking.admitPost(order.requester, order.nodeClass);
        JobData storage job = _jobs[jobId];
        require(job.head.state == JobState.None, JobExists(jobId));
        require(block.timestamp <= order.postUntil, OrderExpired(jobId, order.postUntil));
        require(isTokenAllowed[order.token], TokenNotAllowed(order.token));
        JobSpec memory decoded = _decode(jobId, order, spec);
        Program memory program = programs.programOf(decoded.programHash);
        TermsLib.check(order, decoded, program, limits());
        if (program.vetted) TermsLib.checkBond(order, _bondFloors[order.nodeClass], _jurySize, _ticketSize, tickets);
        require(_feeBps <= order.maxFeeBps, FeeTooHigh(_feeBps, order.maxFeeBps));
        JobHead memory head = job.open(order, decoded, program, _feeBps);
        job.save(head);
        uint256 escrow = head.escrow(order);
        emit JobPosted(
            jobId, order.requester, decoded.programHash, order, head.feeBps, program.vetted, escrow, spec
        );
        vault.pull(order.token, order.requester, escrow, JobId.unwrap(jobId));
    }

    function _decode(JobId jobId, JobOrder calldata order, bytes calldata spec) private pure returns (JobSpec memory) {
        bytes32 specHash = keccak256(spec);
        require(specHash == order.specHash, WrongSpec(jobId, specHash));
        return abi.decode(spec, (JobSpec));
    }

    /// @dev What rows 5 and 5v have in common: the one seat shows its result.
    function _deliver(
        JobId jobId,
        JobOrder calldata order,
        JobData storage job,
        JobHead memory head,
        Delivery calldata delivery
    ) private {
        head.requireInTime(jobId, JobState.Running);
        require(order.n == 1, WrongCallForSeats(jobId, order.n));
        NodeId nodeId = _requireSeatOperator(jobId, job, head, 0);
        head.revealed = 1;
        _emitRevealed(jobId, nodeId, 0, delivery);
    }

    /// @dev Row 7: no-shows lose a part of their bond.
    function _endWork(JobId jobId, JobOrder calldata order, JobData storage job, JobHead memory head) private {
        uint256 idle = head.taken() & ~uint256(head.committed);
        uint256 loss = uint256(order.bond) * _noShowBps / PriceLib.BPS;
        _fine(jobId, order, job, head, idle, loss, SlashReason.NoShow);
        if (order.n != 1 && JobLib.count(head.committed) >= order.k) {
            _startReveal(jobId, order, head);
            job.save(head);
        } else {
            _refundSeats(jobId, order, job, head, head.committed, RefundReason.NotDelivered);
        }
    }

    function _startReveal(JobId jobId, JobOrder calldata order, JobHead memory head) private {
        head.advance(JobState.Revealing, order.revealWindow);
        emit RevealOpened(jobId, head.deadline);
    }

    /// @dev Row 9. Where no root has k seats, a jury decides between those revealed (9b); without one, or where all that was revealed is the
    /// same, nobody can say who is wrong: price and bonds go back (9c).
    function _tally(JobId jobId, JobOrder calldata order, JobData storage job, JobHead memory head) private {
        uint256 hidden = head.committed & ~uint256(head.revealed);
        _fine(jobId, order, job, head, hidden, order.bond, SlashReason.HiddenReveal);
        bytes32 root = job.quorum(head, order.n, order.k);
        if (root != 0) {
            _propose(jobId, order, job, head, root, order.challengeWindow);
        } else if (head.flags & JobLib.VETTED != 0 && job.disagrees(head)) {
            (head.state, head.deadline) = (JobState.Disputed, jury.open(jobId, order.nodeClass));
            job.save(head);
        } else {
            _refundSeats(jobId, order, job, head, head.revealed, RefundReason.NoQuorum);
        }
    }

    /// @dev Rows 5 and 9a; without a challenge window also 11 and 5v.
    function _propose(
        JobId jobId,
        JobOrder calldata order,
        JobData storage job,
        JobHead memory head,
        bytes32 root,
        uint32 window
    ) private {
        job.result = root;
        head.advance(JobState.Proposed, window);
        emit Proposed(jobId, root, head.deadline);
        if (window == 0) _complete(jobId, order, job, head);
        else job.save(head);
    }

    // ---- events

    function _emitRevealed(JobId jobId, NodeId nodeId, uint8 seat, Delivery calldata delivery) private {
        require(delivery.root != 0, ZeroHash());
        require(
            delivery.output.length <= MAX_INLINE_OUTPUT, OutputTooLong(delivery.output.length, MAX_INLINE_OUTPUT)
        );
        emit Revealed(
            jobId,
            nodeId,
            msg.sender,
            seat,
            delivery.root,
            delivery.uri,
            delivery.milliJoules,
            delivery.energySource,
            delivery.output
        );
    }
}
