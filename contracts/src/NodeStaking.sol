// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Governed} from "./Governed.sol";
import {INodeStaking} from "./interfaces/INodeStaking.sol";
import {IVault} from "./interfaces/IVault.sol";
import {NodeExit, NodeKeys, NodeLib, NodeOwner, NodeWork} from "./libraries/NodeLib.sol";
import {JobId, NodeId} from "./types/Ids.sol";
import {MarketStatus, Node, SlashReason, StakingParams} from "./types/NodeTypes.sol";
import {Payment} from "./types/Payment.sol";

/// @title Nodes and their stake
/// @notice Specified in `INodeStaking`.
contract NodeStaking is INodeStaking, Governed {
    uint32 public constant MAX_MAINTENANCE = 7 days;

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

    mapping(NodeId nodeId => NodeWork) private _work;
    mapping(NodeId nodeId => NodeKeys) private _keys;
    mapping(NodeId nodeId => NodeOwner) private _owners;
    mapping(NodeId nodeId => NodeExit) private _exits;
    /// @inheritdoc INodeStaking
    mapping(uint8 nodeClass => uint256) public classStakeOf;
    /// @inheritdoc INodeStaking
    mapping(address market => MarketStatus) public marketStatus;

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
        require(_owners[nodeId].owner == msg.sender, NotOwner(nodeId, msg.sender));
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
        _owners[nodeId].owner = msg.sender;
        _keys[nodeId] = NodeKeys(operator, uint32(block.timestamp), 0, 0, nodeClass);
        emit NodeRegistered(nodeId, msg.sender, operator, nodeClass, slots, capsHash);
        NodeWork memory work;
        work.slots = slots;
        _addStake(nodeId, work, nodeClass, stake);
    }

    /// @inheritdoc INodeStaking
    function updateNode(NodeId nodeId, address operator, uint8 slots, bytes32 capsHash) external onlyOwner(nodeId) {
        require(operator != address(0), ZeroOperator());
        require(slots != 0, ZeroSlots());
        NodeWork storage work = _work[nodeId];
        require(slots >= work.active, SlotsInUse(nodeId, work.active));
        work.slots = slots;
        _keys[nodeId].operator = operator;
        emit NodeUpdated(nodeId, operator, slots, capsHash);
    }

    /// @inheritdoc INodeStaking
    function addStake(NodeId nodeId, uint96 amount) external onlyOwner(nodeId) {
        _enter(msg.sender);
        _addStake(nodeId, _work[nodeId], _keys[nodeId].nodeClass, amount);
    }

    /// @inheritdoc INodeStaking
    function requestUnbond(NodeId nodeId, uint96 amount) external onlyOwner(nodeId) {
        NodeWork storage work = _work[nodeId];
        uint96 free = work.stake - work.locked;
        require(free >= amount, NotEnoughFreeStake(nodeId, free, amount));
        uint88 rest = work.stake - uint88(amount);
        require(rest == 0 || rest >= _minStake, StakeTooLow(rest, _minStake));
        work.stake = rest;
        classStakeOf[_keys[nodeId].nodeClass] -= amount;
        NodeExit storage out = _exits[nodeId];
        out.unbonding += amount;
        out.unlockAt = uint40(block.timestamp) + _unbondCooldown;
        emit UnbondRequested(nodeId, amount, out.unbonding, out.unlockAt);
    }

    /// @inheritdoc INodeStaking
    function unbond(NodeId nodeId) external {
        NodeExit memory out = _exits[nodeId];
        require(out.unbonding != 0, NothingUnbonding(nodeId));
        require(block.timestamp >= out.unlockAt, StillUnbonding(nodeId, out.unlockAt));
        delete _exits[nodeId];
        emit Unbonded(nodeId, out.unbonding);
        _pay(_owners[nodeId].owner, out.unbonding, JobId.wrap(0));
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
        NodeKeys memory keys = _keys[nodeId];
        require(keys.operator == caller, NotOperator(nodeId, caller));
        NodeWork memory work = _work[nodeId];
        NodeLib.requireAvailable(nodeId, keys, work, _livenessWindow, nodeClass, postedAt, bond);
        work.locked += uint88(bond);
        work.active++;
        work.lastActive = uint32(block.timestamp);
        _work[nodeId] = work;
        emit BondLocked(nodeId, jobId, bond);
        return (work.stake, classStakeOf[nodeClass]);
    }

    /// @inheritdoc INodeStaking
    function releaseBond(NodeId nodeId, JobId jobId, uint96 bond, bool paid) external returns (address owner) {
        _unlock(nodeId, bond);
        NodeOwner storage record = _owners[nodeId];
        if (paid) record.completed++;
        emit BondReleased(nodeId, jobId, bond);
        return record.owner;
    }

    /// @inheritdoc INodeStaking
    function slashBond(NodeId nodeId, JobId jobId, uint96 bond, uint96 amount, SlashReason reason)
        external
        returns (address owner)
    {
        require(amount <= bond, NotEnoughFreeStake(nodeId, bond, amount));
        _unlock(nodeId, bond);
        _work[nodeId].stake = uint88(uint256(_work[nodeId].stake) - amount);
        classStakeOf[_keys[nodeId].nodeClass] -= amount;
        NodeOwner storage record = _owners[nodeId];
        record.faults++;
        emit Slashed(nodeId, jobId, amount, reason);
        if (amount != bond) emit BondReleased(nodeId, jobId, bond - amount);
        _pay(msg.sender, amount, jobId);
        return record.owner;
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
        NodeKeys memory keys = _keys[nodeId];
        NodeWork memory work = _work[nodeId];
        NodeExit memory out = _exits[nodeId];
        NodeOwner memory record = _owners[nodeId];
        node.owner = record.owner;
        node.operator = keys.operator;
        node.nodeClass = keys.nodeClass;
        node.slots = work.slots;
        node.active = work.active;
        node.stake = work.stake;
        node.locked = work.locked;
        node.unbonding = out.unbonding;
        node.unlockAt = out.unlockAt;
        node.stakeSince = work.stakeSince;
        node.lastSeen = NodeLib.lastSeen(keys, work);
        node.maintenanceFrom = keys.maintenanceFrom;
        node.maintenanceUntil = NodeLib.maintenanceUntil(keys);
        node.completed = record.completed;
        node.faults = record.faults;
    }

    /// @inheritdoc INodeStaking
    function ownerOf(NodeId nodeId) external view returns (address) {
        return _owners[nodeId].owner;
    }

    /// @inheritdoc INodeStaking
    function operatorOf(NodeId nodeId) external view returns (address) {
        return _keys[nodeId].operator;
    }

    /// @inheritdoc INodeStaking
    function freeStakeOf(NodeId nodeId) external view returns (uint96) {
        return _work[nodeId].stake - _work[nodeId].locked;
    }

    /// @inheritdoc INodeStaking
    function requireAvailable(NodeId nodeId, uint8 nodeClass, uint40 postedAt, uint96 bond)
        external
        view
        returns (uint96 stake, uint256 classStake)
    {
        NodeWork memory work = _work[nodeId];
        NodeLib.requireAvailable(nodeId, _keys[nodeId], work, _livenessWindow, nodeClass, postedAt, bond);
        return (work.stake, classStakeOf[nodeClass]);
    }

    /// @inheritdoc INodeStaking
    function stakesOf(NodeId nodeId) external view returns (uint96 stake, uint256 classStake) {
        return (_work[nodeId].stake, classStakeOf[_keys[nodeId].nodeClass]);
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

    function _addStake(NodeId nodeId, NodeWork memory work, uint8 nodeClass, uint96 amount) private {
        uint256 stake = uint256(work.stake) + amount;
        require(stake >= _minStake, StakeTooLow(stake, _minStake));
        require(stake <= type(uint88).max, StakeTooHigh(stake));
        work.stake = uint88(stake);
        work.stakeSince = uint32(block.timestamp);
        _work[nodeId] = work;
        classStakeOf[nodeClass] += amount;
        emit Staked(nodeId, amount, stake);
        vault.pull(stakeToken, msg.sender, amount, 0);
    }

    /// @dev Arithmetic is checked: a market cannot release more than is locked.
    function _unlock(NodeId nodeId, uint96 bond) private {
        require(marketStatus[msg.sender] != MarketStatus.None, NotMarket(msg.sender));
        NodeWork memory work = _work[nodeId];
        work.locked = uint88(uint256(work.locked) - bond);
        work.active--;
        _work[nodeId] = work;
    }

    function _setMaintenance(NodeId nodeId, uint32 from, uint24 length) private {
        NodeKeys storage keys = _keys[nodeId];
        require(
            keys.operator == msg.sender || _owners[nodeId].owner == msg.sender, NotOperator(nodeId, msg.sender)
        );
        keys.maintenanceFrom = from;
        keys.maintenanceLength = length;
        emit MaintenanceScheduled(nodeId, from, NodeLib.maintenanceUntil(keys));
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
