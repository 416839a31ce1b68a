// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice What the network knows about a program.
/// @param vetted Bit-exact and certified: two honest runs cannot differ, so a wrong result can be disputed and punished.
/// @param nodeClass Hardware class that jobs of this program must name.
/// @param maxUnits Most units of one job.
/// @param verifier `IResultVerifier` that checks results on chain, or 0.
struct Program {
    bool vetted;
    uint8 nodeClass;
    uint32 maxUnits;
    address verifier;
}
