// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

import {GovernanceWorld, IGovernorUnderTest, Motion} from "../../base/GovernanceWorld.sol";
import {vm} from "../../base/Vm.sol";

contract ExpireTest is GovernanceWorld {
    Motion private motion;
    uint256 private id;

    function setUp() public override {
        super.setUp();
        addNodes(5);
        enrol(5);
        motion = changeFee(100);
        id = ask(motion);
    }

    function testFuzz_APassedProposalIsQueuedInTimeOrNever(uint256 after_) external {
        for (uint256 i = 1; i <= 3; i++) castVote(i, id, FOR);
        after_ = bound(after_, 1, 3 days);
        vm.warp(dao.proposalDeadline(id) + after_);
        if (after_ <= 1 days) {
            assertProposal(id, IGovernor.ProposalState.Succeeded);
            queue(motion);
        } else {
            assertProposal(id, IGovernor.ProposalState.Expired);
            vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
            queue(motion);
        }
    }

    function test_TheLastSecondToQueue() external {
        for (uint256 i = 1; i <= 3; i++) castVote(i, id, FOR);
        vm.warp(dao.proposalDeadline(id) + 1 days + 1);
        assertProposal(id, IGovernor.ProposalState.Expired);
        vm.warp(dao.proposalDeadline(id) + 1 days);
        queue(motion);
        skipTime(1);
        assertProposal(id, IGovernor.ProposalState.Queued);
    }

    /// @dev The window begins when the vote really ends.
    function test_AnExtendedVoteHasItsWholeWindow() external {
        castVote(1, id, FOR);
        castVote(2, id, FOR);
        uint256 regular = dao.proposalDeadline(id);
        vm.warp(regular);
        castVote(3, id, FOR);
        vm.warp(regular + 2 days);
        queue(motion);
    }

    function test_ADefeatedProposalStaysDefeated() external {
        castVote(1, id, FOR);
        vm.warp(dao.proposalDeadline(id) + 30 days);
        assertProposal(id, IGovernor.ProposalState.Defeated);
    }

    function test_AQueuedProposalExpiresInTheTimelock() external {
        _queued();
        skipTime(DELAY + 14 days);
        assertProposal(id, IGovernor.ProposalState.Queued);
        skipTime(1);
        assertProposal(id, IGovernor.ProposalState.Canceled);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        execute(motion);
    }

    function test_NoDecisionChangesTheGovernor() external {
        _refusedOfTheGovernor(abi.encodeCall(dao.updateTimelock, (stranger)), "another timelock");
        _refusedOfTheGovernor(abi.encodeCall(dao.relay, (address(stakeToken), 0, "")), "in its name");
    }

    function test_ThereIsNoSetterOfTheExtension() external {
        Motion memory setter = Motion(address(dao), abi.encodeCall(dao.setLateQuorumVoteExtension, (0)), "none");
        _carryToExecution(setter);
        vm.expectRevert();
        execute(setter);
        vm.prank(address(timelock));
        vm.expectRevert();
        dao.setLateQuorumVoteExtension(0);
    }

    function _refusedOfTheGovernor(bytes memory data, string memory why) private {
        Motion memory setter = Motion(address(dao), data, why);
        _carryToExecution(setter);
        vm.expectRevert(IGovernorUnderTest.RulesAreFixed.selector);
        execute(setter);
        vm.prank(address(timelock));
        (bool done, bytes memory answer) = address(dao).call(data);
        vm.assertFalse(done, "called by the timelock");
        vm.assertEq(answer, abi.encodeWithSelector(IGovernorUnderTest.RulesAreFixed.selector), "reason");
    }

    function _carryToExecution(Motion memory setter) private {
        uint256 setterId = ask(setter);
        for (uint256 i = 1; i <= 5; i++) castVote(i, setterId, FOR);
        toEnd(setterId);
        queue(setter);
        skipTime(DELAY);
    }

    function _queued() private {
        for (uint256 i = 1; i <= 3; i++) castVote(i, id, FOR);
        toEnd(id);
        queue(motion);
    }
}
