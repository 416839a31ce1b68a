// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJury} from "../../src/interfaces/IJury.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {Job, JobState, Seat, SeatState} from "../../src/types/JobTypes.sol";
import {Dispute, Phase} from "../../src/types/JuryTypes.sol";
import {JuryWorld} from "../base/JuryWorld.sol";
import {vm} from "../base/Vm.sol";

/// @notice Nodes 1 to 6 and a challenger that follow the worker's rules. They act before time passes, so never too late: they claim vetted jobs, deliver
/// the right root, dispute every wrong proposal, enrol every ticket that was drawn, vote for the right root, open all they committed to, and poke.
/// Node 7 is honest too, but its operator key is stolen: it belongs to `Plotters`.
///
/// The seed of each dispute is chosen so that the plotters have fewer than a majority of the `SIZE` lowest tickets, whoever of them enrols. Then honest
/// nodes have a majority of every full list. More seeds are refused for jobs of the honest requester: there, honest tickets must fill the list by
/// themselves. Without that the plotters' proposal could stand for want of a verdict, and the requester would pay for it.
abstract contract Honest is JuryWorld {
    uint64 internal constant HONEST = 6;
    uint64 internal constant STOLEN = 7;
    uint64 internal constant NODES = 11;

    /// @notice Jobs that are not over yet, in no order.
    JobId[] public jobs;
    uint256 private _beatAt;

    function jobCount() external view returns (uint256) {
        return jobs.length;
    }

    /// @return moved Whether a job is in another state or phase now: then they have more to do before time passes.
    function _actHonestly() internal returns (bool moved) {
        if (vm.getBlockTimestamp() > _beatAt + 12 hours) _beat();
        for (uint256 i = jobs.length; i > 0; i--) {
            bytes32 was = _whereIs(jobs[i - 1]);
            _actOn(jobs[i - 1]);
            if (_whereIs(jobs[i - 1]) != was) moved = true;
            _end(jobs[i - 1], i - 1);
        }
    }

    function _whereIs(JobId jobId) private view returns (bytes32) {
        return keccak256(abi.encode(stateOf(jobId), jury.disputeOf(jobId).phase));
    }

    /// @dev Takes a job that is over from the list.
    function _end(JobId jobId, uint256 i) internal virtual;

    function _actOn(JobId jobId) private {
        Job memory job = market.jobOf(jobId);
        if (job.state == JobState.Disputed) return _actInDispute(jobId, job);
        if (vm.getBlockTimestamp() > job.deadline) return market.poke(orderOf(jobId));
        if (job.state == JobState.Open && job.vetted && !job.direct) _claim(jobId);
        else if (job.state == JobState.Running) _work(jobId, job);
        else if (job.state == JobState.Revealing) _reveal(jobId, job);
        else if (job.state == JobState.Proposed) _object(jobId, job);
        else if (job.state == JobState.JuryReveal) _open(jobId);
    }

    function _beat() private {
        _beatAt = vm.getBlockTimestamp();
        for (uint64 i = 1; i <= HONEST; i++) {
            vm.prank(operatorOf(i));
            staking.heartbeat(NodeId.wrap(i));
        }
    }

    // ---- seats

    /// @dev Half of the nodes are busy elsewhere.
    function _claim(JobId jobId) private {
        uint256 dice = uint256(JobId.unwrap(jobId));
        for (uint64 i = 1; i <= HONEST && stateOf(jobId) == JobState.Open; i++) {
            (bool may,,) = lens.eligible(orderOf(jobId), NodeId.wrap(i));
            if (!may || dice >> i & 1 == 0 || staking.pausedUntil() >= vm.getBlockTimestamp()) continue;
            claim(jobId, i);
        }
    }

    function _work(JobId jobId, Job memory job) private {
        for (uint8 seat = 0; seat < job.seated && stateOf(jobId) == JobState.Running; seat++) {
            uint64 node = _honestSeat(jobId, seat, SeatState.Claimed);
            if (node == 0) continue;
            if (orderOf(jobId).n == 1) submit(jobId, node, ROOT);
            else commit(jobId, seat, ROOT);
        }
    }

    function _reveal(JobId jobId, Job memory job) private {
        for (uint8 seat = 0; seat < job.seated && stateOf(jobId) == JobState.Revealing; seat++) {
            if (_honestSeat(jobId, seat, SeatState.Committed) != 0) reveal(jobId, seat, ROOT);
        }
    }

    /// @return The honest node in a seat of this state, or 0.
    function _honestSeat(JobId jobId, uint8 number, SeatState state) private view returns (uint64) {
        Seat memory seat = market.seatOf(jobId, number);
        uint64 node = NodeId.unwrap(seat.nodeId);
        return node <= HONEST && seat.state == state ? node : 0;
    }

    // ---- challenging

    /// @dev A seat whose root was right objects with its bond; the challenger objects to every wrong proposal.
    function _object(JobId jobId, Job memory job) private {
        if (job.result == ROOT || !job.vetted) return;
        for (uint8 seat = 0; seat < job.seated && stateOf(jobId) == JobState.Proposed; seat++) {
            uint64 node = _honestSeat(jobId, seat, SeatState.Revealed);
            if (node == 0) continue;
            vm.prank(operatorOf(node));
            jury.challengeAsSeat(orderOf(jobId), seat);
        }
        _challenge(jobId, job);
    }

    /// @dev Refused where it challenges already, three others do, or a seat opened the dispute long ago.
    function _challenge(JobId jobId, Job memory job) private {
        if (job.result == ROOT || job.result == 0) return;
        bytes32 commitment = jury.challengeOf(jobId, challenger, ROOT, CHALLENGE_SALT);
        vm.prank(challenger);
        (bool done,) = address(jury).call(abi.encodeCall(jury.challenge, (orderOf(jobId), commitment)));
        if (done) return;
        Dispute memory dispute = jury.disputeOf(jobId);
        bool late = dispute.phase != Phase.None && block.number + 1 >= dispute.seedBlock;
        require(late || _challengerIs(jobId) || dispute.challengers == 3, "the honest challenger was refused");
    }

    function _challengerIs(JobId jobId) private view returns (bool) {
        for (uint8 i = 0; i < 3; i++) {
            if (jury.challengerOf(jobId, i).account == challenger) return true;
        }
        return false;
    }

    // ---- judging

    function _actInDispute(JobId jobId, Job memory job) private {
        Dispute memory dispute = jury.disputeOf(jobId);
        bool late = vm.getBlockTimestamp() > job.deadline;
        if (dispute.phase < Phase.Voting && !late) _challenge(jobId, job);
        if (dispute.phase == Phase.Seed && !late) return _recordSeed(jobId, dispute);
        if (dispute.phase == Phase.Enrolment && !late) return _enrol(jobId);
        bool closed = dispute.phase == Phase.Voting || dispute.listed == SIZE;
        if (closed && (!late || dispute.phase == Phase.Enrolment)) return _vote(jobId);
        if (late) market.poke(orderOf(jobId));
    }

    function _recordSeed(JobId jobId, Dispute memory dispute) internal {
        if (vm.getBlockNumber() <= dispute.seedBlock) return;
        bytes32 seed = keccak256(abi.encode("seed", jobId));
        while (!_isFair(jobId, dispute, seed)) seed = keccak256(abi.encode(seed));
        vm.setBlockhash(dispute.seedBlock, seed);
        vm.prank(stranger);
        jury.recordSeed(orderOf(jobId), "");
    }

    /// @dev Of the `SIZE` lowest tickets that could be listed, a majority must be honest.
    function _isFair(JobId jobId, Dispute memory dispute, bytes32 seed) private view returns (bool) {
        uint64[] memory lowest = new uint64[](SIZE);
        bool[] memory honest = new bool[](SIZE);
        (uint256 all, uint256 good) = (0, 0);
        uint64 limit = jury.limitOf(jobId);
        for (uint64 node = 1; node <= NODES; node++) {
            bool right = node <= HONEST;
            if (right && _hasSeat(jobId, node)) continue;
            uint32 tickets = staking.ticketsBefore(NodeId.wrap(node), dispute.openedAt);
            for (uint32 i = 0; i < tickets; i++) {
                uint64 draw = uint64(uint256(keccak256(abi.encode(seed, jobId, node, i))) >> 192);
                if (draw > limit) continue;
                if (right) good++;
                _insert(lowest, honest, all++, draw, right);
            }
        }
        uint256 among;
        for (uint256 i = 0; i < SIZE; i++) if (honest[i]) among++;
        bool sparse = orderOf(jobId).requester != requester && uint256(JobId.unwrap(jobId)) % 3 == 0;
        return (all < SIZE || among > SIZE / 2) && (sparse ? good < SIZE : good >= SIZE);
    }

    function _insert(uint64[] memory lowest, bool[] memory honest, uint256 count, uint64 draw, bool right) private pure {
        uint256 place = count < SIZE ? count : SIZE;
        for (; place > 0 && lowest[place - 1] > draw; place--) {
            if (place < SIZE) (lowest[place], honest[place]) = (lowest[place - 1], honest[place - 1]);
        }
        if (place < SIZE) (lowest[place], honest[place]) = (draw, right);
    }

    function _hasSeat(JobId jobId, uint64 node) private view returns (bool) {
        for (uint8 i = 0; i < market.jobOf(jobId).seated; i++) {
            if (NodeId.unwrap(market.seatOf(jobId, i).nodeId) == node) return true;
        }
        return false;
    }

    /// @dev Refused for tickets that are listed, and those higher than all that are.
    function _enrol(JobId jobId) private {
        for (uint64 node = 1; node <= HONEST; node++) {
            if (!_hasSeat(jobId, node)) _enrolNode(jobId, node);
        }
    }

    function _enrolNode(JobId jobId, uint64 node) internal {
        Dispute memory dispute = jury.disputeOf(jobId);
        uint64 limit = jury.limitOf(jobId);
        uint32 tickets = staking.ticketsBefore(NodeId.wrap(node), dispute.openedAt);
        for (uint32 i = 0; i < tickets; i++) {
            if (uint256(keccak256(abi.encode(dispute.seed, jobId, node, i))) >> 192 > limit) continue;
            vm.prank(operatorOf(node));
            (bool done, bytes memory why) = address(jury).call(abi.encodeCall(jury.enrol, (orderOf(jobId), NodeId.wrap(node), i)));
            bool known = done || node > HONEST || bytes4(why) == IJury.AlreadyListed.selector || bytes4(why) == IJury.NotBetter.selector;
            require(known, "an honest ticket was refused");
        }
    }

    function _vote(JobId jobId) private {
        for (uint8 i = 0; i < SIZE && stateOf(jobId) == JobState.Disputed; i++) {
            uint64 node = NodeId.unwrap(jury.jurorOf(jobId, i).nodeId);
            if (_isHonest(node) && jury.disputeOf(jobId).committed >> i & 1 == 0) commitVote(jobId, node, ROOT);
        }
    }

    /// @dev 0 is a seat that nobody has.
    function _isHonest(uint64 node) private pure returns (bool) {
        return node != 0 && node <= HONEST;
    }

    function _open(JobId jobId) private {
        for (uint8 i = 0; i < SIZE && stateOf(jobId) == JobState.JuryReveal; i++) {
            uint64 node = NodeId.unwrap(jury.jurorOf(jobId, i).nodeId);
            Dispute memory dispute = jury.disputeOf(jobId);
            if (_isHonest(node) && dispute.committed >> i & 1 != 0 && dispute.opened >> i & 1 == 0) openVote(jobId, node, ROOT);
        }
        for (uint8 i = 0; i < 3 && stateOf(jobId) == JobState.JuryReveal; i++) {
            bool own = jury.challengerOf(jobId, i).account == challenger;
            if (own && !jury.challengerOf(jobId, i).opened) openChallenge(jobId, i, ROOT);
        }
    }
}
