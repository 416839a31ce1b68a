// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {IJury} from "../../src/interfaces/IJury.sol";
import {INodeStaking} from "../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {Delivery, JobState} from "../../src/types/JobTypes.sol";
import {JuryWorld} from "../base/JuryWorld.sol";
import {vm} from "../base/Vm.sol";

/// @notice Each test is an attack that has worked on some network, tried here by name. Elsewhere: pause and policy that trap money
/// (Entries), a reentrant token (Vault/deposit, Vault/withdraw), a self-challenge (Jury/resolve), a juror who is a seat (Jury/draw),
/// a reveal for another seat (JobEscrow/reveal), a signed order posted again, on another market or another chain (JobEscrow/postFor), a permit sent
/// ahead (Vault/depositWithPermit), value counted twice (Multicall).
contract AttacksTest is JuryWorld {
    function setUp() public override {
        super.setUp();
        addNodes(9);
    }

    /// @dev Free-riding: whoever sees the honest commitment or reveal repeats it.
    function test_Attack_CopiedCommitment() external {
        JobId jobId = runningJob(3, 2);
        bytes32 honest = market.commitmentOf(jobId, 0, NodeId.wrap(1), ROOT, SALT);
        vm.prank(operatorOf(1));
        market.commit(orderOf(jobId), 0, honest);
        vm.prank(operatorOf(2));
        market.commit(orderOf(jobId), 1, honest);
        commit(jobId, 2, ROOT);
        reveal(jobId, 0, ROOT);
        vm.prank(operatorOf(2));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongReveal.selector, jobId, 1, honest));
        market.reveal(orderOf(jobId), 1, SALT, delivery(ROOT));
        reveal(jobId, 2, ROOT);
        poke(jobId);
        vm.assertEq(stakeOf(2), STAKE - BOND, "the copier cannot open what it committed to, and loses its bond");
    }

    function test_Attack_FrontRunSubmit() external {
        JobId jobId = runningJob(1, 1);
        vm.prank(operatorOf(2));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotSeatOperator.selector, jobId, 0, operatorOf(2)));
        market.submit(orderOf(jobId), delivery(ROOT));
    }

    /// @dev A front-runner copies a reveal with another address for the output: the seat is paid all the same and can say it again.
    function test_Attack_RevealCopiedWithAnotherUri() external {
        JobId jobId = revealingJob(2, roots(ROOT, ROOT, ROOT));
        Delivery memory bogus = delivery(ROOT);
        bogus.uri = "http://nowhere";
        vm.prank(stranger);
        market.reveal(orderOf(jobId), 0, SALT, bogus);
        vm.prank(operatorOf(1));
        market.moveOutput(jobId, 0, "http://here");
        reveal(jobId, 1, ROOT);
        reveal(jobId, 2, ROOT);
        poke(jobId);
        vm.assertEq(usdtOf(ownerOf(1)), lens.currentPrice(orderOf(jobId)), "paid");
    }

    /// @dev Hold back the last reveal until the others are seen, to bring the quorum down.
    function test_Attack_HiddenReveal() external {
        JobId jobId = revealingJob(2, roots(ROOT, ROOT, WRONG));
        reveal(jobId, 0, ROOT);
        reveal(jobId, 1, ROOT);
        poke(jobId);
        poke(jobId);
        assertState(jobId, JobState.Completed);
        vm.assertEq(stakeOf(3), STAKE - BOND, "bond");
    }

    function test_Attack_UnbondBeforeSlash() external {
        JobId jobId = proposedJob(WRONG);
        vm.prank(ownerOf(1));
        vm.expectPartialRevert(INodeStaking.NotEnoughFreeStake.selector);
        staking.requestUnbond(NodeId.wrap(1), STAKE);
        vm.prank(ownerOf(1));
        staking.requestUnbond(NodeId.wrap(1), STAKE - BOND);
        challenge(jobId, ROOT);
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), ROOT);
        vm.assertEq(stakeOf(1), 0, "the bond was there to be taken");
    }

    function test_Attack_StakeHoppingIntoADispute() external {
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        addNode(10, 1_000_000e18);
        fundStake(ownerOf(2), STAKE);
        vm.prank(ownerOf(2));
        staking.addStake(NodeId.wrap(2), STAKE);
        recordSeed(jobId);
        for (uint64 i = 2; i <= 10; i += 8) {
            uint32 ticket = i == 2 ? 10 : 0;
            while (jury.drawOf(jobId, NodeId.wrap(i), ticket) > jury.limitOf(jobId)) ticket++;
            vm.prank(operatorOf(i));
            vm.expectPartialRevert(INodeStaking.UnknownTicket.selector);
            jury.enrol(orderOf(jobId), NodeId.wrap(i), ticket);
        }
    }

    function test_Attack_RequesterTakesTheEscrowBack() external {
        JobId jobId = runningJob(1, 1);
        vm.startPrank(requester);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Running));
        market.cancel(orderOf(jobId));
        uint256 free = usdtOf(requester);
        vm.expectRevert();
        vault.withdraw(address(usdt), free + 1, requester);
        vault.withdraw(address(usdt), free, requester);
        vm.stopPrank();
        submit(jobId, 1, ROOT);
        poke(jobId);
        vm.assertEq(usdtOf(ownerOf(1)), lens.currentPrice(orderOf(jobId)), "paid");
    }

    /// @dev Block stuffing: up to and including the deadline nobody can end the window, so one late block is enough for the honest party.
    function test_Attack_PokeBeforeTheWindowIsOver() external {
        JobId jobId = runningJob(1, 1);
        vm.warp(market.jobOf(jobId).deadline);
        vm.expectPartialRevert(IJobEscrow.NotDue.selector);
        market.poke(orderOf(jobId));
        submit(jobId, 1, ROOT);
        assertState(jobId, JobState.Proposed);
    }

    function test_Attack_GasGriefingByResultSize() external {
        JobId jobId = runningJob(1, 1);
        Delivery memory big = delivery(ROOT);
        big.output = new bytes(1 << 16);
        vm.prank(operatorOf(1));
        vm.expectPartialRevert(IJobEscrow.OutputTooLong.selector);
        market.submit(orderOf(jobId), big);
    }

    /// @dev Three seats that disagree and five jurors, all settled by one reveal.
    function test_Attack_SettlementTooDearToSend() external {
        bytes32[] memory list = roots(ROOT, "b", "c");
        JobId jobId = revealingJob(2, list);
        for (uint8 i = 0; i < 3; i++) reveal(jobId, i, list[i]);
        enrolAll(jobId, 5, 5);
        for (uint256 i = 5; i < 10; i++) commitVote(jobId, i, ROOT);
        for (uint256 i = 5; i < 9; i++) openVote(jobId, i, ROOT);
        uint256 before = gasleft();
        openVote(jobId, 9, ROOT);
        vm.assertLt(before - gasleft(), 2_000_000, "gas of the resolve");
    }

    /// @dev Thousands of jobs are posted and ended until a call that goes through all of them fits in no block.
    function test_Attack_ALongHistory() external {
        // The first lives write slots that were empty.
        for (uint256 i = 0; i < 3; i++) this.live();
        uint256 early = this.live();
        for (uint256 i = 0; i < 60; i++) this.live();
        vm.assertLt(this.live(), early + early / 100, "gas of a job's life");
    }

    function live() external returns (uint256 gas) {
        gas = gasleft();
        poke(proposedJob(ROOT));
        gas -= gasleft();
    }

    function test_Attack_SpoofedOperator() external {
        JobId jobId = openJob(1, 1);
        vm.prank(operatorOf(2));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOperator.selector, uint64(1), operatorOf(2)));
        market.claim(orderOf(jobId), NodeId.wrap(1));
        vm.prank(operatorOf(2));
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotOperator.selector, uint64(1), operatorOf(2)));
        staking.heartbeat(NodeId.wrap(1));
    }

    /// @dev A juror copies another's commitment, to have computed nothing.
    function test_Attack_CopiedVerdict() external {
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        enrolAll(jobId, 5, 5);
        commitVote(jobId, 5, ROOT);
        bytes32 copied = jury.jurorOf(jobId, 0).hash;
        vm.prank(operatorOf(6));
        jury.commitVote(orderOf(jobId), NodeId.wrap(6), copied);
        commitVote(jobId, 7, ROOT);
        poke(jobId);
        openVote(jobId, 5, ROOT);
        vm.expectRevert(abi.encodeWithSelector(IJury.WrongOpening.selector, jobId, copied));
        jury.openVote(orderOf(jobId), NodeId.wrap(6), ROOT, SALT);
    }

    /// @dev A finished job is posted again to be paid twice.
    function test_Attack_ReplayedPost() external {
        JobId jobId = proposedJob(ROOT);
        poke(jobId);
        nonce--;
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobExists.selector, jobId));
        post(order(1, 1), spec());
    }
}
