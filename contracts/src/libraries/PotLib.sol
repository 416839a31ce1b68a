// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Payment} from "../types/Payment.sol";

/// @title Sharing a sum without losing a wei
library PotLib {
    struct Pot {
        Payment[] list;
        uint256 count;
        // What did not divide, or had nobody to go to.
        uint256 rest;
    }

    /// @param most Payments it can take.
    function create(uint256 most) internal pure returns (Pot memory pot) {
        pot.list = new Payment[](most + 1);
    }

    function give(Pot memory pot, address to, uint256 amount) internal pure {
        if (amount != 0) pot.list[pot.count++] = Payment(to, amount);
    }

    /// @dev Equal parts.
    function share(Pot memory pot, address[] memory among, uint256 amount) internal pure {
        if (among.length == 0) {
            pot.rest += amount;
            return;
        }
        for (uint256 i = 0; i < among.length; i++) give(pot, among[i], amount / among.length);
        pot.rest += amount % among.length;
    }

    /// @param heir Who gets the rest.
    function payments(Pot memory pot, address heir) internal pure returns (Payment[] memory list) {
        give(pot, heir, pot.rest);
        list = pot.list;
        uint256 count = pot.count;
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }
}
