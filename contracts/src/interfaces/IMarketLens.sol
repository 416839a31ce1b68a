// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../types/Ids.sol";
import {JobOrder} from "../types/JobTypes.sol";
import {IJobEscrow} from "./IJobEscrow.sol";

/// @title What can be asked about the jobs of a market
/// @notice Reads the market and decides nothing. It is a contract of its own because the market is as large as a chain takes; whoever wants other
/// answers can deploy another.
interface IMarketLens {
    /// @notice What the market holds for a job: `payment` in the job's token. 0 once it is over.
    function escrowOf(JobOrder calldata order) external view returns (uint256 payment);

    /// @notice Reverts with the error that `IJobEscrow.claim` would give to the node's operator now, pause and policy aside.
    function requireEligible(JobOrder calldata order, NodeId nodeId) external view;

    /// @notice Whether `IJobEscrow.claim` would succeed for the node's operator now, pause and policy aside.
    /// @return eligibleNow Whether the node may claim now.
    /// @return eligibleAt Unix seconds from which the draw lets it in. 0 while the draw is not known yet: from block `seedBlock + 1` on it is.
    /// type(uint256).max when waiting will not help: no such job or node, no stake, another node hired, or the node is named in the job.
    /// @return obstacle Selector of the error that `claim` would give now; 0 when it would succeed.
    function eligible(JobOrder calldata order, NodeId nodeId)
        external
        view
        returns (bool eligibleNow, uint256 eligibleAt, bytes4 obstacle);

    /// @notice The block whose hash decides the draw: postBlock + 1.
    function seedBlock(JobId jobId) external view returns (uint256);

    /// @notice Price of a seat: the offer standing now while open, the clearing price later. 0 for a job that was never posted, or ended while open.
    function currentPrice(JobOrder calldata order) external view returns (uint96);

    function market() external view returns (IJobEscrow);
}
