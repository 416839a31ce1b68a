// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobBook} from "./JobBook.sol";
import {MarketSettings} from "./MarketSettings.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {INodeStaking} from "./interfaces/INodeStaking.sol";
import {IProgramRegistry} from "./interfaces/IProgramRegistry.sol";
import {IVault} from "./interfaces/IVault.sol";
import {JobData, JobLib} from "./libraries/JobLib.sol";
import {PriceLib} from "./libraries/PriceLib.sol";
import {TermsLib} from "./libraries/TermsLib.sol";
import {JobId, NodeId, ProgramHash} from "./types/Ids.sol";
import {
    Delivery,
    JobSpec,
    JobState,
    JobTerms,
    MarketParams,
    RefundReason,
    SeatState,
    WindowLimits
} from "./types/JobTypes.sol";
import {SlashReason} from "./types/NodeTypes.sol";
import {Payment} from "./types/Payment.sol";
import {Program} from "./types/ProgramTypes.sol";

/// @title The market
/// @notice Specified in `IJobEscrow`.
contract JobEscrow is JobBook {
    using JobLib for JobData;

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
    function post(JobTerms calldata terms, bytes calldata spec, uint256 nonce) external returns (JobId jobId) {
        _enter(msg.sender);
        jobId = computeJobId(msg.sender, nonce, keccak256(spec), terms);
        JobData storage job = _jobs[jobId];
        require(job.state == JobState.None, JobExists(jobId));
        JobSpec memory decoded = abi.decode(spec, (JobSpec));
        _open(job, terms, decoded);
        _emitPosted(jobId, decoded.programHash, nonce, terms, spec);
        vault.pull(terms.token, msg.sender, job.escrow(), JobId.unwrap(jobId));
    }

    /// @inheritdoc IJobEscrow
    function cancel(JobId jobId) external {
        JobData storage job = _jobs[jobId];
        job.requireState(jobId, JobState.Open);
        require(job.requester == msg.sender, NotRequester(jobId, msg.sender));
        require(job.seated == 0, SeatsTaken(jobId, job.seated));
        job.end(JobState.Cancelled);
        uint256 escrow = job.escrow();
        emit JobCancelled(jobId, escrow);
        _payOne(job.token, jobId, msg.sender, escrow);
    }

    /// @inheritdoc IJobEscrow
    function accept(JobId jobId) external {
        JobData storage job = _jobs[jobId];
        job.requireState(jobId, JobState.Proposed);
        require(job.requester == msg.sender, NotRequester(jobId, msg.sender));
        _complete(jobId, job);
    }

    // ---- node

    /// @inheritdoc IJobEscrow
    function claim(JobId jobId, NodeId nodeId) external returns (uint8 seat) {
        _enter(msg.sender);
        JobData storage job = _jobs[jobId];
        _requireClaimable(jobId, job, nodeId);
        (uint96 stake, uint256 classStake) =
            staking.lockBond(nodeId, jobId, msg.sender, job.nodeClass, job.postedAt, job.bond);
        _requireDrawn(jobId, job, nodeId, stake, classStake);
        bool full;
        (seat, full) = job.take(nodeId);
        emit SeatClaimed(jobId, nodeId, seat);
        if (full) emit PriceCleared(jobId, uint96(job.price()), job.deadline);
    }

    /// @inheritdoc IJobEscrow
    function submit(JobId jobId, Delivery calldata delivery) external {
        JobData storage job = _jobs[jobId];
        job.requireInTime(jobId, JobState.Running);
        require(job.n == 1, WrongCallForSeats(jobId, job.n));
        NodeId nodeId = _requireSeatOperator(jobId, job, 0);
        job.revealed = 1;
        _emitRevealed(jobId, nodeId, 0, delivery);
        _propose(jobId, job, delivery.root);
    }

    /// @inheritdoc IJobEscrow
    function commit(JobId jobId, uint8 seat, bytes32 commitment) external {
        JobData storage job = _jobs[jobId];
        job.requireInTime(jobId, JobState.Running);
        require(job.n != 1, WrongCallForSeats(jobId, job.n));
        NodeId nodeId = _requireSeatOperator(jobId, job, seat);
        require(commitment != 0, ZeroHash());
        require(job.stateOf(seat) == SeatState.Claimed, AlreadyCommitted(jobId, seat));
        job.commit(seat, commitment);
        emit Committed(jobId, nodeId, seat, commitment);
        if (job.committed == (1 << job.n) - 1) _startReveal(jobId, job);
    }

    /// @inheritdoc IJobEscrow
    function reveal(JobId jobId, uint8 seat, bytes32 salt, Delivery calldata delivery) external {
        JobData storage job = _jobs[jobId];
        job.requireInTime(jobId, JobState.Revealing);
        require(seat < job.n, UnknownSeat(jobId, seat));
        require(job.stateOf(seat) == SeatState.Committed, NotCommitted(jobId, seat));
        NodeId nodeId = job.nodeAt(seat);
        bytes32 commitment = job.hashes[seat];
        require(
            commitmentOf(jobId, seat, nodeId, delivery.root, salt) == commitment,
            WrongReveal(jobId, seat, commitment)
        );
        job.reveal(seat, delivery.root);
        _emitRevealed(jobId, nodeId, seat, delivery);
        if (job.revealed == job.committed) _tally(jobId, job);
    }

    /// @inheritdoc IJobEscrow
    function moveOutput(JobId jobId, uint8 seat, string calldata uri) external {
        JobData storage job = _jobs[jobId];
        NodeId nodeId = _requireSeatOperator(jobId, job, seat);
        require(job.stateOf(seat) == SeatState.Revealed, NotRevealed(jobId, seat));
        emit OutputMoved(jobId, nodeId, seat, uri);
    }

    // ---- anyone

    /// @inheritdoc IJobEscrow
    function poke(JobId jobId) external {
        JobData storage job = _jobs[jobId];
        JobState state = job.state;
        require(!JobLib.isTerminal(state), NothingToPoke(jobId, state));
        require(block.timestamp > job.deadline, NotDue(jobId, job.deadline));
        if (state == JobState.Open) _refundSeats(jobId, job, job.bonded(), RefundReason.NotClaimed);
        else if (state == JobState.Running) _endWork(jobId, job);
        else if (state == JobState.Revealing) _tally(jobId, job);
        else if (state == JobState.Proposed) _complete(jobId, job);
        else jury.conclude(jobId);
    }

    // ---- jury

    /// @inheritdoc IJobEscrow
    function advance(JobId jobId, JobState state, uint40 deadline) external onlyJury {
        JobData storage job = _jobs[jobId];
        if (state == JobState.Disputed) job.requireInTime(jobId, JobState.Proposed);
        else job.requireState(jobId, JobState.Disputed);
        job.advance(state, deadline);
    }

    /// @inheritdoc IJobEscrow
    function verdict(JobId jobId, bytes32 root, address finder) external onlyJury returns (uint256 slashed) {
        JobData storage job = _jobs[jobId];
        JobState state = job.state;
        require(state == JobState.Disputed || state == JobState.JuryReveal, WrongState(jobId, state));
        bytes32 result = job.result;
        if (root == 0 && result == 0) {
            _refundSeats(jobId, job, job.revealed, RefundReason.NoVerdict);
        } else if (root == 0 || root == result) {
            _complete(jobId, job);
        } else {
            uint256 right = job.votesFor(root);
            slashed = _seize(jobId, job, job.revealed & ~right, job.bond, SlashReason.WrongResult);
            job.overturn(root);
            if (right != 0 || finder != address(0)) _settle(jobId, job, right, finder);
            else _refundSeats(jobId, job, 0, RefundReason.Overturned);
            _payOne(_stakeToken, jobId, msg.sender, slashed);
        }
    }

    // ---- transitions

    /// @dev Row 1.
    function _open(JobData storage job, JobTerms calldata terms, JobSpec memory spec) private {
        require(isTokenAllowed[terms.token], TokenNotAllowed(terms.token));
        Program memory program = programs.programOf(spec.programHash);
        TermsLib.check(terms, spec, program, limits(), bondFloorOf[terms.nodeClass]);
        job.open(terms, spec, program, _params.feeBps);
    }

    /// @dev Row 7: no-shows lose a part of their bond to the seats that committed, or to the requester when there is none.
    function _endWork(JobId jobId, JobData storage job) private {
        uint256 idle = job.bonded() & ~uint256(job.committed);
        uint256 loss = uint256(job.bond) * _params.noShowBps / PriceLib.BPS;
        _slash(jobId, job, idle, job.committed, loss, SlashReason.NoShow);
        if (job.n != 1 && _count(job.committed) >= job.k) _startReveal(jobId, job);
        else _refundSeats(jobId, job, job.committed, RefundReason.NotDelivered);
    }

    function _startReveal(JobId jobId, JobData storage job) private {
        job.startReveal();
        emit RevealOpened(jobId, job.deadline);
    }

    /// @dev Row 9. Where no root has k seats, a jury decides between those revealed (9b); without one, or where all that was revealed is the
    /// same, nobody can say who is wrong: price and bonds go back (9c).
    function _tally(JobId jobId, JobData storage job) private {
        uint256 hidden = job.committed & ~uint256(job.revealed);
        _slash(jobId, job, hidden, job.revealed, job.bond, SlashReason.HiddenReveal);
        bytes32 root = job.quorum();
        if (root != 0) _propose(jobId, job, root);
        else if (job.isVetted() && address(jury) != address(0) && job.disagrees()) {
            job.advance(JobState.Disputed, jury.open(jobId));
        } else _refundSeats(jobId, job, job.revealed, RefundReason.NoQuorum);
    }

    /// @dev Rows 5 and 9a; without a challenge window also 11.
    function _propose(JobId jobId, JobData storage job, bytes32 root) private {
        job.propose(root);
        emit Proposed(jobId, root, job.deadline);
        if (job.challengeWindow == 0) _complete(jobId, job);
    }

    /// @dev Rows 10 and 11, and a proposal that stands.
    function _complete(JobId jobId, JobData storage job) private {
        _settle(jobId, job, job.revealed, address(0));
    }

    /// @dev Pays the seats in `holders` that have the result, or `finder` when there is none of them; frees the bonds of all in `holders`.
    /// Seats with another root are not paid and keep their bond: only a jury can find them wrong.
    function _settle(JobId jobId, JobData storage job, uint256 holders, address finder) private {
        uint256 price = job.price();
        uint256 escrow = job.escrow();
        (Payment[] memory payments, uint256 winners, uint256 count) = _releaseAndPay(jobId, job, holders, price);
        if (count == 0) payments[count++] = Payment(finder, price);
        uint256 paid = price * count;
        uint256 fee = PriceLib.feeOf(paid, job.feeBps);
        payments[count] = Payment(_params.treasury, fee);
        payments[count + 1] = Payment(job.requester, escrow - paid - fee);
        job.end(JobState.Completed);
        emit JobCompleted(jobId, job.result, uint8(winners), paid, fee, escrow - paid - fee);
        _moveIndex(job, price);
        vault.pay(job.token, JobId.unwrap(jobId), payments);
    }

    /// @return payments One for each winner, and two free places behind them.
    function _releaseAndPay(JobId jobId, JobData storage job, uint256 holders, uint256 price)
        private
        returns (Payment[] memory payments, uint256 winners, uint256 count)
    {
        uint96 bond = job.bond;
        bytes32 root = job.result;
        payments = new Payment[](job.n + 2);
        for (uint256 i = 0; holders >> i != 0; i++) {
            if (holders >> i & 1 == 0) continue;
            bool won = job.hashAt(i) == root;
            address owner = staking.releaseBond(job.nodeAt(i), jobId, bond, won);
            if (!won) continue;
            winners |= 1 << i;
            payments[count++] = Payment(owner, price);
        }
    }

    /// @dev Gives the price back, and their bonds to the seats in `bonded`.
    function _refundSeats(JobId jobId, JobData storage job, uint256 bonded, RefundReason reason) private {
        uint96 bond = job.bond;
        for (uint256 i = 0; bonded >> i != 0; i++) {
            if (bonded >> i & 1 != 0) staking.releaseBond(job.nodeAt(i), jobId, bond, false);
        }
        uint256 escrow = job.escrow();
        job.end(JobState.Refunded);
        emit JobRefunded(jobId, reason, escrow);
        _payOne(job.token, jobId, job.requester, escrow);
    }

    /// @dev Takes `loss` of the bond of each seat in `guilty` and shares it among the owners of the seats in `injured`, or gives it to the
    /// requester when there is none. What does not divide goes to the treasury.
    function _slash(
        JobId jobId,
        JobData storage job,
        uint256 guilty,
        uint256 injured,
        uint256 loss,
        SlashReason reason
    ) private {
        if (guilty == 0) return;
        uint256 pot = _seize(jobId, job, guilty, loss, reason);
        uint256 heirs = _count(injured);
        if (heirs == 0) return _payOne(_stakeToken, jobId, job.requester, pot);
        Payment[] memory payments = new Payment[](heirs + 1);
        for (uint256 i = 0; injured >> i != 0; i++) {
            if (injured >> i & 1 == 0) continue;
            payments[--heirs] = Payment(staking.ownerOf(job.nodeAt(i)), pot / _count(injured));
        }
        payments[payments.length - 1] = Payment(_params.treasury, pot % _count(injured));
        vault.pay(_stakeToken, JobId.unwrap(jobId), payments);
    }

    /// @return pot What `guilty` seats have lost together, now in the market's balance.
    function _seize(JobId jobId, JobData storage job, uint256 guilty, uint256 loss, SlashReason reason)
        private
        returns (uint256 pot)
    {
        uint96 bond = job.bond;
        for (uint256 i = 0; guilty >> i != 0; i++) {
            if (guilty >> i & 1 == 0) continue;
            staking.slashBond(job.nodeAt(i), jobId, bond, uint96(loss), reason);
            pot += loss;
        }
    }

    /// @dev Only prices that a market made: direct hires and unvetted units would say what their requester likes.
    function _moveIndex(JobData storage job, uint256 price) private {
        if (job.flags & (JobLib.VETTED | JobLib.DIRECT) != JobLib.VETTED) return;
        (address token, uint8 nodeClass) = (job.token, job.nodeClass);
        uint256 index = PriceLib.step(quote[token][nodeClass], price, job.units);
        quote[token][nodeClass] = index;
        emit PriceIndex(token, nodeClass, index);
    }

    function _payOne(address token, JobId jobId, address to, uint256 amount) private {
        Payment[] memory payments = new Payment[](1);
        payments[0] = Payment(to, amount);
        vault.pay(token, JobId.unwrap(jobId), payments);
    }

    // ---- events

    function _emitPosted(
        JobId jobId,
        ProgramHash programHash,
        uint256 nonce,
        JobTerms calldata terms,
        bytes calldata spec
    ) private {
        JobData storage job = _jobs[jobId];
        emit JobPosted(
            jobId, msg.sender, programHash, nonce, terms, job.feeBps, job.isVetted(), job.escrow(), spec
        );
    }

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
