// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJury} from "../../../src/interfaces/IJury.sol";
import {ISeedSource} from "../../../src/interfaces/ISeedSource.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobState} from "../../../src/types/JobTypes.sol";
import {Phase} from "../../../src/types/JuryTypes.sol";
import {Headers, RealHeader} from "../../base/Headers.sol";
import {JuryWorld} from "../../base/JuryWorld.sol";
import {vm} from "../../base/Vm.sol";

/// @notice Each real block in turn is the seed block of a dispute. Its hash is older than 256 blocks when the proof arrives.
contract DisputeTest is JuryWorld, Headers {
    uint256 private constant NODES = 14;
    uint256 private constant AGE = 300;

    function setUp() public override {
        storeHashes();
        super.setUp();
        addNodes(NODES);
    }

    function deploySeedSource() internal override returns (address) {
        return vm.deployCode("RandaoSeed.sol:RandaoSeed", "");
    }

    function test_ARealHeaderDrawsTheJury() external {
        RealHeader[] memory real = realHeaders();
        for (uint256 i = 0; i < real.length; i++) {
            JobId jobId = _disputeWithSeedBlock(real[i]);
            jury.recordSeed(orderOf(jobId), real[i].rlp);
            bytes32 seed = keccak256(abi.encode(real[i].prevrandao, real[i].number));
            vm.assertEq(jury.disputeOf(jobId).seed, seed, real[i].name);
            uint256[] memory jurors = _enrolDrawn(jobId);
            for (uint256 j = 0; j < SIZE; j++) commitVote(jobId, jurors[j], ROOT);
            openChallenge(jobId, 0, ROOT);
            for (uint256 j = 0; j < SIZE; j++) openVote(jobId, jurors[j], ROOT);
            assertPhase(jobId, Phase.Over);
            assertState(jobId, JobState.Refunded);
            vm.assertEq(stakeOf(i + 1), STAKE - BOND, "the seat that was wrong loses its bond");
        }
    }

    function test_RevertWhen_TheHeaderIsNotTheSeedBlocks() external {
        RealHeader[] memory real = realHeaders();
        JobId jobId = _disputeWithSeedBlock(real[0]);
        vm.expectRevert(abi.encodeWithSelector(ISeedSource.WrongHeader.selector, real[0].number, real[1].hash));
        jury.recordSeed(orderOf(jobId), real[1].rlp);
        assertPhase(jobId, Phase.Seed);
    }

    function test_RevertWhen_TheHeaderComesTooLate() external {
        RealHeader memory real = realHeaders()[0];
        JobId jobId = _disputeWithSeedBlock(real);
        passDeadline(jobId);
        vm.expectPartialRevert(IJury.DeadlinePassed.selector);
        jury.recordSeed(orderOf(jobId), real.rlp);
    }

    /// @dev The next node proposes a wrong result, and is challenged so that `real` is the seed block.
    function _disputeWithSeedBlock(RealHeader memory real) private returns (JobId jobId) {
        uint256 opened = real.number - juryWindows().seedDelay;
        vm.roll(opened - 10);
        jobId = openJob(1, 1);
        uint256 node = nonce;
        (, uint256 eligibleAt,) = lens.eligible(orderOf(jobId), NodeId.wrap(uint64(node)));
        if (eligibleAt > vm.getBlockTimestamp()) vm.warp(eligibleAt);
        claim(jobId, node);
        submit(jobId, node, WRONG);
        vm.roll(opened);
        challenge(jobId, ROOT);
        vm.assertEq(jury.disputeOf(jobId).seedBlock, real.number, "seed block");
        endBlock(real.number, real.hash);
        vm.roll(real.number + AGE);
    }

    /// @dev Whoever the seed has drawn enrols, until the list is full.
    function _enrolDrawn(JobId jobId) private returns (uint256[] memory jurors) {
        jurors = new uint256[](SIZE);
        uint256 count = 0;
        // Nodes 1 to 4 have the seats of the jobs here.
        for (uint256 i = 5; i <= NODES && count < SIZE; i++) {
            (, uint64 draw) = bestTicket(jobId, i);
            if (draw > jury.limitOf(jobId)) continue;
            enrol(jobId, i);
            jurors[count++] = i;
        }
        vm.assertEq(count, SIZE, "a full list");
        vm.warp(uint256(jury.disputeOf(jobId).enrolUntil) + 1);
    }
}
