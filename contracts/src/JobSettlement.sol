// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobBook} from "./JobBook.sol";
import {JobData, JobHead, JobLib} from "./libraries/JobLib.sol";
import {PriceLib} from "./libraries/PriceLib.sol";
import {JobId, NodeId} from "./types/Ids.sol";
import {JobOrder, JobState, RefundReason} from "./types/JobTypes.sol";
import {SlashReason} from "./types/NodeTypes.sol";
import {Payment} from "./types/Payment.sol";

/// @title How a job ends: who is paid, who gets back, who loses
/// @notice The rules stand in `IJobEscrow` and `IJury`. A job's end is stored before any money moves.
abstract contract JobSettlement is JobBook {
    using JobLib for JobData;
    using JobLib for JobHead;
    using JobLib for uint256;

    /// @dev Rows 10 and 11, and a proposal that stands.
    function _complete(JobId jobId, JobOrder calldata order, JobData storage job, JobHead memory head) internal {
        _settle(jobId, order, job, head, head.revealed);
    }

    /// @dev Pays the seats in `holders` that have the result, and frees the bonds of all in `holders`. Seats with another root are not paid and
    /// keep their bond: only a jury can find them wrong.
    function _settle(
        JobId jobId,
        JobOrder calldata order,
        JobData storage job,
        JobHead memory head,
        uint256 holders
    ) internal {
        head.advance(JobState.Completed, 0);
        job.save(head);
        uint256 price = head.price(order);
        uint256 rest = head.escrow(order);
        (Payment[] memory payments, uint256 winners, uint256 count) =
            _releaseAndPay(jobId, order, job, head, holders, price);
        uint256 paid = price * count;
        uint256 fee = PriceLib.feeOf(paid, head.feeBps);
        rest -= paid + fee;
        payments[count] = Payment(_treasury, fee);
        payments[count + 1] = Payment(order.requester, rest);
        emit JobCompleted(jobId, job.result, uint8(winners), paid, fee, rest);
        _moveIndex(order, head, price);
        vault.pay(order.token, JobId.unwrap(jobId), payments);
    }

    /// @return payments One for each winner, and two free places behind them.
    function _releaseAndPay(
        JobId jobId,
        JobOrder calldata order,
        JobData storage job,
        JobHead memory head,
        uint256 holders,
        uint256 price
    ) internal returns (Payment[] memory payments, uint256 winners, uint256 count) {
        bytes32 root = job.result;
        uint256 names = job.namesOf(head);
        payments = new Payment[](order.n + 2);
        for (uint256 i = 0; holders >> i != 0; i++) {
            if (holders >> i & 1 == 0) continue;
            bool won = job.hashAt(head, i) == root;
            address owner = _release(jobId, order, names.nodeAt(i), won);
            if (!won) continue;
            winners |= 1 << i;
            payments[count++] = Payment(owner, price);
        }
    }

    /// @dev A function, for the stack of the older pipeline that coverage and mutants are compiled with.
    function _release(JobId jobId, JobOrder calldata order, NodeId nodeId, bool paid) private returns (address owner) {
        return staking.releaseBond(nodeId, jobId, order.bond, paid);
    }

    /// @dev Gives the price back, and their bonds to the seats in `bonded`.
    function _refundSeats(
        JobId jobId,
        JobOrder calldata order,
        JobData storage job,
        JobHead memory head,
        uint256 bonded,
        RefundReason reason
    ) internal {
        head.advance(JobState.Refunded, 0);
        job.save(head);
        uint256 names = job.namesOf(head);
        for (uint256 i = 0; bonded >> i != 0; i++) {
            if (bonded >> i & 1 != 0) _release(jobId, order, names.nodeAt(i), false);
        }
        uint256 escrow = head.escrow(order);
        emit JobRefunded(jobId, reason, escrow);
        _payOne(order.token, jobId, order.requester, escrow);
    }

    /// @dev Takes `loss` of the bond of each seat in `guilty`, for the treasury. Nobody else may gain: a requester could post what cannot be
    /// delivered, and a seat could take the others, to collect.
    function _fine(
        JobId jobId,
        JobOrder calldata order,
        JobData storage job,
        JobHead memory head,
        uint256 guilty,
        uint256 loss,
        SlashReason reason
    ) internal {
        if (guilty == 0) return;
        _payOne(_stakeToken, jobId, _treasury, _seize(jobId, order, job, head, guilty, loss, reason));
    }

    /// @return pot What `guilty` seats have lost together, now in the market's balance.
    function _seize(
        JobId jobId,
        JobOrder calldata order,
        JobData storage job,
        JobHead memory head,
        uint256 guilty,
        uint256 loss,
        SlashReason reason
    ) internal returns (uint256 pot) {
        uint256 names = job.namesOf(head);
        for (uint256 i = 0; guilty >> i != 0; i++) {
            if (guilty >> i & 1 == 0) continue;
            pot += staking.slashBond(names.nodeAt(i), jobId, order.bond, uint96(loss), reason);
        }
    }

    /// @dev Only prices that a market made: direct hires and unvetted units would say what their requester likes.
    function _moveIndex(JobOrder calldata order, JobHead memory head, uint256 price) internal {
        if (head.flags & (JobLib.VETTED | JobLib.DIRECT) != JobLib.VETTED) return;
        Quote memory last = _quotes[order.token][order.nodeClass];
        if (last.price == 0 || block.timestamp < last.movedAt + INDEX_PERIOD) return;
        _setQuote(order.token, order.nodeClass, uint216(PriceLib.step(last.price, price, order.units)));
    }

    function _payOne(address token, JobId jobId, address to, uint256 amount) internal {
        Payment[] memory payments = new Payment[](1);
        payments[0] = Payment(to, amount);
        vault.pay(token, JobId.unwrap(jobId), payments);
    }
}
