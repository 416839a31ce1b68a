// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {MarketSettings} from "./MarketSettings.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {INodeStaking} from "./interfaces/INodeStaking.sol";
import {IProgramRegistry} from "./interfaces/IProgramRegistry.sol";
import {IVault} from "./interfaces/IVault.sol";
import {JobData, JobLib} from "./libraries/JobLib.sol";
import {PriceLib} from "./libraries/PriceLib.sol";
import {Sortition} from "./libraries/Sortition.sol";
import {TermsLib} from "./libraries/TermsLib.sol";
import {JobId, NodeId, ProgramHash} from "./types/Ids.sol";
import {
    Delivery,
    Job,
    JobSpec,
    JobState,
    JobTerms,
    MarketParams,
    RefundReason,
    Seat,
    SeatState,
    WindowLimits
} from "./types/JobTypes.sol";
import {SlashReason} from "./types/NodeTypes.sol";
import {Payment} from "./types/Payment.sol";
import {Program} from "./types/ProgramTypes.sol";

/// @title The market
/// @notice Specified in `IJobEscrow`.
contract JobEscrow is MarketSettings {
    using JobLib for JobData;

    uint256 public constant MAX_INLINE_OUTPUT = 1024;

    mapping(JobId jobId => JobData) private _jobs;
    /// @inheritdoc IJobEscrow
    mapping(address token => mapping(uint8 nodeClass => uint256 pricePerUnit)) public quote;

    constructor(
        address governor_,
        IVault vault_,
        INodeStaking staking_,
        IProgramRegistry programs_,
        WindowLimits memory limits_,
        MarketParams memory params_
    ) MarketSettings(governor_, vault_, staking_, programs_, limits_, params_) {}

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
        if (state == JobState.Open) _refund(jobId, job, RefundReason.NotClaimed);
        else if (state == JobState.Running) _endWork(jobId, job);
        else if (state == JobState.Revealing) _tally(jobId, job);
        else _complete(jobId, job);
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

    /// @dev Row 9. Where no root has k seats (9c; 9b once disputes exist) nobody can say who is wrong: price and bonds go back.
    function _tally(JobId jobId, JobData storage job) private {
        uint256 hidden = job.committed & ~uint256(job.revealed);
        _slash(jobId, job, hidden, job.revealed, job.bond, SlashReason.HiddenReveal);
        bytes32 root = job.quorum();
        if (root != 0) _propose(jobId, job, root);
        else _refundSeats(jobId, job, job.revealed, RefundReason.NoQuorum);
    }

    /// @dev Rows 5 and 9a; without a challenge window also 11.
    function _propose(JobId jobId, JobData storage job, bytes32 root) private {
        job.propose(root);
        emit Proposed(jobId, root, job.deadline);
        if (job.challengeWindow == 0) _complete(jobId, job);
    }

    /// @dev Rows 10 and 11. Seats with another root are not paid and keep their bond: only a jury can find them wrong.
    function _complete(JobId jobId, JobData storage job) private {
        uint256 price = job.price();
        uint256 escrow = job.escrow();
        (Payment[] memory payments, uint256 winners, uint256 count) = _releaseAndPay(jobId, job, price);
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
    function _releaseAndPay(JobId jobId, JobData storage job, uint256 price)
        private
        returns (Payment[] memory payments, uint256 winners, uint256 count)
    {
        uint256 n = job.n;
        uint256 revealed = job.revealed;
        uint96 bond = job.bond;
        bytes32 root = job.result;
        payments = new Payment[](n + 2);
        for (uint256 i = 0; i < n; i++) {
            if (revealed >> i & 1 == 0) continue;
            bool won = job.hashAt(i) == root;
            address owner = staking.releaseBond(job.nodeAt(i), jobId, bond, won);
            if (!won) continue;
            winners |= 1 << i;
            payments[count++] = Payment(owner, price);
        }
    }

    function _refund(JobId jobId, JobData storage job, RefundReason reason) private {
        _refundSeats(jobId, job, job.bonded(), reason);
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
        uint96 bond = job.bond;
        for (uint256 i = 0; guilty >> i != 0; i++) {
            if (guilty >> i & 1 != 0) staking.slashBond(job.nodeAt(i), jobId, bond, uint96(loss), reason);
        }
        uint256 pot = loss * _count(guilty);
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

    // ---- guards

    function _requireClaimable(JobId jobId, JobData storage job, NodeId nodeId) private view {
        job.requireInTime(jobId, JobState.Open);
        if (job.flags & JobLib.DIRECT != 0) require(job.nodeAt(0) == nodeId, NotHired(jobId, nodeId));
        else require(!job.names(nodeId), AlreadyNamed(jobId, nodeId));
    }

    function _requireDrawn(JobId jobId, JobData storage job, NodeId nodeId, uint256 stake, uint256 classStake)
        private
        view
    {
        if (job.flags & JobLib.DIRECT != 0) return;
        (bytes32 seed, bool known) = Sortition.seedOf(seedBlock(jobId));
        require(known, SeedUnknown(jobId, seedBlock(jobId)));
        if (seed == 0) return;
        uint256 delay = Sortition.delay(Sortition.ticket(seed, jobId, nodeId), stake, classStake);
        uint256 age = block.timestamp - job.postedAt;
        require(age >= delay, NotYetEligible(jobId, nodeId, delay == type(uint256).max ? delay : job.postedAt + delay));
    }

    function _requireSeatOperator(JobId jobId, JobData storage job, uint8 seat) private view returns (NodeId nodeId) {
        require(seat < job.seated, UnknownSeat(jobId, seat));
        nodeId = job.nodeAt(seat);
        require(staking.operatorOf(nodeId) == msg.sender, NotSeatOperator(jobId, seat, msg.sender));
    }

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

    function _count(uint256 bits) private pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) count++;
    }

    // ---- views

    /// @inheritdoc IJobEscrow
    function jobOf(JobId jobId) external view returns (Job memory view_) {
        JobData storage job = _jobs[jobId];
        view_.state = job.state;
        view_.requester = job.requester;
        view_.token = job.token;
        view_.maxPrice = job.maxPrice;
        view_.price = currentPrice(jobId);
        view_.bond = job.bond;
        view_.feeBps = job.feeBps;
        view_.n = job.n;
        view_.k = job.k;
        view_.nodeClass = job.nodeClass;
        view_.seated = job.seated;
        view_.committed = uint8(_count(job.committed));
        view_.revealed = uint8(_count(job.revealed));
        view_.vetted = job.flags & JobLib.VETTED != 0;
        view_.direct = job.flags & JobLib.DIRECT != 0;
        view_.verifiable = job.flags & JobLib.VERIFIABLE != 0;
        view_.units = job.units;
        view_.postedAt = job.postedAt;
        view_.postBlock = job.postBlock;
        view_.deadline = job.deadline;
        view_.workWindow = job.workWindow;
        view_.revealWindow = job.revealWindow;
        view_.challengeWindow = job.challengeWindow;
        view_.result = job.result;
    }

    /// @inheritdoc IJobEscrow
    function seatOf(JobId jobId, uint8 seat) external view returns (Seat memory) {
        JobData storage job = _jobs[jobId];
        SeatState state = job.stateOf(seat);
        if (state == SeatState.Empty) return Seat(NodeId.wrap(0), state, 0);
        return Seat(job.nodeAt(seat), state, job.hashAt(seat));
    }

    /// @inheritdoc IJobEscrow
    function escrowOf(JobId jobId) external view returns (uint256 payment, uint256 bonds) {
        JobData storage job = _jobs[jobId];
        return (JobLib.isTerminal(job.state) ? 0 : job.escrow(), 0);
    }

    /// @inheritdoc IJobEscrow
    function requireEligible(JobId jobId, NodeId nodeId) public view {
        JobData storage job = _jobs[jobId];
        _requireClaimable(jobId, job, nodeId);
        (uint96 stake, uint256 classStake) =
            staking.requireAvailable(nodeId, job.nodeClass, job.postedAt, job.bond);
        _requireDrawn(jobId, job, nodeId, stake, classStake);
    }

    /// @inheritdoc IJobEscrow
    function eligible(JobId jobId, NodeId nodeId)
        external
        view
        returns (bool eligibleNow, uint256 eligibleAt, bytes4 obstacle)
    {
        eligibleAt = _eligibleAt(jobId, _jobs[jobId], nodeId);
        try this.requireEligible(jobId, nodeId) {
            eligibleNow = true;
        } catch (bytes memory reason) {
            // forge-lint: disable-next-line(unsafe-typecast) - an error starts with its selector
            obstacle = bytes4(reason);
        }
    }

    /// @inheritdoc IJobEscrow
    function seedBlock(JobId jobId) public view returns (uint256) {
        return uint256(_jobs[jobId].postBlock) + 1;
    }

    /// @inheritdoc IJobEscrow
    function currentPrice(JobId jobId) public view returns (uint96) {
        return uint96(_jobs[jobId].price());
    }

    /// @inheritdoc IJobEscrow
    function computeJobId(address requester, uint256 nonce, bytes32 specHash, JobTerms calldata terms)
        public
        view
        returns (JobId)
    {
        return JobId.wrap(keccak256(abi.encode(block.chainid, address(this), requester, nonce, specHash, terms)));
    }

    /// @inheritdoc IJobEscrow
    function commitmentOf(JobId jobId, uint8 seat, NodeId nodeId, bytes32 root, bytes32 salt)
        public
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(jobId, seat, nodeId, root, salt));
    }

    function _eligibleAt(JobId jobId, JobData storage job, NodeId nodeId) private view returns (uint256) {
        if (job.state == JobState.None) return type(uint256).max;
        if (job.flags & JobLib.DIRECT != 0) return job.nodeAt(0) == nodeId ? job.postedAt : type(uint256).max;
        if (job.names(nodeId)) return type(uint256).max;
        (bytes32 seed, bool known) = Sortition.seedOf(seedBlock(jobId));
        if (!known) return 0;
        if (seed == 0) return job.postedAt;
        uint256 stake = staking.nodeOf(nodeId).stake;
        uint256 delay =
            Sortition.delay(Sortition.ticket(seed, jobId, nodeId), stake, staking.classStakeOf(job.nodeClass));
        return delay == type(uint256).max ? delay : job.postedAt + delay;
    }
}
