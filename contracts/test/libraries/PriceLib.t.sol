// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PriceLib} from "../../src/libraries/PriceLib.sol";
import {Test, vm} from "../base/Vm.sol";

contract PriceLibTest is Test {
    function testFuzz_TheOfferRisesFromStartToMaximum(uint16 start, uint24 window, uint32 a, uint32 b) external pure {
        start = uint16(bound(start, 0, 10_000));
        vm.assume(window != 0 && a <= b);
        uint256 early = PriceLib.offerBps(start, a, window);
        uint256 late = PriceLib.offerBps(start, b, window);
        vm.assertLe(early, late, "falls");
        vm.assertGe(early, start, "under the start");
        vm.assertLe(late, 10_000, "over the maximum");
        vm.assertEq(PriceLib.offerBps(start, 0, window), start == 0 ? 1 : start, "start, and never nothing");
        vm.assertEq(PriceLib.offerBps(start, window, window), 10_000, "end");
    }

    function testFuzz_APriceIsNeverZeroNorOverTheMaximum(uint96 maxPrice, uint16 bps) external pure {
        vm.assume(maxPrice != 0);
        bps = uint16(bound(bps, 1, 10_000));
        uint256 price = PriceLib.priceOf(maxPrice, bps);
        vm.assertTrue(price != 0 && price <= maxPrice, "price");
    }

    function testFuzz_TheFeeOfPartsFitsTheFeeOfTheWhole(uint96 price, uint96 maxPrice, uint8 n, uint8 won, uint16 bps)
        external
        pure
    {
        n = uint8(bound(n, 1, 7));
        won = uint8(bound(won, 0, n));
        bps = uint16(bound(bps, 0, 500));
        vm.assume(price <= maxPrice);
        uint256 whole = uint256(maxPrice) * n;
        uint256 paid = uint256(price) * won;
        vm.assertLe(paid + PriceLib.feeOf(paid, bps), whole + PriceLib.feeOf(whole, bps), "escrow too small");
    }

    function testFuzz_TheIndexMovesTowardsThePriceByAnEighthAtMost(uint96 old, uint96 price, uint32 units)
        external
        pure
    {
        vm.assume(units != 0);
        uint256 index = uint256(old) * 1e12;
        uint256 next = PriceLib.step(index, price, units);
        uint256 paid = uint256(price) * 1e18 / units;
        vm.assertLe(next, index + index / 8, "up");
        vm.assertGe(next, index - index / 8, "down");
        if (paid >= index) vm.assertTrue(next >= index && next <= paid, "towards a higher price");
        else vm.assertTrue(next <= index && next >= paid, "towards a lower price");
    }
}
