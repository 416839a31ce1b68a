// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Hashes of past blocks
/// @notice The last 256 blocks by opcode; the last 8,191 where the chain stores hashes in the contract of EIP-2935.
///
/// Both must count the same blocks. On Arbitrum they do not (`block.number` is the parent chain's), so do not use this library there.
library BlockHistory {
    /// @dev The same address on every chain with EIP-2935.
    address internal constant STORED_HASHES = 0x0000F90827F1C53a10cb7A02335B175320002935;

    /// @return hash Zero if the block is not past, or if the chain no longer knows its hash.
    function hashOf(uint256 blockNumber) internal view returns (bytes32 hash) {
        hash = blockhash(blockNumber);
        if (hash != 0) return hash;
        (bool ok, bytes memory stored) = STORED_HASHES.staticcall(abi.encode(blockNumber));
        // It reverts for a block outside its range. An account without code returns no bytes, which read as zero.
        if (ok) hash = bytes32(stored);
    }
}
