// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IEntries} from "../../../src/interfaces/IEntries.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {IPolicy} from "../../../src/interfaces/IPolicy.sol";
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
        list.deny(ownerOf(1));
        vm.startPrank(requester);
        _expectRefused(requester, INodeStaking.register.selector);
        staking.register(registration(stranger, STAKE));
        _expectRefused(requester, INodeStaking.admitPost.selector);
        market.post(order(1, 1), abi.encode(spec()));
        vm.stopPrank();
        _expectRefused(ownerOf(1), INodeStaking.lockBond.selector);
        vm.prank(operatorOf(1));
        market.claim(orderOf(jobId), NodeId.wrap(1));
        claim(jobId, 2);
    }

    /// @dev The owner is asked about, not the key it works with.
    function test_ADeniedOwnerDoesNotGoOnWithAFreshKey() external {
        JobId jobId = openJob(1, 1);
        list.deny(ownerOf(1));
        vm.prank(ownerOf(1));
        staking.updateNode(NodeId.wrap(1), stranger, 8, 0);
        _expectRefused(ownerOf(1), INodeStaking.lockBond.selector);
        vm.prank(stranger);
        market.claim(orderOf(jobId), NodeId.wrap(1));
    }

    function test_ADeniedAccountKeepsWhatIsInside() external {
        list.deny(requester);
        list.deny(ownerOf(1));
        fund(requester, 1);
        fundStake(ownerOf(1), 1e18);
        vm.prank(ownerOf(1));
        staking.addStake(NodeId.wrap(1), 1e18);
        vm.assertEq(stakeOf(1), STAKE + 1e18, "stake");
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
        staking.setPolicy(list);
    }

    function _setPolicy(IPolicy policy) private {
        vm.prank(governor);
        vm.expectEmit(address(staking));
        emit IGoverned.ParameterSet("policy", 0, uint160(address(policy)));
        staking.setPolicy(policy);
    }

    function _expectRefused(address account, bytes4 action) private {
        vm.expectRevert(abi.encodeWithSelector(IEntries.PolicyRefused.selector, account, action));
    }
}
