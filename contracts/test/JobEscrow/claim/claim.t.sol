// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobOrder, JobSpec, JobState, Seat, SeatState} from "../../../src/types/JobTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract ClaimTest is World {
    function setUp() public override {
        super.setUp();
        addNodes(3);
    }

    function test_TakesTheNextSeatAndLocksTheBond() external {
        JobId jobId = openJob(3, 2);
        vm.expectEmit(address(staking));
        emit INodeStaking.BondLocked(NodeId.wrap(2), jobId, BOND);
        vm.expectEmit(address(market));
        emit IJobEscrow.SeatClaimed(jobId, NodeId.wrap(2), 0);
        vm.assertEq(claim(jobId, 2), 0, "seat");
        vm.assertEq(claim(jobId, 1), 1, "next seat");
        vm.assertEq(lockedOf(2), BOND, "bond");
        Seat memory seat = market.seatOf(jobId, 0);
        vm.assertEq(NodeId.unwrap(seat.nodeId), 2, "node");
        vm.assertEq(uint256(seat.state), uint256(SeatState.Claimed), "seat state");
        vm.assertEq(uint256(market.seatOf(jobId, 2).state), uint256(SeatState.Empty), "empty seat");
        assertState(jobId, JobState.Open);
    }

    function testFuzz_TheLastSeatFixesThePriceForAll(uint256 wait) external {
        wait = bound(wait, 0, 10 minutes - 2);
        JobId jobId = openJob(3, 2);
        claim(jobId, 1);
        claim(jobId, 2);
        skipTime(wait);
        uint256 age = vm.getBlockTimestamp() - market.jobOf(jobId).postedAt;
        uint256 bps = 5_000 + 5_000 * age / 10 minutes;
        uint256 price = (uint256(PRICE) * bps + 9_999) / 10_000;
        vm.assertEq(lens.currentPrice(orderOf(jobId)), price, "offer");
        vm.expectEmit(address(market));
        emit IJobEscrow.PriceCleared(jobId, uint96(price), uint40(vm.getBlockTimestamp() + 1 hours));
        claim(jobId, 3);
        skipTime(5 minutes);
        vm.assertEq(lens.currentPrice(orderOf(jobId)), price, "clearing price");
        assertState(jobId, JobState.Running);
    }

    function test_RevertWhen_TheSeedIsNotKnown() external {
        JobId jobId = post(order(1, 1), spec());
        uint256 seedBlock = vm.getBlockNumber() + 1;
        _expect(jobId, 1, abi.encodeWithSelector(IJobEscrow.SeedUnknown.selector, jobId, seedBlock));
        skipBlock(1);
        _expect(jobId, 1, abi.encodeWithSelector(IJobEscrow.SeedUnknown.selector, jobId, seedBlock));
        skipBlock(1);
        claim(jobId, 1);
    }

    function testFuzz_ASmallNodeWaitsForTheDraw(bytes32 seed) external {
        addNode(4, 200e18);
        addNode(5, 1_000_000e18);
        skipBlock(1);
        JobId jobId = post(order(1, 1), spec());
        uint256 seedBlock = lens.seedBlock(jobId);
        skipBlock(2);
        vm.setBlockhash(seedBlock, seed);
        vm.assume(seed != 0);
        (bool now_, uint256 since, bytes4 obstacle) = lens.eligible(orderOf(jobId), NodeId.wrap(4));
        vm.assertEq(now_, since <= vm.getBlockTimestamp(), "now");
        if (!now_) {
            vm.assertEq(obstacle, IJobEscrow.NotYetEligible.selector, "obstacle");
            _expect(jobId, 4, abi.encodeWithSelector(IJobEscrow.NotYetEligible.selector, jobId, uint64(4), since));
            if (since > market.jobOf(jobId).deadline) return;
            vm.warp(since - 1);
            _expect(jobId, 4, abi.encodeWithSelector(IJobEscrow.NotYetEligible.selector, jobId, uint64(4), since));
            vm.warp(since);
        }
        claim(jobId, 4);
    }

    function test_ASeedThatTheChainForgotIsReplacedByALaterOne() external {
        addNode(4, 100e18);
        addNode(5, 1_000_000e18);
        skipBlock(1);
        JobId jobId = post(order(1, 1), spec());
        uint256 seedBlock = lens.seedBlock(jobId);
        for (uint256 later = 1; later <= 3; later++) {
            vm.roll(seedBlock + later * 256 + 1);
            vm.setBlockhash(seedBlock + later * 256, keccak256(abi.encode(later)));
            (, uint256 from,) = lens.eligible(orderOf(jobId), NodeId.wrap(4));
            vm.assertGt(from, market.jobOf(jobId).postedAt, "a small node waits, whatever the draw");
        }
    }

    function test_ADirectHireNeedsNoDraw() external {
        JobSpec memory spec_ = spec();
        spec_.node = NodeId.wrap(2);
        JobId jobId = post(order(1, 1), spec_);
        _expect(jobId, 1, abi.encodeWithSelector(IJobEscrow.NotHired.selector, jobId, uint64(1)));
        vm.assertEq(NodeId.unwrap(market.seatOf(jobId, 0).nodeId), 0, "empty");
        claim(jobId, 2);
        vm.assertEq(NodeId.unwrap(market.seatOf(jobId, 0).nodeId), 2, "node");
        assertState(jobId, JobState.Running);
    }

    function test_RevertWhen_TheNodeHasASeatOrIsExcluded() external {
        JobSpec memory spec_ = spec();
        spec_.excluded = new NodeId[](2);
        spec_.excluded[0] = NodeId.wrap(9);
        spec_.excluded[1] = NodeId.wrap(3);
        JobId jobId = post(order(3, 2), spec_);
        skipBlock(2);
        claim(jobId, 1);
        _expect(jobId, 1, abi.encodeWithSelector(IJobEscrow.AlreadyNamed.selector, jobId, uint64(1)));
        _expect(jobId, 3, abi.encodeWithSelector(IJobEscrow.AlreadyNamed.selector, jobId, uint64(3)));
        claim(jobId, 2);
    }

    function test_RevertWhen_TheClaimWindowIsOver() external {
        JobId jobId = openJob(1, 1);
        uint40 deadline = market.jobOf(jobId).deadline;
        passDeadline(jobId);
        _expect(jobId, 1, abi.encodeWithSelector(IJobEscrow.DeadlinePassed.selector, jobId, deadline));
        vm.warp(deadline);
        claim(jobId, 1);
    }

    function test_RevertWhen_AllSeatsAreTaken() external {
        JobId jobId = runningJob(1, 1);
        _expect(jobId, 2, abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Running));
    }

    function test_RevertWhen_TheCallerIsNotTheOperator() external {
        JobId jobId = openJob(1, 1);
        vm.prank(ownerOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOperator.selector, uint64(1), ownerOf(1)));
        market.claim(orderOf(jobId), NodeId.wrap(1));
    }

    function test_RevertWhen_HalfOfTheAllowanceIsUsedUp() external {
        JobOrder memory order_ = order(1, 1);
        order_.bond = 2 * TICKET;
        JobId[] memory jobs = new JobId[](3);
        for (uint256 i = 0; i < 3; i++) jobs[i] = post(order_, spec());
        skipBlock(2);
        for (uint256 i = 0; i < 2; i++) claim(jobs[i], 1);
        _expect(
            jobs[2], 1, abi.encodeWithSelector(INodeStaking.AllowanceUsedUp.selector, uint64(1), 4 * TICKET, 2 * TICKET, STAKE / 2)
        );
    }

    function test_RevertWhen_TheJobIsUnknown() external {
        JobId jobId = remember(order(1, 1));
        _expect(jobId, 1, abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.None));
    }

    function _expect(JobId jobId, uint256 i, bytes memory reason) private {
        vm.prank(operatorOf(i));
        vm.expectRevert(reason);
        market.claim(orderOf(jobId), NodeId.wrap(uint64(i)));
    }
}
