// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract SetGuardianTest is World {
    function test_TheNewGuardianPausesAndTheOldDoesNot() external {
        vm.prank(governor);
        vm.expectEmit(address(market));
        emit IGoverned.ParameterSet("guardian", 0, uint160(stranger));
        market.setGuardian(stranger);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.NotGuardian.selector, guardian));
        market.pause();
        vm.prank(stranger);
        market.pause();
        vm.assertGt(market.pausedUntil(), vm.getBlockTimestamp(), "paused");
    }

    function test_RevertWhen_TheCallerIsNotTheGovernor() external {
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.NotGovernor.selector, guardian));
        market.setGuardian(guardian);
    }
}
