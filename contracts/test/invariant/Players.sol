// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../../src/types/Ids.sol";
import {Job, JobSpec, JobState, JobOrder, SeatState} from "../../src/types/JobTypes.sol";
import {Node} from "../../src/types/NodeTypes.sol";
import {JuryWorld} from "../base/JuryWorld.sol";
import {vm} from "../base/Vm.sol";

/// @notice Everyone in the network, moved by the fuzzer: a requester; honest, lazy (another root), colluding (a shared wrong root), silent and
/// hiding nodes; challengers, right and wrong; jurors of all kinds; owners who add and withdraw stake; strangers who poke; a guardian who pauses. A move that is not possible now is no move:
/// with `fail_on_revert` every revert is a find.
contract Players is JuryWorld {
    uint256 public constant NODES = 8;
    bytes32 private constant COLLUSION = keccak256("collusion");

    uint256 private constant MOST_OPEN = 6;

    /// @notice Jobs that are not over yet, in no order.
    JobId[] public jobs;
    uint256 public posted;
    mapping(JobId jobId => JobState) public lastState;
    mapping(JobId jobId => mapping(uint256 seat => bytes32)) private _secret;
    mapping(JobId jobId => mapping(uint256 juror => bytes32)) private _verdict;
    uint256 private _pausableFrom;
    /// @notice Moves made, by name: shows that the fuzzer reaches them.
    mapping(bytes32 move => uint256) public moves;
    /// @notice What a rule broken on the way was, if any.
    string public broken;

    constructor() {
        setUp();
        for (uint256 i = 1; i <= NODES; i++) addNode(i, STAKE * uint96(i));
        fund(requester, 1_000_000e6);
        skipBlock(2);
    }

    modifier move(bytes32 name) {
        _;
        moves[name]++;
        for (uint256 i = jobs.length; i > 0; i--) _watch(i - 1);
    }

    // ---- requester

    function post(uint8 n, uint8 k, uint96 price, uint32 units, bool vetted, uint8 excluded) external move("post") {
        if (jobs.length == MOST_OPEN || market.pausedUntil() >= vm.getBlockTimestamp()) return;
        n = uint8(bound(n, 1, 7));
        JobOrder memory order_ = order(n, uint8(bound(k, n / 2 + 1, n)));
        JobSpec memory spec_ = spec();
        order_.units = uint32(bound(units, 1, 5_000));
        order_.bond = uint96(bound(price, FLOOR * order_.units, STAKE / 8));
        order_.maxPrice = uint96(bound(price, 1, 100e6));
        order_.startPriceBps = uint16(price % 10_001);
        if (!vetted) {
            spec_.programHash = UNKNOWN;
            order_.challengeWindow = 0;
            if (n == 1) spec_.node = NodeId.wrap(uint64(1 + price % NODES));
        } else if (order_.k > 1 && price % 3 == 0) {
            order_.challengeWindow = 0;
        }
        if (n < 7 && spec_.node == NodeId.wrap(0)) {
            spec_.excluded = new NodeId[](excluded % 2);
            if (excluded % 2 == 1) spec_.excluded[0] = NodeId.wrap(uint64(1 + excluded % NODES));
        }
        if (usdtOf(requester) < uint256(order_.maxPrice) * 8) return;
        jobs.push(post(order_, spec_));
        posted++;
        skipBlock(2);
    }

    function cancel(uint256 which) external move("cancel") {
        (JobId jobId, Job memory job) = _pick(which);
        if (job.state != JobState.Open || job.seated != 0) return;
        vm.prank(requester);
        market.cancel(orderOf(jobId));
    }

    function accept(uint256 which) external move("accept") {
        (JobId jobId, Job memory job) = _pick(which);
        if (job.state != JobState.Proposed) return;
        vm.prank(requester);
        market.accept(orderOf(jobId));
    }

    // ---- nodes

    /// @param mask Nodes that try; those that may not claim now do not.
    function claim(uint256 which, uint8 mask) external move("claim") {
        (JobId jobId,) = _pick(which);
        if (market.pausedUntil() >= vm.getBlockTimestamp()) return;
        for (uint256 node = 1; node <= NODES; node++) {
            if (mask >> (node - 1) & 1 == 0) continue;
            (bool eligibleNow,,) = market.eligible(orderOf(jobId), NodeId.wrap(uint64(node)));
            if (eligibleNow) claim(jobId, node);
        }
    }

    /// @param seed Four bits for each seat: 0 idle, 1 to 11 honest, 12 to 13 lazy, 14 to 15 colluding.
    function work(uint256 which, uint256 seed) external move("work") {
        (JobId jobId, Job memory job) = _pick(which);
        if (job.state != JobState.Running || vm.getBlockTimestamp() > job.deadline) return;
        for (uint8 seat = 0; seat < orderOf(jobId).n; seat++) {
            uint256 mood = seed >> (4 * seat) & 15;
            if (mood == 0 || market.seatOf(jobId, seat).state != SeatState.Claimed) continue;
            bytes32 root = _rootFor(mood, jobId, seat);
            _secret[jobId][seat] = root;
            if (orderOf(jobId).n == 1) submit(jobId, NodeId.unwrap(market.seatOf(jobId, 0).nodeId), root);
            else commit(jobId, seat, root);
        }
    }

    /// @param mask Seats that do not hide.
    function reveal(uint256 which, uint8 mask) external move("reveal") {
        (JobId jobId, Job memory job) = _pick(which);
        if (vm.getBlockTimestamp() > job.deadline) return;
        for (uint8 seat = 0; seat < orderOf(jobId).n && stateOf(jobId) == JobState.Revealing; seat++) {
            if (mask >> seat & 1 == 0 || market.seatOf(jobId, seat).state != SeatState.Committed) continue;
            reveal(jobId, seat, _secret[jobId][seat]);
        }
    }

    // ---- disputes

    function challenge(uint256 which, bool right) external move("challenge") {
        (JobId jobId, Job memory job) = _pick(which);
        bytes32 root = right ? ROOT : COLLUSION;
        if (job.state != JobState.Proposed || vm.getBlockTimestamp() > job.deadline || job.result == root) return;
        if (stakeTokenOf(challenger) < orderOf(jobId).bond) fundStake(challenger, orderOf(jobId).bond);
        challenge(jobId, root);
    }

    /// @param seed Four bits for each node, as in `work`.
    function judge(uint256 which, uint256 seed) external move("judge") {
        (JobId jobId, Job memory job) = _pick(which);
        for (uint256 node = 1; node <= NODES && stateOf(jobId) == JobState.Disputed; node++) {
            uint256 mood = seed >> (4 * node) & 15;
            if (mood != 0) _judge(jobId, job, node, mood);
        }
    }

    /// @param mask Jurors that do not hide.
    function showVerdict(uint256 which, uint8 mask) external move("showVerdict") {
        (JobId jobId, Job memory job) = _pick(which);
        if (vm.getBlockTimestamp() > job.deadline) return;
        uint256 count = jury.disputeOf(jobId).committed;
        for (uint8 juror = 0; juror < count && stateOf(jobId) == JobState.JuryReveal; juror++) {
            if (mask >> juror & 1 == 0 || jury.jurorOf(jobId, juror).revealed) continue;
            jurorReveal(jobId, juror, _verdict[jobId][juror]);
        }
    }

    function _judge(JobId jobId, Job memory job, uint256 node, uint256 mood) private {
        NodeId nodeId = NodeId.wrap(uint64(node));
        uint256 from = jury.eligibleAt(jobId, nodeId);
        // A dispute among seats opens in this block: its seed is not known yet.
        if (from == 0 || from > job.deadline || vm.getBlockTimestamp() > job.deadline) return;
        if (_takesPart(jobId, nodeId)) return;
        if (from > vm.getBlockTimestamp()) vm.warp(from);
        try staking.requireAvailable(nodeId, CLASS, job.postedAt, orderOf(jobId).bond) {}
        catch {
            return;
        }
        bytes32 root = _rootFor(mood, jobId, node);
        _verdict[jobId][jury.disputeOf(jobId).committed] = root;
        jurorCommit(jobId, node, root);
    }

    function _rootFor(uint256 mood, JobId jobId, uint256 who) private pure returns (bytes32) {
        if (mood < 12) return ROOT;
        return mood < 14 ? keccak256(abi.encode(jobId, who)) : COLLUSION;
    }

    function _takesPart(JobId jobId, NodeId nodeId) private view returns (bool) {
        for (uint8 i = 0; i < orderOf(jobId).n; i++) {
            if (market.seatOf(jobId, i).nodeId == nodeId) return true;
        }
        for (uint8 i = 0; i < jury.disputeOf(jobId).committed; i++) {
            if (jury.jurorOf(jobId, i).nodeId == nodeId) return true;
        }
        return false;
    }

    // ---- idle nodes

    function heartbeat(uint256 node) external move("heartbeat") {
        node = 1 + node % NODES;
        vm.prank(operatorOf(node));
        staking.heartbeat(NodeId.wrap(uint64(node)));
    }

    function maintain(uint256 node, bool on) external move("maintain") {
        node = 1 + node % NODES;
        vm.startPrank(operatorOf(node));
        if (on) staking.drain(NodeId.wrap(uint64(node)));
        else staking.resume(NodeId.wrap(uint64(node)));
        vm.stopPrank();
    }

    // ---- owners

    function addStake(uint256 node, uint96 amount) external move("addStake") {
        if (staking.pausedUntil() >= vm.getBlockTimestamp()) return;
        node = 1 + node % NODES;
        uint256 balance = stakeTokenOf(ownerOf(node));
        amount = uint96(bound(amount, 0, balance));
        if (stakeOf(node) + amount < staking.params().minStake) return;
        vm.prank(ownerOf(node));
        staking.addStake(NodeId.wrap(uint64(node)), amount);
    }

    function requestUnbond(uint256 node, uint96 amount) external move("requestUnbond") {
        node = 1 + node % NODES;
        uint96 free = staking.freeStakeOf(NodeId.wrap(uint64(node)));
        amount = uint96(bound(amount, 0, free / 4));
        if (stakeOf(node) - amount < staking.params().minStake) return;
        vm.prank(ownerOf(node));
        staking.requestUnbond(NodeId.wrap(uint64(node)), amount);
    }

    function unbond(uint256 node) external move("unbond") {
        NodeId nodeId = NodeId.wrap(uint64(1 + node % NODES));
        Node memory seen = staking.nodeOf(nodeId);
        if (seen.unbonding == 0 || vm.getBlockTimestamp() < seen.unlockAt) return;
        staking.unbond(nodeId);
    }

    function withdraw(uint256 node, uint256 amount) external move("withdraw") {
        address owner = ownerOf(1 + node % NODES);
        amount = bound(amount, 0, usdtOf(owner));
        vm.prank(owner);
        vault.withdraw(address(usdt), amount, owner);
    }

    // ---- anyone

    function poke(uint256 which) external move("poke") {
        (JobId jobId, Job memory job) = _pick(which);
        if (isOver(job.state) || vm.getBlockTimestamp() <= job.deadline) return;
        vm.prank(stranger);
        market.poke(orderOf(jobId));
    }

    function pause(uint8 lift) external move("pause") {
        vm.startPrank(guardian);
        if (lift % 8 != 0) {
            market.unpause();
            staking.unpause();
        } else if (vm.getBlockTimestamp() >= _pausableFrom) {
            _pausableFrom = vm.getBlockTimestamp() + 144 hours;
            market.pause();
            staking.pause();
        }
        vm.stopPrank();
    }

    function pass(uint16 time) external move("pass") {
        skipTime(time % 8 == 0 ? time : time % 600);
        skipBlock(1);
    }

    // ---- looking

    function isOver(JobState state) public pure returns (bool) {
        return state >= JobState.Completed || state == JobState.None;
    }

    function jobCount() external view returns (uint256) {
        return jobs.length;
    }

    function accounts() external view returns (address[] memory list) {
        list = new address[](7 + NODES);
        (list[0], list[1], list[2], list[3], list[4]) =
            (requester, treasury, stranger, address(market), address(staking));
        (list[5], list[6]) = (address(jury), challenger);
        for (uint256 i = 0; i < NODES; i++) list[7 + i] = ownerOf(i + 1);
    }

    function juryOf() external view returns (address) {
        return address(jury);
    }

    function parts()
        external
        view
        returns (address market_, address staking_, address vault_, address usdt_, address stakeToken_)
    {
        return (address(market), address(staking), address(vault), address(usdt), address(stakeToken));
    }

    function _pick(uint256 which) private view returns (JobId jobId, Job memory job) {
        if (jobs.length == 0) return (jobId, job);
        jobId = jobs[which % jobs.length];
        return (jobId, market.jobOf(jobId));
    }

    /// @dev States only grow, a new state has a new deadline, and a job that is over holds nothing. Such a job is watched no longer.
    function _watch(uint256 i) private {
        JobId jobId = jobs[i];
        Job memory job = market.jobOf(jobId);
        if (job.state < lastState[jobId]) broken = "a state moved backwards";
        if (job.state != lastState[jobId] && job.deadline < vm.getBlockTimestamp()) broken = "a deadline in the past";
        lastState[jobId] = job.state;
        if (!isOver(job.state)) return;
        (uint256 payment, uint256 bonds) = market.escrowOf(orderOf(jobId));
        if (payment + bonds != 0) broken = "a job that is over holds money";
        jobs[i] = jobs[jobs.length - 1];
        jobs.pop();
    }
}
