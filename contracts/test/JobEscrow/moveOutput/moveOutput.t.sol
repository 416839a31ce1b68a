// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract MoveOutputTest is World {
    JobId private jobId;

    function setUp() public override {
        super.setUp();
        addNodes(3);
        jobId = runningJob(1, 1);
    }

    function test_TheOperatorSaysWhereTheOutputLiesNow() external {
        submit(jobId, 1, ROOT);
        vm.expectEmit(address(market));
        emit IJobEscrow.OutputMoved(jobId, NodeId.wrap(1), 0, "ipfs://new");
        vm.prank(operatorOf(1));
        market.moveOutput(jobId, 0, "ipfs://new");
    }

    function test_RevertWhen_TheSeatHasNoResult() external {
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotRevealed.selector, jobId, 0));
        market.moveOutput(jobId, 0, "ipfs://new");
    }

    function test_RevertWhen_TheCallerIsNotTheSeatsOperator() external {
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotSeatOperator.selector, jobId, 0, stranger));
        vm.prank(stranger);
        market.moveOutput(jobId, 0, "ipfs://new");
    }
}
