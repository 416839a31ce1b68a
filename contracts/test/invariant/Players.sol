// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IVault} from "../../src/interfaces/IVault.sol";
import {JobId, NodeId, ProgramHash} from "../../src/types/Ids.sol";
import {Job, JobOrder, JobSpec, JobState, SeatState} from "../../src/types/JobTypes.sol";
import {Node} from "../../src/types/NodeTypes.sol";
import {Program} from "../../src/types/ProgramTypes.sol";
import {vm} from "../base/Vm.sol";
import {ReentrantToken} from "../tokens/OddTokens.sol";
import {MoodyPolicy, RootVerifier} from "./Extras.sol";
import {Watch} from "./Watch.sol";

/// @notice Everyone in the network, moved by the fuzzer: requesters, by themselves and by signature; honest, lazy (another root), colluding (a
/// shared wrong root), silent and hiding nodes; challengers, right and wrong; jurors of all kinds; strangers who poke; owners who stake and
/// leave; a guardian who pauses, a governor who changes what it can, a policy that refuses or breaks, and a token that calls back.
/// A move that is not possible now is no move: with `fail_on_revert` every revert is a find.
contract Players is Watch {
    uint256 private constant KEY = uint256(keccak256("requester who signs"));
    bytes32 private constant COLLUSION = keccak256("collusion");
    ProgramHash private constant VERIFIED = ProgramHash.wrap(keccak256("verified"));
    uint256 private constant MOST_OPEN = 4;

    /// @notice Jobs that are not over yet, in no order.
    JobId[] public jobs;
    ReentrantToken public reentrant;
    MoodyPolicy public policy;
    address public immutable signer = vm.addr(KEY);
    mapping(JobId jobId => mapping(uint256 seat => bytes32)) private _secret;
    mapping(JobId jobId => mapping(uint256 juror => bytes32)) private _vote;
    uint256 private _pausableFrom;

    constructor() {
        setUp();
        _readDiagram();
        reentrant = new ReentrantToken();
        policy = new MoodyPolicy();
        vm.startPrank(governor);
        market.setToken(address(reentrant), true);
        programs.setProgram(VERIFIED, Program(true, CLASS, 1_000_000, address(new RootVerifier(ROOT))));
        market.setPolicy(policy);
        staking.setPolicy(policy);
        vault.setPolicy(policy);
        vm.stopPrank();
        for (uint256 i = 1; i <= NODES; i++) addNode(i, STAKE * uint96(i));
        for (uint256 i = 1; i <= NODES; i++) fundStake(ownerOf(i), 10 * STAKE);
        _give(requester);
        _give(signer);
        fundStake(challenger, 1_000 * STAKE);
        skipBlock(2);
    }

    // ---- jobs

    function post(uint256 seed, uint8 n, uint96 price, uint96 bond, uint32 units) external {
        if (jobs.length == MOST_OPEN || _closed()) return;
        JobOrder memory order_ = order(n % 3 == 0 ? 1 : uint8(bound(n, 1, 7)), 0);
        JobSpec memory spec_ = spec();
        order_.k = uint8(order_.n / 2 + 1 + (seed >> 8) % ((order_.n + 1) / 2));
        order_.units = uint32(bound(units, 1, 5_000));
        order_.bond = uint96(bound(bond, FLOOR * order_.units, STAKE / 8));
        order_.maxPrice = uint96(bound(price, 1, 100e6));
        order_.startPriceBps = uint16((seed >> 16) % 10_001);
        order_.requester = seed & 1 == 0 ? requester : signer;
        order_.token = seed & 2 == 0 ? address(usdt) : address(reentrant);
        if (vault.balanceOf(order_.token, order_.requester) < uint256(order_.maxPrice) * 8) return;
        _choose(order_, spec_, seed >> 32);
        _send(complete(order_, spec_), spec_, seed >> 64);
        skipBlock(2);
    }

    /// @dev Does with a job what its state allows, or lets its time run out.
    function play(uint256 which, uint256 seed) public {
        if (jobs.length == 0) return;
        JobId jobId = jobs[which % jobs.length];
        Job memory job = market.jobOf(jobId);
        bool late = seed % (job.state == JobState.Open ? 64 : 4) == 3;
        if (late || vm.getBlockTimestamp() > job.deadline) _poke(jobId);
        else if (job.state == JobState.Open) _claim(jobId, seed >> 8);
        else if (job.state == JobState.Running) _work(jobId, job, seed >> 8);
        else if (job.state == JobState.Revealing) _reveal(jobId, seed >> 8);
        else if (job.state == JobState.Proposed) _answer(jobId, job, seed >> 8);
        else if (job.state == JobState.Disputed) _judge(jobId, job, seed >> 8);
        else _showVotes(jobId, seed >> 8);
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
        bytes32 root = seed & 1 == 0 ? ROOT : COLLUSION;
        JobOrder memory order_ = orderOf(jobId);
        Before memory was = _before(jobId);
        if (seed % 8 < 2) {
            vm.prank(order_.requester);
            // Refused where two seats disagree; Reach sees that it is not always refused.
            (bool accepted,) = address(market).call(abi.encodeCall(market.accept, (order_)));
            if (accepted) _after(jobId, was, "accept");
        } else if (job.result != root && stakeTokenOf(challenger) >= order_.bond) {
            vm.prank(challenger);
            jury.challenge(order_, root);
            _after(jobId, was, "challenge");
            skipBlock(2);
        }
    }

    /// @param seed Four bits for each node, as in `_work`.
    function _judge(JobId jobId, Job memory job, uint256 seed) private {
        skipBlock(2);
        for (uint256 i = 0; i < NODES && stateOf(jobId) == JobState.Disputed; i++) {
            uint256 mood = seed >> (4 * i) & 15;
            uint256 node = 1 + (seed + i) % NODES;
            if (mood == 0 || !_canJudge(jobId, job, node)) continue;
            bytes32 root = _rootFor(mood, jobId, node);
            _vote[jobId][jury.disputeOf(jobId).committed] = root;
            Before memory was = _before(jobId);
            jurorCommit(jobId, node, root);
            _after(jobId, was, "jurorCommit");
        }
    }

    /// @param seed Bit i: juror i does not hide.
    function _showVotes(JobId jobId, uint256 seed) private {
        uint256 count = jury.disputeOf(jobId).committed;
        for (uint8 juror = 0; juror < count && stateOf(jobId) == JobState.JuryReveal; juror++) {
            if (seed >> juror & 1 == 0 || jury.jurorOf(jobId, juror).revealed) continue;
            Before memory was = _before(jobId);
            jurorReveal(jobId, juror, _vote[jobId][juror]);
            _after(jobId, was, "jurorReveal");
        }
    }

    function _poke(JobId jobId) private {
        if (vm.getBlockTimestamp() <= market.jobOf(jobId).deadline) passDeadline(jobId);
        Before memory was = _before(jobId);
        vm.prank(stranger);
        market.poke(orderOf(jobId));
        _after(jobId, was, "poke");
    }

    /// @dev Up to 11 honest, 12 and 13 lazy, 14 and 15 colluding.
    function _rootFor(uint256 mood, JobId jobId, uint256 who) private pure returns (bytes32) {
        if (mood < 12) return ROOT;
        return mood < 14 ? keccak256(abi.encode(jobId, who)) : COLLUSION;
    }

    function _canJudge(JobId jobId, Job memory job, uint256 node) private returns (bool) {
        NodeId nodeId = NodeId.wrap(uint64(node));
        for (uint8 i = 0; i < job.seated; i++) {
            if (market.seatOf(jobId, i).nodeId == nodeId) return false;
        }
        for (uint8 i = 0; i < jury.disputeOf(jobId).committed; i++) {
            if (jury.jurorOf(jobId, i).nodeId == nodeId) return false;
        }
        uint256 from = jury.eligibleAt(jobId, nodeId);
        if (from > job.deadline || vm.getBlockTimestamp() > job.deadline) return false;
        if (from > vm.getBlockTimestamp()) vm.warp(from);
        try staking.requireAvailable(nodeId, CLASS, job.postedAt, orderOf(jobId).bond) {
            return true;
        } catch {
            return false;
        }
    }

    /// @dev Jobs that are over are played no more.
    function _forget() private {
        for (uint256 i = jobs.length; i > 0; i--) {
            if (!isOver(stateOf(jobs[i - 1]))) continue;
            jobs[i - 1] = jobs[jobs.length - 1];
            jobs.pop();
        }
    }

    // ---- owners and operators

    function live(uint256 node, uint256 kind, uint96 amount) external {
        NodeId nodeId = NodeId.wrap(uint64(1 + node % NODES));
        address owner = ownerOf(NodeId.unwrap(nodeId));
        kind %= 6;
        if (kind == 0) _asOperator(nodeId, amount);
        else if (kind == 1) _addStake(nodeId, amount);
        else if (kind == 2) _requestUnbond(nodeId, amount);
        else if (kind == 3) _unbond(nodeId);
        else _withdraw(kind == 4 ? address(usdt) : address(stakeToken), owner, amount);
    }

    function _asOperator(NodeId nodeId, uint256 what) private {
        vm.startPrank(operatorOf(NodeId.unwrap(nodeId)));
        if (what % 4 == 0) staking.drain(nodeId);
        else staking.resume(nodeId);
        staking.heartbeat(nodeId);
        vm.stopPrank();
    }

    function _addStake(NodeId nodeId, uint96 amount) private {
        uint256 node = NodeId.unwrap(nodeId);
        amount = uint96(bound(amount, 0, stakeTokenOf(ownerOf(node))));
        if (_closed() || stakeOf(node) + amount < staking.params().minStake) return;
        vm.prank(ownerOf(node));
        staking.addStake(nodeId, amount);
    }

    function _requestUnbond(NodeId nodeId, uint96 amount) private {
        amount = uint96(bound(amount, 0, staking.freeStakeOf(nodeId) / 4));
        if (stakeOf(NodeId.unwrap(nodeId)) - amount < staking.params().minStake) return;
        vm.prank(ownerOf(NodeId.unwrap(nodeId)));
        staking.requestUnbond(nodeId, amount);
    }

    function _unbond(NodeId nodeId) private {
        Node memory seen = staking.nodeOf(nodeId);
        if (seen.unbonding != 0 && vm.getBlockTimestamp() >= seen.unlockAt) staking.unbond(nodeId);
    }

    function _withdraw(address token, address account, uint256 amount) private {
        amount = bound(amount, 0, vault.balanceOf(token, account));
        vm.prank(account);
        vault.withdraw(token, amount, account);
    }

    // ---- those who rule, and those who steal

    function rule(uint256 kind, uint256 value) external {
        kind %= 8;
        if (kind < 3) return _pause(value);
        if (kind < 5) return policy.become(value % 8 > 2 ? 0 : value % 8 + 1);
        vm.startPrank(governor);
        if (kind == 5) market.setFee(uint16(value % 501));
        else if (kind == 6) market.setNoShow(uint16(value % 5_001));
        else staking.setMinStake(uint96(10e18 + value % 10e18));
        vm.stopPrank();
    }

    function _pause(uint256 value) private {
        vm.startPrank(guardian);
        if (value % 8 != 0) {
            market.unpause();
            staking.unpause();
            vault.unpause();
        } else if (vm.getBlockTimestamp() >= _pausableFrom) {
            _pausableFrom = vm.getBlockTimestamp() + 144 hours;
            market.pause();
            staking.pause();
            vault.pause();
        }
        vm.stopPrank();
    }

    /// @dev What must never succeed. The token that calls back tries a withdrawal from inside a withdrawal.
    function steal(uint256 which, uint256 kind, uint256 amount) external {
        kind %= 4;
        if (kind == 0) return _reenter(amount);
        if (jobs.length == 0) return;
        JobId jobId = jobs[which % jobs.length];
        JobOrder memory order_ = orderOf(jobId);
        Job memory job = market.jobOf(jobId);
        vm.startPrank(stranger);
        bool done;
        if (kind == 1) {
            (done,) = address(market).call(abi.encodeCall(market.cancel, (order_)));
        } else if (kind == 2 && job.state >= JobState.Revealing) {
            (done,) = address(market).call(abi.encodeCall(market.reveal, (order_, 0, "salt", delivery(COLLUSION))));
        } else {
            order_.requester = stranger;
            (done,) = address(market).call(abi.encodeCall(market.accept, (order_)));
        }
        vm.stopPrank();
        if (done) broken = "a thief succeeded";
    }

    function _reenter(uint256 amount) private {
        amount = bound(amount, 0, vault.balanceOf(address(reentrant), requester) / 1_000);
        reentrant.armed(address(vault), abi.encodeCall(vault.withdraw, (address(reentrant), amount, stranger)));
        vm.prank(requester);
        vault.withdraw(address(reentrant), amount, requester);
        if (reentrant.reason() != IVault.Reentered.selector) broken = "a withdrawal inside a withdrawal";
    }

    function pass(uint16 time) external {
        skipTime(time % 8 == 0 ? time : time % 600);
        skipBlock(1);
    }

    // ---- looking

    function jobCount() external view returns (uint256) {
        return jobs.length;
    }

    function accounts() public view returns (address[] memory list) {
        list = new address[](8 + NODES);
        (list[0], list[1], list[2], list[3]) = (requester, treasury, stranger, address(market));
        (list[4], list[5], list[6], list[7]) = (address(staking), address(jury), challenger, signer);
        for (uint256 i = 0; i < NODES; i++) list[8 + i] = ownerOf(i + 1);
    }

    function parts() external view returns (address[7] memory) {
        return [
            address(market),
            address(staking),
            address(vault),
            address(jury),
            address(usdt),
            address(stakeToken),
            address(reentrant)
        ];
    }

    /// @dev An entry would be refused: by the pause or by the policy.
    function _closed() private view returns (bool) {
        return market.pausedUntil() >= vm.getBlockTimestamp() || policy.mood() != 0;
    }

    function _give(address account) private {
        fund(account, 1_000_000e6);
        reentrant.mint(account, 1_000_000e6);
        vm.startPrank(account);
        reentrant.approve(address(vault), 1_000_000e6);
        vault.deposit(address(reentrant), account, 1_000_000e6);
        vm.stopPrank();
    }
}
