// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPolicy} from "../../src/interfaces/IPolicy.sol";
import {IResultVerifier} from "../../src/interfaces/IResultVerifier.sol";

/// @notice Allows everything, refuses everything, reverts, or burns all gas it is given.
contract MoodyPolicy is IPolicy {
    uint256 public mood;

    function become(uint256 mood_) external {
        mood = mood_;
    }

    function allowed(address, bytes4) external view returns (bool) {
        if (mood == 2) revert("no");
        if (mood == 3) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        return mood == 0;
    }
}

/// @notice Knows the right root.
contract RootVerifier is IResultVerifier {
    bytes32 private immutable ROOT;

    constructor(bytes32 root) {
        ROOT = root;
    }

    function verify(bytes calldata, bytes32 root, bytes calldata) external view returns (bool) {
        return root == ROOT;
    }
}
