// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {VotesWorld} from "../../base/VotesWorld.sol";
import {vm} from "../../base/Vm.sol";

contract LookupsTest is VotesWorld {
    function setUp() public override {
        super.setUp();
        addNodes(2);
    }

    /// @dev Random changes, then every second of them is looked up against what was seen at its end.
    function testFuzz_ThePastIsAsItWas(uint96[12] calldata amounts) external {
        setVoting(1, true);
        setVoting(2, true);
        uint256 start = vm.getBlockTimestamp();
        uint256[] memory first = new uint256[](amounts.length);
        uint256[] memory total = new uint256[](amounts.length);
        for (uint256 i = 0; i < amounts.length; i++) {
            uint96 amount = 1 + amounts[i] % 20e18;
            if (amounts[i] % 3 == 0) addStake(1 + i % 2, amount);
            else if (amounts[i] % 3 == 1) requestUnbond(1 + i % 2, amount);
            else setVoting(1 + i % 2, amount % 2 == 0);
            (first[i], total[i]) = (votesOf(1), votes.totalVotes());
            skipTime(1);
        }
        for (uint256 i = 0; i < amounts.length; i++) {
            vm.assertEq(votes.getPastVotes(ownerOf(1), start + i), first[i], "votes");
            vm.assertEq(votes.getPastTotalSupply(start + i), total[i], "total");
        }
        vm.assertEq(votes.getPastTotalSupply(start - 1), 0, "before");
    }

    function test_RevertWhen_TheSecondIsNotOver() external {
        setVoting(1, true);
        uint256 now_ = vm.getBlockTimestamp();
        bytes memory future = abi.encodeWithSignature("ERC5805FutureLookup(uint256,uint48)", now_, now_);
        vm.expectRevert(future);
        votes.getPastVotes(ownerOf(1), now_);
        vm.expectRevert(future);
        votes.getPastTotalSupply(now_);
    }

    function test_TheClockCountsSeconds() external view {
        vm.assertEq(votes.clock(), vm.getBlockTimestamp(), "clock");
        vm.assertEq(bytes(votes.CLOCK_MODE()), "mode=timestamp", "mode");
    }
}
