// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJury} from "../../../src/interfaces/IJury.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {ISeedSource} from "../../../src/interfaces/ISeedSource.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobState} from "../../../src/types/JobTypes.sol";
import {Dispute, Juror, Phase} from "../../../src/types/JuryTypes.sol";
import {JuryWorld} from "../../base/JuryWorld.sol";
import {vm} from "../../base/Vm.sol";

/// @notice Who is on the list when nobody has computed anything yet.
contract DrawTest is JuryWorld {
    JobId private jobId;

    function setUp() public override {
        super.setUp();
        addNodes(9);
        jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
    }

    // ---- the seed

    function test_AnyoneRecordsTheSeedOfTheBlockThatWasFixed() external {
        uint256 seedBlock = jury.disputeOf(jobId).seedBlock;
        skipBlock(juryWindows().seedDelay + 1);
        uint40 until = uint40(vm.getBlockTimestamp()) + juryWindows().enrolment;
        vm.expectEmit(address(jury));
        emit IJury.SeedRecorded(jobId, blockhash(seedBlock), until);
        vm.prank(stranger);
        jury.recordSeed(orderOf(jobId), "");
        Dispute memory dispute = jury.disputeOf(jobId);
        vm.assertEq(dispute.seed, blockhash(seedBlock), "seed");
        vm.assertEq(dispute.enrolUntil, until, "until");
        vm.assertEq(market.jobOf(jobId).deadline, until, "deadline");
        assertPhase(jobId, Phase.Enrolment);
    }

    function test_RevertWhen_TheSeedIsNotKnownYetRecordedAlreadyOrTooLate() external {
        Dispute memory dispute = jury.disputeOf(jobId);
        vm.expectRevert(abi.encodeWithSelector(ISeedSource.SeedNotKnown.selector, dispute.seedBlock));
        jury.recordSeed(orderOf(jobId), "");
        skipBlock(juryWindows().seedDelay + 1);
        uint40 deadline = market.jobOf(jobId).deadline;
        uint256 now_ = vm.getBlockTimestamp();
        passDeadline(jobId);
        vm.expectRevert(abi.encodeWithSelector(IJury.DeadlinePassed.selector, jobId, deadline));
        jury.recordSeed(orderOf(jobId), "");
        vm.warp(now_);
        jury.recordSeed(orderOf(jobId), "");
        vm.expectRevert(abi.encodeWithSelector(IJury.WrongPhase.selector, jobId, Phase.Enrolment));
        jury.recordSeed(orderOf(jobId), "");
    }

    /// @dev A zero seed is what a dispute has before it is recorded.
    function test_RevertWhen_TheSeedIsZero() external {
        // PUSH1 32 PUSH0 RETURN: whatever is asked, the answer is a zero word.
        vm.etch(address(jury.seedSource()), hex"60205ff3");
        vm.expectRevert(IJury.ZeroHash.selector);
        jury.recordSeed(orderOf(jobId), "");
    }

    function test_WithoutASeedThereIsNoVerdict() external {
        poke(jobId);
        assertPhase(jobId, Phase.Over);
        assertState(jobId, JobState.Completed);
        vm.assertEq(stakeTokenOf(challenger), 10 * uint256(BOND), "bond back");
    }

    // ---- the list

    function test_ATicketUnderTheLimitIsListedAndLocksItsShare() external {
        recordSeedFor(jobId, 5, 1);
        (uint32 ticket, uint64 draw) = bestTicket(jobId, 5);
        vm.expectEmit(address(jury));
        emit IJury.Enrolled(jobId, NodeId.wrap(5), ticket, draw);
        enrol(jobId, 5);
        vm.assertEq(lockedOf(5), BOND / 2, "lock: 3 bonds over twice the majority of three");
        Juror memory juror = jury.jurorOf(jobId, 0);
        vm.assertEq(NodeId.unwrap(juror.nodeId), 5, "node");
        vm.assertEq(juror.ticket, ticket, "ticket");
        vm.assertEq(juror.draw, draw, "draw");
        vm.assertEq(jury.disputeOf(jobId).listed, 1, "listed");
        vm.assertEq(NodeId.unwrap(jury.jurorOf(jobId, 1).nodeId), 0, "none");
        vm.assertEq(NodeId.unwrap(jury.jurorOf(jobId, type(uint8).max).nodeId), 0, "no such seat");
    }

    /// @dev 500 draws of 110 tickets: a ticket is under the limit as often as it should be.
    function test_FifteenTicketsAreExpectedUnderTheLimit() external {
        recordSeed(jobId);
        uint256 under;
        for (uint64 i = 0; i < 10_000; i++) {
            if (jury.drawOf(jobId, NodeId.wrap(i), 0) <= jury.limitOf(jobId)) under++;
        }
        // 15 of 110, and six standard deviations.
        vm.assertApproxEqAbs(under, 1_364, 206, "under the limit");
    }

    function test_AllTicketsMayEnrolInASmallClass() external {
        setClassTickets(CLASS, 12);
        JobId other = _disputed();
        vm.assertEq(jury.limitOf(other), type(uint64).max, "limit");
    }

    function test_AClassWithoutTicketsAdmitsNobody() external {
        JobId other = proposedJob(WRONG);
        setClassTickets(CLASS, 0);
        challenge(other, ROOT);
        recordSeed(other);
        vm.prank(operatorOf(5));
        vm.expectPartialRevert(IJury.NotDrawn.selector);
        jury.enrol(orderOf(other), NodeId.wrap(5), 0);
        poke(other);
        assertPhase(other, Phase.Over);
    }

    /// @dev Whatever the order in which they come, the five lowest stay, and the others' locks are free.
    function testFuzz_TheLowestStay(uint256 order_) external {
        order_ %= 64;
        setClassTickets(CLASS, 15);
        JobId other = _disputed();
        recordSeed(other);
        uint64[] memory draws = new uint64[](8);
        for (uint256 k = 0; k < 8; k++) {
            uint256 i = 2 + (order_ + k * (2 * (order_ % 4) + 1)) % 8;
            (uint32 ticket, uint64 draw) = bestTicket(other, i);
            draws[k] = draw;
            vm.prank(operatorOf(i));
            try jury.enrol(orderOf(other), NodeId.wrap(uint64(i)), ticket) {} catch (bytes memory reason) {
                vm.assertEq(bytes32(bytes4(reason)), bytes32(IJury.NotBetter.selector), "why");
            }
        }
        uint256 locked;
        for (uint256 i = 2; i <= 9; i++) locked += lockedOf(i);
        vm.assertEq(locked, 5 * uint256(BOND / 2), "locked");
        for (uint8 seat = 0; seat < 5; seat++) {
            uint256 lower;
            for (uint256 k = 0; k < 8; k++) if (draws[k] < jury.jurorOf(other, seat).draw) lower++;
            vm.assertLt(lower, 5, "not among the five lowest");
        }
    }

    function test_WhoIsOutdrawnIsTold() external {
        setClassTickets(CLASS, 15);
        JobId other = _disputed();
        recordSeed(other);
        uint256 last = 2;
        (uint32 lastTicket, uint64 highest) = bestTicket(other, 2);
        uint256 lowest = 2;
        for (uint256 i = 3; i <= 7; i++) {
            (uint32 ticket, uint64 draw) = bestTicket(other, i);
            if (draw > highest) (last, lastTicket, highest) = (i, ticket, draw);
            (, uint64 least) = bestTicket(other, lowest);
            if (draw < least) lowest = i;
        }
        for (uint256 i = 2; i <= 7; i++) if (i != lowest) enrol(other, i);
        (uint32 best,) = bestTicket(other, lowest);
        vm.prank(operatorOf(lowest));
        vm.expectEmit(address(jury));
        emit IJury.Outdrawn(other, NodeId.wrap(uint64(last)), lastTicket);
        jury.enrol(orderOf(other), NodeId.wrap(uint64(lowest)), best);
    }

    function test_ANodeCanHaveSeveralSeats() external {
        setClassTickets(CLASS, 15);
        JobId other = _disputed();
        recordSeed(other);
        vm.startPrank(operatorOf(5));
        for (uint32 ticket = 0; ticket < 5; ticket++) jury.enrol(orderOf(other), NodeId.wrap(5), ticket);
        vm.stopPrank();
        vm.assertEq(lockedOf(5), 5 * uint256(BOND / 2), "a lock for each");
    }

    function test_RevertWhen_TheTicketIsOverTheLimitListedOrNotRipe() external {
        recordSeedFor(jobId, 5, 1);
        uint32 over = 0;
        while (jury.drawOf(jobId, NodeId.wrap(5), over) <= jury.limitOf(jobId)) over++;
        uint64 draw = jury.drawOf(jobId, NodeId.wrap(5), over);
        uint64 limit = jury.limitOf(jobId);
        vm.prank(operatorOf(5));
        vm.expectRevert(abi.encodeWithSelector(IJury.NotDrawn.selector, jobId, uint64(5), draw, limit));
        jury.enrol(orderOf(jobId), NodeId.wrap(5), over);
        enrol(jobId, 5);
        (uint32 ticket,) = bestTicket(jobId, 5);
        vm.prank(operatorOf(5));
        vm.expectRevert(abi.encodeWithSelector(IJury.AlreadyListed.selector, jobId, uint64(5), ticket));
        jury.enrol(orderOf(jobId), NodeId.wrap(5), ticket);
        uint32 beyond = 10;
        while (jury.drawOf(jobId, NodeId.wrap(6), beyond) > limit) beyond++;
        vm.prank(operatorOf(6));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.UnknownTicket.selector, uint64(6), beyond, 10));
        jury.enrol(orderOf(jobId), NodeId.wrap(6), beyond);
    }

    function test_TicketsThatRipenedLaterDoNotDraw() external {
        addNode(10, STAKE);
        skipTime(TICKET_AGE);
        JobId other = proposedJob(WRONG);
        challenge(other, ROOT);
        vm.prank(operatorOf(10));
        staking.ripen(NodeId.wrap(10));
        recordSeed(other);
        uint32 ticket = 0;
        while (jury.drawOf(other, NodeId.wrap(10), ticket) > jury.limitOf(other)) ticket++;
        vm.prank(operatorOf(10));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.UnknownTicket.selector, uint64(10), ticket, 0));
        jury.enrol(orderOf(other), NodeId.wrap(10), ticket);
    }

    function test_RevertWhen_TheOwnerTakesPart() external {
        recordSeedFor(jobId, 1, 1);
        (uint32 ticket,) = bestTicket(jobId, 1);
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(IJury.NotNeutral.selector, jobId, uint64(1)));
        jury.enrol(orderOf(jobId), NodeId.wrap(1), ticket);
        _expectNotNeutral(ownerOf(1), 10);
        _expectNotNeutral(challenger, 11);
        _expectNotNeutral(requester, 12);
    }

    function test_RevertWhen_TheCallerIsNotTheOperatorOrItIsTooLateOrTooEarly() external {
        vm.prank(operatorOf(5));
        vm.expectRevert(abi.encodeWithSelector(IJury.WrongPhase.selector, jobId, Phase.Seed));
        jury.enrol(orderOf(jobId), NodeId.wrap(5), 0);
        recordSeedFor(jobId, 5, 1);
        (uint32 ticket,) = bestTicket(jobId, 5);
        vm.prank(ownerOf(5));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOperator.selector, uint64(5), ownerOf(5)));
        jury.enrol(orderOf(jobId), NodeId.wrap(5), ticket);
        uint40 deadline = market.jobOf(jobId).deadline;
        passDeadline(jobId);
        vm.prank(operatorOf(5));
        vm.expectRevert(abi.encodeWithSelector(IJury.DeadlinePassed.selector, jobId, deadline));
        jury.enrol(orderOf(jobId), NodeId.wrap(5), ticket);
    }

    function test_AListThatIsNotFullGivesNoVerdict() external {
        recordSeedFor(jobId, 5, 4);
        for (uint256 i = 5; i < 9; i++) enrol(jobId, i);
        poke(jobId);
        assertPhase(jobId, Phase.Over);
        assertState(jobId, JobState.Completed);
        for (uint256 i = 5; i < 9; i++) {
            vm.assertEq(lockedOf(i), 0, "locked");
            vm.assertEq(stakeOf(i), STAKE, "nobody had anything to do");
        }
        vm.assertEq(stakeTokenOf(challenger), 10 * uint256(BOND), "bond back");
    }

    function test_NeitherPauseNorPolicyNorMaintenanceKeepsAJurorOut() external {
        vm.prank(guardian);
        staking.pause();
        vm.prank(governor);
        staking.retireMarket(address(market));
        vm.prank(operatorOf(5));
        staking.drain(NodeId.wrap(5));
        recordSeedFor(jobId, 5, 1);
        enrol(jobId, 5);
    }

    function test_NothingIsDrawnBeforeTheSeed() external {
        vm.assertEq(jury.drawOf(jobId, NodeId.wrap(5), 0), 0, "draw");
        vm.assertEq(jury.limitOf(JobId.wrap("unknown")), 0, "limit");
    }

    /// @dev Node `i`, from 10 on, belongs to `owner`, and is old enough for a new dispute.
    function _expectNotNeutral(address owner, uint64 i) private {
        fundStake(owner, STAKE);
        register(owner, operatorOf(i), STAKE);
        skipTime(TICKET_AGE);
        vm.prank(operatorOf(i));
        staking.ripen(NodeId.wrap(i));
        skipBlock(1);
        JobId other = proposedJob(WRONG);
        challenge(other, ROOT);
        recordSeedFor(other, i, 1);
        (uint32 ticket,) = bestTicket(other, i);
        vm.prank(operatorOf(i));
        vm.expectRevert(abi.encodeWithSelector(IJury.NotNeutral.selector, other, i));
        jury.enrol(orderOf(other), NodeId.wrap(i), ticket);
    }

    function _disputed() private returns (JobId other) {
        uint64 tickets = staking.classTicketsOf(address(market), CLASS);
        setClassTickets(CLASS, 110);
        other = proposedJob(WRONG);
        setClassTickets(CLASS, tickets);
        challenge(other, ROOT);
    }
}
