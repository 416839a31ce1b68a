// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IEntries} from "../../src/interfaces/IEntries.sol";
import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {INodeStaking} from "../../src/interfaces/INodeStaking.sol";
import {IPolicy} from "../../src/interfaces/IPolicy.sol";
import {IVault} from "../../src/interfaces/IVault.sol";
import {JobId} from "../../src/types/Ids.sol";
import {JobOrder, JobState} from "../../src/types/JobTypes.sol";
import {World} from "../base/World.sol";
import {vm} from "../base/Vm.sol";

contract NoPosts is IPolicy {
    function allowed(address, bytes4 action) external pure returns (bool) {
        return action != INodeStaking.admitPost.selector;
    }
}

contract MulticallTest is World {
    function test_PostsManyJobsAtOnce() external {
        bytes[] memory calls = new bytes[](3);
        JobId[] memory jobs = new JobId[](3);
        for (uint256 i = 0; i < 3; i++) (calls[i], jobs[i]) = _postCall();
        vm.prank(requester);
        bytes[] memory results = market.multicall(calls);
        for (uint256 i = 0; i < 3; i++) {
            vm.assertEq(abi.decode(results[i], (bytes32)), JobId.unwrap(jobs[i]), "result");
            assertState(jobs[i], JobState.Open);
        }
    }

    function test_RevertWhen_OneCallReverts() external {
        bytes[] memory calls = new bytes[](2);
        JobId jobId;
        (calls[0], jobId) = _postCall();
        calls[1] = calls[0];
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobExists.selector, jobId));
        market.multicall(calls);
        assertState(jobId, JobState.None);
    }

    function test_TheVaultDepositsAndWithdrawsInOne() external {
        usdt.mint(stranger, 10);
        bytes[] memory calls = new bytes[](3);
        calls[0] = abi.encodeCall(IVault.deposit, (address(usdt), stranger, 6));
        calls[1] = abi.encodeCall(IVault.deposit, (address(usdt), treasury, 4));
        calls[2] = abi.encodeCall(IVault.withdraw, (address(usdt), 5, stranger));
        vm.startPrank(stranger);
        usdt.approve(address(vault), 10);
        vault.multicall(calls);
        vm.stopPrank();
        vm.assertEq(usdtOf(stranger), 1, "stranger");
        vm.assertEq(usdtOf(treasury), 4, "treasury");
        vm.assertEq(usdt.balanceOf(stranger), 5, "out");
    }

    function test_RevertWhen_ValueIsCountedTwice() external {
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IVault.depositNative, (stranger));
        calls[1] = calls[0];
        vm.deal(stranger, 2 ether);
        vm.startPrank(stranger);
        (bool sent,) = address(vault).call{value: 1 ether}(abi.encodeCall(vault.multicall, (calls)));
        vm.assertFalse(sent, "takes value");
        vm.expectRevert(abi.encodeWithSelector(IVault.NothingReceived.selector, address(0)));
        vault.multicall(calls);
        vm.stopPrank();
    }

    function test_ThePolicyIsAskedAboutEachCall() external {
        NoPosts policy = new NoPosts();
        vm.prank(governor);
        staking.setPolicy(policy);
        bytes[] memory calls = new bytes[](1);
        (calls[0],) = _postCall();
        vm.prank(requester);
        vm.expectRevert(
            abi.encodeWithSelector(IEntries.PolicyRefused.selector, requester, INodeStaking.admitPost.selector)
        );
        market.multicall(calls);
    }

    function _postCall() private returns (bytes memory call, JobId jobId) {
        JobOrder memory order_ = complete(order(1, 1), spec());
        return (abi.encodeCall(IJobEscrow.post, (order_, abi.encode(spec()))), remember(order_));
    }
}
