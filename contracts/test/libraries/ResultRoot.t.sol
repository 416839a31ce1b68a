// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ResultRoot} from "../../src/libraries/ResultRoot.sol";
import {Test, vm} from "../base/Vm.sol";

contract ResultRootPropertiesTest is Test {
    uint256 private constant CHUNK = 4096;

    /// @dev Another definition of the same tree, from the top: the left side is the greatest power of two of leaves (as in RFC 6962).
    function testFuzz_TheTreeFromBelowIsTheTreeFromAbove(uint16 length, bytes32 seed) external pure {
        bytes memory output = _bytes(bound(length, 1, 9 * CHUNK), seed);
        uint256 count = (output.length + CHUNK - 1) / CHUNK;
        vm.assertEq(ResultRoot.merkle(output), _top(output, 0, count), "merkle");
    }

    function testFuzz_SwappedChunksChangeTheTree(uint8 count, uint8 a, uint8 b, bytes32 seed) external pure {
        uint256 chunks = bound(count, 2, 8);
        (uint256 x, uint256 y) = (a % chunks, b % chunks);
        vm.assume(x != y);
        bytes memory output = _bytes(chunks * CHUNK, seed);
        bytes32 before = ResultRoot.merkle(output);
        for (uint256 i = 0; i < 32; i++) {
            (output[x * CHUNK + i], output[y * CHUNK + i]) = (output[y * CHUNK + i], output[x * CHUNK + i]);
        }
        vm.assertTrue(ResultRoot.merkle(output) != before, "same tree");
    }

    /// @dev Second preimages: the hash that stands for two leaves is no leaf, and a tree is no output of another length.
    function testFuzz_AnInnerNodeIsNoLeaf(bytes32 left, bytes32 right) external pure {
        bytes memory forged = abi.encodePacked(left, right);
        bytes32 inner = keccak256(abi.encodePacked(bytes1(0x02), forged));
        vm.assertTrue(ResultRoot.leaf(forged, 0) != inner, "leaf");
        vm.assertTrue(ResultRoot.merkle(forged) != inner, "tree");
    }

    function _top(bytes memory output, uint256 from, uint256 count) private pure returns (bytes32) {
        if (count == 1) {
            uint256 end = (from + 1) * CHUNK < output.length ? (from + 1) * CHUNK : output.length;
            bytes memory chunk = _slice(output, from * CHUNK, end);
            return keccak256(abi.encodePacked(hex"00", uint32(from), uint32(chunk.length), chunk));
        }
        uint256 left = 1;
        while (2 * left < count) left *= 2;
        return keccak256(abi.encodePacked(hex"02", _top(output, from, left), _top(output, from + left, count - left)));
    }

    function _slice(bytes memory data, uint256 from, uint256 to) private pure returns (bytes memory part) {
        part = new bytes(to - from);
        assembly ("memory-safe") {
            mcopy(add(part, 32), add(add(data, 32), from), mload(part))
        }
    }

    function _bytes(uint256 length, bytes32 seed) private pure returns (bytes memory data) {
        data = new bytes(length);
        for (uint256 i = 0; i + 32 <= length; i += 256) {
            bytes32 word = keccak256(abi.encode(seed, i));
            assembly ("memory-safe") {
                mstore(add(add(data, 32), i), word)
            }
        }
    }
}
