// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../../src/types/Ids.sol";
import {Job, JobState, Seat, SeatState} from "../../src/types/JobTypes.sol";
import {Dispute, Phase} from "../../src/types/JuryTypes.sol";
import {vm} from "../base/Vm.sol";
import {Watch} from "./Watch.sol";

/// @notice The moves in a dispute: challengers and jurors, right, wrong, silent and hiding. Some moves are tried whether or not they are allowed;
/// `Watch` says which of them must succeed.
abstract contract Disputes is Watch {
    bytes32 internal constant COLLUSION = keccak256("collusion");

    address internal immutable second = _person("second challenger");
    address internal immutable third = _person("third challenger");
    mapping(JobId jobId => mapping(uint256 challenger => bytes32)) private _claimed;
    mapping(JobId jobId => mapping(uint256 node => bytes32)) private _vote;

    /// @dev Does in a dispute what its phase allows.
    function _judge(JobId jobId, uint256 seed) internal {
        Dispute memory dispute = jury.disputeOf(jobId);
        if (dispute.phase < Phase.Voting && seed % 4 == 0) _challenge(jobId, seed >> 2);
        if (dispute.phase == Phase.Seed) return _recordSeed(jobId, dispute);
        if (dispute.phase == Phase.Enrolment) {
            _enrolSome(jobId, seed >> 8);
            if (jury.disputeOf(jobId).listed < SIZE || seed >> 4 & 1 == 0) return;
            vm.warp(uint256(dispute.enrolUntil) + 1);
        }
        _commitSome(jobId, seed >> 8);
    }

    /// @param seed Who: one of four accounts, more than can challenge; which root.
    function _challenge(JobId jobId, uint256 seed) internal {
        address account = [challenger, second, third, ownerOf(2)][seed % 4];
        bytes32 root = seed >> 2 & 3 < 2 ? ROOT : seed >> 2 & 3 == 2 ? COLLUSION : keccak256(abi.encode(jobId, account));
        bool may = _mayChallenge(jobId, account);
        uint8 number = jury.disputeOf(jobId).challengers;
        bytes memory call = abi.encodeCall(
            jury.challenge, (orderOf(jobId), jury.challengeOf(jobId, account, root, CHALLENGE_SALT))
        );
        Before memory was = _before(jobId);
        vm.prank(account);
        (bool done,) = address(jury).call(call);
        if (done != may) broken = "who may challenge";
        if (!done) return;
        _after(jobId, was, "challenge");
        _claimed[jobId][number] = root;
    }

    function _challengeAsSeat(JobId jobId, uint8 number) internal {
        Job memory job = market.jobOf(jobId);
        Seat memory seat = market.seatOf(jobId, number);
        if (seat.state != SeatState.Revealed) return;
        Before memory was = _before(jobId);
        vm.prank(staking.operatorOf(seat.nodeId));
        (bool done,) = address(jury).call(abi.encodeCall(jury.challengeAsSeat, (orderOf(jobId), number)));
        if (done != (seat.hash != job.result)) broken = "which seat may challenge";
        if (done) _after(jobId, was, "challengeAsSeat");
    }

    function _recordSeed(JobId jobId, Dispute memory dispute) private {
        skipBlock(juryWindows().seedDelay + 1);
        // The chain knows the hashes of 256 blocks.
        if (vm.getBlockTimestamp() > market.jobOf(jobId).deadline || blockhash(dispute.seedBlock) == 0) return;
        Before memory was = _before(jobId);
        vm.prank(stranger);
        jury.recordSeed(orderOf(jobId), "");
        _after(jobId, was, "recordSeed");
    }

    /// @param seed One time in four a single node enrols; else bit i says whether node i sleeps. Lucky tickets, and a few that are not.
    function _enrolSome(JobId jobId, uint256 seed) private {
        uint256 nodes = seed & 3 == 0 ? 1 : NODES;
        bytes32 drawn = jury.disputeOf(jobId).seed;
        uint64 limit = jury.limitOf(jobId);
        for (uint256 i = 0; i < nodes; i++) {
            uint64 node = uint64(1 + ((seed >> 2) + i) % NODES);
            if (nodes != 1 && seed >> (8 + 2 * i) & 3 == 0) continue;
            uint32 tickets = staking.nodeOf(NodeId.wrap(node)).tickets;
            for (uint32 ticket = 0; ticket <= tickets; ticket++) {
                uint64 draw = uint64(uint256(keccak256(abi.encode(drawn, jobId, node, ticket))) >> 192);
                if (draw <= limit || draw % 64 == 0) _enrol(jobId, node, ticket, draw);
            }
        }
    }

    function _enrol(JobId jobId, uint64 node, uint32 ticket, uint64 draw) private {
        NodeId nodeId = NodeId.wrap(node);
        bool may = _mayEnrol(jobId, nodeId, ticket);
        Before memory was = _before(jobId);
        vm.prank(operatorOf(node));
        (bool done,) = address(jury).call(abi.encodeCall(jury.enrol, (orderOf(jobId), nodeId, ticket)));
        if (done != may) broken = "who may enrol";
        if (!done) return;
        _after(jobId, was, "enrol");
        _checkEnrolled(jobId, was, node, draw);
    }

    /// @param seed Four bits for each seat: 0 and 1 silent, else `_rootFor`. In one dispute of eight most are silent.
    function _commitSome(JobId jobId, uint256 seed) private {
        uint256 listed = jury.disputeOf(jobId).listed;
        uint256 silent = uint256(JobId.unwrap(jobId)) % 8 == 0 ? 12 : 2;
        for (uint8 i = 0; i < listed && stateOf(jobId) == JobState.Disputed; i++) {
            uint256 mood = seed >> (4 * i) & 15;
            if (mood < silent || jury.disputeOf(jobId).committed >> i & 1 != 0) continue;
            uint256 node = NodeId.unwrap(jury.jurorOf(jobId, i).nodeId);
            bytes32 root = _rootFor(mood, jobId, node);
            Before memory was = _before(jobId);
            commitVote(jobId, node, root);
            _after(jobId, was, "commitVote");
            _vote[jobId][node] = root;
        }
    }

    /// @param seed Which votes and challenges stay hidden: one in four. Bit 12: challengers open first.
    function _openSome(JobId jobId, uint256 seed) internal {
        if (seed >> 12 & 1 != 0) _openChallenges(jobId, seed >> 9);
        for (uint8 i = 0; i < SIZE && stateOf(jobId) == JobState.JuryReveal; i++) {
            Dispute memory dispute = jury.disputeOf(jobId);
            bool closed = dispute.committed >> i & 1 != 0 && dispute.opened >> i & 1 == 0;
            if (seed >> i & seed >> (i + 16) & 1 != 0 || !closed) continue;
            uint256 node = NodeId.unwrap(jury.jurorOf(jobId, i).nodeId);
            Before memory was = _before(jobId);
            openVote(jobId, node, _vote[jobId][node]);
            _after(jobId, was, "openVote");
        }
        if (stateOf(jobId) == JobState.JuryReveal) _openChallenges(jobId, seed >> 9);
    }

    function _openChallenges(JobId jobId, uint256 seed) private {
        uint256 count = jury.disputeOf(jobId).challengers;
        for (uint8 i = 0; i < count && stateOf(jobId) == JobState.JuryReveal; i++) {
            if (seed >> i & seed >> (i + 16) & 1 != 0 || jury.challengerOf(jobId, i).opened) continue;
            Before memory was = _before(jobId);
            openChallenge(jobId, i, _claimed[jobId][i]);
            _after(jobId, was, "openChallenge");
        }
    }

    /// @dev Up to 11 honest, 12 and 13 lazy, 14 and 15 colluding.
    function _rootFor(uint256 mood, JobId jobId, uint256 who) internal pure returns (bytes32) {
        if (mood < 12) return ROOT;
        return mood < 14 ? keccak256(abi.encode(jobId, who)) : COLLUSION;
    }
}
