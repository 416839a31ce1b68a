// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "../../src/interfaces/IGoverned.sol";
import {INodeStaking} from "../../src/interfaces/INodeStaking.sol";
import {IProgramRegistry} from "../../src/interfaces/IProgramRegistry.sol";
import {World} from "../base/World.sol";

/// @notice What nobody could change later is refused at once.
contract ConstructorsTest is World {
    function test_RevertWhen_NobodyWouldGovern() external {
        assertRefused("Vault.sol:Vault", abi.encode(address(0)), IGoverned.NotGovernor.selector);
        assertRefused("ProgramRegistry.sol:ProgramRegistry", abi.encode(address(0)), IProgramRegistry.NotGovernor.selector);
    }

    function test_RevertWhen_ATicketIsNothingOrMoreThanTheLeastStake() external {
        for (uint96 size = 0; size <= TICKET + 1; size += TICKET + 1) {
            bytes memory arguments =
                abi.encode(governor, vault, stakeToken, 7 days, size, TICKET_AGE, stakingParams());
            bytes memory reason = abi.encodeWithSelector(INodeStaking.BadTicketSize.selector, size, TICKET);
            assertRefused("NodeStaking.sol:NodeStaking", arguments, reason);
        }
    }
}
