// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PotLib} from "../../src/libraries/PotLib.sol";
import {Payment} from "../../src/types/Payment.sol";
import {Test, vm} from "../base/Vm.sol";

contract PotLibTest is Test {
    using PotLib for PotLib.Pot;

    address private constant HEIR = address(0x4e1);

    /// @dev The shape of a verdict: a challenger's bond, a half for each of two groups, the rest to the treasury.
    function testFuzz_NothingIsLostAndNothingMade(uint96 gift, uint96 first, uint96 second, uint8 a, uint8 b)
        external
        pure
    {
        PotLib.Pot memory pot = PotLib.create(40);
        pot.give(address(1), gift);
        pot.share(_people(a % 20), first);
        pot.share(_people(b % 20), second);
        vm.assertEq(_sum(pot.payments(HEIR)), uint256(gift) + first + second, "sum");
    }

    function testFuzz_SharesAreEqualAndTheHeirGetsLessThanAShareHasHeads(uint96 amount, uint8 heads) external pure {
        uint256 count = bound(heads, 1, 20);
        PotLib.Pot memory pot = PotLib.create(count);
        pot.share(_people(count), amount);
        Payment[] memory list = pot.payments(HEIR);
        for (uint256 i = 0; i < list.length; i++) {
            if (list[i].to == HEIR) vm.assertLt(list[i].amount, count, "the heir's");
            else vm.assertEq(list[i].amount, amount / count, "a share");
        }
    }

    function testFuzz_WhatHasNobodyToGoToIsTheHeirs(uint96 amount) external pure {
        PotLib.Pot memory pot = PotLib.create(0);
        pot.share(_people(0), amount);
        Payment[] memory list = pot.payments(HEIR);
        vm.assertEq(list.length, amount == 0 ? 0 : 1, "payments");
        if (amount != 0) vm.assertEq(list[0].to, HEIR, "heir");
    }

    function testFuzz_NobodyIsPaidNothing(uint8 amount, uint8 heads) external pure {
        PotLib.Pot memory pot = PotLib.create(20);
        pot.share(_people(heads % 20), amount);
        Payment[] memory list = pot.payments(HEIR);
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
