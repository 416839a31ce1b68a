// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {IJury} from "../../src/interfaces/IJury.sol";
import {INodeStaking} from "../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {BondFloor, JobOrder, JobState} from "../../src/types/JobTypes.sol";
import {Phase} from "../../src/types/JuryTypes.sol";
import {JuryWorld} from "../base/JuryWorld.sol";
import {Vm, vm} from "../base/Vm.sol";

/// @notice Who would be judge in its own cause. The first edition gave a juror's seat to whoever committed first, and who need not compute is first.
contract JuryAttacksTest is JuryWorld {
    uint256 private constant NODES = 40;

    function setUp() public override {
        super.setUp();
        addNodes(NODES);
    }

    /// @dev Five of 200 nodes overturned a right result with certainty, in under two minutes. Being first is worth nothing now: better tickets take
    /// the places, and the attacker's locks are free again.
    function test_Attack_WhoNeedNotComputeTakesAllSeats() external {
        JobId jobId = proposedJob(ROOT);
        challenge(jobId, WRONG);
        recordSeed(jobId);
        _enrolDrawn(jobId, 2, 4);
        vm.assertGt(jury.disputeOf(jobId).listed, 0, "the attacker is first");
        _enrolDrawn(jobId, 5, NODES);
        vm.assertEq(jury.disputeOf(jobId).listed, SIZE, "full");
        _assertTheLowest(jobId);
        uint256 locks;
        for (uint256 i = 1; i <= NODES; i++) locks += lockedOf(i);
        vm.assertEq(locks, BOND + SIZE * uint256(BOND / 2), "only the list and the seat are bound");
    }

    /// @dev A committed vote before the list is closed would be a vote before the work.
    function test_Attack_AVoteBeforeTheListIsClosed() external {
        JobId jobId = proposedJob(ROOT);
        challenge(jobId, WRONG);
        recordSeedFor(jobId, 2, 1);
        enrol(jobId, 2);
        uint40 until = jury.disputeOf(jobId).enrolUntil;
        vm.prank(operatorOf(2));
        vm.expectRevert(abi.encodeWithSelector(IJury.StillEnrolling.selector, jobId, until));
        jury.commitVote(orderOf(jobId), NodeId.wrap(2), "vote");
    }

    /// @dev The liar's own nodes judged the liar: another node and key of the same owner.
    function test_Attack_TheSeatsOwnerJudgesItself() external {
        fundStake(ownerOf(1), STAKE);
        register(ownerOf(1), _person("fresh key"), STAKE);
        skipTime(TICKET_AGE);
        vm.prank(_person("fresh key"));
        staking.ripen(NodeId.wrap(uint64(NODES + 1)));
        skipBlock(1);
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        recordSeedFor(jobId, NODES + 1, 1);
        (uint32 ticket,) = bestTicket(jobId, NODES + 1);
        vm.prank(_person("fresh key"));
        vm.expectRevert(abi.encodeWithSelector(IJury.NotNeutral.selector, jobId, uint64(NODES + 1)));
        jury.enrol(orderOf(jobId), NodeId.wrap(uint64(NODES + 1)), ticket);
    }

    /// @dev A challenge showed its root: whoever saw it sent the same first and earned in its place.
    function test_Attack_ACopiedChallenge() external {
        JobId jobId = proposedJob(WRONG);
        bytes32 seen = jury.challengeOf(jobId, challenger, ROOT, CHALLENGE_SALT);
        fundStake(stranger, BOND);
        vm.prank(stranger);
        jury.challenge(orderOf(jobId), seen);
        challenge(jobId, ROOT);
        enrolAll(jobId, 5, 5);
        for (uint256 i = 5; i < 10; i++) commitVote(jobId, i, ROOT);
        vm.expectRevert(abi.encodeWithSelector(IJury.WrongOpening.selector, jobId, seen));
        jury.openChallenge(orderOf(jobId), 0, ROOT, CHALLENGE_SALT);
        openChallenge(jobId, 1, ROOT);
        for (uint256 i = 5; i < 10; i++) openVote(jobId, i, ROOT);
        poke(jobId);
        vm.assertEq(stakeTokenOf(stranger), BOND - BOND / 5, "the copier cannot open it, and pays for that");
        vm.assertEq(stakeTokenOf(challenger), 10 * BOND + BOND / 4, "who knew earns");
    }

    /// @dev Three bonds of an attacker fill all places of challengers with nothing: the dispute takes place all the same, and the lie is found.
    function test_Attack_ChallengersPlacesAreFilled() external {
        JobId jobId = proposedJob(WRONG);
        for (uint256 i = 0; i < 3; i++) {
            address account = _person(string.concat("filler ", vm.toString(i)));
            fundStake(account, BOND);
            vm.prank(account);
            jury.challenge(orderOf(jobId), "nothing");
        }
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), 0);
        assertState(jobId, JobState.Refunded);
        vm.assertEq(stakeOf(1), STAKE - BOND, "the liar's bond");
    }

    /// @dev Whoever opens a dispute alone cannot end the others' enrolment, and nobody can enrol after the end.
    function test_Attack_TheListIsClosedEarly() external {
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        recordSeed(jobId);
        vm.warp(jury.disputeOf(jobId).enrolUntil);
        vm.expectPartialRevert(IJobEscrow.NotDue.selector);
        market.poke(orderOf(jobId));
        assertPhase(jobId, Phase.Enrolment);
    }

    /// @dev Many small nodes instead of a large one: a ticket is a ticket.
    function test_Attack_SplitStake() external {
        for (uint256 i = 1; i <= 10; i++) addNode(NODES + i, TICKET);
        skipTime(TICKET_AGE);
        uint256 tickets;
        for (uint256 i = 1; i <= 10; i++) {
            vm.prank(operatorOf(NODES + i));
            staking.ripen(NodeId.wrap(uint64(NODES + i)));
            tickets += staking.nodeOf(NodeId.wrap(uint64(NODES + i))).tickets;
        }
        vm.assertEq(tickets, staking.nodeOf(NodeId.wrap(1)).tickets, "as many as one node of the same stake");
    }

    /// @dev Borrowed stake votes once and goes back.
    function test_Attack_BorrowedStake() external {
        addNode(NODES + 1, 1_000_000e18);
        vm.prank(operatorOf(NODES + 1));
        vm.expectPartialRevert(INodeStaking.NotRipe.selector);
        staking.ripen(NodeId.wrap(uint64(NODES + 1)));
        vm.assertEq(staking.classTicketsOf(address(market), CLASS), SLEEPING + 10 * NODES, "neither draws nor dilutes");
    }

    /// @dev Stake that is on its way out judged for nothing at risk.
    function test_Attack_UnbondingStakeJudges() external {
        vm.prank(ownerOf(2));
        staking.requestUnbond(NodeId.wrap(2), STAKE);
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        vm.assertEq(staking.ticketsBefore(NodeId.wrap(2), jury.disputeOf(jobId).openedAt), 0, "tickets");
    }

    /// @dev Jobs without a bond: a challenge cost nothing, and no juror could lose anything.
    function test_Attack_AJobThatRisksNothing() external {
        JobOrder memory order_ = complete(order(1, 1), spec());
        order_.bond = 0;
        vm.prank(requester);
        vm.expectPartialRevert(IJobEscrow.BondTooLow.selector);
        market.post(order_, abi.encode(spec()));
        vm.prank(governor);
        vm.expectRevert();
        market.setBondFloor(CLASS, BondFloor(0, 0));
    }

    /// @dev The first trade set the index to anything.
    function test_Attack_TheFirstTradeSetsTheIndex() external {
        JobId jobId = runningJob(1, 1);
        submit(jobId, 1, ROOT);
        vm.recordLogs();
        vm.prank(requester);
        market.accept(orderOf(jobId));
        vm.assertEq(market.quote(address(usdt), CLASS), 0, "index");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) vm.assertTrue(logs[i].topics[0] != IJobEscrow.PriceIndex.selector, "event");
    }

    /// @dev Block numbers over 2^32 were cut, and the draw was open to all.
    function test_Attack_LargeBlockNumbers() external {
        vm.roll((1 << 32) + 5);
        JobId jobId = post(order(1, 1), spec());
        vm.assertEq(lens.seedBlock(jobId), (1 << 32) + 6, "seed");
        (bool now_,, bytes4 obstacle) = lens.eligible(orderOf(jobId), NodeId.wrap(1));
        vm.assertFalse(now_, "drawn before its seed");
        vm.assertEq(bytes32(obstacle), bytes32(IJobEscrow.SeedUnknown.selector), "obstacle");
    }

    /// @dev Every ticket under the limit of nodes `first` to `last`, in turn.
    function _enrolDrawn(JobId jobId, uint256 first, uint256 last) private {
        uint64 limit = jury.limitOf(jobId);
        for (uint256 i = first; i <= last; i++) {
            NodeId nodeId = NodeId.wrap(uint64(i));
            for (uint32 ticket = 0; ticket < 10; ticket++) {
                if (jury.drawOf(jobId, nodeId, ticket) > limit) continue;
                vm.prank(operatorOf(i));
                try jury.enrol(orderOf(jobId), nodeId, ticket) {} catch {}
            }
        }
    }

    /// @dev No ticket of nodes 2 to NODES that is not listed drew less than one that is.
    function _assertTheLowest(JobId jobId) private view {
        uint64 highest;
        for (uint8 seat = 0; seat < SIZE; seat++) {
            uint64 draw = jury.jurorOf(jobId, seat).draw;
            if (draw > highest) highest = draw;
        }
        uint256 lower;
        for (uint64 i = 2; i <= NODES; i++) {
            for (uint32 ticket = 0; ticket < 10; ticket++) {
                if (jury.drawOf(jobId, NodeId.wrap(i), ticket) <= highest) lower++;
            }
        }
        vm.assertEq(lower, SIZE, "tickets up to the highest on the list");
    }
}
