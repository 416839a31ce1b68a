// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {LibBit} from "solady/utils/LibBit.sol";

import {JobId, NodeId} from "../types/Ids.sol";

/// @title Who may claim when: relaxing sortition
/// @notice Every node draws ticket = keccak256(seed, jobId, nodeId), a number in [0, 1). It is eligible once
/// `ticket < R0 * stake / classStake * 2^(age / TAU)`, where 2^x is taken piecewise linear between whole x. So about R0 nodes may claim at
/// once, and a node that waits gets in sooner or later. Splitting stake over several nodes does not change the chances.
/// The seed is the hash of the block after the post: its proposer can bias one bit by withholding the block.
library Sortition {
    /// @dev Nodes expected to be eligible at age 0.
    uint256 internal constant R0 = 4;
    /// @dev Seconds in which the number of eligible nodes doubles.
    uint256 internal constant TAU = 15;

    uint256 private constant ONE = 2 ** 64;

    function ticket(bytes32 seed, JobId jobId, NodeId nodeId) internal pure returns (bytes32) {
        return keccak256(abi.encode(seed, jobId, nodeId));
    }

    /// @param stake The node's stake, at most 2^96.
    /// @param classStake Sum over the class, at most 2^128.
    /// @return Seconds from the post until the ticket is eligible; type(uint256).max without stake.
    function delay(bytes32 ticket_, uint256 stake, uint256 classStake) internal pure returns (uint256) {
        if (stake == 0) return type(uint256).max;
        unchecked {
            // The factor by which the node's share must still grow, with 64 binary places: below 2^(64 + 128).
            uint256 growth = (uint256(ticket_) >> 192) * classStake / (R0 * stake);
            if (growth < ONE) return 0;
            uint256 doublings = LibBit.fls(growth) - 64;
            uint256 part = (growth >> doublings) - ONE;
            return (TAU * (doublings * ONE + part) + ONE - 1) / ONE;
        }
    }

    /// @notice When a node may come in, `since` being the age's beginning.
    /// @return Unix seconds; 0 while the seed is not known, type(uint256).max without stake.
    function eligibleAt(
        uint256 seedBlock,
        uint256 since,
        JobId jobId,
        NodeId nodeId,
        uint256 stake,
        uint256 classStake
    ) internal view returns (uint256) {
        (bytes32 seed, bool known) = seedOf(seedBlock);
        if (!known) return 0;
        uint256 wait = delay(ticket(seed, jobId, nodeId), stake, classStake);
        return wait == type(uint256).max ? wait : since + wait;
    }

    /// @return seed Hash of `seedBlock`. The chain forgets it after 256 blocks; then that of the newest block that comes a multiple of 256
    /// blocks later, so that a job for which nobody came is drawn for anew, and not open to all.
    /// @return known Whether the block is past.
    /// @dev The only place that reads a block hash: a chain whose `blockhash` means something else changes it here.
    function seedOf(uint256 seedBlock) internal view returns (bytes32 seed, bool known) {
        if (block.number <= seedBlock) return (0, false);
        return (blockhash(seedBlock + (block.number - seedBlock - 1) / 256 * 256), true);
    }
}
