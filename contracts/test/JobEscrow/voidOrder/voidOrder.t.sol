// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobOrder, JobState} from "../../../src/types/JobTypes.sol";
import {Signers} from "../../base/Signers.sol";
import {vm} from "../../base/Vm.sol";

contract VoidOrderTest is Signers {
    JobOrder private order_;
    JobId private jobId;

    function setUp() public override {
        super.setUp();
        JobOrder memory made = complete(order(1, 1), spec());
        made.requester = signer;
        order_ = made;
        jobId = remember(made);
    }

    function test_AVoidedOrderIsNeverPosted() external {
        bytes memory signature = sign(KEY, jobId);
        vm.expectEmit(address(market));
        emit IJobEscrow.OrderVoided(jobId, signer);
        vm.prank(signer);
        market.voidOrder(order_);
        assertState(jobId, JobState.Cancelled);
        vm.assertEq(usdtOf(signer), 100e6, "no money");
        uint256 payment = lens.escrowOf(order_);
        vm.assertEq(payment, 0, "no escrow");
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobExists.selector, jobId));
        market.postFor(order_, abi.encode(spec()), signature);
        vm.prank(signer);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobExists.selector, jobId));
        market.post(order_, abi.encode(spec()));
    }

    function test_AVoidedOrderIsOver() external {
        vm.startPrank(signer);
        market.voidOrder(order_);
        skipTime(1 days);
        bytes memory over = abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Cancelled);
        vm.expectRevert(over);
        market.voidOrder(order_);
        vm.expectRevert(over);
        market.cancel(order_);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NothingToPoke.selector, jobId, JobState.Cancelled));
        market.poke(order_);
        vm.stopPrank();
        vm.prank(operatorOf(1));
        vm.expectRevert(over);
        market.claim(order_, NodeId.wrap(1));
        (, uint256 eligibleAt,) = lens.eligible(order_, NodeId.wrap(1));
        vm.assertEq(eligibleAt, type(uint256).max, "never");
    }

    function test_APauseDoesNotHinderIt() external {
        vm.prank(guardian);
        staking.pause();
        vm.prank(signer);
        market.voidOrder(order_);
    }

    function test_RevertWhen_TheCallerIsNotTheRequester() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotRequester.selector, jobId, stranger));
        market.voidOrder(order_);
    }

    function test_RevertWhen_TheOrderWasPosted() external {
        vm.startPrank(signer);
        market.post(order_, abi.encode(spec()));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Open));
        market.voidOrder(order_);
        vm.stopPrank();
    }
}
