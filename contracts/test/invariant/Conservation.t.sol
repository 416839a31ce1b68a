// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {IJury} from "../../src/interfaces/IJury.sol";
import {IMarketLens} from "../../src/interfaces/IMarketLens.sol";
import {INodeStaking} from "../../src/interfaces/INodeStaking.sol";
import {IVault} from "../../src/interfaces/IVault.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {Job, JobOrder, JobState, SeatState} from "../../src/types/JobTypes.sol";
import {MarketStatus, Node} from "../../src/types/NodeTypes.sol";
import {Test, vm} from "../base/Vm.sol";
import {Players} from "./Players.sol";

struct FuzzSelector {
    address addr;
    bytes4[] selectors;
}

interface IBalance {
    function balanceOf(address account) external view returns (uint256);
}

/// @notice The protocol's invariants, by number: no money is made or lost, no bond is forgotten, every job ends, everybody can leave.
/// Rules 4, 6, 7, 8 and 13 are watched by `Watch` at every call; 11 is `Lifetime`, 14 a test in Java, and what an attacker can gain `Coalition`.
contract ConservationTest is Test {
    Players private players;
    IJobEscrow private market;
    INodeStaking private staking;
    IVault private vault;
    IJury private jury;
    IMarketLens private lens;
    address[3] private tokens;
    address private stakeToken;

    function setUp() external {
        players = new Players();
        address[8] memory parts = players.parts();
        (market, staking, vault) = (IJobEscrow(parts[0]), INodeStaking(parts[1]), IVault(parts[2]));
        (jury, lens) = (IJury(parts[3]), IMarketLens(parts[7]));
        tokens = [parts[4], parts[5], parts[6]];
        stakeToken = parts[5];
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(players);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targeted) {
        targeted = new FuzzSelector[](1);
        bytes4[] memory moves = new bytes4[](7);
        (moves[0], moves[1], moves[2]) = (players.post.selector, players.play.selector, players.playOn.selector);
        (moves[3], moves[4], moves[5]) = (players.live.selector, players.rule.selector, players.steal.selector);
        moves[6] = players.pass.selector;
        targeted[0] = FuzzSelector(address(players), moves);
    }

    /// @dev One invariant, because forge plays a campaign of its own for each.
    function invariant_NoMoneyIsMadeOrLost() external view {
        vm.assertEq(bytes(players.broken()), "", "broken");
        _vaultHoldsWhatItsBooksSay();
        _everyCoinHasAnOwner();
        _bondsAreThoseOfOpenSeats();
    }

    /// @dev 1 and 9: the vault holds exactly the sum of its books, in every token.
    function _vaultHoldsWhatItsBooksSay() private view {
        address[] memory accounts = players.accounts();
        for (uint256 t = 0; t < tokens.length; t++) {
            uint256 sum;
            for (uint256 i = 0; i < accounts.length; i++) sum += vault.balanceOf(tokens[t], accounts[i]);
            vm.assertEq(vault.totalOf(tokens[t]), sum, "total");
            vm.assertEq(IBalance(tokens[t]).balanceOf(address(vault)), sum, "held");
        }
    }

    /// @dev 2: staking holds all stake, the market all escrows, the jury all challengers' bonds, and nothing else.
    function _everyCoinHasAnOwner() private view {
        uint256 stakes;
        for (uint64 i = 1; i <= players.NODES(); i++) {
            Node memory node = staking.nodeOf(NodeId.wrap(i));
            stakes += uint256(node.stake) + node.unbonding;
        }
        vm.assertEq(vault.balanceOf(stakeToken, address(staking)), stakes, "staking");
        uint256[3] memory escrows;
        uint256 bonds;
        for (uint256 i = 0; i < players.jobCount(); i++) {
            JobId jobId = players.jobs(i);
            JobOrder memory order = players.orderOf(jobId);
            escrows[order.token == tokens[0] ? 0 : 2] += lens.escrowOf(order);
            bonds += uint256(jury.disputeOf(jobId).challengers) * order.bond;
        }
        for (uint256 t = 0; t < tokens.length; t++) {
            vm.assertEq(vault.balanceOf(tokens[t], address(market)), escrows[t], "market");
            vm.assertEq(vault.balanceOf(tokens[t], address(jury)), t == 1 ? bonds : 0, "jury");
        }
    }

    /// @dev 3 and 12: a node's locked stake is that of its seats and listed tickets, the class's tickets
    /// those of its nodes. No two seats of a job share a node, and no juror shares its owner with a seat.
    function _bondsAreThoseOfOpenSeats() private view {
        uint256[] memory locked = new uint256[](players.NODES() + 1);
        for (uint256 i = 0; i < players.jobCount(); i++) _countSeats(players.jobs(i), locked);
        (uint256 classStake, uint256 tickets) = (0, players.sleeping());
        for (uint64 i = 1; i <= players.NODES(); i++) {
            Node memory node = staking.nodeOf(NodeId.wrap(i));
            vm.assertEq(node.locked, locked[i], "locked");
            vm.assertLe(node.locked, node.stake, "locked over stake");
            vm.assertLe(uint256(node.tickets) * staking.ticketSize(), node.stake, "tickets over stake");
            classStake += node.stake;
            tickets += node.tickets;
        }
        vm.assertEq(staking.classTicketsOf(address(market), 1), tickets, "class tickets");
        vm.assertEq(staking.classStakeOf(address(market), 1), classStake, "class stake");
    }

    /// @dev 5 and 10: poking alone ends every job in three steps, with entries closed, the policy broken, the market retired, no module and no
    /// consent left, everybody's free money gone, and one time in two all locks freed by the owners. Then everybody takes out the rest: not a wei
    /// stays in the vault.
    function afterInvariant() external {
        bool freed = vm.getBlockTimestamp() & 1 == 0;
        _closeEverything();
        _withdrawAll();
        if (freed) _freeLocks();
        for (uint256 i = 0; i < players.jobCount(); i++) {
            JobId jobId = players.jobs(i);
            uint256 steps = 0;
            for (; !players.isOver(market.jobOf(jobId).state); steps++) {
                uint256 deadline = market.jobOf(jobId).deadline;
                if (vm.getBlockTimestamp() <= deadline) vm.warp(deadline + 1);
                market.poke(players.orderOf(jobId));
            }
            vm.assertLe(steps, 3, "steps to the end");
        }
        _everybodyLeaves();
        for (uint256 t = 0; t < tokens.length; t++) {
            vm.assertEq(IBalance(tokens[t]).balanceOf(address(vault)), 0, "left in the vault");
        }
    }

    /// @dev Time stands still, so that disputes are ended from every phase.
    function _closeEverything() private {
        players.policy().become(3);
        (address governor, address guardian) = players.rulers();
        vm.prank(guardian);
        // Refused while the guardian is cooling off.
        (bool paused,) = address(staking).call(abi.encodeCall(staking.pause, ()));
        vm.startPrank(governor);
        if (staking.marketStatus(address(market)) == MarketStatus.Active) staking.retireMarket(address(market));
        vm.stopPrank();
        address[3] memory modules = [address(market), address(jury), address(staking)];
        address[] memory accounts = players.accounts();
        for (uint256 i = 0; i < accounts.length; i++) {
            vm.startPrank(accounts[i]);
            for (uint256 m = 0; m < 3; m++) vault.consent(modules[m], false);
            vm.stopPrank();
        }
        vm.assertTrue(paused || players.hasPaused(), "the guardian could not pause");
    }

    /// @dev Owners wait until no job can live any more, and leave the market.
    function _freeLocks() private {
        vm.warp(vm.getBlockTimestamp() + staking.minUnbondCooldown() + 30 days);
        for (uint64 i = 1; i <= players.NODES(); i++) {
            if (staking.nodeOf(NodeId.wrap(i)).locked == 0) continue;
            vm.prank(staking.ownerOf(NodeId.wrap(i)));
            staking.freeLocks(NodeId.wrap(i));
        }
    }

    function _everybodyLeaves() private {
        for (uint64 i = 1; i <= players.NODES(); i++) {
            Node memory node = staking.nodeOf(NodeId.wrap(i));
            vm.assertEq(node.locked, 0, "locked for ever");
            if (node.stake == 0) continue;
            vm.prank(node.owner);
            staking.requestUnbond(NodeId.wrap(i), node.stake);
        }
        vm.warp(vm.getBlockTimestamp() + staking.params().unbondCooldown);
        for (uint64 i = 1; i <= players.NODES(); i++) {
            if (staking.nodeOf(NodeId.wrap(i)).unbonding != 0) staking.unbond(NodeId.wrap(i));
        }
        _withdrawAll();
    }

    function _withdrawAll() private {
        address[] memory accounts = players.accounts();
        for (uint256 t = 0; t < tokens.length; t++) {
            for (uint256 i = 0; i < accounts.length; i++) {
                if (_holdsForOthers(accounts[i])) continue;
                uint256 balance = vault.balanceOf(tokens[t], accounts[i]);
                vm.prank(accounts[i]);
                vault.withdraw(tokens[t], balance, accounts[i]);
            }
        }
    }

    function _holdsForOthers(address account) private view returns (bool) {
        return account == address(market) || account == address(jury) || account == address(staking);
    }

    function _countSeats(JobId jobId, uint256[] memory locked) private view {
        Job memory job = market.jobOf(jobId);
        uint96 bond = players.orderOf(jobId).bond;
        uint256 named;
        for (uint8 seat = 0; seat < job.seated; seat++) {
            SeatState state = market.seatOf(jobId, seat).state;
            uint256 node = NodeId.unwrap(market.seatOf(jobId, seat).nodeId);
            vm.assertEq(named >> node & 1, 0, "two seats of one node");
            named |= 1 << node;
            bool bonded = job.state == JobState.Open || job.state == JobState.Running
                || (job.state == JobState.Revealing && state >= SeatState.Committed)
                || (job.state >= JobState.Proposed && job.state < JobState.Completed && state == SeatState.Revealed);
            if (!bonded) continue;
            locked[node] += bond;
        }
        if (job.state != JobState.Disputed && job.state != JobState.JuryReveal) return;
        for (uint8 i = 0; i < jury.disputeOf(jobId).listed; i++) {
            NodeId node = jury.jurorOf(jobId, i).nodeId;
            locked[NodeId.unwrap(node)] += players.lockOf(bond);
            for (uint8 seat = 0; seat < job.seated; seat++) {
                bool same = staking.ownerOf(market.seatOf(jobId, seat).nodeId) == staking.ownerOf(node);
                vm.assertFalse(same, "an owner judges its own seat");
            }
        }
    }
}
