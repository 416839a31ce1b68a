// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {IVault} from "../../src/interfaces/IVault.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {JobOrder, JobSpec, JobState, SeatState} from "../../src/types/JobTypes.sol";
import {JuryWorld} from "../base/JuryWorld.sol";
import {vm} from "../base/Vm.sol";

/// @notice Who would gain by another's misfortune, or by their own lie. Each test has worked against the first edition.
contract MoneyAttacksTest is JuryWorld {
    function setUp() public override {
        super.setUp();
        addNodes(12);
    }

    /// @dev The requester posts an input that nobody can fetch, and collects the fines of those who took the job.
    function test_Attack_AJobThatCannotBeDelivered() external {
        JobId jobId = runningJob(3, 2);
        poke(jobId);
        assertState(jobId, JobState.Refunded);
        vm.assertEq(stakeTokenOf(requester), 0, "fines");
    }

    /// @dev Two seats of one owner commit, so that the fine of the honest third, whom they keep from committing, is theirs.
    function test_Attack_SeatsThatLiveOnFines() external {
        JobId jobId = runningJob(3, 2);
        commit(jobId, 0, ROOT);
        commit(jobId, 1, ROOT);
        poke(jobId);
        vm.assertEq(stakeTokenOf(ownerOf(1)) + stakeTokenOf(ownerOf(2)), 0, "a no-show's fine");
        jobId = revealingJob(2, roots(ROOT, ROOT, ROOT));
        reveal(jobId, 0, ROOT);
        reveal(jobId, 1, ROOT);
        poke(jobId);
        vm.assertEq(stakeTokenOf(ownerOf(1)) + stakeTokenOf(ownerOf(2)), 0, "a hider's bond");
    }

    /// @dev A seat commits to the bare root and never opens: it has not worked, and is no winner when a challenge fails.
    function test_Attack_AHiderIsAWinner() external {
        JobId jobId = runningJob(3, 2);
        commit(jobId, 0, ROOT);
        commit(jobId, 1, ROOT);
        vm.prank(operatorOf(3));
        market.commit(orderOf(jobId), 2, ROOT);
        reveal(jobId, 0, ROOT);
        reveal(jobId, 1, ROOT);
        poke(jobId);
        challenge(jobId, WRONG);
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), WRONG);
        vm.assertEq(uint256(market.seatOf(jobId, 2).state), uint256(SeatState.Committed), "never revealed");
        vm.assertEq(stakeTokenOf(ownerOf(3)), 0, "hider");
        vm.assertEq(stakeTokenOf(ownerOf(1)), BOND / 4, "winner");
    }

    /// @dev The requester has k seats, and accepts in the transaction of the last reveal: no window for the honest third.
    function test_Attack_ARequesterAcceptsItsOwnLie() external {
        JobId jobId = runningJob(3, 2);
        commit(jobId, 0, WRONG);
        commit(jobId, 1, WRONG);
        commit(jobId, 2, ROOT);
        reveal(jobId, 2, ROOT);
        reveal(jobId, 0, WRONG);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.reveal, (orderOf(jobId), 1, SALT, delivery(WRONG)));
        calls[1] = abi.encodeCall(market.accept, (orderOf(jobId)));
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.SeatsDisagree.selector, jobId));
        market.multicall(calls);
        reveal(jobId, 1, WRONG);
        challenge(jobId, ROOT);
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), ROOT);
        vm.assertEq(usdtOf(ownerOf(3)), lens.currentPrice(orderOf(jobId)), "the honest seat is paid");
    }

    /// @dev The same with an order that has no challenge window.
    function test_Attack_AnOrderWithoutAChallengeWindow() external {
        JobOrder memory order_ = order(3, 2);
        order_.challengeWindow = 0;
        order_.specHash = keccak256(abi.encode(spec()));
        vm.prank(requester);
        vm.expectPartialRevert(IJobEscrow.BadWindow.selector);
        market.post(order_, abi.encode(spec()));
    }

    /// @dev Two seats of the requester disagree with the third and with each other: half of their bonds came back to the requester.
    function test_Attack_ADisputeOfOnesOwnMaking() external {
        JobId jobId = revealingJob(2, roots(ROOT, "x", "y"));
        reveal(jobId, 0, ROOT);
        reveal(jobId, 1, "x");
        reveal(jobId, 2, "y");
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), ROOT);
        vm.assertEq(stakeTokenOf(requester), 0, "a part of the seats' bonds");
    }

    /// @dev A liar who sees a challenge coming challenges itself first: it was paid the price of the job that it lied about.
    function test_Attack_TheFinderOfItsOwnLie() external {
        JobId jobId = proposedJob(WRONG);
        uint256 wealth = stakeOf(1) + stakeTokenOf(challenger);
        challenge(jobId, ROOT);
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), ROOT);
        vm.assertEq(usdtOf(challenger) + usdtOf(ownerOf(1)), 0, "price");
        vm.assertEq(wealth - stakeOf(1) - stakeTokenOf(challenger), BOND - BOND / 4, "three quarters of the bond are gone");
    }

    /// @dev In a class without enough jurors an honest challenger lost half of its bond. Now such a class takes no disputable job, and where too few
    /// enrol a challenge costs nothing.
    function test_Attack_AClassTooSmallToJudge() external {
        JobId jobId = proposedJob(WRONG);
        challenge(jobId, ROOT);
        bytes32[] memory two = new bytes32[](2);
        (two[0], two[1]) = (ROOT, ROOT);
        vote(jobId, 5, two, 0);
        vm.assertEq(stakeTokenOf(challenger), 10 * BOND, "bond");
        setClassTickets(CLASS, 4 * SIZE - 1);
        JobOrder memory order_ = complete(order(1, 1), spec());
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.ClassTooSmall.selector, CLASS, 4 * SIZE - 1, 4 * SIZE));
        market.post(order_, abi.encode(spec()));
    }

    function test_Attack_AnOfferOfNothing() external {
        JobOrder memory order_ = order(1, 1);
        order_.startPriceBps = 0;
        JobSpec memory spec_ = spec();
        spec_.node = NodeId.wrap(1);
        JobId jobId = post(order_, spec_);
        claim(jobId, 1);
        submit(jobId, 1, ROOT);
        poke(jobId);
        vm.assertTrue(usdtOf(ownerOf(1)) != 0, "worked for nothing");
    }

    function test_Attack_MoneyThatIsNobodys() external {
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(IVault.NobodysAccount.selector, address(vault)));
        vault.withdraw(address(usdt), 1, address(vault));
        usdt.mint(stranger, 3);
        vm.startPrank(stranger);
        usdt.approve(address(vault), 3);
        for (uint256 i = 0; i < 3; i++) {
            address account = i == 0 ? address(vault) : i == 1 ? address(market) : address(jury);
            vm.expectRevert(abi.encodeWithSelector(IVault.NobodysAccount.selector, account));
            vault.deposit(address(usdt), account, 1);
        }
        vm.stopPrank();
    }

    /// @dev 256 blocks after the post the chain has forgotten the seed: on a fast chain that is a minute, and then whoever was first got the seat.
    function test_Attack_AStaleSeedOpensToAll() external {
        JobId jobId = post(order(1, 1), spec());
        uint256 seedBlock = lens.seedBlock(jobId);
        vm.roll(seedBlock + 257);
        vm.setBlockhash(seedBlock + 256, "later");
        uint256 free;
        for (uint64 i = 1; i <= 12; i++) {
            (bool now_,,) = lens.eligible(orderOf(jobId), NodeId.wrap(i));
            if (now_) free++;
        }
        vm.assertLt(free, 12, "all");
    }
}
