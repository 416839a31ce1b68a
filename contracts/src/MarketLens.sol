// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {IMarketLens} from "./interfaces/IMarketLens.sol";
import {INodeStaking} from "./interfaces/INodeStaking.sol";
import {ClaimLib} from "./libraries/ClaimLib.sol";
import {JobHead, JobLib} from "./libraries/JobLib.sol";
import {JobId, NodeId} from "./types/Ids.sol";
import {JobOrder} from "./types/JobTypes.sol";

/// @title Questions about a market's jobs
/// @notice Specified in `IMarketLens`.
contract MarketLens is IMarketLens {
    using ClaimLib for JobHead;
    using JobLib for JobHead;
    using JobLib for uint256;

    /// @inheritdoc IMarketLens
    IJobEscrow public immutable market;
    INodeStaking private immutable _staking;

    constructor(IJobEscrow market_) {
        market = market_;
        _staking = market_.staking();
    }

    /// @inheritdoc IMarketLens
    function escrowOf(JobOrder calldata order) external view returns (uint256 payment) {
        (, JobHead memory head,) = _load(order);
        return JobLib.isTerminal(head.state) ? 0 : head.escrow(order);
    }

    /// @inheritdoc IMarketLens
    function requireEligible(JobOrder calldata order, NodeId nodeId) external view {
        (JobId jobId, JobHead memory head, uint256 names) = _load(order);
        head.requireClaimable(names, jobId, nodeId);
        (uint96 stake, uint256 classStake) =
            _staking.requireAvailable(address(market), nodeId, order.nodeClass, head.postedAt, order.bond);
        head.requireDrawn(jobId, nodeId, stake, classStake);
    }

    /// @inheritdoc IMarketLens
    function eligible(JobOrder calldata order, NodeId nodeId)
        external
        view
        returns (bool eligibleNow, uint256 eligibleAt, bytes4 obstacle)
    {
        eligibleAt = _eligibleAt(order, nodeId);
        try this.requireEligible(order, nodeId) {
            eligibleNow = true;
        } catch (bytes memory reason) {
            // forge-lint: disable-next-line(unsafe-typecast) - an error starts with its selector
            obstacle = bytes4(reason);
        }
    }

    /// @inheritdoc IMarketLens
    function seedBlock(JobId jobId) external view returns (uint256) {
        return uint256(market.jobOf(jobId).postBlock) + 1;
    }

    /// @inheritdoc IMarketLens
    function currentPrice(JobOrder calldata order) external view returns (uint96) {
        (, JobHead memory head,) = _load(order);
        return uint96(head.price(order));
    }

    function _eligibleAt(JobOrder calldata order, NodeId nodeId) private view returns (uint256) {
        (JobId jobId, JobHead memory head, uint256 names) = _load(order);
        bool direct = head.flags & JobLib.DIRECT != 0;
        // In a direct hire the one name is the hired node's; else the named ones have a seat or are excluded.
        if (head.postedAt == 0 || names.contains(nodeId) != direct) return type(uint256).max;
        (uint96 stake, uint256 classStake) = _staking.stakesOf(nodeId);
        return head.drawnAt(jobId, nodeId, stake, classStake);
    }

    function _load(JobOrder calldata order)
        private
        view
        returns (JobId jobId, JobHead memory head, uint256 names)
    {
        jobId = market.computeJobId(order);
        uint256 word;
        (word, names) = market.storedOf(jobId);
        head = JobLib.unpack(word);
    }
}
