// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISeedSource} from "../interfaces/ISeedSource.sol";
import {BlockHistory} from "../libraries/BlockHistory.sol";

/// @title Seeds from block hashes, for permissioned chains
/// @notice QBFT headers hold no random number. The producer of a block can try many block hashes and publish the one it likes, so use
/// this source only where you trust the block producers not to. Elsewhere use `RandaoSeed`.
contract BlockHashSeed is ISeedSource {
    /// @inheritdoc ISeedSource
    /// @dev It ignores the proof.
    function seed(uint256 blockNumber, bytes calldata) external view returns (bytes32) {
        bytes32 hash = BlockHistory.hashOf(blockNumber);
        if (hash == 0) revert SeedNotKnown(blockNumber);
        return hash;
    }
}
