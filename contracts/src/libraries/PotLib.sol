// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Payment} from "../types/Payment.sol";

/// @title A list of payments
library PotLib {
    struct Pot {
        Payment[] list;
        uint256 count;
    }

    /// @param most Payments it can take.
    function create(uint256 most) internal pure returns (Pot memory pot) {
        pot.list = new Payment[](most);
    }

    /// @return given The amount.
    function give(Pot memory pot, address to, uint256 amount) internal pure returns (uint256 given) {
        if (amount != 0) pot.list[pot.count++] = Payment(to, amount);
        return amount;
    }

    /// @dev Equal parts.
    /// @return given Less than the amount where it does not divide, and 0 where there is nobody.
    function share(Pot memory pot, address[] memory among, uint256 amount) internal pure returns (uint256 given) {
        for (uint256 i = 0; i < among.length; i++) given += give(pot, among[i], amount / among.length);
    }

    function payments(Pot memory pot) internal pure returns (Payment[] memory list) {
        list = pot.list;
        uint256 count = pot.count;
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }
}
