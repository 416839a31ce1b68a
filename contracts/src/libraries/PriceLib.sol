// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Prices: the rising offer, the fee, the public index
library PriceLib {
    uint256 internal constant BPS = 10_000;
    uint256 private constant INDEX_SCALE = 1e18;

    /// @notice The offer in basis points of the highest price: linear from `start` at age 0 to 10,000 at the end of the window, and at least 1.
    function offerBps(uint256 start, uint256 age, uint256 window) internal pure returns (uint256 bps) {
        if (age >= window) return BPS;
        bps = start + (BPS - start) * age / window;
        if (bps == 0) bps = 1;
    }

    /// @dev Rounded up: an offer is never 0.
    function priceOf(uint256 maxPrice, uint256 bps) internal pure returns (uint256) {
        return (maxPrice * bps + BPS - 1) / BPS;
    }

    /// @dev Rounded down: the fee on a part is never more than the part of the fee escrowed.
    function feeOf(uint256 amount, uint256 feeBps) internal pure returns (uint256) {
        return amount * feeBps / BPS;
    }

    /// @notice One step of the moving average with weight 1/8, at most 1/8 up or down.
    /// @return Price per unit, times 1e18.
    function step(uint256 index, uint256 price, uint256 units) internal pure returns (uint256) {
        uint256 paid = price * INDEX_SCALE / units;
        if (paid < index) return index - (index - paid) / 8;
        uint256 up = paid - index < index ? paid - index : index;
        return index + up / 8;
    }
}
