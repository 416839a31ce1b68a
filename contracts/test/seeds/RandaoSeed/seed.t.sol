// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";

import {ISeedSource} from "../../../src/interfaces/ISeedSource.sol";
import {Headers, RealHeader} from "../../base/Headers.sol";
import {vm} from "../../base/Vm.sol";

contract RandaoSeedTest is Headers {
    uint256 private constant BLOCK = 20_000;
    bytes32 private constant PREVRANDAO = keccak256("prevrandao");

    ISeedSource private source;

    function setUp() external {
        source = ISeedSource(vm.deployCode("RandaoSeed.sol:RandaoSeed", ""));
    }

    // ---- the seed

    function test_TheSeedOfRealBlocks() external {
        RealHeader[] memory real = realHeaders();
        for (uint256 i = 0; i < real.length; i++) {
            endBlock(real[i].number, real[i].hash);
            bytes32 expected = keccak256(abi.encode(real[i].prevrandao, real[i].number));
            vm.assertEq(source.seed(real[i].number, real[i].rlp), expected, real[i].name);
        }
        vm.assertEq(real.length, 4, "of Ethereum after the merge, Shanghai and Prague, and of OP Mainnet");
    }

    /// @dev The seed of one real block, computed outside Solidity.
    function test_TheSeedOfTheFirstBlockAfterTheMerge() external {
        RealHeader memory merge = realHeaders()[0];
        endBlock(merge.number, merge.hash);
        vm.assertEq(source.seed(merge.number, merge.rlp), 0xaff7dc4983a464c86883e6b496b5cae3c21efbe43dc79633c15ebb23c80fc9d0, "seed");
    }

    function testFuzz_ABuilderThatGrindsTheBlockHashChangesNothingOfTheSeed(bytes32 prevrandao, bytes calldata extraData) external {
        vm.assume(prevrandao != 0 && extraData.length != 0);
        bytes memory plain = header(BLOCK, prevrandao, "");
        bytes memory ground = header(BLOCK, prevrandao, extraData);
        vm.assertTrue(keccak256(plain) != keccak256(ground), "another hash");
        vm.assertEq(_seedOf(BLOCK, plain), _seedOf(BLOCK, ground), "the same seed");
    }

    function testFuzz_AnotherPrevrandaoGivesAnotherSeed(bytes32 prevrandao) external {
        vm.assume(prevrandao != 0 && prevrandao != PREVRANDAO);
        vm.assertTrue(_seedOf(BLOCK, header(BLOCK, prevrandao, "")) != _seedOf(BLOCK, _header()), "same seed");
    }

    function test_NeighboursWithOnePrevrandaoHaveTwoSeeds() external {
        bytes32 first = _seedOf(BLOCK, _header());
        vm.assertTrue(_seedOf(BLOCK + 1, header(BLOCK + 1, PREVRANDAO, "")) != first, "same seed");
    }

    function testFuzz_TheSeedIsTheSameForEverybodyAndAtAnyTime(address caller, uint256 age) external {
        age = bound(age, 1, 8191);
        storeHashes();
        bytes32 first = _seedOf(BLOCK, _header());
        vm.roll(BLOCK + age);
        vm.warp(age * 12);
        vm.prank(caller);
        vm.assertEq(source.seed(BLOCK, _header()), first, "seed");
    }

    // ---- the block is not known

    function testFuzz_RevertWhen_TheBlockIsNotPast(uint256 blockNumber) external {
        blockNumber = bound(blockNumber, BLOCK, type(uint256).max);
        storeHashes();
        vm.roll(BLOCK);
        _expectNotKnown(blockNumber);
        source.seed(blockNumber, header(blockNumber, PREVRANDAO, ""));
    }

    function testFuzz_RevertWhen_TheHashIsForgotten(uint256 age, bool stored) external {
        age = bound(age, stored ? 8192 : 257, 1_000_000);
        if (stored) storeHashes();
        endBlock(BLOCK, keccak256(_header()));
        vm.roll(BLOCK + age);
        _expectNotKnown(BLOCK);
        source.seed(BLOCK, _header());
    }

    // ---- the proof is not its header

    function testFuzz_RevertWhen_AByteIsAnother(uint256 which, uint256 place, uint8 bits) external {
        RealHeader[] memory real = realHeaders();
        RealHeader memory changed = real[which % real.length];
        vm.assume(bits != 0);
        changed.rlp[place % changed.rlp.length] ^= bytes1(bits);
        endBlock(changed.number, changed.hash);
        _expectWrong(changed.number, changed.rlp);
        source.seed(changed.number, changed.rlp);
    }

    function testFuzz_RevertWhen_BytesAreMissingOrAppended(uint256 length, bytes calldata more) external {
        vm.assume(more.length != 0);
        bytes memory whole = _header();
        endBlock(BLOCK, keccak256(whole));
        bytes memory part = new bytes(length % whole.length);
        for (uint256 i = 0; i < part.length; i++) part[i] = whole[i];
        _expectWrong(BLOCK, part);
        source.seed(BLOCK, part);
        _expectWrong(BLOCK, bytes.concat(whole, more));
        source.seed(BLOCK, bytes.concat(whole, more));
    }

    function test_RevertWhen_TheHeaderIsAnotherBlocks() external {
        bytes memory other = header(BLOCK - 1, PREVRANDAO, "");
        endBlock(BLOCK - 1, keccak256(other));
        endBlock(BLOCK, keccak256(_header()));
        _expectWrong(BLOCK, other);
        source.seed(BLOCK, other);
    }

    // ---- the chain's headers are not those of Ethereum after the merge

    function testFuzz_RevertWhen_TheBlockHasADifficulty(uint256 difficulty) external {
        vm.assume(difficulty != 0);
        _expectNotRandom(header(BLOCK, difficulty, RLP.encode(PREVRANDAO), ""));
    }

    function test_RevertWhen_ThePrevrandaoIsZero() external {
        _expectNotRandom(header(BLOCK, 0, ""));
    }

    function testFuzz_RevertWhen_ThePrevrandaoIsNotOf32Bytes(uint256 length) external {
        length = bound(length, 0, 40);
        vm.assume(length != 32);
        bytes memory mixHash = new bytes(length);
        for (uint256 i = 0; i < length; i++) mixHash[i] = 0x77;
        _expectNotRandom(header(BLOCK, 0, RLP.encode(mixHash), ""));
    }

    function test_RevertWhen_ThePrevrandaoIsAList() external {
        bytes[] memory items = new bytes[](1);
        items[0] = RLP.encode(new bytes(31));
        bytes memory rlp = header(BLOCK, 0, RLP.encode(items), "");
        _endBlock(rlp);
        vm.expectRevert(RLP.RLPInvalidEncoding.selector);
        source.seed(BLOCK, rlp);
    }

    function testFuzz_RevertWhen_ThereAreTooFewFields(uint256 count) external {
        bytes[] memory fields = new bytes[](count % 14);
        for (uint256 i = 0; i < fields.length; i++) fields[i] = RLP.encode(i == 7 ? bytes32(0) : PREVRANDAO);
        _expectNotRandom(RLP.encode(fields));
    }

    function test_RevertWhen_TheHeaderIsNotAList() external {
        // zkSync hashes ABI-encoded words.
        bytes memory words = abi.encode(BLOCK, 1, PREVRANDAO, PREVRANDAO);
        _endBlock(words);
        vm.expectRevert(RLP.RLPInvalidEncoding.selector);
        source.seed(BLOCK, words);
    }

    // ---- helpers

    function _header() private pure returns (bytes memory) {
        return header(BLOCK, PREVRANDAO, "gridwork");
    }

    function _seedOf(uint256 number, bytes memory rlp) private returns (bytes32) {
        endBlock(number, keccak256(rlp));
        return source.seed(number, rlp);
    }

    function _endBlock(bytes memory rlp) private {
        endBlock(BLOCK, keccak256(rlp));
    }

    function _expectNotRandom(bytes memory rlp) private {
        _endBlock(rlp);
        vm.expectRevert(abi.encodeWithSelector(ISeedSource.NotRandom.selector, BLOCK));
        source.seed(BLOCK, rlp);
    }

    function _expectNotKnown(uint256 blockNumber) private {
        vm.expectRevert(abi.encodeWithSelector(ISeedSource.SeedNotKnown.selector, blockNumber));
    }

    function _expectWrong(uint256 blockNumber, bytes memory rlp) private {
        vm.expectRevert(abi.encodeWithSelector(ISeedSource.WrongHeader.selector, blockNumber, keccak256(rlp)));
    }
}
