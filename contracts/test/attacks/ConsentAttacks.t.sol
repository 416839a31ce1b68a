// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeStaking} from "../../src/interfaces/INodeStaking.sol";
import {IVault} from "../../src/interfaces/IVault.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {JobState} from "../../src/types/JobTypes.sol";
import {SlashReason} from "../../src/types/NodeTypes.sol";
import {JuryWorld} from "../base/JuryWorld.sol";
import {vm} from "../base/Vm.sol";

/// @notice A market, a jury and a vault module that steal whatever they are let steal.
contract Thief {
    address public market;
    address public jury;

    function pair(address market_, address jury_) external {
        (market, jury) = (market_, jury_);
    }

    function takeStake(INodeStaking staking, NodeId nodeId, uint8 nodeClass) external returns (uint256 taken) {
        uint96 free = staking.freeStakeOf(nodeId);
        address operator = staking.operatorOf(nodeId);
        try staking.lockBond(nodeId, JobId.wrap("theft"), operator, nodeClass, type(uint40).max, free) {} catch {}
        try staking.lockTicket(nodeId, JobId.wrap("theft"), operator, nodeClass, type(uint40).max, 0, free) {} catch {}
        uint96 most = type(uint88).max;
        taken = staking.slashBond(nodeId, JobId.wrap("theft"), most, most, SlashReason.WrongResult);
        staking.releaseBond(nodeId, JobId.wrap("theft"), most, true);
    }

    function pull(IVault vault, address token, address from) external {
        vault.pull(token, from, vault.balanceOf(token, from), 0);
    }
}

/// @notice Governance, or whoever has taken it over, against owners who never named its new contracts. Each test has worked against the first edition.
contract ConsentAttacksTest is JuryWorld {
    Thief private thief;

    function setUp() public override {
        super.setUp();
        addNodes(9);
        thief = new Thief();
    }

    /// @dev One decision made a module that pulled all stake, locked, free and unbonding, every escrow and every challenger's bond.
    function test_Attack_AModulePullsEverything() external {
        runningJob(1, 1);
        JobId disputed = proposedJob(WRONG);
        challenge(disputed, ROOT);
        vm.prank(governor);
        vault.addModule(address(thief));
        address[5] memory victims = [address(staking), address(market), address(jury), requester, challenger];
        for (uint256 i = 0; i < victims.length; i++) {
            _expectNoConsent(victims[i]);
            thief.pull(vault, address(stakeToken), victims[i]);
            _expectNoConsent(victims[i]);
            thief.pull(vault, address(usdt), victims[i]);
        }
    }

    /// @dev A new market locked and slashed all free stake of nodes that had never heard of it.
    function test_Attack_ANewMarketTakesAllStake() external {
        Thief partner = new Thief();
        thief.pair(address(thief), address(partner));
        partner.pair(address(thief), address(partner));
        vm.prank(governor);
        staking.addMarket(address(thief), address(partner));
        for (uint64 i = 1; i <= 9; i++) {
            vm.assertEq(thief.takeStake(staking, NodeId.wrap(i), CLASS), 0, "by the market");
            vm.assertEq(partner.takeStake(staking, NodeId.wrap(i), CLASS), 0, "by its jury");
            vm.assertEq(stakeOf(i), STAKE, "stake of a node that did nothing");
        }
    }

    /// @dev A market that had locked nothing slashed what another had locked; then the job could never end.
    function test_Attack_AMarketSlashesWhatAnotherLocked() external {
        JobId jobId = runningJob(1, 1);
        Thief partner = new Thief();
        thief.pair(address(thief), address(partner));
        partner.pair(address(thief), address(partner));
        vm.startPrank(governor);
        staking.addMarket(address(thief), address(partner));
        staking.retireMarket(address(thief));
        vm.stopPrank();
        vm.assertEq(thief.takeStake(staking, NodeId.wrap(1), CLASS), 0, "taken");
        vm.assertEq(lockedOf(1), BOND, "locked");
        poke(jobId);
        assertState(jobId, JobState.Refunded);
    }

    /// @dev A market that its owners named goes mad: it costs each of them the allowance, and locks for 40 days at most.
    function test_Attack_AMarketGoesMad() external {
        vm.prank(ownerOf(1));
        staking.setAllowance(NodeId.wrap(1), address(market), address(jury), 3 * BOND);
        vm.startPrank(address(market));
        uint40 now_ = uint40(vm.getBlockTimestamp());
        staking.lockBond(NodeId.wrap(1), JobId.wrap("a"), operatorOf(1), CLASS, now_, 3 * BOND / 2);
        staking.slashBond(NodeId.wrap(1), JobId.wrap("a"), STAKE, STAKE, SlashReason.WrongResult);
        staking.lockBond(NodeId.wrap(1), JobId.wrap("b"), operatorOf(1), CLASS, now_, 3 * BOND / 4);
        vm.stopPrank();
        vm.warp(now_ + staking.minUnbondCooldown() + 30 days);
        vm.startPrank(ownerOf(1));
        staking.freeLocks(NodeId.wrap(1));
        staking.requestUnbond(NodeId.wrap(1), staking.freeStakeOf(NodeId.wrap(1)));
        vm.stopPrank();
        vm.assertGe(staking.nodeOf(NodeId.wrap(1)).unbonding, STAKE - 3 * BOND, "out, but for the allowance");
    }

    /// @dev A stolen operator key claims jobs and lets them run out: it costs what the owner allowed, not the stake.
    function test_Attack_AStolenHotKeyCostsTheAllowance() external {
        vm.prank(ownerOf(1));
        staking.setAllowance(NodeId.wrap(1), address(market), address(jury), 4 * BOND);
        for (uint256 i = 0; i < 30; i++) {
            JobId jobId = openJob(1, 1);
            (bool now_,,) = lens.eligible(orderOf(jobId), NodeId.wrap(1));
            if (!now_) continue;
            claim(jobId, 1);
            submit(jobId, 1, WRONG);
            challenge(jobId, ROOT);
            vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), ROOT);
            vm.prank(operatorOf(1));
            staking.heartbeat(NodeId.wrap(1));
        }
        vm.assertGe(stakeOf(1), STAKE - 4 * BOND, "more than the allowance");
    }

    /// @dev A challenge of running jobs was closed by retiring the jury, or stopping its module: a module cannot be stopped.
    function test_Attack_GovernorClosesTheChallengeOfRunningJobs() external {
        JobId jobId = proposedJob(WRONG);
        vm.startPrank(governor);
        staking.retireMarket(address(market));
        vm.expectRevert();
        staking.retireMarket(address(jury));
        vm.stopPrank();
        challenge(jobId, ROOT);
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), ROOT);
        vm.assertEq(usdtOf(ownerOf(1)), 0, "the lie is paid");
    }

    /// @dev A pause of the vault was longer than any challenge window: whoever had no stake token inside could not challenge.
    function test_Attack_APauseKeepsChallengersOut() external {
        JobId jobId = proposedJob(WRONG);
        vm.prank(guardian);
        staking.pause();
        address outsider = _person("challenger with tokens in its wallet");
        fundStake(outsider, BOND);
        challengeBy(outsider, jobId, ROOT);
        assertState(jobId, JobState.Disputed);
    }

    /// @dev Two guardians' pauses in turn: the network has one allowance, whatever markets it has.
    function test_Attack_PausesInTurn() external {
        vm.startPrank(guardian);
        staking.pause();
        skipTime(72 hours + 1);
        for (uint256 hour = 0; hour < 71; hour++) {
            vm.expectRevert();
            staking.pause();
            skipTime(1 hours);
        }
        vm.stopPrank();
        addNode(10, STAKE);
    }

    /// @dev A jury set later took bonds and prices of running jobs. No job is older than its jury now.
    function test_Attack_AJuryThatComesLater() external {
        address other = deployMarket(windowLimits(), market.params());
        Thief judge = new Thief();
        judge.pair(other, address(judge));
        vm.startPrank(governor);
        vm.expectRevert();
        staking.addMarket(other, address(judge));
        vm.expectRevert();
        staking.addMarket(other, address(0));
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(INodeStaking.NotMarket.selector, other));
        vm.prank(other);
        staking.admitPost(requester, CLASS);
    }

    function _expectNoConsent(address from) private {
        vm.expectRevert(abi.encodeWithSelector(IVault.NoConsent.selector, from, thief));
    }
}
