// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../../src/types/Ids.sol";
import {Job, JobOrder, JobSpec, JobState, Seat, SeatState} from "../../src/types/JobTypes.sol";
import {Registration} from "../../src/types/NodeTypes.sol";
import {Payment} from "../../src/types/Payment.sol";
import {Dispute, Phase} from "../../src/types/JuryTypes.sol";
import {vm} from "../base/Vm.sol";
import {Honest} from "./Honest.sol";

/// @notice A coalition that is requester, seats, challengers, jurors, thief of the operator key of node 7, and guardian at once, moved by the fuzzer among
/// honest parties (`Honest`). It owns nodes 8 to 11. It may call anything at any time: what is refused is no move.
contract Plotters is Honest {
    bytes32 private constant LIE = keccak256("lie");
    uint256 private constant MOST_OPEN = 3;
    uint96 private constant HONEST_STAKE = 3 * STAKE;
    uint96 private constant PLOT_STAKE = 2 * STAKE;
    uint96 private constant STOLEN_ALLOWANCE = 3 * STAKE / 2;

    /// @notice How often each end came about.
    mapping(string end => uint256) public count;
    /// @dev Requester and owner of nodes 8 and 9; owners of nodes 10 and 11; one that only challenges.
    address[4] private _plot = [_person("plot 0"), _person("plot 1"), _person("plot 2"), _person("plot 3")];
    mapping(JobId jobId => mapping(uint256 seat => bytes32)) private _secret;
    mapping(JobId jobId => mapping(uint256 node => bytes32)) private _votes;
    mapping(JobId jobId => mapping(uint256 challenger => bytes32)) private _claims;
    uint256 private _coinsAtFirst;
    uint256 private _moneyAtFirst;
    uint256 private _requesterAtFirst;
    uint256 private _challengerAtFirst;
    /// @dev Paid by the honest requester for right results: to plotters, and in all with the fee.
    uint256 private _earned;
    uint256 private _spent;

    constructor() {
        setUp();
        for (uint256 i = 1; i <= NODES; i++) {
            address owner = i > 9 ? _plot[i - 9] : i > STOLEN ? _plot[0] : ownerOf(i);
            uint96 stake = i > STOLEN ? PLOT_STAKE : HONEST_STAKE;
            fundStake(owner, stake);
            Registration memory terms = registration(operatorOf(i), stake);
            // Seats take half of the stake at most, so that honest nodes can always judge.
            terms.allowance = i == STOLEN ? STOLEN_ALLOWANCE : stake;
            vm.prank(owner);
            staking.register(terms);
        }
        ripen(NODES);
        for (uint256 i = 0; i < 4; i++) fundStake(_plot[i], 10 * STAKE);
        fundStake(challenger, 10 * STAKE);
        fund(_plot[0], 1_000_000e6);
        fund(requester, 1_000_000e6);
        (_coinsAtFirst, _moneyAtFirst) = (_coins(), _money());
        (_requesterAtFirst, _challengerAtFirst) = (usdtOf(requester), stakeTokenOf(challenger));
    }

    // ---- moves

    /// @dev By the honest requester one time in two. The plotters also post unvetted jobs, which honest nodes refuse, and hire their own nodes.
    function post(uint256 seed, uint96 bond) external {
        if (jobs.length == MOST_OPEN || staking.pausedUntil() >= vm.getBlockTimestamp()) return;
        uint8 n = uint8(1 + seed % 3);
        JobOrder memory order_ = order(n, n == 1 ? 1 : 2);
        JobSpec memory spec_ = spec();
        order_.requester = seed >> 8 & 1 == 0 ? requester : _plot[0];
        order_.bond = uint96(bound(bond, 11e18, jury.maxBond()));
        order_.startPriceBps = uint16((seed >> 16) % 10_001);
        if (order_.requester == _plot[0] && seed >> 32 & 7 == 0) {
            spec_.programHash = UNKNOWN;
            order_.challengeWindow = 0;
        }
        if (order_.requester == _plot[0] && n == 1 && (seed >> 32 & 7) < 2) {
            spec_.node = NodeId.wrap(uint64(STOLEN + (seed >> 40) % 5));
            order_.challengeWindow = 0;
        }
        bool able = usdtOf(order_.requester) >= 10 * uint256(order_.maxPrice);
        if (!able || !vault.hasConsented(order_.requester, address(market))) return;
        jobs.push(post(order_, spec_));
    }

    /// @dev What the state of a job suggests.
    function plot(uint256 which, uint256 seed) public {
        if (jobs.length == 0) return;
        JobId jobId = jobs[which % jobs.length];
        Job memory job = market.jobOf(jobId);
        if (seed & 7 == 0) return _poke(jobId);
        seed >>= 3;
        if (job.state == JobState.Open) _claim(jobId, seed);
        else if (job.state == JobState.Running) _work(jobId, job, seed);
        else if (job.state == JobState.Revealing) _reveal(jobId, job, seed);
        else if (job.state == JobState.Proposed) _answer(jobId, job, seed);
        else if (job.state == JobState.Disputed) _judge(jobId, seed);
        else if (job.state == JobState.JuryReveal) _open(jobId, seed);
    }

    /// @dev A second name: the fuzzer plots more often than it does the rest.
    function plotOn(uint256 which, uint256 seed) external {
        plot(which, seed);
        plot(which, uint256(keccak256(abi.encode(seed))));
    }

    /// @dev Stake, tickets and allowances of the plotters' nodes; the stolen key can only call what an operator may.
    function shift(uint256 seed, uint96 amount) external {
        NodeId nodeId = NodeId.wrap(uint64(STOLEN + seed % 5));
        uint256 kind = (seed >> 8) % 8;
        address caller = kind < 4 ? operatorOf(NodeId.unwrap(nodeId)) : _plot[(seed >> 16) % 3];
        bytes memory call;
        if (kind == 0) call = abi.encodeCall(staking.ripen, (nodeId));
        else if (kind == 1) call = abi.encodeCall(staking.heartbeat, (nodeId));
        else if (kind == 2) call = abi.encodeCall(staking.drain, (nodeId));
        else if (kind == 3) call = abi.encodeCall(staking.resume, (nodeId));
        else if (kind == 4) call = abi.encodeCall(staking.addStake, (nodeId, amount % STAKE));
        else if (kind == 5) call = abi.encodeCall(staking.requestUnbond, (nodeId, amount % STAKE));
        else if (kind == 6) call = abi.encodeCall(staking.unbond, (nodeId));
        else call = abi.encodeCall(staking.setAllowance, (nodeId, address(market), address(jury), amount % (2 * PLOT_STAKE)));
        _try(caller, address(staking), call);
    }

    function payEachOther(uint256 from, uint256 to, uint96 amount) external {
        Payment[] memory payments = new Payment[](1);
        payments[0] = Payment(_plot[to % 4], amount % STAKE);
        _try(_plot[from % 4], address(vault), abi.encodeCall(vault.pay, (address(stakeToken), 0, payments)));
    }

    function consent(uint256 who, uint256 which, bool given) external {
        address module = [address(market), address(jury), address(staking)][which % 3];
        _try(_plot[who % 4], address(vault), abi.encodeCall(vault.consent, (module, given)));
    }

    function pause(bool on) external {
        _try(guardian, address(staking), on ? abi.encodeCall(staking.pause, ()) : abi.encodeCall(staking.unpause, ()));
    }

    /// @dev Honest parties act first. Then time passes, not further than to the end of a window.
    function pass(uint256 time) public {
        bool busy = _actHonestly();
        if (jobs.length == 0) check();
        uint256 start = vm.getBlockTimestamp();
        uint256 until = start + bound(time, 1, busy ? 10 : 2 hours);
        skipBlock(4);
        for (uint256 i = 0; i < jobs.length; i++) {
            uint256 deadline = market.jobOf(jobs[i]).deadline;
            if (until > deadline) until = deadline + 1;
            if (jury.disputeOf(jobs[i]).phase == Phase.Seed && until > start + 60) until = start + 60;
        }
        if (until > vm.getBlockTimestamp()) vm.warp(until);
    }

    // ---- with a job

    function _try(address caller, address target, bytes memory call) private returns (bool done) {
        vm.prank(caller);
        (done,) = target.call(call);
    }

    function _poke(JobId jobId) private {
        _try(stranger, address(market), abi.encodeCall(market.poke, (orderOf(jobId))));
    }

    function _claim(JobId jobId, uint256 seed) private {
        if (seed & 31 == 0) _try(_plot[0], address(market), abi.encodeCall(market.cancel, (orderOf(jobId))));
        for (uint64 i = STOLEN; i <= NODES; i++) {
            if (seed >> i & 1 == 0) continue;
            _try(operatorOf(i), address(market), abi.encodeCall(market.claim, (orderOf(jobId), NodeId.wrap(i))));
        }
    }

    /// @param seed Three bits for each seat: 0 idle, 1 to 3 the truth, 4 to 6 the lie, 7 nonsense.
    function _work(JobId jobId, Job memory job, uint256 seed) private {
        for (uint8 i = 0; i < job.seated; i++) {
            Seat memory seat = market.seatOf(jobId, i);
            if (NodeId.unwrap(seat.nodeId) < STOLEN || seat.state != SeatState.Claimed) continue;
            bytes32 root = _rootFor(seed >> (3 * i));
            if (root == 0) continue;
            _secret[jobId][i] = root;
            bytes32 commitment = market.commitmentOf(jobId, i, seat.nodeId, root, SALT);
            bytes memory call = orderOf(jobId).n == 1
                ? abi.encodeCall(market.submit, (orderOf(jobId), delivery(root)))
                : abi.encodeCall(market.commit, (orderOf(jobId), i, commitment));
            _try(operatorOf(NodeId.unwrap(seat.nodeId)), address(market), call);
        }
    }

    function _rootFor(uint256 mood) private pure returns (bytes32) {
        mood &= 7;
        if (mood == 0) return 0;
        return mood < 4 ? ROOT : mood < 7 ? LIE : keccak256("nonsense");
    }

    function _reveal(JobId jobId, Job memory job, uint256 seed) private {
        for (uint8 i = 0; i < job.seated; i++) {
            if (seed >> i & 1 == 0 || _secret[jobId][i] == 0) continue;
            _try(stranger, address(market), abi.encodeCall(market.reveal, (orderOf(jobId), i, SALT, delivery(_secret[jobId][i]))));
        }
    }

    function _answer(JobId jobId, Job memory job, uint256 seed) private {
        if (seed & 3 == 0) _try(_plot[0], address(market), abi.encodeCall(market.accept, (orderOf(jobId))));
        else if (seed & 3 == 1) _challenge(jobId, seed >> 2);
        else if (seed & 3 == 2) {
            uint8 number = uint8(seed >> 2) % job.seated;
            address operator = staking.operatorOf(market.seatOf(jobId, number).nodeId);
            if (_ownsNode(market.seatOf(jobId, number).nodeId)) {
                _try(operator, address(jury), abi.encodeCall(jury.challengeAsSeat, (orderOf(jobId), number)));
            }
        }
    }

    function _ownsNode(NodeId nodeId) private pure returns (bool) {
        return NodeId.unwrap(nodeId) >= STOLEN;
    }

    function _challenge(JobId jobId, uint256 seed) private {
        address account = _plot[seed % 4];
        bytes32 root = _rootFor(seed >> 2);
        uint8 number = jury.disputeOf(jobId).challengers;
        bytes32 commitment = root == 0 ? bytes32("none") : jury.challengeOf(jobId, account, root, CHALLENGE_SALT);
        if (_try(account, address(jury), abi.encodeCall(jury.challenge, (orderOf(jobId), commitment)))) {
            _claims[jobId][number] = root;
        }
    }

    function _judge(JobId jobId, uint256 seed) private {
        Dispute memory dispute = jury.disputeOf(jobId);
        if (dispute.phase < Phase.Voting && seed & 3 == 0) _challenge(jobId, seed >> 2);
        bool inTime = vm.getBlockTimestamp() <= market.jobOf(jobId).deadline;
        if (dispute.phase == Phase.Seed && inTime) return _recordSeed(jobId, dispute);
        if (dispute.phase == Phase.Enrolment && inTime) {
            for (uint64 i = STOLEN; i <= NODES; i++) {
                if (seed >> (i + 8) & 3 != 0) _enrolNode(jobId, i);
            }
            return;
        }
        for (uint8 i = 0; i < dispute.listed; i++) {
            uint64 node = NodeId.unwrap(jury.jurorOf(jobId, i).nodeId);
            bytes32 root = _rootFor(seed >> (8 + 3 * i));
            if (node < STOLEN || root == 0 || jury.disputeOf(jobId).committed >> i & 1 != 0) continue;
            bytes32 commitment = jury.voteOf(jobId, NodeId.wrap(node), root, SALT);
            _votes[jobId][node] = root;
            _try(operatorOf(node), address(jury), abi.encodeCall(jury.commitVote, (orderOf(jobId), NodeId.wrap(node), commitment)));
        }
    }

    /// @dev Votes of honest nodes too are opened, by whoever saw the preimage.
    function _open(JobId jobId, uint256 seed) private {
        Dispute memory dispute = jury.disputeOf(jobId);
        for (uint8 i = 0; i < dispute.listed; i++) {
            uint64 node = NodeId.unwrap(jury.jurorOf(jobId, i).nodeId);
            bytes32 root = node < STOLEN ? ROOT : _votes[jobId][node];
            if (seed >> i & 1 == 0) continue;
            _try(stranger, address(jury), abi.encodeCall(jury.openVote, (orderOf(jobId), NodeId.wrap(node), root, SALT)));
        }
        for (uint8 i = 0; i < dispute.challengers; i++) {
            if (seed >> (8 + i) & 1 == 0) continue;
            _try(stranger, address(jury), abi.encodeCall(jury.openChallenge, (orderOf(jobId), i, _claims[jobId][i], CHALLENGE_SALT)));
        }
    }

    // ---- the end

    /// @inheritdoc Honest
    function _end(JobId jobId, uint256 i) internal override {
        Job memory job = market.jobOf(jobId);
        if (job.state < JobState.Completed) return;
        jobs[i] = jobs[jobs.length - 1];
        jobs.pop();
        _count(jobId, job);
        JobOrder memory order_ = orderOf(jobId);
        if (job.state != JobState.Completed || order_.requester != requester) return;
        vm.assertEq(job.result, ROOT, "the honest requester paid for a wrong result");
        uint256 price = (uint256(order_.maxPrice) * job.priceBps + 9_999) / 10_000;
        uint256 paid;
        for (uint8 s = 0; s < job.seated; s++) {
            Seat memory seat = market.seatOf(jobId, s);
            if (seat.state != SeatState.Revealed || seat.hash != ROOT) continue;
            paid += price;
            if (NodeId.unwrap(seat.nodeId) > STOLEN) _earned += price;
        }
        _spent += paid + paid * job.feeBps / 10_000;
    }

    function _count(JobId jobId, Job memory job) private {
        bool disputed = jury.disputeOf(jobId).phase != Phase.None;
        if (!disputed) count[job.state == JobState.Completed ? "Completed" : job.state == JobState.Refunded ? "Refunded" : "Cancelled"]++;
        else if (jury.disputeOf(jobId).opened == 0) count["NoVerdict"]++;
        else count[market.jobOf(jobId).result == _first(jobId) ? "Upheld" : "Overturned"]++;
        for (uint8 i = 0; i < job.seated; i++) {
            bool idle = market.seatOf(jobId, i).state == SeatState.Claimed && job.seated == orderOf(jobId).n;
            if (idle) count["no-show"]++;
        }
        if (staking.nodeOf(NodeId.wrap(STOLEN)).faults != 0) count["robbed"]++;
    }

    /// @dev The proposed result: the market keeps a mark (bit 3 of its flags) on those that a jury has changed.
    function _first(JobId jobId) private view returns (bytes32) {
        (uint256 head,) = market.storedOf(jobId);
        return head >> 32 & 8 == 0 ? market.jobOf(jobId).result : bytes32(0);
    }

    /// @dev Lets every job end.
    function finish() external {
        for (uint256 i = 0; jobs.length != 0; i++) {
            vm.assertLt(i, 500, "a job that does not end");
            pass(2 hours);
        }
        check();
    }

    /// @notice Once every job is over: nobody honest has less than at first, and the plotters have no more than they earned.
    function check() public view {
        for (uint64 i = 1; i <= HONEST; i++) {
            vm.assertGe(stakeTokenOf(ownerOf(i)) + _staked(i), HONEST_STAKE, "an honest node lost stake");
        }
        vm.assertGe(stakeTokenOf(challenger), _challengerAtFirst, "the honest challenger lost");
        vm.assertGe(usdtOf(requester) + _spent, _requesterAtFirst, "the honest requester lost");
        uint256 robbed = HONEST_STAKE - _staked(STOLEN);
        vm.assertLe(robbed, STOLEN_ALLOWANCE, "a stolen key cost more than the allowance");
        vm.assertLe(_coins(), _coinsAtFirst + robbed, "the plotters gained stake");
        vm.assertLe(_money(), _moneyAtFirst + _earned, "the plotters gained money");
    }

    function _staked(uint64 node) private view returns (uint256) {
        return uint256(staking.nodeOf(NodeId.wrap(node)).stake) + staking.nodeOf(NodeId.wrap(node)).unbonding;
    }

    /// @dev Of all plotters together, in the stake token.
    function _coins() private view returns (uint256 sum) {
        for (uint256 i = 0; i < 4; i++) sum += stakeTokenOf(_plot[i]);
        for (uint64 i = STOLEN + 1; i <= NODES; i++) sum += _staked(i);
    }

    function _money() private view returns (uint256 sum) {
        for (uint256 i = 0; i < 4; i++) sum += usdtOf(_plot[i]);
    }
}
