// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

import {VotingRules} from "../../../src/types/GovernanceTypes.sol";
import {GovernanceWorld} from "../../base/GovernanceWorld.sol";
import {vm} from "../../base/Vm.sol";

contract QuorumTest is GovernanceWorld {
    function testFuzz_AShareOfTheEnrolledButNeverLessThanTheFloor(uint88 stake) external {
        addNodes(2);
        setVoting(1, true);
        stake = uint88(bound(stake, 1, type(uint88).max - STAKE));
        addStake(1, stake);
        uint256 then_ = vm.getBlockTimestamp();
        skipTime(1);
        setVoting(2, true);
        setVoting(1, false);
        skipTime(1);
        uint256 share = (uint256(STAKE) + stake) * 2_000 / 10_000;
        uint256 floor = rules().quorumFloor;
        vm.assertEq(dao.quorum(then_), share > floor ? share : floor, "then");
        vm.assertEq(dao.quorum(then_ + 1), floor, "later");
    }

    function test_TheRulesAreThoseOfTheDeployment() external view {
        vm.assertEq(dao.votingDelay(), 1 days, "delay");
        vm.assertEq(dao.votingPeriod(), 4 days, "period");
        vm.assertEq(dao.proposalThreshold(), STAKE, "threshold");
        vm.assertEq(dao.clock(), votes.clock(), "clock");
        vm.assertEq(bytes(dao.CLOCK_MODE()), "mode=timestamp", "mode");
    }

    function test_RevertWhen_TheRulesMakeNoSense() external {
        VotingRules memory bad = rules();
        bad.quorumBps = 10_001;
        _refused(bad, abi.encodeWithSignature("BadQuorum(uint16,uint96)", 10_001, bad.quorumFloor));
        bad = rules();
        bad.quorumFloor = 0;
        _refused(bad, abi.encodeWithSignature("BadQuorum(uint16,uint96)", bad.quorumBps, 0));
        bad = rules();
        bad.votingPeriod = 0;
        _refused(bad, abi.encodeWithSelector(IGovernor.GovernorInvalidVotingPeriod.selector, 0));
        bad = rules();
        bad.voteExtension = 4 days + 1;
        _refused(
            bad,
            abi.encodeWithSignature(
                "GovernorPreventLateQuorumVoteExtensionTooLarge(uint256,uint256)", 4 days + 1, 4 days
            )
        );
    }

    function _refused(VotingRules memory bad, bytes memory reason) private {
        vm.expectRevert(reason);
        deployGovernor(bad);
    }
}
