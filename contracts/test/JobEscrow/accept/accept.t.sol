// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobState} from "../../../src/types/JobTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract AcceptTest is World {
    function setUp() public override {
        super.setUp();
        addNodes(3);
    }

    function testFuzz_PaysTheSeatTheFeeAndTheRest(uint256 wait) external {
        uint256 before = usdtOf(requester);
        JobId jobId = openJob(1, 1);
        uint256 escrow = lens.escrowOf(orderOf(jobId));
        skipTime(bound(wait, 0, 9 minutes));
        claim(jobId, 1);
        submit(jobId, 1, ROOT);
        uint256 price = lens.currentPrice(orderOf(jobId));
        uint256 fee = price * FEE_BPS / 10_000;
        vm.expectEmit(address(market));
        emit IJobEscrow.JobCompleted(jobId, ROOT, 1, price, fee, escrow - price - fee);
        vm.prank(requester);
        market.accept(orderOf(jobId));
        vm.assertEq(usdtOf(ownerOf(1)), price, "node owner");
        vm.assertEq(usdtOf(treasury), fee, "treasury");
        vm.assertEq(usdtOf(requester), before - price - fee, "requester");
        vm.assertEq(usdtOf(address(market)), 0, "held");
        vm.assertEq(lockedOf(1), 0, "bond");
        vm.assertEq(staking.nodeOf(NodeId.wrap(1)).completed, 1, "completed");
        vm.assertEq(lens.escrowOf(orderOf(jobId)), 0, "escrowOf");
        assertState(jobId, JobState.Completed);
        vm.assertEq(market.jobOf(jobId).deadline, vm.getBlockTimestamp(), "ended now");
    }

    function test_OnlySeatsWithTheResultArePaid() external {
        JobId jobId = revealingJob(2, roots(ROOT, WRONG, ROOT));
        for (uint8 i = 0; i < 3; i++) reveal(jobId, i, i == 1 ? WRONG : ROOT);
        uint256 price = lens.currentPrice(orderOf(jobId));
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.SeatsDisagree.selector, jobId));
        market.accept(orderOf(jobId));
        passDeadline(jobId);
        market.poke(orderOf(jobId));
        vm.assertEq(usdtOf(ownerOf(1)), price, "first");
        vm.assertEq(usdtOf(ownerOf(2)), 0, "other root");
        vm.assertEq(usdtOf(ownerOf(3)), price, "third");
        vm.assertEq(stakeOf(2), STAKE, "no stake is lost without a jury");
        vm.assertEq(lockedOf(2), 0, "bond");
        vm.assertEq(staking.nodeOf(NodeId.wrap(2)).completed, 0, "completed");
    }

    function test_MovesThePriceIndex() external {
        uint216 first = 2_000e18;
        vm.prank(governor);
        market.setQuote(address(usdt), CLASS, first);
        skipTime(1 hours);
        JobId jobId = openJob(1, 1);
        skipTime(9 minutes);
        claim(jobId, 1);
        submit(jobId, 1, ROOT);
        uint256 paid = uint256(lens.currentPrice(orderOf(jobId))) * 1e18 / UNITS;
        vm.expectEmit(address(market));
        emit IJobEscrow.PriceIndex(address(usdt), CLASS, first + (paid - first) / 8);
        vm.prank(requester);
        market.accept(orderOf(jobId));
    }

    function test_RevertWhen_TheCallerIsNotTheRequester() external {
        JobId jobId = runningJob(1, 1);
        submit(jobId, 1, ROOT);
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotRequester.selector, jobId, operatorOf(1)));
        market.accept(orderOf(jobId));
    }

    function test_RevertWhen_NothingIsProposed() external {
        JobId jobId = runningJob(1, 1);
        vm.startPrank(requester);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Running));
        market.accept(orderOf(jobId));
        vm.stopPrank();
        submit(jobId, 1, ROOT);
        vm.startPrank(requester);
        market.accept(orderOf(jobId));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Completed));
        market.accept(orderOf(jobId));
        vm.stopPrank();
    }

    function _complete() private {
        JobId jobId = runningJob(1, 1);
        submit(jobId, 1, ROOT);
        vm.prank(requester);
        market.accept(orderOf(jobId));
    }
}
