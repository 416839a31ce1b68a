// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../../src/types/Ids.sol";
import {Job, JobOrder, JobState, Seat, SeatState} from "../../src/types/JobTypes.sol";
import {Challenger, Dispute, Phase} from "../../src/types/JuryTypes.sol";
import {JuryWorld} from "../base/JuryWorld.sol";

/// @notice Computes a second time what a call must move, in both tokens: from the rules in `IJobEscrow` and `IJury`, not from the contracts' code.
/// Every amount is a transfer from one account to another, so what the ledger expects adds up to nothing by itself.
abstract contract Ledger is JuryWorld {
    uint256 public constant NODES = 8;
    uint256 internal constant MAJORITY = SIZE / 2 + 1;

    /// @notice What a rule broken on the way was, if any.
    string public broken;
    /// @dev Whose balances are looked at.
    address[] internal _accounts;
    /// @dev From 1.
    mapping(address account => uint256) internal _number;

    /// @param pay Balances in the job's token.
    /// @param coin Balances in the stake token.
    /// @param stakes Of each node, from 1.
    /// @param list Draws of the listed tickets.
    struct Before {
        Job job;
        Dispute dispute;
        uint256 escrow;
        uint256 quote;
        uint256[] pay;
        uint256[] coin;
        uint256[] stakes;
        uint256[] allowances;
        uint64[] list;
        uint256 gas;
    }

    /// @param loss Stake that each node loses.
    struct Due {
        int256[] pay;
        int256[] coin;
        uint256[] loss;
    }

    struct Case {
        JobId jobId;
        JobOrder order;
        Before was;
        Job job;
        Dispute dispute;
        bytes32 verdict;
        uint256 noShow;
        Due due;
    }

    function _track(address account) internal {
        if (_number[account] != 0) return;
        _accounts.push(account);
        _number[account] = _accounts.length;
    }

    /// @dev Compares what has moved with what is due.
    function _checkMoney(JobId jobId, Before memory was) internal {
        Case memory c;
        (c.jobId, c.order, c.was) = (jobId, orderOf(jobId), was);
        (c.job, c.dispute) = (market.jobOf(jobId), jury.disputeOf(jobId));
        c.noShow = market.params().noShowBps;
        c.due = Due(new int256[](_accounts.length), new int256[](_accounts.length), new uint256[](NODES + 1));
        _settle(c);
        for (uint256 i = 0; i < _accounts.length; i++) {
            address account = _accounts[i];
            int256 pay = int256(vault.balanceOf(c.order.token, account)) - int256(was.pay[i]);
            int256 coin = int256(stakeTokenOf(account)) - int256(was.coin[i]);
            if (pay != c.due.pay[i]) broken = "a balance in the job's token";
            if (coin != c.due.coin[i]) broken = "a balance in the stake token";
        }
        for (uint64 i = 1; i <= NODES; i++) {
            (uint256 loss, uint256 allowance) = (c.due.loss[i], staking.nodeOf(NodeId.wrap(i)).allowance);
            if (allowance != was.allowances[i] - _min(loss, was.allowances[i])) broken = "a slash did not lower the allowance";
            if (was.stakes[i] != stakeOf(i) + loss) broken = "a node lost what it should not, or kept what it should lose";
        }
    }

    function _settle(Case memory c) private view {
        (JobState from, JobState to) = (c.was.job.state, c.job.state);
        if (from == JobState.None && to == JobState.Open) _moved(c.due.pay, c.order.requester, address(market), _escrowed(c));
        if (c.dispute.challengers > c.was.dispute.challengers) {
            address account = jury.challengerOf(c.jobId, c.was.dispute.challengers).account;
            _moved(c.due.coin, account, address(jury), c.order.bond);
        }
        if (from == JobState.Running && to != from && block.timestamp > c.was.job.deadline) {
            _fine(c, SeatState.Claimed, uint256(c.order.bond) * c.noShow / 10_000);
        }
        if (from == JobState.Revealing && to != from) _fine(c, SeatState.Committed, c.order.bond);
        if (c.dispute.phase == Phase.Over && c.was.dispute.phase != Phase.Over) _endDispute(c);
        if (to == JobState.Completed) _pay(c);
        else if (from != JobState.None && to > JobState.Completed) _moved(c.due.pay, address(market), c.order.requester, _escrowed(c));
    }

    function _escrowed(Case memory c) private pure returns (uint256) {
        uint256 most = uint256(c.order.maxPrice) * c.order.n;
        return most + most * c.job.feeBps / 10_000;
    }

    /// @dev Seats that stopped at `state` lose, and the treasury has it.
    function _fine(Case memory c, SeatState state, uint256 loss) private view {
        for (uint8 i = 0; i < c.job.seated; i++) {
            Seat memory seat = market.seatOf(c.jobId, i);
            if (seat.state == state) _moved(c.due.coin, address(staking), treasury, _lose(c, seat.nodeId, loss));
        }
    }

    /// @dev A node whose owner has freed its locks loses nothing any more.
    function _lose(Case memory c, NodeId nodeId, uint256 loss) private view returns (uint256) {
        if (staking.nodeOf(nodeId).market == address(0)) return 0;
        c.due.loss[NodeId.unwrap(nodeId)] += loss;
        return loss;
    }

    /// @dev Each seat that revealed the result gets the price, the treasury its part of that, the requester the rest.
    function _pay(Case memory c) private view {
        uint256 price = (uint256(c.order.maxPrice) * c.job.priceBps + 9_999) / 10_000;
        uint256 paid;
        for (uint8 i = 0; i < c.order.n; i++) {
            Seat memory seat = market.seatOf(c.jobId, i);
            if (seat.state != SeatState.Revealed || seat.hash != c.job.result) continue;
            _moved(c.due.pay, address(market), staking.ownerOf(seat.nodeId), price);
            paid += price;
        }
        uint256 fee = paid * c.job.feeBps / 10_000;
        _moved(c.due.pay, address(market), treasury, fee);
        _moved(c.due.pay, address(market), c.order.requester, _escrowed(c) - paid - fee);
    }

    // ---- the end of a dispute

    function _endDispute(Case memory c) private view {
        c.verdict = _verdictOf(c.jobId, c.dispute);
        (uint256 jurorsLost, address[] memory jurors) = _judgeJurors(c);
        (uint256 seatsLost, address[] memory right) = _judgeSeats(c);
        uint256 bonds = uint256(c.order.bond) * c.dispute.challengers;
        // Whose the money was: the jury holds the challengers' bonds, staking the rest.
        _moved(c.due.coin, address(staking), treasury, jurorsLost + seatsLost);
        _moved(c.due.coin, address(jury), treasury, bonds);
        if (c.verdict == 0) {
            uint256 fine = jurors.length == 0 ? 0 : c.order.bond / 10;
            for (uint8 i = 0; i < c.dispute.challengers; i++) _give(c, _challenger(c, i).account, c.order.bond - fine);
            _share(c, jurors, fine * c.dispute.challengers);
        } else if (c.verdict == c.was.job.result) {
            _share(c, jurors, bonds == 0 ? _min(c.order.bond / 2, seatsLost) : bonds / 2);
            _share(c, right, bonds - bonds / 2);
        } else {
            _share(c, jurors, _min(c.order.bond / 2, seatsLost));
            uint256 bounty = _min(c.order.bond / 4, seatsLost - _min(c.order.bond / 2, seatsLost));
            for (uint8 i = 0; i < c.dispute.challengers; i++) {
                Challenger memory one = _challenger(c, i);
                bool found = one.opened && one.hash == c.verdict;
                _give(c, one.account, c.order.bond - (found ? 0 : uint256(c.order.bond) * c.noShow / 10_000));
                if (!found) continue;
                _give(c, one.account, bounty);
                bounty = 0;
            }
        }
        require(_ends(c, right.length) == c.job.state, "the state after a dispute");
    }

    function _ends(Case memory c, uint256 right) private pure returns (JobState) {
        bool paid = c.verdict == 0 ? c.was.job.result != 0 : right != 0;
        return paid ? JobState.Completed : JobState.Refunded;
    }

    /// @return lost By the jurors together.
    /// @return right Owners of the seats that are paid, one for each seat.
    function _judgeJurors(Case memory c) private view returns (uint256 lost, address[] memory right) {
        uint256 lock = _lockOf(c.order.bond);
        right = new address[](c.dispute.listed);
        uint256 count;
        for (uint8 i = 0; i < c.dispute.listed; i++) {
            NodeId nodeId = jury.jurorOf(c.jobId, i).nodeId;
            uint256 loss;
            if (c.was.dispute.phase < Phase.Voting) loss = 0;
            else if (c.dispute.committed >> i & 1 == 0) loss = lock * c.noShow / 10_000;
            else if (c.dispute.opened >> i & 1 == 0) loss = c.was.dispute.phase == Phase.Opening ? lock : 0;
            else if (c.verdict != 0 && jury.jurorOf(c.jobId, i).hash != c.verdict) loss = lock;
            else right[count++] = staking.ownerOf(nodeId);
            lost += _lose(c, nodeId, loss);
        }
        assembly ("memory-safe") {
            mstore(right, count)
        }
    }

    function _judgeSeats(Case memory c) private view returns (uint256 lost, address[] memory right) {
        right = new address[](c.job.seated);
        uint256 count;
        for (uint8 i = 0; i < c.job.seated; i++) {
            Seat memory seat = market.seatOf(c.jobId, i);
            if (c.verdict == 0 || seat.state != SeatState.Revealed) continue;
            if (seat.hash == c.verdict) right[count++] = staking.ownerOf(seat.nodeId);
            else lost += _lose(c, seat.nodeId, c.order.bond);
        }
        assembly ("memory-safe") {
            mstore(right, count)
        }
    }

    /// @dev The root that a majority of all juror seats opened, or 0.
    function _verdictOf(JobId jobId, Dispute memory dispute) internal view returns (bytes32) {
        for (uint8 i = 0; i < dispute.listed; i++) {
            bytes32 root = jury.jurorOf(jobId, i).hash;
            uint256 votes;
            for (uint8 j = 0; j < dispute.listed; j++) {
                if (dispute.opened >> j & 1 != 0 && jury.jurorOf(jobId, j).hash == root) votes++;
            }
            if (votes >= MAJORITY) return root;
        }
        return 0;
    }

    /// @dev ceil(3 * bond / (2 * majority)).
    function _lockOf(uint256 bond) internal pure returns (uint256) {
        return (3 * bond + 2 * MAJORITY - 1) / (2 * MAJORITY);
    }

    function _challenger(Case memory c, uint8 i) private view returns (Challenger memory) {
        return jury.challengerOf(c.jobId, i);
    }

    /// @dev The treasury stands for the pot: it keeps what nobody gets.
    function _give(Case memory c, address to, uint256 amount) private view {
        _moved(c.due.coin, treasury, to, amount);
    }

    function _share(Case memory c, address[] memory among, uint256 amount) private view {
        for (uint256 i = 0; i < among.length; i++) _give(c, among[i], amount / among.length);
    }

    function _moved(int256[] memory sums, address from, address to, uint256 amount) private view {
        sums[_number[from] - 1] -= int256(amount);
        sums[_number[to] - 1] += int256(amount);
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
