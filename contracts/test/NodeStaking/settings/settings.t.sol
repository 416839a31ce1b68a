// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {StakingParams} from "../../../src/types/NodeTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract StakingSettingsTest is World {
    function testFuzz_SetsWithinBounds(uint96 minStake, uint32 cooldown, uint32 liveness, uint32 notice) external {
        minStake = uint96(bound(minStake, TICKET, 1e24));
        cooldown = uint32(bound(cooldown, 7 days, 30 days));
        liveness = uint32(bound(liveness, 1 minutes, 30 days));
        notice = uint32(bound(notice, 0, 1 days));
        vm.startPrank(governor);
        _expectSet("minStake", 0, minStake);
        staking.setMinStake(minStake);
        _expectSet("unbondCooldown", 0, cooldown);
        staking.setUnbondCooldown(cooldown);
        _expectSet("livenessWindow", 0, liveness);
        staking.setLivenessWindow(liveness);
        _expectSet("maintenanceNotice", 0, notice);
        staking.setMaintenanceNotice(notice);
        vm.stopPrank();
        StakingParams memory params = staking.params();
        vm.assertEq(params.minStake, minStake, "minStake");
        vm.assertEq(params.unbondCooldown, cooldown, "cooldown");
        vm.assertEq(params.livenessWindow, liveness, "liveness");
        vm.assertEq(params.maintenanceNotice, notice, "notice");
    }

    function test_RevertWhen_OutOfBounds() external {
        vm.startPrank(governor);
        _expectOutOfBounds("minStake", 1e24 + 1, 0, 1e24);
        staking.setMinStake(1e24 + 1);
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.BadTicketSize.selector, TICKET, TICKET - 1));
        staking.setMinStake(TICKET - 1);
        _expectOutOfBounds("unbondCooldown", 7 days - 1, 7 days, 30 days);
        staking.setUnbondCooldown(7 days - 1);
        _expectOutOfBounds("unbondCooldown", 30 days + 1, 7 days, 30 days);
        staking.setUnbondCooldown(30 days + 1);
        _expectOutOfBounds("livenessWindow", 59, 1 minutes, 30 days);
        staking.setLivenessWindow(59);
        _expectOutOfBounds("maintenanceNotice", 1 days + 1, 0, 1 days);
        staking.setMaintenanceNotice(1 days + 1);
        vm.stopPrank();
    }

    function test_RevertWhen_TheCallerIsNotTheGovernor() external {
        bytes memory refused = abi.encodeWithSelector(IGoverned.NotGovernor.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refused);
        staking.setMinStake(0);
        vm.expectRevert(refused);
        staking.setUnbondCooldown(8 days);
        vm.expectRevert(refused);
        staking.setLivenessWindow(1 days);
        vm.expectRevert(refused);
        staking.setMaintenanceNotice(0);
        vm.stopPrank();
    }

    function _expectSet(bytes32 name, bytes32 key, uint256 value) private {
        vm.expectEmit(address(staking));
        emit IGoverned.ParameterSet(name, key, value);
    }

    function _expectOutOfBounds(bytes32 name, uint256 value, uint256 min, uint256 max) private {
        vm.expectRevert(abi.encodeWithSelector(IGoverned.OutOfBounds.selector, name, value, min, max));
    }
}
