// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Gives each block a random seed
/// @notice A dispute names a future block. Once that block is past, its seed decides who sits on the jury.
///
/// A source cannot know when the caller chose the block. The caller must fix the block's number before anybody can know its seed.
interface ISeedSource {
    /// @notice The block is not past yet, or the chain no longer knows its hash.
    error SeedNotKnown(uint256 blockNumber);
    /// @notice The proof is not the header of this block. `hash` is the hash of the proof.
    error WrongHeader(uint256 blockNumber, bytes32 hash);
    /// @notice The header of this block holds no random number that its producer could not choose.
    error NotRandom(uint256 blockNumber);

    /// @notice The seed of a block. Reverts if it has none to give; never returns zero.
    /// @dev A block has one seed. It does not depend on the caller, on the proof, or on when the source is asked, as long as the chain knows the
    /// block's hash.
    /// @param proof What the source must be told about the block. A source may ignore it.
    function seed(uint256 blockNumber, bytes calldata proof) external view returns (bytes32);
}
