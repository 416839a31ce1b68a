// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDenyListPolicy} from "../../src/interfaces/IDenyListPolicy.sol";
import {IEntries} from "../../src/interfaces/IEntries.sol";
import {INodeStaking} from "../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {JobState} from "../../src/types/JobTypes.sol";
import {JuryWorld} from "../base/JuryWorld.sol";
import {vm} from "../base/Vm.sol";

/// @notice Whoever holds policy or guardian closes the doors with everybody inside, and jobs in every state. Then everybody must get out, with
/// everything.
contract TrapAttacksTest is JuryWorld {
    uint256 private constant NODES = 9;

    IDenyListPolicy private list;
    JobId private unclaimed;
    JobId private silent;
    JobId private quorum;
    JobId private proposed;
    JobId private wrong;

    function setUp() public override {
        super.setUp();
        addNodes(NODES);
        list = IDenyListPolicy(vm.deployCode("DenyListPolicy.sol:DenyListPolicy", abi.encode(governor)));
        vm.prank(governor);
        staking.setPolicy(list);
        silent = runningJob(1, 1);
        quorum = runningJob(3, 2);
        proposed = proposedJob(ROOT);
        wrong = proposedJob(WRONG);
        challenge(wrong, ROOT);
        unclaimed = openJob(1, 1);
    }

    function test_Attack_PolicyUsedToTrapMoney() external {
        _setDenied(true);
        _everybodyLeaves();
    }

    function test_Attack_PauseUsedToTrapMoney() external {
        vm.prank(guardian);
        staking.pause();
        _everybodyLeaves();
    }

    function test_ADeniedAccountEntersNowhere() external {
        _setDenied(true);
        vm.startPrank(requester);
        _expectRefused(requester, INodeStaking.register.selector);
        staking.register(registration(stranger, STAKE));
        vm.stopPrank();
        _expectRefused(requester, INodeStaking.admitPost.selector);
        this.post();
        _expectRefused(ownerOf(9), INodeStaking.lockBond.selector);
        this.claim();
    }

    function test_WhoIsOffTheListEntersAgain() external {
        _setDenied(true);
        _setDenied(false);
        skipTime(1 minutes);
        this.post();
        this.claim();
    }

    function post() external {
        openJob(1, 1);
    }

    function claim() external {
        claim(unclaimed, 9);
    }

    function _everybodyLeaves() private {
        for (uint8 i = 0; i < 3; i++) commit(quorum, i, ROOT);
        for (uint8 i = 0; i < 3; i++) reveal(quorum, i, ROOT);
        vote(wrong, 4, five(ROOT, ROOT, ROOT, ROOT, ROOT), ROOT);
        JobId[5] memory jobs = [unclaimed, silent, quorum, proposed, wrong];
        for (uint256 i = 0; i < jobs.length; i++) {
            if (stateOf(jobs[i]) < JobState.Completed) poke(jobs[i]);
            vm.assertGe(uint256(stateOf(jobs[i])), uint256(JobState.Completed), "over");
        }
        for (uint256 i = 1; i <= NODES; i++) {
            vm.startPrank(ownerOf(i));
            staking.drain(NodeId.wrap(uint64(i)));
            staking.requestUnbond(NodeId.wrap(uint64(i)), uint96(stakeOf(i)));
            vm.stopPrank();
        }
        skipTime(7 days);
        address[] memory everybody = _everybody();
        for (uint256 i = 0; i < everybody.length; i++) {
            if (i >= 1 && i <= NODES) staking.unbond(NodeId.wrap(uint64(i)));
            vm.startPrank(everybody[i]);
            vault.withdraw(address(usdt), usdtOf(everybody[i]), everybody[i]);
            vault.withdraw(address(stakeToken), stakeTokenOf(everybody[i]), everybody[i]);
            vm.stopPrank();
        }
        vm.assertEq(vault.totalOf(address(usdt)), 0, "payments left inside");
        vm.assertEq(vault.totalOf(address(stakeToken)), 0, "stake left inside");
        vm.assertEq(usdt.balanceOf(address(vault)) + stakeToken.balanceOf(address(vault)), 0, "tokens left inside");
    }

    /// @dev Everyone with money inside; owners at their nodes' numbers.
    function _everybody() private view returns (address[] memory all) {
        all = new address[](NODES + 3);
        (all[0], all[NODES + 1], all[NODES + 2]) = (requester, treasury, challenger);
        for (uint256 i = 1; i <= NODES; i++) all[i] = ownerOf(i);
    }

    function _setDenied(bool denied) private {
        address[] memory accounts = _everybody();
        address[] memory operators = new address[](NODES);
        for (uint256 i = 0; i < NODES; i++) operators[i] = operatorOf(i + 1);
        vm.startPrank(governor);
        list.setDenied(accounts, denied);
        list.setDenied(operators, denied);
        vm.stopPrank();
    }

    function _expectRefused(address account, bytes4 action) private {
        vm.expectRevert(abi.encodeWithSelector(IEntries.PolicyRefused.selector, account, action));
    }
}
