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
        vm.assertEq(dao.lateQuorumVoteExtension(), 1 days, "extension");
        vm.assertEq(dao.queueWindow(), 1 days, "queue window");
        vm.assertEq(dao.proposalThreshold(), STAKE, "threshold");
        vm.assertEq(bytes(dao.COUNTING_MODE()), "support=bravo&quorum=for,abstain", "counting");
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
        bad.queueWindow = 0;
        _refused(bad, abi.encodeWithSignature("NoTimeToQueue()"));
    }

    /// @dev Stake that voted must not be paid out before the proposal is queued.
    function testFuzz_RevertWhen_AVoteOutlastsTheCooldown(uint32 period, uint48 extension, uint48 window) external {
        VotingRules memory bad = rules();
        bad.votingPeriod = uint32(bound(period, 1, 8 days));
        bad.voteExtension = uint48(bound(extension, 0, 8 days));
        bad.queueWindow = uint48(bound(window, 1, 8 days));
        uint256 length = uint256(bad.votingPeriod) + bad.voteExtension + bad.queueWindow;
        if (length < 7 days) {
            vm.assertEq(deployGovernor(bad).queueWindow(), bad.queueWindow, "queue window");
        } else {
            _refused(bad, abi.encodeWithSignature("VoteOutlastsCooldown(uint256,uint256)", length, 7 days));
        }
    }

    function test_RevertWhen_AVoteIsAsLongAsTheCooldown() external {
        VotingRules memory bad = rules();
        bad.queueWindow = 2 days;
        _refused(bad, abi.encodeWithSignature("VoteOutlastsCooldown(uint256,uint256)", 7 days, 7 days));
        bad.queueWindow = 2 days - 1;
        deployGovernor(bad);
    }

    function _refused(VotingRules memory bad, bytes memory reason) private {
        assertRefused("StakeGovernor.sol:StakeGovernor", abi.encode(votes, timelock, bad), reason);
    }
}
