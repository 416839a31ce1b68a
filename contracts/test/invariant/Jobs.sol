// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId, ProgramHash} from "../../src/types/Ids.sol";
import {Job, JobOrder, JobSpec, JobState, SeatState} from "../../src/types/JobTypes.sol";
import {MarketStatus} from "../../src/types/NodeTypes.sol";
import {vm} from "../base/Vm.sol";
import {Disputes} from "./Disputes.sol";
import {MoodyPolicy} from "./Extras.sol";
import {ReentrantToken} from "../tokens/OddTokens.sol";

/// @notice The moves with jobs: requesters, by themselves and by signature; honest, lazy (another root), colluding (a shared wrong root), silent and
/// hiding seats; strangers who poke.
abstract contract Jobs is Disputes {
    uint256 private constant KEY = uint256(keccak256("requester who signs"));
    ProgramHash internal constant VERIFIED = ProgramHash.wrap(keccak256("verified"));
    uint256 private constant MOST_OPEN = 4;

    /// @notice Jobs that are not over yet, in no order.
    JobId[] public jobs;
    ReentrantToken public reentrant;
    MoodyPolicy public policy;
    address public immutable signer = vm.addr(KEY);
    mapping(JobId jobId => mapping(uint256 seat => bytes32)) private _secret;

    function post(uint256 seed, uint8 n, uint96 price, uint96 bond, uint32 units) external {
        if (jobs.length == MOST_OPEN || _closed()) return;
        JobOrder memory order_ = order(n % 3 == 0 ? 1 : uint8(bound(n, 1, 7)), 0);
        JobSpec memory spec_ = spec();
        order_.k = uint8(order_.n / 2 + 1 + (seed >> 8) % ((order_.n + 1) / 2));
        order_.units = uint32(bound(units, 1, 5_000));
        order_.maxPrice = uint96(bound(price, 1, 100e6));
        order_.startPriceBps = uint16((seed >> 16) % 10_001);
        order_.requester = seed & 1 == 0 ? requester : signer;
        order_.token = seed & 2 == 0 ? address(usdt) : address(reentrant);
        order_.maxFeeBps = 500;
        if (!_canPull(order_.requester, address(market), order_.token, uint256(order_.maxPrice) * 8)) return;
        _choose(order_, spec_, seed >> 32);
        // Jurors must be paid for computing the whole job, and their locks fit a ticket.
        uint256 floor = ProgramHash.unwrap(spec_.programHash) == ProgramHash.unwrap(UNKNOWN) ? 0 : FLOOR * order_.units + BASE;
        order_.bond = uint96(bound(bond, floor, jury.maxBond()));
        _send(complete(order_, spec_), spec_, seed >> 64);
        skipBlock(2);
    }

    /// @dev Does with a job what its state allows, or lets its time run out.
    function play(uint256 which, uint256 seed) public {
        if (jobs.length == 0) return;
        JobId jobId = jobs[which % jobs.length];
        Job memory job = market.jobOf(jobId);
        bool late = seed % (job.state == JobState.Open ? 64 : job.state >= JobState.Disputed ? 16 : 4) == 3;
        if (late || vm.getBlockTimestamp() > job.deadline) _poke(jobId);
        else if (job.state == JobState.Open) _claim(jobId, seed >> 8);
        else if (job.state == JobState.Running) _work(jobId, job, seed >> 8);
        else if (job.state == JobState.Revealing) _reveal(jobId, seed >> 8);
        else if (job.state == JobState.Proposed) _answer(jobId, job, seed >> 8);
        else if (job.state == JobState.Disputed) _judge(jobId, seed >> 8);
        else _openSome(jobId, seed >> 8);
        _forget();
    }

    /// @dev A second name: the fuzzer plays jobs more often than other moves.
    function playOn(uint256 which, uint256 seed) external {
        play(which, seed);
        play(which, uint256(keccak256(abi.encode(seed))));
    }

    function _choose(JobOrder memory order_, JobSpec memory spec_, uint256 seed) private pure {
        uint256 kind = seed % 8;
        if (kind < 2) {
            spec_.programHash = UNKNOWN;
            order_.challengeWindow = 0;
            if (order_.n == 1) spec_.node = NodeId.wrap(uint64(1 + (seed >> 8) % NODES));
        } else if (kind == 2) {
            spec_.programHash = VERIFIED;
        } else if (kind == 3 && order_.n == 1) {
            order_.challengeWindow = 0;
            spec_.node = NodeId.wrap(uint64(1 + (seed >> 8) % NODES));
        }
        if (order_.n == 7 || NodeId.unwrap(spec_.node) != 0 || seed >> 16 & 3 != 0) return;
        spec_.excluded = new NodeId[](1);
        spec_.excluded[0] = NodeId.wrap(uint64(1 + (seed >> 24) % NODES));
    }

    /// @dev Posted by the requester, or by a stranger with a signature; or voided, and then never posted.
    function _send(JobOrder memory order_, JobSpec memory spec_, uint256 seed) private {
        JobId jobId = remember(order_);
        Before memory was = _before(jobId);
        if (seed % 16 == 0) {
            vm.prank(order_.requester);
            market.voidOrder(order_);
            _after(jobId, was, "voidOrder");
            return;
        }
        if (order_.requester == signer && seed & 1 == 0) {
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, JobId.unwrap(jobId));
            vm.prank(stranger);
            market.postFor(order_, abi.encode(spec_), abi.encodePacked(r, s, v));
            _after(jobId, was, "postFor");
        } else {
            vm.prank(order_.requester);
            market.post(order_, abi.encode(spec_));
            _after(jobId, was, "post");
        }
        jobs.push(jobId);
    }

    function _claim(JobId jobId, uint256 seed) private {
        JobOrder memory order_ = orderOf(jobId);
        if (seed % 32 == 0 && market.jobOf(jobId).seated == 0) {
            Before memory was = _before(jobId);
            vm.prank(order_.requester);
            market.cancel(order_);
            return _after(jobId, was, "cancel");
        }
        if (_closed()) return;
        for (uint256 i = 0; i < NODES && market.jobOf(jobId).state == JobState.Open; i++) {
            uint256 node = 1 + (seed + i) % NODES;
            if (seed >> (8 + i) & 1 == 0 || !_canClaim(jobId, order_, NodeId.wrap(uint64(node)))) continue;
            Before memory was = _before(jobId);
            claim(jobId, node);
            _after(jobId, was, "claim");
            _checkSeatLock(node);
        }
    }

    /// @dev Waits for the draw.
    function _canClaim(JobId jobId, JobOrder memory order_, NodeId nodeId) private returns (bool eligibleNow) {
        (, uint256 from,) = lens.eligible(order_, nodeId);
        if (from > market.jobOf(jobId).deadline) return false;
        if (from > vm.getBlockTimestamp()) vm.warp(from);
        (eligibleNow,,) = lens.eligible(order_, nodeId);
    }

    /// @param seed Four bits for each seat: 0 and 1 idle, else `_rootFor`.
    function _work(JobId jobId, Job memory job, uint256 seed) private {
        for (uint8 seat = 0; seat < job.seated; seat++) {
            uint256 mood = seed >> (4 * seat) & 15;
            if (mood < 2 || market.seatOf(jobId, seat).state != SeatState.Claimed) continue;
            bytes32 root = _rootFor(mood, jobId, seat);
            _secret[jobId][seat] = root;
            Before memory was = _before(jobId);
            if (orderOf(jobId).n > 1) {
                commit(jobId, seat, root);
                _after(jobId, was, "commit");
            } else if (job.verifiable && root == ROOT) {
                _submitVerified(jobId);
                _after(jobId, was, "submitVerified");
            } else {
                submit(jobId, NodeId.unwrap(market.seatOf(jobId, 0).nodeId), root);
                _after(jobId, was, "submit");
            }
        }
    }

    function _submitVerified(JobId jobId) private {
        JobSpec memory spec_ = spec();
        spec_.programHash = VERIFIED;
        JobOrder memory order_ = orderOf(jobId);
        // An exclusion is part of the spec: find the one that was posted.
        for (uint64 i = 1; keccak256(abi.encode(spec_)) != order_.specHash; i++) {
            spec_.excluded = new NodeId[](1);
            spec_.excluded[0] = NodeId.wrap(i);
        }
        vm.prank(operatorOf(NodeId.unwrap(market.seatOf(jobId, 0).nodeId)));
        market.submitVerified(order_, abi.encode(spec_), delivery(ROOT), "");
    }

    /// @param seed Bit i: seat i does not hide.
    function _reveal(JobId jobId, uint256 seed) private {
        for (uint8 seat = 0; seat < 7 && stateOf(jobId) == JobState.Revealing; seat++) {
            if (seed >> seat & 1 == 0 || market.seatOf(jobId, seat).state != SeatState.Committed) continue;
            Before memory was = _before(jobId);
            reveal(jobId, seat, _secret[jobId][seat]);
            _after(jobId, was, "reveal");
        }
    }

    function _answer(JobId jobId, Job memory job, uint256 seed) private {
        if (seed % 8 < 2) return _accept(jobId);
        if (seed % 8 == 2 || (seed % 8 == 3 && _seatsDisagree(jobId))) return _challengeAsSeats(jobId, job);
        // Right results are left alone more often than not.
        if (job.result != ROOT || seed % 8 > 5) _challenge(jobId, seed >> 3);
    }

    function _challengeAsSeats(JobId jobId, Job memory job) private {
        for (uint8 seat = 0; seat < job.seated && stateOf(jobId) == JobState.Proposed; seat++) _challengeAsSeat(jobId, seat);
    }

    function _accept(JobId jobId) private {
        JobOrder memory order_ = orderOf(jobId);
        bool may = !_seatsDisagree(jobId);
        Before memory was = _before(jobId);
        vm.prank(order_.requester);
        (bool done,) = address(market).call(abi.encodeCall(market.accept, (order_)));
        if (done != may) broken = "when a result may be accepted";
        if (done) _after(jobId, was, "accept");
    }

    function _poke(JobId jobId) private {
        if (vm.getBlockTimestamp() <= market.jobOf(jobId).deadline) passDeadline(jobId);
        Before memory was = _before(jobId);
        vm.prank(stranger);
        market.poke(orderOf(jobId));
        _after(jobId, was, "poke");
    }

    /// @dev Jobs that are over are played no more.
    function _forget() private {
        for (uint256 i = jobs.length; i > 0; i--) {
            if (!isOver(stateOf(jobs[i - 1]))) continue;
            jobs[i - 1] = jobs[jobs.length - 1];
            jobs.pop();
        }
    }

    function jobCount() external view returns (uint256) {
        return jobs.length;
    }

    /// @dev An entry would be refused: by the pause, by the policy, or because the market is retired.
    function _closed() internal view returns (bool) {
        bool retired = staking.marketStatus(address(market)) != MarketStatus.Active;
        return retired || staking.pausedUntil() >= vm.getBlockTimestamp() || policy.mood() != 0;
    }
}
