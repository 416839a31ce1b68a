// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Memory} from "@openzeppelin/contracts/utils/Memory.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";

import {ISeedSource} from "../interfaces/ISeedSource.sol";
import {BlockHistory} from "../libraries/BlockHistory.sol";

/// @title Seeds from the beacon chain's randomness
/// @notice A block's prevrandao is fixed before the block is built, so its builder cannot choose it. What influence is left: whoever proposes
/// the last k blocks before it may leave some of them out, and so chooses among 2^k numbers.
///
/// This source does not check two things; check them before you deploy a market with it:
/// - Who decides about prevrandao. On a rollup it is the sequencer. OP Stack chains copy it from a block of the parent chain.
/// - Whether the number changes from block to block. A chain may give every block the same one.
contract RandaoSeed is ISeedSource {
    using Memory for Memory.Slice;
    using RLP for Memory.Slice;

    /// @dev Indexes in the list of header fields.
    uint256 private constant DIFFICULTY = 7;
    uint256 private constant PREVRANDAO = 13;
    /// @dev 32 bytes with their prefix.
    uint256 private constant WORD_ITEM = 33;

    /// @inheritdoc ISeedSource
    /// @param proof The block's header in RLP, exactly as it is hashed.
    function seed(uint256 blockNumber, bytes calldata proof) external view returns (bytes32) {
        bytes32 hash = BlockHistory.hashOf(blockNumber);
        if (hash == 0) revert SeedNotKnown(blockNumber);
        bytes32 proofHash = keccak256(proof);
        if (proofHash != hash) revert WrongHeader(blockNumber, proofHash);
        // The block's number gives neighbours different seeds: OP Stack chains repeat one prevrandao over several blocks. The block's hash must not
        // be part of the seed, since a builder can try hashes until it likes one.
        return keccak256(abi.encode(_prevrandao(blockNumber, proof), blockNumber));
    }

    /// @dev The hash already proves that no byte of `header` is missing, changed or appended. It does not prove that this chain has Ethereum's
    /// headers, nor that it has passed the merge: where difficulty is not zero (it is 1 under QBFT), this field is no prevrandao.
    function _prevrandao(uint256 blockNumber, bytes memory header) private pure returns (bytes32 prevrandao) {
        Memory.Slice[] memory fields = RLP.decodeList(header);
        if (fields.length <= PREVRANDAO || fields[PREVRANDAO].length() != WORD_ITEM) revert NotRandom(blockNumber);
        prevrandao = fields[PREVRANDAO].readBytes32();
        if (prevrandao == 0 || fields[DIFFICULTY].readUint256() != 0) revert NotRandom(blockNumber);
    }
}
