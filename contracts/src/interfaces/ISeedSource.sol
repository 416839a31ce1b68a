// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

interface ISeedSource {
    function seed(uint256 blockNumber, bytes calldata proof) external view returns (bytes32);
}
