// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {VotesWorld} from "../base/VotesWorld.sol";
import {vm} from "../base/Vm.sol";

/// @notice What stake costs to move, for nodes that vote and for nodes that do not: whole transactions, as in `GasTest`.
/// forge-config: default.isolate = true
/// forge-config: all.isolate = true
contract VotesGasTest is VotesWorld {
    function setUp() public override {
        super.setUp();
        addNodes(2);
        for (uint256 i = 1; i <= 2; i++) {
            fundStake(ownerOf(i), 2 * STAKE);
            requestUnbond(i, 1);
        }
        setVoting(2, true);
        skipTime(1);
    }

    function test_SetVoting() external {
        setVoting(1, true);
        _add("set_voting");
    }

    function test_AddStake() external {
        _addStake(1);
        _add("add_stake");
        _addStake(2);
        _add("add_stake_voting");
    }

    function test_RequestUnbond() external {
        requestUnbond(1, STAKE / 2);
        _add("request_unbond");
        requestUnbond(2, STAKE / 2);
        _add("request_unbond_voting");
    }

    function _addStake(uint256 i) private {
        vm.prank(ownerOf(i));
        staking.addStake(node(i), STAKE);
    }

    function _add(string memory name) private {
        vm.snapshotValue("gas", name, vm.lastCallGas().gasTotalUsed);
    }
}
