// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IStakeVotes} from "../../src/interfaces/IStakeVotes.sol";
import {INodeStaking} from "../../src/interfaces/INodeStaking.sol";
import {NodeId} from "../../src/types/Ids.sol";

enum Temper {
    Calm,
    Reverts,
    BurnsAllGas,
    ReturnsTooMuch,
    CallsBack
}

/// @notice Where votes should be counted, and is not.
contract OddVotes is IStakeVotes {
    INodeStaking public staking;
    Temper public temper;
    uint256 public calls;

    constructor(INodeStaking staking_) {
        staking = staking_;
    }

    function become(Temper temper_) external {
        temper = temper_;
    }

    function sync(NodeId nodeId) external {
        if (temper == Temper.Calm) calls++;
        if (temper == Temper.Reverts) revert("votes are against it");
        if (temper == Temper.CallsBack) staking.unbond(nodeId);
        if (temper == Temper.BurnsAllGas) while (true) {}
        if (temper == Temper.ReturnsTooMuch) {
            assembly ("memory-safe") {
                revert(0, 150000)
            }
        }
    }

    function countedOf(NodeId) external pure returns (uint256) {}

    function unitsOf(address) external pure returns (uint256) {}

    function totalVotes() external pure returns (uint256) {}
}
