// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {IJury} from "../../src/interfaces/IJury.sol";
import {IVault} from "../../src/interfaces/IVault.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {JobOrder, JobState} from "../../src/types/JobTypes.sol";
import {JuryWorld} from "../base/JuryWorld.sol";
import {vm} from "../base/Vm.sol";
import {ReentrantToken} from "../tokens/OddTokens.sol";

/// @notice Attacks on seats, juries and the vault that stand beside those in `Attacks`.
contract SeatAttacksTest is JuryWorld {
    function setUp() public override {
        super.setUp();
        addNodes(9);
    }

    /// @dev Governance retires the market while a job is disputed.
    function test_Attack_MarketRetiredToTrapMoney() external {
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        vm.startPrank(governor);
        staking.retireMarket(address(market));
        market.setToken(address(usdt), false);
        vm.stopPrank();
        uint256 free = usdtOf(requester);
        poke(jobId);
        assertState(jobId, JobState.Completed);
        vm.assertGt(usdtOf(requester), free, "the rest came back");
        vm.assertEq(stakeTokenOf(challenger), 10 * BOND, "the challenger's bond came back");
        _leave(1);
    }

    /// @dev A payment token that calls the vault and the market from inside a withdrawal.
    function test_Attack_Reentrancy() external {
        ReentrantToken token = new ReentrantToken();
        vm.prank(governor);
        market.setToken(address(token), true);
        _deposit(token, requester, 100e6);
        JobOrder memory order_ = order(1, 1);
        order_.token = address(token);
        JobId jobId = post(order_, spec());
        _reenter(token, address(vault), abi.encodeCall(vault.withdraw, (address(token), 1, address(token))));
        vm.assertEq(token.reason(), IVault.Reentered.selector, "a withdrawal inside a withdrawal");
        _reenter(token, address(vault), abi.encodeCall(vault.deposit, (address(token), address(token), 1)));
        vm.assertEq(token.reason(), IVault.Reentered.selector, "a deposit inside a withdrawal");
        _reenter(token, address(vault), abi.encodeCall(vault.depositWithPermit, (address(token), address(token), 1, 0, 0, 0, 0)));
        vm.assertEq(token.reason(), IVault.Reentered.selector, "a deposit with a permit inside a withdrawal");
        _reenter(token, address(vault), abi.encodeCall(vault.depositNative, (address(token))));
        vm.assertEq(token.reason(), IVault.Reentered.selector, "a deposit of native currency inside a withdrawal");
        passDeadline(jobId);
        _reenter(token, address(market), abi.encodeCall(market.poke, (orderOf(jobId))));
        assertState(jobId, JobState.Refunded);
        vm.assertEq(vault.totalOf(address(token)), token.balanceOf(address(vault)), "books");
        uint256 all = vault.balanceOf(address(token), requester);
        vm.assertEq(vault.totalOf(address(token)), all, "one owner");
    }

    /// @dev One good answer, shown for two seats.
    function test_Attack_RevealForAnotherSeat() external {
        JobId jobId = revealingJob(2, roots(ROOT, WRONG, ROOT));
        bytes32 commitment = market.seatOf(jobId, 1).hash;
        vm.prank(operatorOf(2));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongReveal.selector, jobId, 1, commitment));
        market.reveal(orderOf(jobId), 1, SALT, delivery(ROOT));
    }

    /// @dev A commitment of another job, shown in this one.
    function test_Attack_RevealOfAnotherJob() external {
        JobId first = revealingJob(2, roots(ROOT, ROOT, ROOT));
        JobId second = runningJob(3, 2);
        bytes32 copied = market.seatOf(first, 0).hash;
        vm.prank(operatorOf(1));
        market.commit(orderOf(second), 0, copied);
        commit(second, 1, ROOT);
        commit(second, 2, ROOT);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongReveal.selector, second, 0, copied));
        market.reveal(orderOf(second), 0, SALT, delivery(ROOT));
    }

    function test_Attack_JurorWhoIsAlsoASeat() external {
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        recordSeedFor(jobId, 1, 1);
        (uint32 ticket,) = bestTicket(jobId, 1);
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(IJury.NotNeutral.selector, jobId, uint64(1)));
        jury.enrol(orderOf(jobId), NodeId.wrap(1), ticket);
    }

    /// @dev A liar challenges itself before somebody else does, to get its own bond back as the finder's share.
    function test_Attack_SelfChallengeRebate() external {
        JobId jobId = proposedJob(WRONG);
        uint256 wealth = stakeTokenOf(ownerOf(1)) + stakeOf(1) + stakeTokenOf(challenger);
        challenge(jobId, ROOT);
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), ROOT);
        uint256 left = stakeTokenOf(ownerOf(1)) + stakeOf(1) + stakeTokenOf(challenger);
        vm.assertEq(wealth - left, BOND - BOND / 4, "it costs three quarters of the bond");
        vm.assertEq(usdtOf(challenger), 0, "and the price is not earned");
    }

    /// @dev Whoever sees a proof in the mempool sends it first.
    function test_Attack_FrontRunProof() external {
        JobId jobId = runningJob(1, 1);
        vm.prank(operatorOf(2));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotSeatOperator.selector, jobId, 0, operatorOf(2)));
        market.submitVerified(orderOf(jobId), abi.encode(spec()), delivery(ROOT), "proof");
    }

    /// @dev All the chain's blocks are stuffed until after the deadline: whoever pokes first does not matter, a poke has one outcome.
    function test_Attack_BlockStuffingAtADeadline() external {
        JobId jobId = proposedJob(ROOT);
        passDeadline(jobId);
        vm.prank(challenger);
        vm.expectPartialRevert(IJobEscrow.DeadlinePassed.selector);
        jury.challenge(orderOf(jobId), "c");
        vm.prank(stranger);
        market.poke(orderOf(jobId));
        assertState(jobId, JobState.Completed);
    }

    function _leave(uint256 node) private {
        NodeId nodeId = NodeId.wrap(uint64(node));
        uint96 stake = staking.freeStakeOf(nodeId) / 2;
        uint256 had = stakeTokenOf(ownerOf(node));
        vm.prank(ownerOf(node));
        staking.requestUnbond(nodeId, stake);
        skipTime(7 days);
        staking.unbond(nodeId);
        vm.assertEq(stakeTokenOf(ownerOf(node)), had + stake, "unbonded");
        vm.prank(ownerOf(node));
        vault.withdraw(address(stakeToken), stake, ownerOf(node));
    }

    function _deposit(ReentrantToken token, address account, uint256 amount) private {
        token.mint(account, amount);
        vm.startPrank(account);
        token.approve(address(vault), amount);
        vault.deposit(address(token), account, amount);
        vault.consent(address(market), true);
        vm.stopPrank();
    }

    function _reenter(ReentrantToken token, address target, bytes memory call_) private {
        token.armed(target, call_);
        vm.prank(requester);
        vault.withdraw(address(token), 1, requester);
    }
}
