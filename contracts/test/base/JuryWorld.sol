// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../../src/types/Ids.sol";
import {JobState} from "../../src/types/JobTypes.sol";
import {Dispute, Phase} from "../../src/types/JuryTypes.sol";
import {vm} from "./Vm.sol";
import {World} from "./World.sol";

/// @notice The moves in a dispute. Each listed seat has a node of its own here, unless a test lists tickets itself.
abstract contract JuryWorld is World {
    bytes32 internal constant CHALLENGE_SALT = "challenge";
    address internal immutable challenger = _person("challenger");

    function setUp() public virtual override {
        super.setUp();
        fundStake(challenger, 10 * BOND);
    }

    /// @dev A job of one seat, taken by node 1, with a proposed root.
    function proposedJob(bytes32 root) internal returns (JobId jobId) {
        jobId = runningJob(1, 1);
        submit(jobId, 1, root);
    }

    // ---- challenging

    /// @dev `challenger` disputes the result.
    function challenge(JobId jobId, bytes32 root) internal {
        challengeBy(challenger, jobId, root);
    }

    function challengeBy(address account, JobId jobId, bytes32 root) internal {
        bytes32 commitment = jury.challengeOf(jobId, account, root, CHALLENGE_SALT);
        vm.prank(account);
        jury.challenge(orderOf(jobId), commitment);
    }

    function openChallenge(JobId jobId, uint8 number, bytes32 root) internal {
        vm.prank(stranger);
        jury.openChallenge(orderOf(jobId), number, root, CHALLENGE_SALT);
    }

    // ---- drawing

    /// @dev The block of the seed passes, and its seed is recorded.
    function recordSeed(JobId jobId) internal {
        skipBlock(juryWindows().seedDelay + 1);
        vm.prank(stranger);
        jury.recordSeed(orderOf(jobId), "");
    }

    /// @dev The lowest of the node's tickets.
    function bestTicket(JobId jobId, uint256 i) internal view returns (uint32 best, uint64 draw) {
        NodeId nodeId = NodeId.wrap(uint64(i));
        draw = type(uint64).max;
        uint32 count = staking.ticketsBefore(nodeId, jury.disputeOf(jobId).openedAt);
        for (uint32 ticket = 0; ticket < count; ticket++) {
            uint64 drawn = jury.drawOf(jobId, nodeId, ticket);
            if (drawn < draw) (best, draw) = (ticket, drawn);
        }
    }

    function enrol(JobId jobId, uint256 i) internal {
        (uint32 ticket,) = bestTicket(jobId, i);
        vm.prank(operatorOf(i));
        jury.enrol(orderOf(jobId), NodeId.wrap(uint64(i)), ticket);
    }

    /// @dev Nodes `first` to `first + count - 1` are the list, each with its best ticket.
    function enrolAll(JobId jobId, uint256 first, uint256 count) internal {
        recordSeedFor(jobId, first, count);
        for (uint256 i = first; i < first + count; i++) enrol(jobId, i);
        vm.warp(uint256(jury.disputeOf(jobId).enrolUntil) + 1);
    }

    /// @dev A seed under whose limit each of these nodes has a ticket.
    function recordSeedFor(JobId jobId, uint256 first, uint256 count) internal {
        skipBlock(juryWindows().seedDelay + 1);
        uint256 seedBlock = jury.disputeOf(jobId).seedBlock;
        bytes32 seed = blockhash(seedBlock);
        while (!_allDrawn(seed, jobId, first, count)) seed = keccak256(abi.encode(seed));
        vm.setBlockhash(seedBlock, seed);
        vm.prank(stranger);
        jury.recordSeed(orderOf(jobId), "");
    }

    function _allDrawn(bytes32 seed, JobId jobId, uint256 first, uint256 count) private view returns (bool) {
        uint64 limit = jury.limitOf(jobId);
        uint40 openedAt = jury.disputeOf(jobId).openedAt;
        for (uint256 i = first; i < first + count; i++) {
            NodeId nodeId = NodeId.wrap(uint64(i));
            uint32 tickets = staking.ticketsBefore(nodeId, openedAt);
            uint32 ticket = 0;
            while (ticket < tickets && uint256(keccak256(abi.encode(seed, jobId, nodeId, ticket))) >> 192 > limit) ticket++;
            if (ticket == tickets) return false;
        }
        return true;
    }

    // ---- voting

    function commitVote(JobId jobId, uint256 i, bytes32 root) internal {
        NodeId nodeId = NodeId.wrap(uint64(i));
        bytes32 commitment = jury.voteOf(jobId, nodeId, root, SALT);
        vm.prank(operatorOf(i));
        jury.commitVote(orderOf(jobId), nodeId, commitment);
    }

    function openVote(JobId jobId, uint256 i, bytes32 root) internal {
        vm.prank(stranger);
        jury.openVote(orderOf(jobId), NodeId.wrap(uint64(i)), root, SALT);
    }

    /// @dev Nodes from `first` on are listed, commit to these roots and open them; a zero root commits and hides. The challenge stays closed until
    /// the votes are open; then `challengerRoot` is opened where it is not 0.
    function vote(JobId jobId, uint256 first, bytes32[] memory votes, bytes32 challengerRoot) internal {
        enrolAll(jobId, first, votes.length);
        if (votes.length < SIZE) return poke(jobId);
        for (uint256 i = 0; i < votes.length; i++) {
            commitVote(jobId, first + i, votes[i] == 0 ? bytes32("hidden") : votes[i]);
        }
        for (uint256 i = 0; i < votes.length; i++) {
            if (votes[i] != 0) openVote(jobId, first + i, votes[i]);
        }
        if (challengerRoot != 0 && stateOf(jobId) == JobState.JuryReveal) openChallenge(jobId, 0, challengerRoot);
        if (stateOf(jobId) == JobState.JuryReveal) poke(jobId);
    }

    function poke(JobId jobId) internal {
        passDeadline(jobId);
        vm.prank(stranger);
        market.poke(orderOf(jobId));
    }

    function assertPhase(JobId jobId, Phase phase) internal view {
        Dispute memory dispute = jury.disputeOf(jobId);
        vm.assertEq(uint256(dispute.phase), uint256(phase), "phase");
    }

    function five(bytes32 a, bytes32 b, bytes32 c, bytes32 d, bytes32 e) internal pure returns (bytes32[] memory list) {
        list = new bytes32[](5);
        (list[0], list[1], list[2], list[3], list[4]) = (a, b, c, d, e);
    }
}
