// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobState} from "../../../src/types/JobTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract UpdateNodeTest is World {
    NodeId private constant NODE = NodeId.wrap(1);

    function setUp() public override {
        super.setUp();
        addNodes(2);
    }

    function test_ABoundJobGoesOnUnderTheNewOperator() external {
        JobId jobId = runningJob(1, 1);
        vm.expectEmit(address(staking));
        emit INodeStaking.NodeUpdated(NODE, stranger, 3, "new");
        vm.prank(ownerOf(1));
        staking.updateNode(NODE, stranger, 3, "new");
        vm.expectRevert();
        submit(jobId, 1, ROOT);
        vm.prank(stranger);
        market.submit(orderOf(jobId), delivery(ROOT));
        assertState(jobId, JobState.Proposed);
    }

    function test_RevertWhen_TheCallerIsNotTheOwner() external {
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOwner.selector, NODE, operatorOf(1)));
        staking.updateNode(NODE, stranger, 3, 0);
    }

    function test_RevertWhen_OperatorOrSlotsAreZero() external {
        vm.startPrank(ownerOf(1));
        vm.expectRevert(INodeStaking.ZeroOperator.selector);
        staking.updateNode(NODE, address(0), 3, 0);
        vm.expectRevert(INodeStaking.ZeroSlots.selector);
        staking.updateNode(NODE, stranger, 0, 0);
        vm.stopPrank();
    }
}
