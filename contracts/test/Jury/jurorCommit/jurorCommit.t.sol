// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJury} from "../../../src/interfaces/IJury.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobState} from "../../../src/types/JobTypes.sol";
import {JuryWorld} from "../../base/JuryWorld.sol";
import {vm} from "../../base/Vm.sol";

contract JurorCommitTest is JuryWorld {
    JobId private jobId;

    function setUp() public override {
        super.setUp();
        addNodes(9);
        jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
    }

    function test_TakesASeatAndLocksABond() external {
        jurorCommit(jobId, 2, ROOT);
        vm.assertEq(lockedOf(2), BOND, "bond");
        vm.assertEq(jury.disputeOf(jobId).committed, 1, "count");
        vm.assertEq(NodeId.unwrap(jury.jurorOf(jobId, 0).nodeId), 2, "juror");
        assertState(jobId, JobState.Disputed);
    }

    function test_TheLastJurorOpensTheReveal() external {
        for (uint256 i = 2; i < 6; i++) jurorCommit(jobId, i, ROOT);
        assertState(jobId, JobState.Disputed);
        jurorCommit(jobId, 6, ROOT);
        assertState(jobId, JobState.JuryReveal);
        vm.assertEq(market.jobOf(jobId).deadline, vm.getBlockTimestamp() + JURY_REVEAL, "deadline");
    }

    function test_RevertWhen_TheNodeTakesPart() external {
        _expect(1, 0, "c", abi.encodeWithSelector(IJury.NotNeutral.selector, jobId, uint64(1)));
        jurorCommit(jobId, 2, ROOT);
        _expect(2, 1, "c", abi.encodeWithSelector(IJury.NotNeutral.selector, jobId, uint64(2)));
    }

    function test_RevertWhen_TheStakeCameAfterTheJob() external {
        addNode(10, STAKE);
        skipTime(1 hours);
        _expectPartial(10, INodeStaking.StakeTooYoung.selector);
    }

    function test_RevertWhen_TheDrawIsNotKnownOrAgainstTheNode() external {
        uint256 refused = 0;
        for (uint64 i = 2; i <= 9; i++) {
            uint256 from = jury.eligibleAt(jobId, NodeId.wrap(i));
            if (from <= vm.getBlockTimestamp()) continue;
            refused++;
            _expect(i, 0, "c", abi.encodeWithSelector(IJury.NotYetEligible.selector, jobId, i, from));
        }
        vm.assertGt(refused, 0, "with nine equal nodes five of nine are not drawn at first");
        JobId other = proposedJob(WRONG);
        vm.prank(challenger);
        jury.challenge(orderOf(other), ROOT);
        vm.prank(operatorOf(2));
        vm.expectRevert(abi.encodeWithSelector(IJury.SeedUnknown.selector, other, vm.getBlockNumber() + 1));
        jury.jurorCommit(orderOf(other), NodeId.wrap(2), 0, "c");
    }

    function test_RevertWhen_TheNumberIsNotTheNext() external {
        _expect(2, 1, "c", abi.encodeWithSelector(IJury.UnknownJuror.selector, jobId, 1));
    }

    function test_RevertWhen_TheCommitmentIsZero() external {
        _expect(2, 0, 0, abi.encodeWithSelector(IJury.ZeroHash.selector));
    }

    function test_RevertWhen_TheCallerIsNotTheOperator() external {
        vm.prank(ownerOf(2));
        vm.expectPartialRevert(INodeStaking.NotOperator.selector);
        jury.jurorCommit(orderOf(jobId), NodeId.wrap(2), 0, "c");
    }

    function test_RevertWhen_ItIsTooLateOrNothingIsDisputed() external {
        uint40 deadline = market.jobOf(jobId).deadline;
        passDeadline(jobId);
        _expect(2, 0, "c", abi.encodeWithSelector(IJury.DeadlinePassed.selector, jobId, deadline));
        market.poke(orderOf(jobId));
        _expect(2, 0, "c", abi.encodeWithSelector(IJury.WrongState.selector, jobId));
    }

    function _expect(uint64 i, uint8 juror, bytes32 commitment, bytes memory reason) private {
        vm.prank(operatorOf(i));
        vm.expectRevert(reason);
        jury.jurorCommit(orderOf(jobId), NodeId.wrap(i), juror, commitment);
    }

    function _expectPartial(uint64 i, bytes4 selector) private {
        vm.prank(operatorOf(i));
        vm.expectPartialRevert(selector);
        jury.jurorCommit(orderOf(jobId), NodeId.wrap(i), 0, "c");
    }
}
