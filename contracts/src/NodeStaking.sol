// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Governed} from "./Governed.sol";
import {INodeStaking} from "./interfaces/INodeStaking.sol";
import {IStakeVotes} from "./interfaces/IStakeVotes.sol";
import {IVault} from "./interfaces/IVault.sol";
import {NodeExit, NodeKeys, NodeLib, NodeStake, NodeWork} from "./libraries/NodeLib.sol";
import {JobId, NodeId} from "./types/Ids.sol";
import {MarketStatus, Node, SlashReason, StakingParams} from "./types/NodeTypes.sol";
import {Payment} from "./types/Payment.sol";

/// @title Nodes and their stake
/// @notice Specified in `INodeStaking`.
contract NodeStaking is INodeStaking, Governed {
    uint32 public constant MAX_MAINTENANCE = 7 days;
    /// @dev What `IStakeVotes.sync` gets: more than it can need.
    uint256 private constant VOTES_GAS = 300_000;

    /// @inheritdoc INodeStaking
    IVault public immutable vault;
    /// @inheritdoc INodeStaking
    address public immutable stakeToken;
    /// @inheritdoc INodeStaking
    uint32 public immutable minUnbondCooldown;

    // One slot: register reads all of it.
    uint96 private _minStake;
    uint32 private _unbondCooldown;
    uint32 private _livenessWindow;
    uint32 private _maintenanceNotice;
    uint32 private _nodeCount;

    mapping(NodeId nodeId => NodeStake) private _staked;
    mapping(NodeId nodeId => NodeKeys) private _keys;
    mapping(NodeId nodeId => NodeWork) private _work;
    mapping(NodeId nodeId => NodeExit) private _exits;
    /// @inheritdoc INodeStaking
    mapping(uint8 nodeClass => uint256) public classStakeOf;
    /// @inheritdoc INodeStaking
    mapping(address market => MarketStatus) public marketStatus;
    /// @inheritdoc INodeStaking
    IStakeVotes public votes;

    constructor(
        address governor_,
        IVault vault_,
        address stakeToken_,
        uint32 minUnbondCooldown_,
        StakingParams memory params_
    ) Governed(governor_) {
        vault = vault_;
        stakeToken = stakeToken_;
        minUnbondCooldown = minUnbondCooldown_;
        _setMinStake(params_.minStake);
        _setUnbondCooldown(params_.unbondCooldown);
        _setLivenessWindow(params_.livenessWindow);
        _setMaintenanceNotice(params_.maintenanceNotice);
    }

    modifier onlyOwner(NodeId nodeId) {
        require(_staked[nodeId].owner == msg.sender, NotOwner(nodeId, msg.sender));
        _;
    }

    // ---- owner

    /// @inheritdoc INodeStaking
    function register(address operator, uint8 nodeClass, uint8 slots, bytes32 capsHash, uint96 stake)
        external
        returns (NodeId nodeId)
    {
        _enter(msg.sender);
        require(operator != address(0), ZeroOperator());
        require(slots != 0, ZeroSlots());
        require(_nodeCount != type(uint32).max, TooManyNodes());
        nodeId = NodeId.wrap(++_nodeCount);
        _keys[nodeId] = NodeKeys(operator, uint32(block.timestamp), uint32(block.timestamp), slots);
        emit NodeRegistered(nodeId, msg.sender, operator, nodeClass, slots, capsHash);
        _addStake(nodeId, NodeStake(msg.sender, 0, nodeClass), stake);
    }

    /// @inheritdoc INodeStaking
    function updateNode(NodeId nodeId, address operator, uint8 slots, bytes32 capsHash) external onlyOwner(nodeId) {
        require(operator != address(0), ZeroOperator());
        require(slots != 0, ZeroSlots());
        uint8 active = _work[nodeId].active;
        require(slots >= active, SlotsInUse(nodeId, active));
        NodeKeys storage keys = _keys[nodeId];
        (keys.operator, keys.slots) = (operator, slots);
        emit NodeUpdated(nodeId, operator, slots, capsHash);
    }

    /// @inheritdoc INodeStaking
    function addStake(NodeId nodeId, uint96 amount) external onlyOwner(nodeId) {
        _enter(msg.sender);
        _keys[nodeId].stakeSince = uint32(block.timestamp);
        _addStake(nodeId, _staked[nodeId], amount);
        if (_work[nodeId].voting) _tellVotes(nodeId);
    }

    /// @inheritdoc INodeStaking
    function setVoting(NodeId nodeId, bool voting) external onlyOwner(nodeId) {
        _work[nodeId].voting = voting;
        emit VotingSet(nodeId, voting);
        _tellVotes(nodeId);
    }

    /// @inheritdoc INodeStaking
    function requestUnbond(NodeId nodeId, uint96 amount) external onlyOwner(nodeId) {
        NodeStake memory staked = _staked[nodeId];
        (uint88 locked, bool voting) = (_work[nodeId].locked, _work[nodeId].voting);
        uint96 free = staked.stake - locked;
        require(free >= amount, NotEnoughFreeStake(nodeId, free, amount));
        uint88 rest = staked.stake - uint88(amount);
        require(rest == 0 || rest >= _minStake, StakeTooLow(rest, _minStake));
        _staked[nodeId].stake = rest;
        classStakeOf[staked.nodeClass] -= amount;
        NodeExit storage out = _exits[nodeId];
        out.unbonding += amount;
        out.unlockAt = uint40(block.timestamp) + _unbondCooldown;
        emit UnbondRequested(nodeId, amount, out.unbonding, out.unlockAt);
        if (voting) _tellVotes(nodeId);
    }

    /// @inheritdoc INodeStaking
    function unbond(NodeId nodeId) external {
        NodeExit memory out = _exits[nodeId];
        require(out.unbonding != 0, NothingUnbonding(nodeId));
        require(block.timestamp >= out.unlockAt, StillUnbonding(nodeId, out.unlockAt));
        delete _exits[nodeId];
        emit Unbonded(nodeId, out.unbonding);
        _pay(_staked[nodeId].owner, out.unbonding, JobId.wrap(0));
    }

    // ---- operator

    /// @inheritdoc INodeStaking
    function heartbeat(NodeId nodeId) public {
        NodeKeys storage keys = _keys[nodeId];
        require(keys.operator == msg.sender, NotOperator(nodeId, msg.sender));
        keys.lastSeen = uint32(block.timestamp);
        emit Heartbeat(nodeId);
    }

    /// @inheritdoc INodeStaking
    function heartbeatMany(NodeId[] calldata nodeIds) external {
        for (uint256 i = 0; i < nodeIds.length; i++) heartbeat(nodeIds[i]);
    }

    /// @inheritdoc INodeStaking
    function scheduleMaintenance(NodeId nodeId, uint40 from, uint32 length) external {
        uint40 earliest = uint40(block.timestamp) + _maintenanceNotice;
        require(from >= earliest && from <= type(uint32).max, MaintenanceTooSoon(from, earliest));
        require(length != 0 && length <= MAX_MAINTENANCE, MaintenanceTooLong(length, MAX_MAINTENANCE));
        _setMaintenance(nodeId, uint32(from), uint24(length));
    }

    /// @inheritdoc INodeStaking
    function drain(NodeId nodeId) external {
        _setMaintenance(nodeId, uint32(block.timestamp), NodeLib.DRAIN);
    }

    /// @inheritdoc INodeStaking
    function resume(NodeId nodeId) external {
        _setMaintenance(nodeId, 0, 0);
    }

    // ---- market

    /// @inheritdoc INodeStaking
    function lockBond(NodeId nodeId, JobId jobId, address caller, uint8 nodeClass, uint40 postedAt, uint96 bond)
        external
        returns (uint96 stake, uint256 classStake)
    {
        require(marketStatus[msg.sender] == MarketStatus.Active, NotMarket(msg.sender));
        NodeKeys storage keys = _keys[nodeId];
        require(keys.operator == caller, NotOperator(nodeId, caller));
        NodeStake storage staked = _staked[nodeId];
        NodeWork storage work = _work[nodeId];
        NodeLib.requireAvailable(nodeId, staked, keys, work, _livenessWindow, nodeClass, postedAt, bond);
        // Neither overflows: the bond is free, and so is a slot.
        unchecked {
            (work.locked, work.active, work.lastActive) =
                (work.locked + uint88(bond), work.active + 1, uint32(block.timestamp));
        }
        emit BondLocked(nodeId, jobId, bond);
        return (staked.stake, classStakeOf[nodeClass]);
    }

    /// @inheritdoc INodeStaking
    function releaseBond(NodeId nodeId, JobId jobId, uint96 bond, bool paid) external returns (address owner) {
        NodeWork storage work = _unlocked(nodeId, bond);
        if (paid) work.completed++;
        emit BondReleased(nodeId, jobId, bond);
        return _staked[nodeId].owner;
    }

    /// @inheritdoc INodeStaking
    function slashBond(NodeId nodeId, JobId jobId, uint96 bond, uint96 amount, SlashReason reason)
        external
        returns (address owner)
    {
        require(amount <= bond, NotEnoughFreeStake(nodeId, bond, amount));
        NodeWork storage work = _unlocked(nodeId, bond);
        work.faults++;
        NodeStake memory staked = _staked[nodeId];
        _staked[nodeId].stake = uint88(uint256(staked.stake) - amount);
        classStakeOf[staked.nodeClass] -= amount;
        emit Slashed(nodeId, jobId, amount, reason);
        if (amount != bond) emit BondReleased(nodeId, jobId, bond - amount);
        _pay(msg.sender, amount, jobId);
        if (work.voting) _tellVotes(nodeId);
        return staked.owner;
    }

    // ---- governor

    /// @inheritdoc INodeStaking
    function setMarket(address market, MarketStatus status) external onlyGovernor {
        // A market that has ever locked must be able to release for ever.
        require(status != MarketStatus.None, NotMarket(market));
        marketStatus[market] = status;
        emit MarketSet(market, status);
    }

    /// @inheritdoc INodeStaking
    function setVotes(IStakeVotes votes_) external onlyGovernor {
        require(address(votes) == address(0), VotesAreChosen(address(votes)));
        votes = votes_;
        emit VotesSet(votes_);
    }

    /// @inheritdoc INodeStaking
    function setMinStake(uint96 minStake) external onlyGovernor {
        _setMinStake(minStake);
    }

    /// @inheritdoc INodeStaking
    function setUnbondCooldown(uint32 cooldown) external onlyGovernor {
        _setUnbondCooldown(cooldown);
    }

    /// @inheritdoc INodeStaking
    function setLivenessWindow(uint32 window) external onlyGovernor {
        _setLivenessWindow(window);
    }

    /// @inheritdoc INodeStaking
    function setMaintenanceNotice(uint32 notice) external onlyGovernor {
        _setMaintenanceNotice(notice);
    }

    // ---- views

    /// @inheritdoc INodeStaking
    function nodeOf(NodeId nodeId) external view returns (Node memory node) {
        NodeStake storage staked = _staked[nodeId];
        NodeKeys storage keys = _keys[nodeId];
        NodeWork storage work = _work[nodeId];
        NodeExit memory out = _exits[nodeId];
        node.owner = staked.owner;
        node.operator = keys.operator;
        node.nodeClass = staked.nodeClass;
        node.slots = keys.slots;
        node.active = work.active;
        node.stake = staked.stake;
        node.locked = work.locked;
        node.unbonding = out.unbonding;
        node.unlockAt = out.unlockAt;
        node.stakeSince = keys.stakeSince;
        node.lastSeen = NodeLib.lastSeen(keys, work);
        node.maintenanceFrom = work.maintenanceFrom;
        node.maintenanceUntil = NodeLib.maintenanceUntil(work);
        node.completed = work.completed;
        node.faults = work.faults;
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
    function requireAvailable(NodeId nodeId, uint8 nodeClass, uint40 postedAt, uint96 bond)
        external
        view
        returns (uint96 stake, uint256 classStake)
    {
        NodeStake storage staked = _staked[nodeId];
        NodeLib.requireAvailable(
            nodeId, staked, _keys[nodeId], _work[nodeId], _livenessWindow, nodeClass, postedAt, bond
        );
        return (staked.stake, classStakeOf[nodeClass]);
    }

    /// @inheritdoc INodeStaking
    function stakesOf(NodeId nodeId) external view returns (uint96 stake, uint256 classStake) {
        NodeStake memory staked = _staked[nodeId];
        return (staked.stake, classStakeOf[staked.nodeClass]);
    }

    /// @inheritdoc INodeStaking
    function votingStakeOf(NodeId nodeId) external view returns (address owner, uint256 stake) {
        NodeStake storage staked = _staked[nodeId];
        return (staked.owner, _work[nodeId].voting ? staked.stake : 0);
    }

    /// @inheritdoc INodeStaking
    function nodeCount() external view returns (uint64) {
        return _nodeCount;
    }

    /// @inheritdoc INodeStaking
    function params() external view returns (StakingParams memory) {
        return StakingParams(_minStake, _unbondCooldown, _livenessWindow, _maintenanceNotice);
    }

    // ---- inside

    function _addStake(NodeId nodeId, NodeStake memory staked, uint96 amount) private {
        uint256 stake = uint256(staked.stake) + amount;
        if (stake < _minStake) revert StakeTooLow(stake, _minStake);
        require(stake <= type(uint88).max, StakeTooHigh(stake));
        staked.stake = uint88(stake);
        _staked[nodeId] = staked;
        classStakeOf[staked.nodeClass] += amount;
        emit Staked(nodeId, amount, stake);
        vault.pull(stakeToken, msg.sender, amount, 0);
    }

    /// @dev Arithmetic is checked: a market cannot release more than is locked.
    function _unlocked(NodeId nodeId, uint96 bond) private returns (NodeWork storage work) {
        require(marketStatus[msg.sender] != MarketStatus.None, NotMarket(msg.sender));
        work = _work[nodeId];
        (work.locked, work.active) = (uint88(uint256(work.locked) - bond), work.active - 1);
    }

    /// @dev Nothing that the votes do or fail to do matters here. But the caller must not be able to starve them: an owner would leave just too
    /// little gas for the votes to go when the stake goes.
    function _tellVotes(NodeId nodeId) private {
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

    function _setMaintenance(NodeId nodeId, uint32 from, uint24 length) private {
        bool trusted = _keys[nodeId].operator == msg.sender || _staked[nodeId].owner == msg.sender;
        require(trusted, NotOperator(nodeId, msg.sender));
        NodeWork storage work = _work[nodeId];
        (work.maintenanceFrom, work.maintenanceLength) = (from, length);
        emit MaintenanceScheduled(nodeId, from, NodeLib.maintenanceUntil(work));
    }

    function _pay(address to, uint256 amount, JobId jobId) private {
        Payment[] memory payments = new Payment[](1);
        payments[0] = Payment(to, amount);
        vault.pay(stakeToken, JobId.unwrap(jobId), payments);
    }

    function _setMinStake(uint96 value) private {
        _bound("minStake", value, 0, 1e24);
        _minStake = value;
        emit ParameterSet("minStake", 0, value);
    }

    function _setUnbondCooldown(uint32 value) private {
        _bound("unbondCooldown", value, minUnbondCooldown, 30 days);
        _unbondCooldown = value;
        emit ParameterSet("unbondCooldown", 0, value);
    }

    function _setLivenessWindow(uint32 value) private {
        _bound("livenessWindow", value, 1 minutes, 30 days);
        _livenessWindow = value;
        emit ParameterSet("livenessWindow", 0, value);
    }

    function _setMaintenanceNotice(uint32 value) private {
        _bound("maintenanceNotice", value, 0, 1 days);
        _maintenanceNotice = value;
        emit ParameterSet("maintenanceNotice", 0, value);
    }
}
