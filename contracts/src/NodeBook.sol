// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Entries} from "./Entries.sol";
import {INodeStaking} from "./interfaces/INodeStaking.sol";
import {IStakeVotes} from "./interfaces/IStakeVotes.sol";
import {IVault} from "./interfaces/IVault.sol";
import {
    ClassTotals, NodeDraw, NodeExit, NodeKeys, NodeLib, NodeStake, NodeWork, Role
} from "./libraries/NodeLib.sol";
import {JobId, NodeId} from "./types/Ids.sol";
import {MarketStatus, Node, StakingParams} from "./types/NodeTypes.sol";
import {Payment} from "./types/Payment.sol";

/// @title The nodes: where they are kept, how their stake and tickets change, and what can be seen of them
/// @notice Specified in `INodeStaking`.
abstract contract NodeBook is INodeStaking, Entries {
    /// @dev What `IStakeVotes.sync` gets: more than it can need.
    uint256 private constant VOTES_GAS = 300_000;

    /// @inheritdoc INodeStaking
    IVault public immutable vault;
    /// @inheritdoc INodeStaking
    address public immutable stakeToken;
    /// @inheritdoc INodeStaking
    uint32 public immutable minUnbondCooldown;
    /// @inheritdoc INodeStaking
    uint96 public immutable ticketSize;
    /// @inheritdoc INodeStaking
    uint32 public immutable ticketAge;

    // One slot, with the pause: whoever registers or claims reads it.
    uint80 internal _minStake;
    uint32 internal _unbondCooldown;
    uint32 internal _livenessWindow;
    uint32 internal _maintenanceNotice;
    uint32 internal _nodeCount;

    mapping(NodeId nodeId => NodeStake) internal _staked;
    mapping(NodeId nodeId => NodeKeys) internal _keys;
    mapping(NodeId nodeId => NodeWork) internal _work;
    mapping(NodeId nodeId => NodeDraw) internal _draws;
    mapping(NodeId nodeId => NodeExit) internal _exits;
    /// @dev By the market that the nodes work for, 0 for none: the others neither claim nor judge there.
    mapping(uint8 market => mapping(uint8 nodeClass => ClassTotals)) internal _classes;
    mapping(address account => Role) internal _roles;
    /// @dev By number, from 1.
    mapping(uint8 number => address) internal _markets;
    uint8 internal _marketCount;
    /// @dev Markets whose locks the owner had to free.
    mapping(NodeId nodeId => mapping(uint8 market => bool)) internal _left;
    /// @inheritdoc INodeStaking
    IStakeVotes public votes;

    constructor(IVault vault_, address stakeToken_, uint32 minUnbondCooldown_, uint96 ticketSize_, uint32 ticketAge_) {
        vault = vault_;
        stakeToken = stakeToken_;
        minUnbondCooldown = minUnbondCooldown_;
        ticketSize = ticketSize_;
        ticketAge = ticketAge_;
    }

    // ---- views

    /// @inheritdoc INodeStaking
    function nodeOf(NodeId nodeId) external view returns (Node memory node) {
        NodeStake storage staked = _staked[nodeId];
        NodeKeys storage keys = _keys[nodeId];
        NodeWork memory work = _work[nodeId];
        NodeDraw storage draw = _draws[nodeId];
        NodeExit memory out = _exits[nodeId];
        node.owner = staked.owner;
        node.operator = keys.operator;
        node.nodeClass = staked.nodeClass;
        node.slots = keys.slots;
        node.market = _markets[work.market];
        node.allowance = work.allowance;
        node.stake = staked.stake;
        node.locked = work.locked;
        node.unbonding = out.unbonding;
        node.unlockAt = out.unlockAt;
        node.stakeSince = keys.stakeSince;
        node.tickets = draw.ripe;
        node.lastSeen = NodeLib.lastSeen(keys, work);
        node.maintenanceFrom = draw.maintenanceFrom;
        node.maintenanceUntil = NodeLib.maintenanceUntil(draw);
        node.completed = work.completed;
        node.faults = draw.faults;
    }

    /// @inheritdoc INodeStaking
    function ownerOf(NodeId nodeId) external view returns (address) {
        return _staked[nodeId].owner;
    }

    /// @inheritdoc INodeStaking
    function operatorOf(NodeId nodeId) external view returns (address) {
        return _keys[nodeId].operator;
    }

    /// @inheritdoc INodeStaking
    function freeStakeOf(NodeId nodeId) external view returns (uint96) {
        return _staked[nodeId].stake - _work[nodeId].locked;
    }

    /// @inheritdoc INodeStaking
    function classStakeOf(address market, uint8 nodeClass) external view returns (uint256) {
        return _classes[_roles[market].market][nodeClass].stake;
    }

    /// @inheritdoc INodeStaking
    function classTicketsOf(address market, uint8 nodeClass) external view returns (uint64) {
        return _classes[_roles[market].market][nodeClass].tickets;
    }

    /// @inheritdoc INodeStaking
    function ticketsBefore(NodeId nodeId, uint40 time) external view returns (uint32) {
        return NodeLib.ticketsBefore(_draws[nodeId], time);
    }

    /// @inheritdoc INodeStaking
    function requireAvailable(address market, NodeId nodeId, uint8 nodeClass, uint40 postedAt, uint96 bond)
        external
        view
        returns (uint96 stake, uint256 classStake)
    {
        return _requireAvailable(market, nodeId, _work[nodeId], nodeClass, postedAt, bond);
    }

    /// @inheritdoc INodeStaking
    function stakesOf(NodeId nodeId) external view returns (uint96 stake, uint256 classStake) {
        NodeStake memory staked = _staked[nodeId];
        return (staked.stake, _classes[_work[nodeId].market][staked.nodeClass].stake);
    }

    /// @inheritdoc INodeStaking
    function votingStakeOf(NodeId nodeId) external view returns (address owner, uint256 stake) {
        NodeStake storage staked = _staked[nodeId];
        return (staked.owner, _draws[nodeId].voting ? staked.stake : 0);
    }

    /// @inheritdoc INodeStaking
    function nodeCount() external view returns (uint64) {
        return _nodeCount;
    }

    /// @inheritdoc INodeStaking
    function params() external view returns (StakingParams memory) {
        return StakingParams(_minStake, _unbondCooldown, _livenessWindow, _maintenanceNotice);
    }

    /// @inheritdoc INodeStaking
    function marketStatus(address market) external view returns (MarketStatus) {
        return _roles[market].status;
    }

    /// @inheritdoc INodeStaking
    function juryOf(address market) external view returns (address) {
        Role memory role = _roles[market];
        return role.status == MarketStatus.None ? address(0) : role.partner;
    }

    // ---- roles

    function _requireActiveMarket(address market) internal view returns (Role memory role) {
        role = _roles[market];
        require(role.status == MarketStatus.Active, NotMarket(market));
    }

    function _requireAvailable(
        address market,
        NodeId nodeId,
        NodeWork memory work,
        uint8 nodeClass,
        uint40 postedAt,
        uint96 bond
    ) internal view returns (uint96 stake, uint256 classStake) {
        NodeStake storage staked = _staked[nodeId];
        if (work.market == 0 || _requireActiveMarket(market).market != work.market) revert NotMarket(market);
        NodeLib.requireAvailable(
            nodeId, staked, _keys[nodeId], work, _draws[nodeId], _livenessWindow, nodeClass, postedAt, bond
        );
        return (staked.stake, _classes[work.market][nodeClass].stake);
    }

    // ---- stake and tickets

    /// @param market Number of the market that the node works for.
    /// @param stake What the node has with this.
    function _takeStake(uint8 market, uint8 nodeClass, uint256 stake, uint96 amount) internal {
        if (stake < _minStake) revert StakeTooLow(stake, _minStake);
        require(stake <= type(uint88).max, StakeTooHigh(stake));
        _classes[market][nodeClass].stake += amount;
        vault.pull(stakeToken, msg.sender, amount, 0);
    }

    /// @dev By unbonding or slashing: at most what is staked.
    function _removeStake(NodeId nodeId, NodeStake memory staked, NodeWork memory work, uint256 amount) internal {
        staked.stake -= uint88(amount);
        _staked[nodeId].stake = staked.stake;
        _classes[work.market][staked.nodeClass].stake -= uint128(amount);
        _coverTickets(nodeId, staked, work);
    }

    /// @return Tickets that stake and allowance cover: one that cannot be locked must not draw, nor make its class seem large.
    function _ticketsOf(NodeStake memory staked, NodeWork memory work) internal view returns (uint32) {
        return uint32(Math.min(Math.min(staked.stake, work.allowance) / ticketSize, type(uint32).max));
    }

    /// @dev Stake or allowance have gone: what they no longer cover is not ripe any more, nor was it.
    function _coverTickets(NodeId nodeId, NodeStake memory staked, NodeWork memory work) internal {
        NodeDraw storage draw = _draws[nodeId];
        (uint32 ripe, uint32 last) = (_ticketsOf(staked, work), draw.ripe);
        if (draw.before > ripe) draw.before = ripe;
        if (ripe >= last) return;
        _classes[work.market][staked.nodeClass].tickets -= last - ripe;
        draw.ripe = ripe;
        emit TicketsChanged(nodeId, ripe);
    }

    /// @dev The node works for another market: its stake counts there from now on, and is as young as if it had just been added.
    function _moveStake(NodeId nodeId, uint8 from, uint8 to) internal {
        NodeStake memory staked = _staked[nodeId];
        NodeDraw storage draw = _draws[nodeId];
        ClassTotals storage totals = _classes[from][staked.nodeClass];
        totals.stake -= staked.stake;
        totals.tickets -= draw.ripe;
        _classes[to][staked.nodeClass].stake += staked.stake;
        if (draw.ripe != 0) emit TicketsChanged(nodeId, 0);
        (draw.ripe, draw.before, draw.ripenedAt) = (0, 0, uint40(block.timestamp));
        _keys[nodeId].stakeSince = uint40(block.timestamp);
    }

    /// @dev Nothing that the votes do or fail to do matters here. But the caller must not be able to starve them: an owner would leave just too
    /// little gas for the votes to go when the stake goes.
    function _tellVotes(NodeId nodeId) internal {
        IStakeVotes votes_ = votes;
        if (address(votes_).code.length == 0) return;
        uint256 needed = VOTES_GAS + VOTES_GAS / 32;
        require(gasleft() >= needed, TooLittleGas(gasleft(), needed));
        try votes_.sync{gas: VOTES_GAS}(nodeId) {
            return;
        } catch {
            emit VotesNotTold(nodeId);
        }
    }

    function _pay(address to, uint256 amount, JobId jobId) internal {
        Payment[] memory payments = new Payment[](1);
        payments[0] = Payment(to, amount);
        vault.pay(stakeToken, JobId.unwrap(jobId), payments);
    }
}
