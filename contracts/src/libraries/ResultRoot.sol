// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ProgramHash} from "../types/Ids.sol";

/// @title The result root: one hash that stands for a job's output
/// @notice Two results are equal when their roots are. All integers are big-endian; `|` joins bytes without padding.
///
/// - The output is cut into chunks of 4,096 bytes; the last may be shorter. An empty output has no chunk.
/// - leaf(i) = keccak256(0x00 | uint32 i | uint32 length of chunk i | chunk i), i from 0.
/// - Levels are built from the left: inner = keccak256(0x02 | left | right); a node without a right neighbour moves up unchanged.
/// - merkle = the last node left; 32 zero bytes for an empty output.
/// - root = keccak256(0x01 | programHash | inputRoot | uint64 total length | merkle).
///
/// The three prefixes keep a leaf, an inner node and a root from being taken for each other; index and length in the leaf keep chunks from
/// being reordered or padded.
library ResultRoot {
    uint256 internal constant CHUNK = 4096;

    function compute(ProgramHash programHash, bytes32 inputRoot, bytes memory output) internal pure returns (bytes32) {
        return keccak256(
            abi.encodePacked(bytes1(0x01), programHash, inputRoot, uint64(output.length), merkle(output))
        );
    }

    function merkle(bytes memory output) internal pure returns (bytes32) {
        uint256 count = (output.length + CHUNK - 1) / CHUNK;
        if (count == 0) return bytes32(0);
        bytes32[] memory nodes = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) nodes[i] = leaf(output, i);
        for (; count > 1; count = (count + 1) / 2) {
            for (uint256 i = 0; i < count / 2; i++) {
                nodes[i] = keccak256(abi.encodePacked(bytes1(0x02), nodes[2 * i], nodes[2 * i + 1]));
            }
            if (count % 2 == 1) nodes[count / 2] = nodes[count - 1];
        }
        return nodes[0];
    }

    function leaf(bytes memory output, uint256 i) internal pure returns (bytes32) {
        uint256 start = i * CHUNK;
        uint256 length = output.length - start < CHUNK ? output.length - start : CHUNK;
        bytes memory chunk = new bytes(length);
        assembly ("memory-safe") {
            mcopy(add(chunk, 32), add(add(output, 32), start), length)
        }
        return keccak256(abi.encodePacked(bytes1(0x00), uint32(i), uint32(length), chunk));
    }
}
