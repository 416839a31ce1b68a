// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {IPolicy} from "../../../src/interfaces/IPolicy.sol";
import {IVault} from "../../../src/interfaces/IVault.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobState} from "../../../src/types/JobTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract DenyList is IPolicy {
    mapping(address account => bool) public denied;

    function deny(address account) external {
        denied[account] = true;
    }

    function allowed(address account, bytes4) external view returns (bool) {
        return !denied[account];
    }
}

/// @notice Breaks whoever asks.
contract HostilePolicy is IPolicy {
    function allowed(address, bytes4) external pure returns (bool) {
        assembly ("memory-safe") {
            invalid()
        }
    }
}

contract PolicyTest is World {
    DenyList private list;

    function setUp() public override {
        super.setUp();
        addNodes(3);
        list = new DenyList();
        _setPolicy(list);
    }

    function test_ADeniedAccountCannotEnter() external {
        JobId jobId = openJob(1, 1);
        list.deny(requester);
        list.deny(operatorOf(1));
        vm.startPrank(requester);
        _expectRefused(requester, IVault.deposit.selector);
        vault.deposit(address(usdt), requester, 1);
        _expectRefused(requester, INodeStaking.register.selector);
        staking.register(stranger, CLASS, 1, 0, STAKE);
        _expectRefused(requester, IJobEscrow.post.selector);
        market.post(order(1, 1), abi.encode(spec()));
        vm.stopPrank();
        _expectRefused(requester, IVault.deposit.selector);
        vm.prank(stranger);
        vault.deposit(address(usdt), requester, 1);
        _expectRefused(operatorOf(1), IJobEscrow.claim.selector);
        vm.prank(operatorOf(1));
        market.claim(orderOf(jobId), NodeId.wrap(1));
        claim(jobId, 2);
    }

    function test_AHostilePolicyTrapsNobodysMoney() external {
        JobId jobId = runningJob(3, 2);
        _setPolicy(new HostilePolicy());
        for (uint8 i = 0; i < 3; i++) commit(jobId, i, ROOT);
        for (uint8 i = 0; i < 3; i++) reveal(jobId, i, ROOT);
        vm.prank(requester);
        market.accept(orderOf(jobId));
        assertState(jobId, JobState.Completed);
        vm.startPrank(ownerOf(1));
        staking.requestUnbond(NodeId.wrap(1), STAKE);
        skipTime(7 days);
        staking.unbond(NodeId.wrap(1));
        vault.withdraw(address(stakeToken), STAKE, ownerOf(1));
        vm.stopPrank();
        vm.startPrank(requester);
        vault.withdraw(address(usdt), usdtOf(requester), requester);
        vm.stopPrank();
    }

    function test_RevertWhen_TheCallerIsNotTheGovernor() external {
        vm.expectPartialRevert(IGoverned.NotGovernor.selector);
        market.setPolicy(list);
    }

    function _setPolicy(IPolicy policy) private {
        vm.startPrank(governor);
        vault.setPolicy(policy);
        staking.setPolicy(policy);
        market.setPolicy(policy);
        vm.stopPrank();
    }

    function _expectRefused(address account, bytes4 action) private {
        vm.expectRevert(abi.encodeWithSelector(IGoverned.PolicyRefused.selector, account, action));
    }
}
