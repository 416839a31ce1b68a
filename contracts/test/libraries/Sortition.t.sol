// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Sortition} from "../../src/libraries/Sortition.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {Test, vm} from "../base/Vm.sol";

contract SortitionTest is Test {
    uint256 private constant MAX = type(uint256).max;

    function testFuzz_AShareOfAQuarterWaitsForNothing(bytes32 ticket, uint96 stake, uint128 others) external pure {
        stake = uint96(bound(stake, 1, type(uint96).max));
        uint256 classStake = uint256(stake) + bound(others, 0, 3 * uint256(stake));
        vm.assertEq(Sortition.delay(ticket, stake, classStake), 0, "delay");
    }

    function testFuzz_MoreStakeNeverWaitsLonger(bytes32 ticket, uint96 a, uint96 b, uint128 classStake) external pure {
        vm.assume(a <= b && b <= classStake);
        vm.assertGe(Sortition.delay(ticket, a, classStake), Sortition.delay(ticket, b, classStake), "delay");
    }

    function testFuzz_ALowerTicketNeverWaitsLonger(bytes32 a, bytes32 b, uint96 stake, uint128 classStake)
        external
        pure
    {
        vm.assume(uint256(a) <= uint256(b) && stake <= classStake);
        vm.assertLe(Sortition.delay(a, stake, classStake), Sortition.delay(b, stake, classStake), "delay");
    }

    /// @dev The definition: ticket / 2^256 <= R0 * stake / classStake * 2^(age / TAU) first holds at the delay, for whole doublings.
    function testFuzz_WholeDoublingsAreExact(uint8 doublings, uint64 high) external pure {
        uint256 d = bound(doublings, 0, 40);
        high = uint64(bound(high, 1, type(uint64).max));
        uint256 delay = Sortition.delay(bytes32(uint256(high) << 192), 1e18, 4e18 * 2 ** d);
        uint256 growth = uint256(high) * 2 ** d;
        if (growth < 2 ** 64) return vm.assertEq(delay, 0, "none");
        uint256 whole = delay / Sortition.TAU;
        vm.assertTrue(growth >= 2 ** (64 + (whole > 0 ? whole - 1 : 0)), "too long");
        vm.assertTrue(growth <= 2 ** (64 + whole + 1), "too short");
        vm.assertLe(delay, Sortition.TAU * d, "longer than the last ticket");
    }

    function test_WithoutStakeNobodyGetsIn() external pure {
        vm.assertEq(Sortition.delay(0, 0, 1e18), MAX, "delay");
    }

    function test_TheWorstTicketOfASmallNodeWaitsLog2OfTheShare() external pure {
        uint256 delay = Sortition.delay(bytes32(MAX), 1e18, 2000e18);
        vm.assertGt(delay, Sortition.TAU * 8, "2^8 < 500");
        vm.assertLe(delay, Sortition.TAU * 9, "2^9 > 500");
    }

    /// @dev 400 nodes with equal stake: about R0 get in at once, and every doubling lets in as many again.
    function testFuzz_AboutR0NodesAreInAtOnce(bytes32 seed) external pure {
        uint256 atOnce = 0;
        uint256 afterTwo = 0;
        for (uint64 i = 1; i <= 400; i++) {
            bytes32 ticket = Sortition.ticket(seed, JobId.wrap("job"), NodeId.wrap(i));
            uint256 delay = Sortition.delay(ticket, 1e18, 400e18);
            if (delay == 0) atOnce++;
            if (delay <= 2 * Sortition.TAU) afterTwo++;
        }
        // Poisson with mean 4 and 16: these bounds hold but for one run in about 10^7.
        vm.assertLe(atOnce, 18, "crowd");
        vm.assertGe(afterTwo, 1, "nobody");
        vm.assertLe(afterTwo, 42, "crowd later");
    }

    function testFuzz_SeedIsKnownFromTheNextBlockOn(uint64 number) external {
        number = uint64(bound(number, 1_000, 1e9));
        vm.roll(number);
        (, bool known) = Sortition.seedOf(number);
        vm.assertFalse(known, "this block");
        (bytes32 seed, bool past) = Sortition.seedOf(number - 1);
        vm.assertTrue(past, "block before");
        vm.setBlockhash(number - 1, "hash");
        (seed,) = Sortition.seedOf(number - 1);
        vm.assertEq(seed, "hash", "seed");
    }

    function testFuzz_AForgottenSeedIsReplacedByOneThatTheChainKnows(uint64 number, uint32 age) external {
        number = uint64(bound(number, 5e9, 6e9));
        _assertReplaced(number, number - 1 - bound(age, 0, 4e9));
    }

    function test_TheSeedIsForgottenAfter256Blocks() external {
        for (uint256 age = 255; age <= 257; age++) _assertReplaced(5e9, 5e9 - age);
    }

    function _assertReplaced(uint256 number, uint256 seedBlock) private {
        uint256 used = seedBlock + (number - 1 - seedBlock) / 256 * 256;
        vm.roll(number);
        vm.setBlockhash(used, keccak256(abi.encode(used)));
        (bytes32 seed, bool known) = Sortition.seedOf(seedBlock);
        vm.assertTrue(known, "known");
        vm.assertEq(seed, keccak256(abi.encode(used)), "of a block that the chain still knows");
    }
}
