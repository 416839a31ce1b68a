// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC5805} from "@openzeppelin/contracts/interfaces/IERC5805.sol";

import {IStakeVotes} from "../../src/interfaces/IStakeVotes.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {SlashReason} from "../../src/types/NodeTypes.sol";
import {vm} from "./Vm.sol";
import {World} from "./World.sol";

interface IVotesUnderTest is IStakeVotes, IERC5805 {}

/// @notice A network that counts votes, and whose market slashes at will.
abstract contract VotesWorld is World {
    JobId internal constant JOB = JobId.wrap("job");

    IVotesUnderTest internal votes;

    function setUp() public virtual override {
        super.setUp();
        votes = IVotesUnderTest(vm.deployCode("StakeVotes.sol:StakeVotes", abi.encode(staking)));
        vm.prank(governor);
        staking.setVotes(votes);
    }

    function node(uint256 i) internal pure returns (NodeId) {
        return NodeId.wrap(uint64(i));
    }

    function setVoting(uint256 i, bool voting) internal {
        vm.prank(ownerOf(i));
        staking.setVoting(node(i), voting);
    }

    function addStake(uint256 i, uint96 amount) internal {
        require(amount != 0, "nothing to add");
        fundStake(ownerOf(i), amount);
        vm.prank(ownerOf(i));
        staking.addStake(node(i), amount);
    }

    function requestUnbond(uint256 i, uint96 amount) internal {
        vm.prank(ownerOf(i));
        staking.requestUnbond(node(i), amount);
    }

    /// @dev A second later: only older stake can be bound.
    function slash(uint256 i, uint96 amount) internal {
        skipTime(1);
        vm.startPrank(address(market));
        staking.lockBond(node(i), JOB, operatorOf(i), CLASS, uint40(vm.getBlockTimestamp()), amount);
        staking.slashBond(node(i), JOB, amount, amount, true, SlashReason.WrongResult);
        vm.stopPrank();
    }

    function votesOf(uint256 i) internal view returns (uint256) {
        return votes.getVotes(ownerOf(i));
    }
}
