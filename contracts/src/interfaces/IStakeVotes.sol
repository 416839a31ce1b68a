// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {NodeId} from "../types/Ids.sol";
import {INodeStaking} from "./INodeStaking.sol";

/// @title Votes: the stake of the nodes whose owners want to vote, as it was at any second
/// @notice A node votes once its owner has said so (`INodeStaking.setVoting`). From then on its stake, locked part included and unbonding not, counts
/// as votes of its owner, or of whom the owner names with `delegate`. Nodes that do not vote are in no total: a quorum is of those who do.
///
/// One unit of stake is one vote, of one account, at any time: the sum over all accounts is the total. The clock is the chain's time in seconds
/// (ERC-6372 `mode=timestamp`); what happened in a second can be looked up from the next on (ERC-5805), so nothing within a second, however often
/// it is turned round, makes two votes of one.
///
/// What is not here is ERC-5805's (`getVotes`, `getPastVotes`, `getPastTotalSupply`, `delegate`, …).
///
/// Votes cannot be moved apart from stake, and stake cannot leave before the cool-down: whoever votes is bound by what was decided.
interface IStakeVotes {
    /// @notice Counts a node as the staking contract has it now. Anyone may; the staking contract does after every change of a voting node's stake.
    function sync(NodeId nodeId) external;

    /// @notice Votes that the node stands for; 0 when it does not vote.
    function countedOf(NodeId nodeId) external view returns (uint256);

    /// @notice Votes that are the account's own, whoever casts them.
    function unitsOf(address account) external view returns (uint256);

    /// @notice All votes, now.
    function totalVotes() external view returns (uint256);

    function staking() external view returns (INodeStaking);
}
