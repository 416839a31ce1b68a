// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IEntries} from "../../../src/interfaces/IEntries.sol";
import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract SetGuardianTest is World {
    function test_TheNewGuardianPausesAndTheOldDoesNot() external {
        vm.prank(governor);
        vm.expectEmit(address(staking));
        emit IGoverned.ParameterSet("guardian", 0, uint160(stranger));
        staking.setGuardian(stranger);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IEntries.NotGuardian.selector, guardian));
        staking.pause();
        vm.prank(stranger);
        staking.pause();
        vm.assertGt(staking.pausedUntil(), vm.getBlockTimestamp(), "paused");
    }

    function test_RevertWhen_TheCallerIsNotTheGovernor() external {
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.NotGovernor.selector, guardian));
        staking.setGuardian(guardian);
    }
}
