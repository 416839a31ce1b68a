// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../../src/types/Ids.sol";
import {Job, JobOrder, JobState, Seat, SeatState} from "../../src/types/JobTypes.sol";
import {Dispute, Phase} from "../../src/types/JuryTypes.sol";
import {Node} from "../../src/types/NodeTypes.sol";
import {Diagram, Edge} from "../base/Diagram.sol";
import {Ledger} from "./Ledger.sol";

/// @notice Looks at a job before and after each call about it. It knows from STATES.md, not from the contracts, which way the state and the phase may
/// go, and from `Ledger` what the call moves. Invariants 4, 6, 7, 8, 12 and 13.
abstract contract Watch is Ledger {
    /// @dev The dearest calls resolve the dispute of a job with seven seats; measured 1.6M in unoptimized bytecode.
    uint256 private constant MOST_GAS = 3_000_000;

    mapping(bytes32 edge => bool) private _drawn;
    /// @notice How often an arrow of a diagram was taken: shows that the fuzzer gets everywhere.
    mapping(bytes32 edge => uint256) public taken;
    uint256 private _indexMovedAt;

    function _readDiagrams() internal {
        for (uint8 diagram = 1; diagram <= 2; diagram++) {
            Edge[] memory edges = Diagram.edges(diagram);
            for (uint256 i = 0; i < edges.length; i++) {
                _drawn[Diagram.key(diagram, edges[i].from, edges[i].to, edges[i].call)] = true;
            }
        }
    }

    function _before(JobId jobId) internal view returns (Before memory was) {
        JobOrder memory order_ = orderOf(jobId);
        (was.job, was.dispute) = (market.jobOf(jobId), jury.disputeOf(jobId));
        was.escrow = lens.escrowOf(order_);
        was.quote = market.quote(order_.token, CLASS);
        was.pay = new uint256[](_accounts.length);
        was.coin = new uint256[](_accounts.length);
        for (uint256 i = 0; i < _accounts.length; i++) {
            was.pay[i] = vault.balanceOf(order_.token, _accounts[i]);
            was.coin[i] = stakeTokenOf(_accounts[i]);
        }
        was.stakes = new uint256[](NODES + 1);
        was.allowances = new uint256[](NODES + 1);
        for (uint64 i = 1; i <= NODES; i++) {
            Node memory node = staking.nodeOf(NodeId.wrap(i));
            (was.stakes[i], was.allowances[i]) = (node.stake, node.allowance);
        }
        was.list = _drawsOf(jobId, was.dispute.listed);
        was.gas = gasleft();
    }

    /// @param call What was called, as the diagrams name it.
    function _after(JobId jobId, Before memory was, string memory call) internal {
        if (was.gas - gasleft() > MOST_GAS) broken = string.concat("gas of ", call);
        Job memory job = market.jobOf(jobId);
        Dispute memory dispute = jury.disputeOf(jobId);
        _checkArrow(1, uint8(was.job.state), uint8(job.state), call);
        bool inDispute = dispute.phase != Phase.None && was.dispute.phase != Phase.Over;
        if (inDispute) _checkArrow(2, uint8(was.dispute.phase), uint8(dispute.phase), call);
        if (job.state != was.job.state && !isOver(job.state) && job.deadline <= block.timestamp) broken = "no time for the next state";
        if (isOver(job.state) && lens.escrowOf(orderOf(jobId)) != 0) broken = "a job that is over holds money";
        bool opening = dispute.phase == Phase.Opening;
        if (opening != (job.state == JobState.JuryReveal)) broken = "the market and its jury disagree";
        bool voting = dispute.phase == Phase.Voting || opening;
        if (voting && dispute.listed != SIZE) broken = "a vote without a full list";
        _checkIndex(jobId, was, job);
        _checkMoney(jobId, was);
    }

    function isOver(JobState state) public pure returns (bool) {
        return state >= JobState.Completed || state == JobState.None;
    }

    function _checkArrow(uint8 diagram, uint8 from, uint8 to, string memory call) private {
        bytes32 edge = Diagram.key(diagram, from, to, call);
        if (!_drawn[edge]) broken = Diagram.show(diagram, from, to, call);
        taken[edge]++;
        if (to < from) broken = "a state moved backwards";
    }

    /// @dev The price index moves with a payment only, at most once an hour and by an eighth.
    function _checkIndex(JobId jobId, Before memory was, Job memory job) private {
        address token = orderOf(jobId).token;
        uint256 quote = market.quote(token, CLASS);
        if (quote == was.quote) return;
        uint256 moved = quote > was.quote ? quote - was.quote : was.quote - quote;
        if (moved > was.quote / 8) broken = "the price index moved too far";
        if (job.state != JobState.Completed || !job.vetted || job.direct) broken = "the price index moved without a market price";
        if (block.timestamp < _indexMovedAt + 1 hours) broken = "the price index moved twice in an hour";
        _indexMovedAt = block.timestamp;
    }

    // ---- locks

    /// @dev A seat fits in half of the allowance and of the stake, together with all that is locked.
    function _checkSeatLock(uint256 i) internal {
        Node memory node = staking.nodeOf(NodeId.wrap(uint64(i)));
        if (node.locked > node.allowance / 2) broken = "a seat locked more than half of the allowance";
        if (node.locked > node.stake / 2) broken = "a seat locked more than half of the stake";
    }

    /// @dev The list has the lowest of all draws that enrolled, and each lock fits in the allowance.
    function _checkEnrolled(JobId jobId, Before memory was, uint256 i, uint64 draw) internal {
        Node memory node = staking.nodeOf(NodeId.wrap(uint64(i)));
        if (node.locked > node.allowance || node.locked > node.stake) broken = "a juror locked more than the allowance or the stake";
        uint64[] memory list = _drawsOf(jobId, jury.disputeOf(jobId).listed);
        (uint256 sumWas, uint64 highest) = _sum(was.list);
        (uint256 sum,) = _sum(list);
        bool full = was.list.length == SIZE;
        if (list.length != was.list.length + (full ? 0 : 1)) broken = "the length of the list";
        if (sum != sumWas + draw - (full ? highest : 0)) broken = "not the lowest draws are listed";
    }

    function _drawsOf(JobId jobId, uint256 listed) internal view returns (uint64[] memory draws) {
        draws = new uint64[](listed);
        for (uint8 i = 0; i < listed; i++) draws[i] = jury.jurorOf(jobId, i).draw;
    }

    function _sum(uint64[] memory draws) internal pure returns (uint256 sum, uint64 highest) {
        for (uint256 i = 0; i < draws.length; i++) {
            sum += draws[i];
            if (draws[i] > highest) highest = draws[i];
        }
    }

    /// @dev Whether the contract must list this ticket now: what `IJury` says, computed again.
    function _mayEnrol(JobId jobId, NodeId nodeId, uint32 ticket) internal view returns (bool) {
        JobOrder memory order_ = orderOf(jobId);
        Dispute memory dispute = jury.disputeOf(jobId);
        Node memory node = staking.nodeOf(nodeId);
        if (dispute.phase != Phase.Enrolment || block.timestamp > dispute.enrolUntil) return false;
        if (ticket >= staking.ticketsBefore(nodeId, dispute.openedAt) || ticket >= node.tickets) return false;
        uint256 lock = node.locked + _lockOf(order_.bond) - _freedBy(jobId, nodeId, dispute.listed, order_.bond);
        if (node.market != address(market) || lock > node.allowance || lock > node.stake) return false;
        uint64 draw = uint64(uint256(keccak256(abi.encode(dispute.seed, jobId, nodeId, ticket))) >> 192);
        uint256 wanted = 3 * SIZE;
        // Of C tickets, 3 * SIZE are expected below max / C * 3 * SIZE.
        if (dispute.tickets > wanted && draw > type(uint64).max / dispute.tickets * wanted) return false;
        if (dispute.tickets == 0 || node.owner == order_.requester || _challenges(jobId, node.owner)) return false;
        for (uint8 i = 0; i < market.jobOf(jobId).seated; i++) {
            if (staking.ownerOf(market.seatOf(jobId, i).nodeId) == node.owner) return false;
        }
        for (uint8 i = 0; i < dispute.listed; i++) {
            if (jury.jurorOf(jobId, i).draw == draw) return false;
        }
        (, uint64 highest) = _sum(_drawsOf(jobId, dispute.listed));
        return dispute.listed < SIZE || draw < highest;
    }

    /// @dev What a node gets back first when its new ticket takes the place of one of its own.
    function _freedBy(JobId jobId, NodeId nodeId, uint256 listed, uint256 bond) private view returns (uint256) {
        if (listed < SIZE) return 0;
        (, uint64 highest) = _sum(_drawsOf(jobId, listed));
        for (uint8 i = 0; i < listed; i++) {
            if (jury.jurorOf(jobId, i).draw == highest && jury.jurorOf(jobId, i).nodeId == nodeId) return _lockOf(bond);
        }
        return 0;
    }

    /// @dev Whether this account may put down a bond now.
    function _mayChallenge(JobId jobId, address account) internal view returns (bool) {
        Job memory job = market.jobOf(jobId);
        Dispute memory dispute = jury.disputeOf(jobId);
        bool hidden = job.state == JobState.Disputed && block.number + 1 < dispute.seedBlock;
        if (job.state != JobState.Proposed && !hidden) return false;
        if (block.timestamp > job.deadline || dispute.challengers == 3 || _challenges(jobId, account)) return false;
        return _canPull(account, address(jury), address(stakeToken), orderOf(jobId).bond);
    }

    function _canPull(address account, address module, address token, uint256 amount) internal view returns (bool) {
        return vault.isModule(module) && vault.hasConsented(account, module) && vault.balanceOf(token, account) >= amount;
    }

    function _challenges(JobId jobId, address account) internal view returns (bool) {
        for (uint8 i = 0; i < jury.disputeOf(jobId).challengers; i++) {
            if (jury.challengerOf(jobId, i).account == account) return true;
        }
        return false;
    }

    /// @dev Whether two seats have shown different roots.
    function _seatsDisagree(JobId jobId) internal view returns (bool) {
        bytes32 first;
        for (uint8 i = 0; i < market.jobOf(jobId).seated; i++) {
            Seat memory seat = market.seatOf(jobId, i);
            if (seat.state != SeatState.Revealed) continue;
            if (first == 0) first = seat.hash;
            if (seat.hash != first) return true;
        }
        return false;
    }
}
