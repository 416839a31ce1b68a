// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {IJury} from "../../src/interfaces/IJury.sol";
import {INodeStaking} from "../../src/interfaces/INodeStaking.sol";
import {IVault} from "../../src/interfaces/IVault.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {Job, JobOrder, JobState, SeatState} from "../../src/types/JobTypes.sol";
import {Node} from "../../src/types/NodeTypes.sol";
import {Test, vm} from "../base/Vm.sol";
import {Players} from "./Players.sol";

struct FuzzSelector {
    address addr;
    bytes4[] selectors;
}

interface IBalance {
    function balanceOf(address account) external view returns (uint256);
}

/// @notice The rules of protocol.md §12 that hold after every move: no money is made or lost, no bond is forgotten, every job ends.
contract ConservationTest is Test {
    Players private players;
    IJobEscrow private market;
    INodeStaking private staking;
    IVault private vault;
    IJury private jury;
    address private usdt;
    address private stakeToken;

    function setUp() external {
        players = new Players();
        (address market_, address staking_, address vault_, address usdt_, address stakeToken_) = players.parts();
        (market, staking, vault) = (IJobEscrow(market_), INodeStaking(staking_), IVault(vault_));
        (usdt, stakeToken) = (usdt_, stakeToken_);
        jury = IJury(players.juryOf());
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(players);
    }

    /// @dev World.setUp is public, and no move.
    function excludeSelectors() external view returns (FuzzSelector[] memory excluded) {
        excluded = new FuzzSelector[](1);
        excluded[0].addr = address(players);
        excluded[0].selectors = new bytes4[](1);
        excluded[0].selectors[0] = bytes4(keccak256("setUp()"));
    }

    /// @dev One invariant, because forge plays a campaign of its own for each.
    function invariant_NoMoneyIsMadeOrLost() external view {
        _vaultHoldsWhatItsBooksSay();
        _everyCoinHasAnOwner();
        _bondsAreThoseOfOpenSeats();
        // Rules 4 and 8, seen by the players after each move.
        vm.assertEq(bytes(players.broken()), "", "broken");
    }

    /// @dev 1: the vault holds exactly the sum of its books, in both tokens.
    function _vaultHoldsWhatItsBooksSay() private view {
        _assertHolds(usdt);
        _assertHolds(stakeToken);
    }

    /// @dev 2: staking holds all stake, the market all escrows, and nothing else.
    function _everyCoinHasAnOwner() private view {
        uint256 stakes;
        for (uint64 i = 1; i <= players.NODES(); i++) {
            Node memory node = staking.nodeOf(NodeId.wrap(i));
            stakes += uint256(node.stake) + node.unbonding;
        }
        vm.assertEq(vault.balanceOf(stakeToken, address(staking)), stakes, "staking");
        uint256 escrows;
        uint256 bonds;
        for (uint256 i = 0; i < players.jobCount(); i++) {
            (uint256 payment,) = market.escrowOf(players.orderOf(players.jobs(i)));
            escrows += payment;
            bonds += jury.disputeOf(players.jobs(i)).bond;
        }
        vm.assertEq(vault.balanceOf(usdt, address(market)), escrows, "market");
        vm.assertEq(vault.balanceOf(stakeToken, address(market)), 0, "no stake with the market");
        vm.assertEq(vault.balanceOf(stakeToken, address(jury)), bonds, "challengers' bonds");
    }

    /// @dev 3, 12: a node's locked stake and slots are those of its open seats; no two seats of a job share a node.
    function _bondsAreThoseOfOpenSeats() private view {
        uint256[] memory locked = new uint256[](players.NODES() + 1);
        uint256[] memory active = new uint256[](players.NODES() + 1);
        for (uint256 i = 0; i < players.jobCount(); i++) _countSeats(players.jobs(i), locked, active);
        uint256 classStake;
        for (uint64 i = 1; i <= players.NODES(); i++) {
            Node memory node = staking.nodeOf(NodeId.wrap(i));
            vm.assertEq(node.locked, locked[i], "locked");
            vm.assertEq(node.active, active[i], "active");
            vm.assertLe(node.locked, node.stake, "locked over stake");
            vm.assertLe(node.active, node.slots, "active over slots");
            classStake += node.stake;
        }
        vm.assertEq(staking.classStakeOf(1), classStake, "class stake");
    }

    /// @dev 5: whatever happened, poking alone ends every job, paused or not; then nothing is left in the market.
    function afterInvariant() external {
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
        vm.assertEq(vault.balanceOf(usdt, address(market)), 0, "left in the market");
        vm.assertEq(vault.balanceOf(stakeToken, address(jury)), 0, "bonds left with the jury");
        for (uint64 i = 1; i <= players.NODES(); i++) {
            vm.assertEq(staking.nodeOf(NodeId.wrap(i)).locked, 0, "locked for ever");
        }
    }

    function _assertHolds(address token) private view {
        address[] memory accounts = players.accounts();
        uint256 sum;
        for (uint256 i = 0; i < accounts.length; i++) sum += vault.balanceOf(token, accounts[i]);
        vm.assertEq(vault.totalOf(token), sum, "total");
        vm.assertEq(IBalance(token).balanceOf(address(vault)), sum, "held");
    }

    function _countSeats(JobId jobId, uint256[] memory locked, uint256[] memory active) private view {
        Job memory job = market.jobOf(jobId);
        JobOrder memory order = players.orderOf(jobId);
        uint256 named;
        for (uint8 seat = 0; seat < order.n; seat++) {
            SeatState state = market.seatOf(jobId, seat).state;
            if (state == SeatState.Empty) continue;
            uint256 node = NodeId.unwrap(market.seatOf(jobId, seat).nodeId);
            vm.assertEq(named >> node & 1, 0, "two seats of one node");
            named |= 1 << node;
            bool bonded = job.state == JobState.Open || job.state == JobState.Running
                || (job.state == JobState.Revealing && state >= SeatState.Committed)
                || (job.state >= JobState.Proposed && job.state < JobState.Completed && state == SeatState.Revealed);
            if (!bonded) continue;
            locked[node] += order.bond;
            active[node]++;
        }
        if (job.state != JobState.Disputed && job.state != JobState.JuryReveal) return;
        for (uint8 i = 0; i < jury.disputeOf(jobId).committed; i++) {
            uint256 node = NodeId.unwrap(jury.jurorOf(jobId, i).nodeId);
            vm.assertEq(named >> node & 1, 0, "a juror has a seat, or two");
            named |= 1 << node;
            locked[node] += order.bond;
            active[node]++;
        }
    }
}
