// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract HeartbeatTest is World {
    NodeId private constant NODE = NodeId.wrap(1);

    function setUp() public override {
        super.setUp();
        addNodes(1);
    }

    function test_AnUnseenNodeCannotClaimUntilItIsSeen() external {
        uint256 seen = staking.nodeOf(NODE).lastSeen;
        vm.warp(seen + 1 days - 1);
        JobId jobId = openJob(1, 1);
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotAlive.selector, NODE, seen));
        market.claim(orderOf(jobId), NODE);
        vm.expectEmit(address(staking));
        emit INodeStaking.Heartbeat(NODE);
        vm.prank(operatorOf(1));
        staking.heartbeat(NODE);
        claim(jobId, 1);
    }

    function test_AClaimIsASignOfLife() external {
        skipTime(1 hours);
        runningJob(1, 1);
        vm.assertEq(staking.nodeOf(NODE).lastSeen, vm.getBlockTimestamp(), "lastSeen");
    }

    function test_ManyAtOnce() external {
        fundStake(stranger, 2 * STAKE);
        vm.startPrank(stranger);
        NodeId[] memory mine = new NodeId[](2);
        for (uint256 i = 0; i < 2; i++) mine[i] = staking.register(registration(stranger, STAKE));
        skipTime(5);
        staking.heartbeatMany(mine);
        vm.stopPrank();
        for (uint256 i = 0; i < 2; i++) {
            vm.assertEq(staking.nodeOf(mine[i]).lastSeen, vm.getBlockTimestamp(), "lastSeen");
        }
    }

    function test_RevertWhen_TheCallerIsNotTheOperator() external {
        vm.prank(ownerOf(1));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOperator.selector, NODE, ownerOf(1)));
        staking.heartbeat(NODE);
    }
}
