// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISeedSource} from "../../../src/interfaces/ISeedSource.sol";
import {Headers} from "../../base/Headers.sol";
import {vm} from "../../base/Vm.sol";

contract BlockHashSeedTest is Headers {
    uint256 private constant BLOCK = 20_000;
    bytes32 private constant HASH = keccak256("block");

    ISeedSource private source;

    function setUp() external {
        source = ISeedSource(vm.deployCode("BlockHashSeed.sol:BlockHashSeed", ""));
    }

    function testFuzz_TheSeedIsTheHashUnderAnyProof(bytes calldata proof) external {
        endBlock(BLOCK, HASH);
        vm.assertEq(source.seed(BLOCK, proof), HASH, "seed");
    }

    function testFuzz_OneOfTheLast256Blocks(uint256 age) external {
        age = bound(age, 1, 256);
        endBlock(BLOCK, HASH);
        vm.roll(BLOCK + age);
        vm.assertEq(source.seed(BLOCK, ""), HASH, "seed");
    }

    function testFuzz_OneOfTheStoredBlocks(uint256 age) external {
        age = bound(age, 1, 8191);
        storeHashes();
        endBlock(BLOCK, HASH);
        vm.roll(BLOCK + age);
        vm.assertEq(source.seed(BLOCK, ""), HASH, "seed");
    }

    function testFuzz_RevertWhen_TheChainStoresNoHashesAndTheBlockIsOlder(uint256 age) external {
        age = bound(age, 257, 1_000_000);
        endBlock(BLOCK, HASH);
        vm.roll(BLOCK + age);
        _expectNotKnown(BLOCK);
        source.seed(BLOCK, "");
    }

    /// @dev The hash of a block 8,191 later lies in the same slot.
    function testFuzz_RevertWhen_TheStoredHashIsTooOld(uint256 age) external {
        age = bound(age, 8192, 1_000_000);
        storeHashes();
        endBlock(BLOCK, HASH);
        endBlock(BLOCK + 8191, keccak256("later block"));
        vm.roll(BLOCK + age);
        _expectNotKnown(BLOCK);
        source.seed(BLOCK, "");
    }

    function test_RevertWhen_TheChainDidNotStoreHashesThen() external {
        endBlock(BLOCK, HASH);
        storeHashes();
        vm.roll(BLOCK + 300);
        _expectNotKnown(BLOCK);
        source.seed(BLOCK, "");
    }

    function testFuzz_RevertWhen_TheBlockIsNotPast(uint256 blockNumber, bool stored) external {
        blockNumber = bound(blockNumber, BLOCK, type(uint256).max);
        if (stored) storeHashes();
        endBlock(BLOCK - 1, HASH);
        _expectNotKnown(blockNumber);
        source.seed(blockNumber, "");
    }

    function _expectNotKnown(uint256 blockNumber) private {
        vm.expectRevert(abi.encodeWithSelector(ISeedSource.SeedNotKnown.selector, blockNumber));
    }
}
