// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJury} from "../../../src/interfaces/IJury.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobState} from "../../../src/types/JobTypes.sol";
import {JuryWorld} from "../../base/JuryWorld.sol";
import {vm} from "../../base/Vm.sol";

contract JurorRevealTest is JuryWorld {
    JobId private jobId;

    function setUp() public override {
        super.setUp();
        addNodes(9);
        jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        for (uint256 i = 2; i < 7; i++) jurorCommit(jobId, i, ROOT);
    }

    function test_ShowsTheRoot() external {
        vm.expectEmit(address(jury));
        emit IJury.JurorRevealed(jobId, NodeId.wrap(3), 1, ROOT);
        jurorReveal(jobId, 1, ROOT);
        vm.assertEq(jury.jurorOf(jobId, 1).hash, ROOT, "root");
        vm.assertEq(jury.disputeOf(jobId).revealed, 1, "count");
        assertState(jobId, JobState.JuryReveal);
    }

    function test_TheLastOneResolves() external {
        for (uint8 i = 0; i < 5; i++) jurorReveal(jobId, i, ROOT);
        vm.assertTrue(stateOf(jobId) >= JobState.Completed, "over");
    }

    function test_RevertWhen_ThePreimageIsAnother() external {
        bytes32 commitment = jury.jurorOf(jobId, 0).hash;
        vm.expectRevert(abi.encodeWithSelector(IJury.WrongReveal.selector, jobId, 0, commitment));
        jury.jurorReveal(orderOf(jobId), 0, WRONG, SALT);
        vm.expectRevert(IJury.ZeroHash.selector);
        jury.jurorReveal(orderOf(jobId), 0, 0, SALT);
    }

    function test_RevertWhen_TheJurorHasRevealedOrDoesNotExist() external {
        jurorReveal(jobId, 0, ROOT);
        vm.expectRevert(abi.encodeWithSelector(IJury.AlreadyRevealed.selector, jobId, 0));
        jury.jurorReveal(orderOf(jobId), 0, ROOT, SALT);
        vm.expectRevert(abi.encodeWithSelector(IJury.UnknownJuror.selector, jobId, 5));
        jury.jurorReveal(orderOf(jobId), 5, ROOT, SALT);
    }

    function test_RevertWhen_ItIsTooLateOrTooEarly() external {
        JobId other = proposedJob(WRONG);
        challenge(other, ROOT);
        vm.expectRevert(abi.encodeWithSelector(IJury.WrongState.selector, other));
        jury.jurorReveal(orderOf(other), 0, ROOT, SALT);
        uint40 deadline = market.jobOf(jobId).deadline;
        passDeadline(jobId);
        vm.expectRevert(abi.encodeWithSelector(IJury.DeadlinePassed.selector, jobId, deadline));
        jury.jurorReveal(orderOf(jobId), 0, ROOT, SALT);
    }
}
