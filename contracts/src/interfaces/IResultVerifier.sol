// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Checks a result on chain
/// @notice For programs whose answer is cheap to check (a proof-of-work nonce, a factor): an accepted result is final and paid at once.
interface IResultVerifier {
    /// @param spec The job's ABI-encoded `JobSpec`, exactly as posted.
    /// @param root The result root claimed.
    /// @param proof What the program's verifier needs, usually the output itself.
    /// @return Whether `root` is a right result. Must not depend on anything but its arguments.
    function verify(bytes calldata spec, bytes32 root, bytes calldata proof) external view returns (bool);
}
