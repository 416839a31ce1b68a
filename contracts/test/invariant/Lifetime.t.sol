// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId} from "../../src/types/Ids.sol";
import {JobOrder, JobState, WindowLimits} from "../../src/types/JobTypes.sol";
import {JuryWorld} from "../base/JuryWorld.sol";
import {vm} from "../base/Vm.sol";

/// @notice Invariant 11: the longest life a job can have is shorter than the shortest way out of a bond.
contract LifetimeTest is JuryWorld {
    function test_EverythingAtTheLastSecondEndsBeforeABondCanLeave() external {
        addNodes(9);
        WindowLimits memory limits = market.limits();
        JobOrder memory order_ = order(7, 4);
        (order_.claimWindow, order_.workWindow) = (limits.maxClaim, limits.maxWork);
        (order_.revealWindow, order_.challengeWindow) = (limits.maxReveal, limits.maxChallenge);
        uint256 start = vm.getBlockTimestamp();
        JobId jobId = post(order_, spec());
        skipBlock(2);
        _lastSecond(jobId);
        for (uint256 i = 1; i <= 7; i++) claim(jobId, i);
        _lastSecond(jobId);
        for (uint8 i = 0; i < 7; i++) commit(jobId, i, WRONG);
        _lastSecond(jobId);
        for (uint8 i = 0; i < 7; i++) reveal(jobId, i, WRONG);
        _lastSecond(jobId);
        challenge(jobId, ROOT);
        _lastSecond(jobId);
        jurorCommit(jobId, 8, ROOT);
        passDeadline(jobId);
        market.poke(orderOf(jobId));
        passDeadline(jobId);
        market.poke(orderOf(jobId));
        vm.assertTrue(stateOf(jobId) >= JobState.Completed, "over");
        vm.assertLt(vm.getBlockTimestamp() - start, staking.minUnbondCooldown(), "longer than the cool-down");
    }

    function _lastSecond(JobId jobId) private {
        vm.warp(market.jobOf(jobId).deadline);
    }
}
