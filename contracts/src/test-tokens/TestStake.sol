// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @notice Stake token of development networks: 18 decimals, permit, and anyone can mint. Worthless by design.
contract TestStake is ERC20Permit {
    constructor() ERC20("Gridwork Test Stake", "GWS") ERC20Permit("Gridwork Test Stake") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
