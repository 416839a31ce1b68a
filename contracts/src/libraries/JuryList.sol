// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {NodeId} from "../types/Ids.sol";

/// @dev Seats of the largest jury.
uint256 constant MOST_JURORS = 9;

/// @title The lowest tickets that enrolled, in no order
/// @notice An entry has draw, node and ticket in 128 bits, so that the draw decides which is higher; two lie in a slot.
library JuryList {
    function entry(uint64 draw, NodeId nodeId, uint32 ticket) internal pure returns (uint128) {
        return uint128(draw) << 64 | uint128(NodeId.unwrap(nodeId)) << 32 | ticket;
    }

    function drawOf(uint128 entry_) internal pure returns (uint64) {
        return uint64(entry_ >> 64);
    }

    function nodeOf(uint128 entry_) internal pure returns (NodeId) {
        return NodeId.wrap(uint32(entry_ >> 32));
    }

    function ticketOf(uint128 entry_) internal pure returns (uint32) {
        return uint32(entry_);
    }

    /// @return all The first `count` entries.
    function load(uint128[MOST_JURORS] storage list, uint256 count) internal view returns (uint128[] memory all) {
        all = new uint128[](count);
        for (uint256 i = 0; i < count; i++) all[i] = list[i];
    }

    /// @return found Whether this entry is among them.
    /// @return highest Where the highest is.
    function search(uint128[] memory all, uint128 entry_) internal pure returns (bool found, uint256 highest) {
        for (uint256 i = 0; i < all.length; i++) {
            if (all[i] == entry_) found = true;
            if (all[i] > all[highest]) highest = i;
        }
    }

    /// @return seats Bit i: entry i is of the node.
    function seatsOf(uint128[] memory all, NodeId nodeId) internal pure returns (uint16 seats) {
        for (uint256 i = 0; i < all.length; i++) {
            if (nodeOf(all[i]) == nodeId) seats |= uint16(1 << i);
        }
    }
}
