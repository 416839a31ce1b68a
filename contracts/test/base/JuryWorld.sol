// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJury} from "../../src/interfaces/IJury.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {JobState} from "../../src/types/JobTypes.sol";
import {MarketStatus} from "../../src/types/NodeTypes.sol";
import {vm} from "./Vm.sol";
import {World} from "./World.sol";

/// @notice A network with a jury of five, and the moves in a dispute.
abstract contract JuryWorld is World {
    uint8 internal constant SIZE = 5;
    uint32 internal constant MARGIN = 30 minutes;
    uint32 internal constant JURY_REVEAL = 1 hours;

    IJury internal jury;
    address internal immutable challenger = _person("challenger");

    function setUp() public virtual override {
        super.setUp();
        jury = IJury(vm.deployCode("Jury.sol:Jury", abi.encode(market, SIZE, MARGIN, JURY_REVEAL)));
        vm.startPrank(governor);
        market.setJury(jury);
        vault.setModule(address(jury), true);
        staking.setMarket(address(jury), MarketStatus.Active);
        vm.stopPrank();
        fundStake(challenger, 10 * BOND);
    }

    /// @dev A job of one seat, taken by node 1, with a proposed root.
    function proposedJob(bytes32 root) internal returns (JobId jobId) {
        jobId = runningJob(1, 1);
        submit(jobId, 1, root);
    }

    function challenge(JobId jobId, bytes32 counterRoot) internal {
        vm.prank(challenger);
        jury.challenge(orderOf(jobId), counterRoot);
        skipBlock(2);
    }

    /// @dev Node `i` commits as the next juror, once the draw lets it in.
    function jurorCommit(JobId jobId, uint256 i, bytes32 root) internal returns (uint8 juror) {
        NodeId nodeId = NodeId.wrap(uint64(i));
        uint256 from = jury.eligibleAt(jobId, nodeId);
        if (from > vm.getBlockTimestamp()) vm.warp(from);
        juror = jury.disputeOf(jobId).committed;
        bytes32 commitment = market.commitmentOf(jobId, 128 + juror, nodeId, root, SALT);
        vm.prank(operatorOf(i));
        jury.jurorCommit(orderOf(jobId), nodeId, juror, commitment);
    }

    function jurorReveal(JobId jobId, uint8 juror, bytes32 root) internal {
        vm.prank(stranger);
        jury.jurorReveal(orderOf(jobId), juror, root, SALT);
    }

    /// @dev Nodes from `first` on vote these roots; a zero root commits and hides.
    function vote(JobId jobId, uint256 first, bytes32[] memory votes) internal {
        for (uint256 i = 0; i < votes.length; i++) {
            jurorCommit(jobId, first + i, votes[i] == 0 ? bytes32("hidden") : votes[i]);
        }
        if (votes.length < SIZE) poke(jobId);
        for (uint8 i = 0; i < votes.length; i++) {
            if (votes[i] != 0) jurorReveal(jobId, i, votes[i]);
        }
        if (stateOf(jobId) == JobState.JuryReveal) poke(jobId);
    }

    function poke(JobId jobId) internal {
        passDeadline(jobId);
        vm.prank(stranger);
        market.poke(orderOf(jobId));
    }

    function five(bytes32 a, bytes32 b, bytes32 c, bytes32 d, bytes32 e) internal pure returns (bytes32[] memory list) {
        list = new bytes32[](5);
        (list[0], list[1], list[2], list[3], list[4]) = (a, b, c, d, e);
    }
}
