// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../../src/types/Ids.sol";
import {JobOrder, JobState, WindowLimits} from "../../src/types/JobTypes.sol";
import {JuryWorld} from "../base/JuryWorld.sol";
import {vm} from "../base/Vm.sol";

/// @notice Invariant 11: the longest life a job can have is shorter than the shortest way out of a bond.
contract LifetimeTest is JuryWorld {
    function test_EverythingAtTheLastSecondEndsBeforeABondCanLeave() external {
        addNodes(12);
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
        // The seed is recorded, the list filled, the first vote committed and the last one opened in the last second that there is.
        _seedFor(jobId);
        _lastSecond(jobId);
        jury.recordSeed(orderOf(jobId), "");
        _lastSecond(jobId);
        for (uint256 i = 8; i <= 12; i++) enrol(jobId, i);
        poke(jobId);
        _lastSecond(jobId);
        for (uint256 i = 8; i <= 10; i++) commitVote(jobId, i, ROOT);
        poke(jobId);
        _lastSecond(jobId);
        poke(jobId);
        vm.assertTrue(stateOf(jobId) >= JobState.Completed, "over");
        vm.assertLt(vm.getBlockTimestamp() - start, staking.minUnbondCooldown(), "longer than the cool-down");
    }

    function _lastSecond(JobId jobId) private {
        vm.warp(market.jobOf(jobId).deadline);
    }

    /// @dev A seed under whose limit each juror has a ticket, in the block that the dispute waits for.
    function _seedFor(JobId jobId) private {
        uint256 seedBlock = jury.disputeOf(jobId).seedBlock;
        vm.roll(seedBlock + 1);
        bytes32 seed = keccak256("seed");
        uint64 node = 8;
        while (node <= 12) {
            if (_lowest(seed, jobId, node) <= jury.limitOf(jobId)) node++;
            else (seed, node) = (keccak256(abi.encode(seed)), 8);
        }
        vm.setBlockhash(seedBlock, seed);
    }

    function _lowest(bytes32 seed, JobId jobId, uint64 node) private view returns (uint256 lowest) {
        lowest = type(uint256).max;
        for (uint32 ticket = 0; ticket < staking.nodeOf(NodeId.wrap(node)).tickets; ticket++) {
            uint256 draw = uint256(keccak256(abi.encode(seed, jobId, node, ticket))) >> 192;
            if (draw < lowest) lowest = draw;
        }
    }
}
