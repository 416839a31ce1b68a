// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PotLib} from "../../src/libraries/PotLib.sol";
import {Payment} from "../../src/types/Payment.sol";
import {Test, vm} from "../base/Vm.sol";

contract PotLibTest is Test {
    using PotLib for PotLib.Pot;

    /// @dev The shape of a verdict: a challenger's bond, a part for each of two groups. What each call says is what the list grows by.
    function testFuzz_WhatIsGivenIsWhatIsSaid(uint96 gift, uint96 first, uint96 second, uint8 a, uint8 b)
        external
        pure
    {
        PotLib.Pot memory pot = PotLib.create(39);
        uint256 given = pot.give(address(1), gift);
        vm.assertEq(given, gift, "gift");
        given += pot.share(_people(a % 20), first);
        given += pot.share(_people(b % 20), second);
        vm.assertEq(_sum(pot.payments()), given, "sum");
    }

    function testFuzz_SharesAreEqualAndLessThanAHeadEachIsLeft(uint96 amount, uint8 heads) external pure {
        uint256 count = bound(heads, 1, 20);
        PotLib.Pot memory pot = PotLib.create(count);
        vm.assertLt(amount - pot.share(_people(count), amount), count, "left");
        Payment[] memory list = pot.payments();
        for (uint256 i = 0; i < list.length; i++) vm.assertEq(list[i].amount, amount / count, "a share");
    }

    function testFuzz_NobodyGetsNothing(uint96 amount) external pure {
        PotLib.Pot memory pot = PotLib.create(0);
        vm.assertEq(pot.share(_people(0), amount), 0, "given");
        vm.assertEq(pot.payments().length, 0, "payments");
    }

    function testFuzz_NobodyIsPaidNothing(uint8 amount, uint8 heads) external pure {
        PotLib.Pot memory pot = PotLib.create(20);
        pot.share(_people(heads % 20), amount);
        Payment[] memory list = pot.payments();
        for (uint256 i = 0; i < list.length; i++) vm.assertTrue(list[i].amount != 0, "an empty payment");
    }

    function _people(uint256 count) private pure returns (address[] memory list) {
        list = new address[](count);
        for (uint160 i = 0; i < count; i++) list[i] = address(100 + i);
    }

    function _sum(Payment[] memory list) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < list.length; i++) sum += list[i].amount;
    }
}
