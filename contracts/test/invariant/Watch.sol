// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../../src/types/Ids.sol";
import {Job, JobOrder, JobState, Seat, SeatState} from "../../src/types/JobTypes.sol";
import {Juror} from "../../src/types/JuryTypes.sol";
import {Diagram, Edge} from "../base/Diagram.sol";
import {JuryWorld} from "../base/JuryWorld.sol";

/// @notice Looks at a job before and after each call about it, and knows by itself, from STATES.md and not from the contracts, which way the state
/// may go, who loses stake and who is paid. Invariants 4, 6, 7, 8, 11 and 13.
abstract contract Watch is JuryWorld {
    uint256 public constant NODES = 8;
    /// @dev The dearest call is the last reveal of a full jury about seven seats; measured 1.1M in unoptimized bytecode.
    uint256 private constant MOST_GAS = 3_000_000;

    /// @notice What a rule broken on the way was, if any.
    string public broken;
    mapping(bytes32 edge => bool) private _drawn;
    /// @notice How often an arrow of the diagram was taken: shows that the fuzzer gets everywhere.
    mapping(bytes32 edge => uint256) public taken;

    struct Before {
        JobState state;
        bytes32 result;
        uint40 deadline;
        uint256 escrow;
        uint256 requester;
        uint256 treasury;
        uint256 challenger;
        uint256 market;
        uint256 jury;
        uint256[] owners;
        uint256[] stakes;
        uint256 gas;
    }

    function _readDiagram() internal {
        Edge[] memory edges = Diagram.edges();
        for (uint256 i = 0; i < edges.length; i++) {
            _drawn[Diagram.key(edges[i].from, edges[i].to, edges[i].call)] = true;
        }
    }

    function _before(JobId jobId) internal view returns (Before memory was) {
        JobOrder memory order_ = orderOf(jobId);
        Job memory job = market.jobOf(jobId);
        (was.state, was.result, was.deadline) = (job.state, job.result, job.deadline);
        (was.escrow,) = lens.escrowOf(order_);
        was.requester = vault.balanceOf(order_.token, order_.requester);
        was.treasury = vault.balanceOf(order_.token, treasury);
        was.challenger = vault.balanceOf(order_.token, challenger);
        was.market = vault.balanceOf(order_.token, address(market));
        was.jury = stakeTokenOf(address(jury));
        was.owners = new uint256[](NODES + 1);
        was.stakes = new uint256[](NODES + 1);
        for (uint256 i = 1; i <= NODES; i++) {
            was.owners[i] = vault.balanceOf(order_.token, ownerOf(i));
            was.stakes[i] = stakeOf(i);
        }
        was.gas = gasleft();
    }

    /// @param call What was called, as the diagram names it.
    function _after(JobId jobId, Before memory was, string memory call) internal {
        if (was.gas - gasleft() > MOST_GAS) broken = string.concat("gas of ", call);
        Job memory job = market.jobOf(jobId);
        JobOrder memory order_ = orderOf(jobId);
        bytes32 edge = Diagram.key(was.state, job.state, call);
        if (!_drawn[edge]) broken = Diagram.show(was.state, job.state, call);
        taken[edge]++;
        if (job.state < was.state) broken = "a state moved backwards";
        bool over = isOver(job.state);
        if (job.state != was.state && !over && job.deadline <= block.timestamp) broken = "no time for the next state";
        _checkLosses(jobId, was, job, order_);
        if (over) _checkEnd(jobId, was, job, order_);
    }

    function isOver(JobState state) public pure returns (bool) {
        return state >= JobState.Completed || state == JobState.None;
    }

    // ---- who loses stake

    function _checkLosses(JobId jobId, Before memory was, Job memory job, JobOrder memory order_) private {
        uint256[] memory due = new uint256[](NODES + 1);
        bool late = block.timestamp > was.deadline;
        bool disputed = was.state == JobState.Disputed || was.state == JobState.JuryReveal;
        bytes32 verdict_ = disputed && isOver(job.state) ? _majority(jobId) : bytes32(0);
        for (uint8 i = 0; i < job.seated; i++) {
            Seat memory seat = market.seatOf(jobId, i);
            uint256 node = NodeId.unwrap(seat.nodeId);
            if (was.state == JobState.Running && late && seat.state == SeatState.Claimed) {
                due[node] = uint256(order_.bond) * market.params().noShowBps / 10_000;
            }
            if (was.state == JobState.Revealing && job.state != was.state && seat.state == SeatState.Committed) {
                due[node] = order_.bond;
            }
            bool lied = verdict_ != 0 && seat.hash != verdict_;
            if (lied && seat.state == SeatState.Revealed) due[node] = order_.bond;
        }
        if (disputed && isOver(job.state)) _addJurors(jobId, due, verdict_, order_.bond);
        for (uint256 i = 1; i <= NODES; i++) {
            if (was.stakes[i] != stakeOf(i) + due[i]) broken = "a node lost what it should not, or kept what it should lose";
        }
    }

    function _addJurors(JobId jobId, uint256[] memory due, bytes32 verdict_, uint256 bond) private view {
        for (uint8 i = 0; i < jury.disputeOf(jobId).committed; i++) {
            Juror memory juror = jury.jurorOf(jobId, i);
            if (!juror.revealed || (verdict_ != 0 && juror.hash != verdict_)) due[NodeId.unwrap(juror.nodeId)] = bond;
        }
    }

    /// @dev The root that more than half of all juror seats show, or 0.
    function _majority(JobId jobId) private view returns (bytes32) {
        uint8 count = jury.disputeOf(jobId).committed;
        for (uint8 i = 0; i < count; i++) {
            uint256 votes;
            bytes32 root = jury.jurorOf(jobId, i).hash;
            for (uint8 j = 0; j < count; j++) {
                Juror memory juror = jury.jurorOf(jobId, j);
                if (juror.revealed && juror.hash == root) votes++;
            }
            if (2 * votes > SIZE) return root;
        }
        return 0;
    }

    // ---- who is paid

    function _checkEnd(JobId jobId, Before memory was, Job memory job, JobOrder memory order_) private {
        (uint256 payment, uint256 bonds) = lens.escrowOf(order_);
        if (payment + bonds != 0) broken = "a job that is over holds money";
        if (vault.balanceOf(order_.token, address(market)) + was.escrow != was.market) broken = "the escrow did not leave";
        if (stakeTokenOf(address(jury)) + jury.disputeOf(jobId).bond != was.jury) broken = "a pot not shared out, or too much of it";
        uint256[] memory due = new uint256[](NODES + 1);
        uint256 fee;
        uint256 paid;
        if (job.state == JobState.Completed) {
            uint256 price = lens.currentPrice(order_);
            for (uint8 i = 0; i < order_.n; i++) {
                Seat memory seat = market.seatOf(jobId, i);
                if (seat.state != SeatState.Revealed || seat.hash != job.result) continue;
                due[NodeId.unwrap(seat.nodeId)] = price;
                paid += price;
            }
            fee = paid * job.feeBps / 10_000;
        }
        for (uint256 i = 1; i <= NODES; i++) {
            if (vault.balanceOf(order_.token, ownerOf(i)) != was.owners[i] + due[i]) broken = "a node's pay";
        }
        if (vault.balanceOf(order_.token, treasury) != was.treasury + fee) broken = "the fee";
        if (vault.balanceOf(order_.token, challenger) != was.challenger) broken = "a challenger earned the price";
        if (vault.balanceOf(order_.token, order_.requester) != was.requester + was.escrow - paid - fee) {
            broken = "what the requester gets back";
        }
    }
}
