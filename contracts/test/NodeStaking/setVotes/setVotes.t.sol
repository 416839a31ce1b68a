// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {IStakeVotes} from "../../../src/interfaces/IStakeVotes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract SetVotesTest is World {
    function test_VotesAreChosenOnce() external {
        vm.assertEq(address(staking.votes()), address(0), "none at first");
        IStakeVotes votes = IStakeVotes(vm.deployCode("StakeVotes.sol:StakeVotes", abi.encode(staking)));
        vm.startPrank(governor);
        vm.expectEmit(address(staking));
        emit INodeStaking.VotesSet(votes);
        staking.setVotes(votes);
        vm.assertEq(address(staking.votes()), address(votes), "chosen");
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.VotesAreChosen.selector, votes));
        staking.setVotes(IStakeVotes(stranger));
        vm.stopPrank();
    }

    function test_RevertWhen_TheCallerIsNotTheGovernor() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IGoverned.NotGovernor.selector, stranger));
        staking.setVotes(IStakeVotes(stranger));
    }
}
