// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

import {IVault} from "../../src/interfaces/IVault.sol";
import {TestUSDT} from "../../src/test-tokens/TestUSDT.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {Job, JobOrder, JobState} from "../../src/types/JobTypes.sol";
import {MarketStatus, Node} from "../../src/types/NodeTypes.sol";
import {Program} from "../../src/types/ProgramTypes.sol";
import {vm} from "../base/Vm.sol";
import {ReentrantToken} from "../tokens/OddTokens.sol";
import {MoodyPolicy, RootVerifier} from "./Extras.sol";
import {Jobs} from "./Jobs.sol";

/// @notice Everyone in the network, moved by the fuzzer: requesters, nodes, challengers and jurors (`Jobs`, `Disputes`); owners who stake, leave, and
/// change what they allow; accounts that take their consent back; a guardian who pauses, a governor who changes what it can, a policy that
/// refuses or breaks, and a token that calls back.
/// A move that is not possible now is no move: with `fail_on_revert` every revert is a find.
contract Players is Jobs {
    uint256 private _pausableFrom;

    /// @dev Node 7 has the owner of node 1, node 8 that of a challenger: owners are compared, not nodes.
    constructor() {
        setUp();
        _readDiagrams();
        reentrant = new ReentrantToken();
        policy = new MoodyPolicy();
        vm.startPrank(governor);
        market.setToken(address(reentrant), true);
        market.setQuote(address(usdt), CLASS, 30_000e18);
        programs.setProgram(VERIFIED, Program(true, CLASS, 1_000_000, address(new RootVerifier(ROOT))));
        staking.setPolicy(policy);
        vm.stopPrank();
        _trackAll();
        for (uint256 i = 1; i <= NODES; i++) {
            address owner = i == 7 ? ownerOf(1) : i == 8 ? challenger : ownerOf(i);
            fundStake(owner, 101 * STAKE * i);
            register(owner, operatorOf(i), STAKE * uint96(i));
        }
        ripen(NODES);
        _give(requester);
        _give(signer);
        fundStake(challenger, 1_000 * STAKE);
        fundStake(second, 1_000 * STAKE);
        fundStake(third, 1_000 * STAKE);
    }

    function _trackAll() private {
        address[10] memory all = [
            requester, signer, treasury, stranger, address(market), address(staking), address(jury), challenger, second, third
        ];
        for (uint256 i = 0; i < all.length; i++) _track(all[i]);
        for (uint256 i = 1; i <= NODES; i++) _track(ownerOf(i));
    }

    // ---- owners and operators

    function live(uint256 node, uint256 kind, uint96 amount) external {
        NodeId nodeId = NodeId.wrap(uint64(1 + node % NODES));
        kind %= 8;
        if (kind == 0) _asOperator(nodeId, amount);
        else if (kind == 1) _addStake(nodeId, amount);
        else if (kind == 2) _requestUnbond(nodeId, amount);
        else if (kind == 3) _unbond(nodeId);
        else if (kind == 4) _allow(nodeId, amount);
        else if (kind == 5) _consent(node, amount);
        else _withdraw(kind == 6 ? ERC20(address(usdt)) : ERC20(address(stakeToken)), staking.ownerOf(nodeId), amount);
    }

    function _asOperator(NodeId nodeId, uint256 what) private {
        vm.startPrank(operatorOf(NodeId.unwrap(nodeId)));
        if (what % 4 == 0) staking.drain(nodeId);
        else staking.resume(nodeId);
        staking.heartbeat(nodeId);
        if (vm.getBlockTimestamp() >= staking.nodeOf(nodeId).stakeSince + TICKET_AGE) staking.ripen(nodeId);
        vm.stopPrank();
    }

    function _addStake(NodeId nodeId, uint96 amount) private {
        address owner = staking.ownerOf(nodeId);
        amount = uint96(bound(amount, 0, stakeTokenOf(owner) / 4));
        if (stakeOf(NodeId.unwrap(nodeId)) + amount < staking.params().minStake) return;
        if (!_canPull(owner, address(staking), address(stakeToken), amount)) return;
        vm.prank(owner);
        staking.addStake(nodeId, amount);
    }

    function _requestUnbond(NodeId nodeId, uint96 amount) private {
        amount = uint96(bound(amount, 0, staking.freeStakeOf(nodeId) / 4));
        if (stakeOf(NodeId.unwrap(nodeId)) < amount + staking.params().minStake) return;
        vm.prank(staking.ownerOf(nodeId));
        staking.requestUnbond(nodeId, amount);
    }

    function _unbond(NodeId nodeId) private {
        Node memory seen = staking.nodeOf(nodeId);
        if (seen.unbonding != 0 && vm.getBlockTimestamp() >= seen.unlockAt) staking.unbond(nodeId);
    }

    /// @dev Up and down, also below what is locked.
    function _allow(NodeId nodeId, uint256 amount) private {
        uint256 most = 2 * uint256(staking.nodeOf(nodeId).stake);
        vm.prank(staking.ownerOf(nodeId));
        staking.setAllowance(nodeId, address(market), address(jury), uint96(bound(amount, amount & 7 == 0 ? 0 : most / 2, most)));
        _ripen(nodeId);
    }

    /// @dev Where most nodes had no tickets, no list would ever be full.
    function _ripen(NodeId nodeId) private {
        if (vm.getBlockTimestamp() < staking.nodeOf(nodeId).stakeSince + TICKET_AGE) return;
        vm.prank(staking.operatorOf(nodeId));
        staking.ripen(nodeId);
    }

    /// @dev One account takes a consent back, or all give theirs again.
    function _consent(uint256 who, uint256 what) private {
        address[3] memory modules = [address(market), address(jury), address(staking)];
        if (what % 4 == 0) {
            vm.prank(_accounts[who % _accounts.length]);
            return vault.consent(modules[(what >> 2) % 3], false);
        }
        for (uint256 i = 0; i < _accounts.length; i++) {
            // A module never consents.
            if (i >= 4 && i < 7) continue;
            vm.startPrank(_accounts[i]);
            for (uint256 m = 0; m < 3; m++) vault.consent(modules[m], true);
            vm.stopPrank();
        }
    }

    /// @dev Takes a part out, or brings all of it back.
    function _withdraw(ERC20 token, address account, uint256 amount) private {
        vm.startPrank(account);
        if (amount & 1 == 0) {
            vault.withdraw(address(token), bound(amount, 0, vault.balanceOf(address(token), account) / 8), account);
        } else if (token.balanceOf(account) != 0) {
            // Answers nothing, as USDT does.
            TestUSDT(address(token)).approve(address(vault), 0);
            TestUSDT(address(token)).approve(address(vault), token.balanceOf(account));
            vault.deposit(address(token), account, token.balanceOf(account));
        }
        vm.stopPrank();
    }

    // ---- those who rule, and those who steal

    function rule(uint256 kind, uint256 value) external {
        kind %= 9;
        if (kind < 3) return _pause(value);
        if (kind < 5) return policy.become(value % 8 > 2 ? 0 : value % 8 + 1);
        vm.startPrank(governor);
        if (kind == 5) market.setFee(uint16(value % 501));
        else if (kind == 6) market.setNoShow(uint16(value % 5_001));
        else if (kind == 7) staking.setMinStake(uint96(TICKET + value % TICKET));
        else if (value % 128 == 0 && staking.marketStatus(address(market)) == MarketStatus.Active) staking.retireMarket(address(market));
        vm.stopPrank();
    }

    function _pause(uint256 value) private {
        vm.startPrank(guardian);
        if (value % 8 != 0) {
            staking.unpause();
        } else if (vm.getBlockTimestamp() >= _pausableFrom) {
            _pausableFrom = vm.getBlockTimestamp() + 144 hours;
            staking.pause();
        }
        vm.stopPrank();
    }

    /// @dev What must never succeed. The token that calls back tries a withdrawal from inside a withdrawal.
    function steal(uint256 which, uint256 kind, uint256 amount) external {
        kind %= 6;
        if (kind == 0) return _reenter(amount);
        if (jobs.length == 0) return;
        JobId jobId = jobs[which % jobs.length];
        JobOrder memory order_ = orderOf(jobId);
        Job memory job = market.jobOf(jobId);
        address target = address(market);
        bytes memory call;
        if (kind == 1) {
            call = abi.encodeCall(market.cancel, (order_));
        } else if (kind == 2 && job.state >= JobState.Revealing) {
            call = abi.encodeCall(market.reveal, (order_, 0, "salt", delivery(COLLUSION)));
        } else if (kind == 3) {
            (target, call) = (address(jury), abi.encodeCall(jury.openVote, (order_, NodeId.wrap(uint64(1 + amount % NODES)), COLLUSION, "salt")));
        } else if (kind == 4) {
            (target, call) = (address(jury), abi.encodeCall(jury.commitVote, (order_, NodeId.wrap(uint64(1 + amount % NODES)), "vote")));
        } else {
            order_.requester = stranger;
            call = abi.encodeCall(market.accept, (order_));
        }
        vm.prank(stranger);
        (bool done,) = target.call(call);
        if (done) broken = "a thief succeeded";
    }

    function _reenter(uint256 amount) private {
        amount = bound(amount, 0, vault.balanceOf(address(reentrant), requester) / 1_000);
        reentrant.armed(address(vault), abi.encodeCall(vault.withdraw, (address(reentrant), amount, stranger)));
        vm.prank(requester);
        vault.withdraw(address(reentrant), amount, requester);
        if (reentrant.reason() != IVault.Reentered.selector) broken = "a withdrawal inside a withdrawal";
    }

    function pass(uint16 time) external {
        skipTime(time % 8 == 0 ? time : time % 600);
        skipBlock(1);
    }

    // ---- looking

    function accounts() public view returns (address[] memory) {
        return _accounts;
    }

    function sleeping() external pure returns (uint64) {
        return SLEEPING;
    }

    function lockOf(uint256 bond) external pure returns (uint256) {
        return _lockOf(bond);
    }

    function parts() external view returns (address[8] memory) {
        return [
            address(market),
            address(staking),
            address(vault),
            address(jury),
            address(usdt),
            address(stakeToken),
            address(reentrant),
            address(lens)
        ];
    }

    function hasPaused() external view returns (bool) {
        return _pausableFrom != 0;
    }

    function rulers() external view returns (address, address) {
        return (governor, guardian);
    }

    function _give(address account) private {
        fund(account, 1_000_000_000e6);
        reentrant.mint(account, 1_000_000_000e6);
        vm.startPrank(account);
        reentrant.approve(address(vault), 1_000_000_000e6);
        vault.deposit(address(reentrant), account, 1_000_000_000e6);
        vm.stopPrank();
    }
}
