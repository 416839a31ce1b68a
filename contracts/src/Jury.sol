// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {LibBit} from "solady/utils/LibBit.sol";

import {JurySettlement} from "./JurySettlement.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {IJury} from "./interfaces/IJury.sol";
import {ISeedSource} from "./interfaces/ISeedSource.sol";
import {JobHead, JobLib} from "./libraries/JobLib.sol";
import {JuryList, MOST_JURORS} from "./libraries/JuryList.sol";
import {OrderLib} from "./libraries/OrderLib.sol";
import {TermsLib} from "./libraries/TermsLib.sol";
import {JobId, NodeId} from "./types/Ids.sol";
import {JobOrder, JobState, Seat, SeatState, WindowLimits} from "./types/JobTypes.sol";
import {Challenger, Dispute, Juror, JuryWindows, Phase} from "./types/JuryTypes.sol";

/// @title The jury
/// @notice Specified in `IJury`: how it is drawn and votes. How it ends stands in `JurySettlement`.
contract Jury is JurySettlement {
    using JuryList for uint128;
    using JuryList for uint128[];
    using JuryList for uint128[MOST_JURORS];

    /// @dev Tickets expected under the limit, for each seat: some of their operators sleep.
    uint256 private constant TICKETS_PER_SEAT = 3;
    uint256 private constant MOST_CHALLENGERS = 3;

    /// @inheritdoc IJury
    ISeedSource public immutable seedSource;
    /// @inheritdoc IJury
    uint96 public immutable maxBond;
    bytes32 private immutable _domain;
    uint32 private immutable _seedDelay;
    uint32 private immutable _seedWait;
    uint32 private immutable _enrolment;
    uint32 private immutable _margin;
    uint32 private immutable _reveal;

    constructor(IJobEscrow market_, ISeedSource source_, uint8 size_, JuryWindows memory windows_)
        JurySettlement(market_, size_)
    {
        (seedSource, _domain) = (source_, market_.domain());
        maxBond = uint96(TermsLib.maxBond(size_, _staking.ticketSize()));
        (_seedDelay, _seedWait, _enrolment) = (windows_.seedDelay, windows_.seedWait, windows_.enrolment);
        (_margin, _reveal) = (windows_.margin, windows_.reveal);
        // No bond may become free to leave while a job can still take it.
        WindowLimits memory limits = market_.limits();
        uint256 lifetime = uint256(limits.maxClaim) + 2 * uint256(limits.maxWork) + limits.maxReveal
            + limits.maxChallenge + windows_.seedWait + windows_.enrolment + windows_.margin + windows_.reveal;
        uint256 most = _staking.minUnbondCooldown();
        bool empty = windows_.seedDelay == 0 || windows_.seedWait == 0 || windows_.enrolment == 0 || windows_.reveal == 0;
        require(!empty && lifetime < most, UnboundedLifetime(lifetime, most));
    }

    modifier onlyMarket() {
        require(msg.sender == address(market), NotMarket(msg.sender));
        _;
    }

    // ---- challenger

    /// @inheritdoc IJury
    function challenge(JobOrder calldata order, bytes32 commitment) external {
        (JobId jobId, JobHead memory job,) = _find(order);
        require(commitment != 0, ZeroHash());
        if (job.state == JobState.Proposed) {
            _open(jobId, order.nodeClass);
        } else {
            _requireInTime(jobId, job, JobState.Disputed);
            // Whoever can see the list would know how the dispute ends. The producer of the block before the seed's may know the seed.
            require(block.number + 1 < _disputes[jobId].seedBlock, TooLateToJoin(jobId, _disputes[jobId].seedBlock));
        }
        Dispute storage dispute = _disputes[jobId];
        uint8 number = dispute.challengers;
        require(number < MOST_CHALLENGERS, TooManyChallengers(jobId));
        require(!_isChallenger(jobId, number, msg.sender), AlreadyChallenges(jobId, msg.sender));
        _challengers[jobId][number] = Challenger(msg.sender, false, commitment);
        dispute.challengers = number + 1;
        emit Challenged(jobId, msg.sender, number, commitment, order.bond);
        _vault.pull(_stakeToken, msg.sender, order.bond, JobId.unwrap(jobId));
    }

    /// @inheritdoc IJury
    function challengeAsSeat(JobOrder calldata order, uint8 seat) external {
        JobId jobId = _jobIdOf(order);
        Seat memory own = market.seatOf(jobId, seat);
        require(own.state == SeatState.Revealed && own.hash != market.jobOf(jobId).result, SeatAgrees(jobId, seat));
        require(_staking.operatorOf(own.nodeId) == msg.sender, NotSeatOperator(jobId, seat, msg.sender));
        _open(jobId, order.nodeClass);
    }

    /// @inheritdoc IJury
    function openChallenge(JobOrder calldata order, uint8 challenger, bytes32 root, bytes32 salt) external {
        (JobId jobId, JobHead memory job,) = _find(order);
        _requireInTime(jobId, job, JobState.JuryReveal);
        require(challenger < _disputes[jobId].challengers, UnknownChallenger(jobId, challenger));
        Challenger storage record = _challengers[jobId][challenger];
        require(!record.opened, AlreadyOpen(jobId));
        require(root != 0, ZeroHash());
        bytes32 commitment = record.hash;
        require(
            challengeOf(jobId, record.account, root, salt) == commitment, WrongOpening(jobId, commitment)
        );
        (record.opened, record.hash) = (true, root);
        emit ChallengeOpened(jobId, record.account, challenger, root);
        _resolveIfAllOpen(jobId, order);
    }

    // ---- juror

    /// @inheritdoc IJury
    function recordSeed(JobOrder calldata order, bytes calldata proof) external {
        (JobId jobId, JobHead memory job,) = _find(order);
        Dispute storage dispute = _disputes[jobId];
        require(dispute.phase == Phase.Seed, WrongPhase(jobId, dispute.phase));
        _requireInTime(jobId, job, JobState.Disputed);
        bytes32 seed = seedSource.seed(dispute.seedBlock, proof);
        require(seed != 0, ZeroHash());
        uint40 until = uint40(block.timestamp) + _enrolment;
        (dispute.phase, dispute.enrolUntil, dispute.seed) = (Phase.Enrolment, until, seed);
        emit SeedRecorded(jobId, seed, until);
        market.advance(jobId, JobState.Disputed, until);
    }

    /// @inheritdoc IJury
    function enrol(JobOrder calldata order, NodeId nodeId, uint32 ticket) external {
        (JobId jobId, JobHead memory job, uint256 names) = _find(order);
        Dispute memory dispute = _disputes[jobId];
        require(dispute.phase == Phase.Enrolment, WrongPhase(jobId, dispute.phase));
        _requireInTime(jobId, job, JobState.Disputed);
        uint64 draw = _draw(dispute.seed, jobId, nodeId, ticket);
        uint64 limit = _limit(dispute.tickets);
        require(dispute.tickets != 0 && draw <= limit, NotDrawn(jobId, nodeId, draw, limit));
        uint96 lock = lockOf(order.bond);
        _list(jobId, dispute, lock, JuryList.entry(draw, nodeId, ticket));
        address owner =
            _staking.lockTicket(nodeId, jobId, msg.sender, order.nodeClass, dispute.openedAt, ticket, lock);
        require(_isNeutral(jobId, order.requester, names, job.seated, dispute.challengers, owner), NotNeutral(jobId, nodeId));
        emit Enrolled(jobId, nodeId, ticket, draw);
    }

    /// @inheritdoc IJury
    function commitVote(JobOrder calldata order, NodeId nodeId, bytes32 commitment) external {
        (JobId jobId, JobHead memory job,) = _find(order);
        Dispute storage dispute = _disputes[jobId];
        require(commitment != 0, ZeroHash());
        if (dispute.phase == Phase.Enrolment) {
            require(block.timestamp > dispute.enrolUntil, StillEnrolling(jobId, dispute.enrolUntil));
            if (dispute.listed == size) job.deadline = _openVoting(jobId, dispute, order.workWindow);
        }
        require(dispute.phase == Phase.Voting, WrongPhase(jobId, dispute.phase));
        _requireInTime(jobId, job, JobState.Disputed);
        require(_staking.operatorOf(nodeId) == msg.sender, NotOperator(nodeId, msg.sender));
        uint16 seats = _lists[jobId].load(size).seatsOf(nodeId);
        require(seats != 0, NotListed(jobId, nodeId));
        require(dispute.committed & seats == 0, AlreadyCommitted(jobId, nodeId));
        _votes[jobId][nodeId] = commitment;
        dispute.committed |= seats;
        emit JurorCommitted(jobId, nodeId, uint8(LibBit.popCount(seats)), commitment);
        if (LibBit.popCount(dispute.committed) == size) _startOpening(jobId, dispute);
    }

    /// @inheritdoc IJury
    function openVote(JobOrder calldata order, NodeId nodeId, bytes32 root, bytes32 salt) external {
        (JobId jobId, JobHead memory job,) = _find(order);
        _requireInTime(jobId, job, JobState.JuryReveal);
        Dispute storage dispute = _disputes[jobId];
        uint16 seats = _lists[jobId].load(size).seatsOf(nodeId);
        require(dispute.committed & seats != 0, NotCommitted(jobId, nodeId));
        require(dispute.opened & seats == 0, AlreadyOpen(jobId));
        require(root != 0, ZeroHash());
        bytes32 commitment = _votes[jobId][nodeId];
        require(voteOf(jobId, nodeId, root, salt) == commitment, WrongOpening(jobId, commitment));
        _votes[jobId][nodeId] = root;
        dispute.opened |= seats;
        emit JurorRevealed(jobId, nodeId, root);
        _resolveIfAllOpen(jobId, order);
    }

    // ---- market

    /// @inheritdoc IJury
    function open(JobId jobId, uint8 nodeClass) external onlyMarket returns (uint40 deadline) {
        return _begin(jobId, nodeClass);
    }

    /// @inheritdoc IJury
    function conclude(JobOrder calldata order) external onlyMarket {
        JobId jobId = _jobIdOf(order);
        Dispute storage dispute = _disputes[jobId];
        bool full = dispute.phase == Phase.Enrolment && dispute.listed == size;
        bool voted = dispute.phase == Phase.Voting && LibBit.popCount(dispute.committed) >= _majority();
        if (full) _openVoting(jobId, dispute, order.workWindow);
        else if (voted) _startOpening(jobId, dispute);
        else _resolve(jobId, order);
    }

    // ---- views

    /// @inheritdoc IJury
    function disputeOf(JobId jobId) external view returns (Dispute memory) {
        return _disputes[jobId];
    }

    /// @inheritdoc IJury
    function jurorOf(JobId jobId, uint8 seat) external view returns (Juror memory) {
        if (seat >= _disputes[jobId].listed) return Juror(NodeId.wrap(0), 0, 0, 0);
        uint128 entry = _lists[jobId][seat];
        return Juror(entry.nodeOf(), entry.ticketOf(), entry.drawOf(), _votes[jobId][entry.nodeOf()]);
    }

    /// @inheritdoc IJury
    function challengerOf(JobId jobId, uint8 challenger) external view returns (Challenger memory) {
        return _challengers[jobId][challenger];
    }

    /// @inheritdoc IJury
    function limitOf(JobId jobId) external view returns (uint64) {
        return _limit(_disputes[jobId].tickets);
    }

    /// @inheritdoc IJury
    function drawOf(JobId jobId, NodeId nodeId, uint32 ticket) external view returns (uint64) {
        bytes32 seed = _disputes[jobId].seed;
        return seed == 0 ? 0 : _draw(seed, jobId, nodeId, ticket);
    }

    /// @inheritdoc IJury
    function voteOf(JobId jobId, NodeId nodeId, bytes32 root, bytes32 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(jobId, nodeId, root, salt));
    }

    /// @inheritdoc IJury
    function challengeOf(JobId jobId, address account, bytes32 root, bytes32 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(jobId, account, root, salt));
    }

    /// @inheritdoc IJury
    function windows() external view returns (JuryWindows memory) {
        return JuryWindows(_seedDelay, _seedWait, _enrolment, _margin, _reveal);
    }

    // ---- transitions

    /// @dev Row 12.
    function _open(JobId jobId, uint8 nodeClass) private {
        market.advance(jobId, JobState.Disputed, _begin(jobId, nodeClass));
    }

    function _begin(JobId jobId, uint8 nodeClass) private returns (uint40 deadline) {
        Dispute storage dispute = _disputes[jobId];
        // A dispute never begins anew, with another seed.
        require(dispute.phase == Phase.None, WrongPhase(jobId, dispute.phase));
        (dispute.phase, dispute.openedAt) = (Phase.Seed, uint40(block.timestamp));
        (dispute.seedBlock, dispute.tickets) =
            (uint40(block.number) + _seedDelay, _staking.classTicketsOf(address(market), nodeClass));
        deadline = uint40(block.timestamp) + _seedWait;
        emit DisputeOpened(jobId, dispute.seedBlock, dispute.tickets, deadline);
    }

    /// @dev The deadline counts from the end of the enrolment, whenever this is called.
    function _openVoting(JobId jobId, Dispute storage dispute, uint32 workWindow) private returns (uint40 deadline) {
        deadline = dispute.enrolUntil + workWindow + _margin;
        dispute.phase = Phase.Voting;
        emit VotingOpened(jobId, deadline);
        market.advance(jobId, JobState.Disputed, deadline);
    }

    function _startOpening(JobId jobId, Dispute storage dispute) private {
        uint40 deadline = uint40(block.timestamp) + _reveal;
        dispute.phase = Phase.Opening;
        emit JuryRevealOpened(jobId, deadline);
        market.advance(jobId, JobState.JuryReveal, deadline);
    }

    function _resolveIfAllOpen(JobId jobId, JobOrder calldata order) private {
        Dispute storage dispute = _disputes[jobId];
        if (dispute.opened != dispute.committed) return;
        for (uint256 i = 0; i < dispute.challengers; i++) {
            if (!_challengers[jobId][i].opened) return;
        }
        _resolve(jobId, order);
    }

    /// @dev Adds an entry, or puts it in the place of the highest, whose lock is freed.
    function _list(JobId jobId, Dispute memory dispute, uint96 lock, uint128 entry) private {
        uint128[MOST_JURORS] storage stored = _lists[jobId];
        uint128[] memory list = stored.load(dispute.listed);
        (bool found, uint256 place) = list.search(entry);
        require(!found, AlreadyListed(jobId, entry.nodeOf(), entry.ticketOf()));
        if (dispute.listed < size) {
            stored[dispute.listed] = entry;
            _disputes[jobId].listed = dispute.listed + 1;
            return;
        }
        uint128 highest = list[place];
        require(entry < highest, NotBetter(jobId, entry.drawOf(), highest.drawOf()));
        stored[place] = entry;
        _staking.releaseBond(highest.nodeOf(), jobId, lock, false);
        emit Outdrawn(jobId, highest.nodeOf(), highest.ticketOf());
    }

    // ---- looking

    /// @dev `IJobEscrow.computeJobId`, without a call.
    function _jobIdOf(JobOrder calldata order) private view returns (JobId) {
        return JobId.wrap(MessageHashUtils.toTypedDataHash(_domain, OrderLib.hashOf(order)));
    }

    /// @dev Head and names are cheaper to ask for than `jobOf` and `seatOf`.
    function _find(JobOrder calldata order) private view returns (JobId jobId, JobHead memory job, uint256 names) {
        jobId = _jobIdOf(order);
        uint256 head;
        (head, names) = market.storedOf(jobId);
        job = JobLib.unpack(head);
    }

    function _requireInTime(JobId jobId, JobHead memory job, JobState state) private view {
        require(job.state == state, WrongPhase(jobId, _disputes[jobId].phase));
        require(block.timestamp <= job.deadline, DeadlinePassed(jobId, job.deadline));
    }

    /// @dev Owners are compared, not operators: an owner can name anybody's key as its operator.
    function _isNeutral(
        JobId jobId,
        address requester,
        uint256 names,
        uint256 seated,
        uint8 challengers,
        address owner
    ) private view returns (bool) {
        if (owner == requester || _isChallenger(jobId, challengers, owner)) return false;
        for (uint256 i = 0; i < seated; i++) {
            if (_staking.ownerOf(JobLib.nodeAt(names, i)) == owner) return false;
        }
        return true;
    }

    function _isChallenger(JobId jobId, uint8 challengers, address account) private view returns (bool) {
        for (uint256 i = 0; i < challengers; i++) {
            if (_challengers[jobId][i].account == account) return true;
        }
        return false;
    }

    function _draw(bytes32 seed, JobId jobId, NodeId nodeId, uint32 ticket) private pure returns (uint64) {
        return uint64(uint256(keccak256(abi.encode(seed, jobId, nodeId, ticket))) >> 192);
    }

    function _limit(uint64 tickets) private view returns (uint64) {
        uint256 wanted = TICKETS_PER_SEAT * size;
        if (tickets == 0) return 0;
        return tickets <= wanted ? type(uint64).max : uint64(type(uint64).max / tickets * wanted);
    }
}
