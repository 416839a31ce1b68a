// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Governed} from "./Governed.sol";
import {NodeBook} from "./NodeBook.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {IJury} from "./interfaces/IJury.sol";
import {INodeStaking} from "./interfaces/INodeStaking.sol";
import {IStakeVotes} from "./interfaces/IStakeVotes.sol";
import {IVault} from "./interfaces/IVault.sol";
import {NodeDraw, NodeExit, NodeKeys, NodeLib, NodeStake, NodeWork, Role} from "./libraries/NodeLib.sol";
import {JobId, NodeId} from "./types/Ids.sol";
import {MarketStatus, Registration, SlashReason, StakingParams} from "./types/NodeTypes.sol";

/// @title Nodes and their stake
/// @notice Specified in `INodeStaking`.
contract NodeStaking is NodeBook {
    uint32 public constant MAX_MAINTENANCE = 7 days;
    /// @dev Its end must fit too.
    uint40 private constant LATEST_MAINTENANCE = type(uint40).max - MAX_MAINTENANCE;
    /// @dev Added to the longest life of a job before its owner can free a lock.
    uint40 private constant FREE_AFTER = 30 days;

    constructor(
        address governor_,
        IVault vault_,
        address stakeToken_,
        uint32 minUnbondCooldown_,
        uint96 ticketSize_,
        uint32 ticketAge_,
        StakingParams memory params_
    ) Governed(governor_) NodeBook(vault_, stakeToken_, minUnbondCooldown_, ticketSize_, ticketAge_) {
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
    function register(Registration memory terms) external returns (NodeId nodeId) {
        _enter(msg.sender);
        require(terms.operator != address(0), ZeroOperator());
        require(terms.slots != 0, ZeroSlots());
        require(_nodeCount != type(uint32).max, TooManyNodes());
        nodeId = NodeId.wrap(++_nodeCount);
        Role memory role = _requireActiveMarket(terms.market);
        _requirePair(role, terms.market, terms.jury);
        require(terms.allowance <= type(uint88).max, StakeTooHigh(terms.allowance));
        NodeLib.create(_staked[nodeId], _keys[nodeId], _work[nodeId], terms, role.market);
        emit NodeRegistered(
            nodeId,
            msg.sender,
            terms.operator,
            terms.nodeClass,
            terms.slots,
            terms.capsHash,
            terms.stake,
            terms.market,
            terms.allowance
        );
        _takeStake(role.market, terms.nodeClass, terms.stake, terms.stake);
    }

    /// @inheritdoc INodeStaking
    function setAllowance(NodeId nodeId, address market, address jury, uint96 allowance) external onlyOwner(nodeId) {
        NodeWork memory work = _work[nodeId];
        Role memory role = _roles[market];
        if (role.market != work.market || work.market == 0) {
            _requireActiveMarket(market);
            require(work.locked == 0, StillBound(nodeId, work.locked));
            require(!_left[nodeId][role.market], LeftForGood(nodeId, market));
            _moveStake(nodeId, work.market, role.market);
        }
        _requirePair(role, market, jury);
        require(allowance <= type(uint88).max, StakeTooHigh(allowance));
        (work.market, work.allowance) = (role.market, uint88(allowance));
        NodeLib.save(_work, nodeId, work);
        emit AllowanceSet(nodeId, market, allowance);
        _coverTickets(nodeId, _staked[nodeId], work);
    }

    /// @inheritdoc INodeStaking
    function freeLocks(NodeId nodeId) external onlyOwner(nodeId) {
        NodeWork memory work = _work[nodeId];
        require(work.locked != 0, NothingLocked(nodeId));
        uint40 from = work.lastActive + minUnbondCooldown + FREE_AFTER;
        require(block.timestamp >= from, TooSoonToFree(nodeId, from));
        _left[nodeId][work.market] = true;
        emit LocksFreed(nodeId, _markets[work.market], work.locked);
        _moveStake(nodeId, work.market, 0);
        (work.locked, work.allowance, work.market) = (0, 0, 0);
        NodeLib.save(_work, nodeId, work);
    }

    /// @inheritdoc INodeStaking
    function updateNode(NodeId nodeId, address operator, uint8 slots, bytes32 capsHash) external onlyOwner(nodeId) {
        require(operator != address(0), ZeroOperator());
        require(slots != 0, ZeroSlots());
        NodeKeys storage keys = _keys[nodeId];
        (keys.operator, keys.slots) = (operator, slots);
        emit NodeUpdated(nodeId, operator, slots, capsHash);
    }

    /// @inheritdoc INodeStaking
    function addStake(NodeId nodeId, uint96 amount) external onlyOwner(nodeId) {
        _keys[nodeId].stakeSince = uint40(block.timestamp);
        NodeStake storage staked = _staked[nodeId];
        uint256 stake = uint256(staked.stake) + amount;
        staked.stake = uint88(stake);
        emit Staked(nodeId, amount, stake);
        _takeStake(_work[nodeId].market, staked.nodeClass, stake, amount);
        if (_draws[nodeId].voting) _tellVotes(nodeId);
    }

    /// @inheritdoc INodeStaking
    function setVoting(NodeId nodeId, bool voting) external onlyOwner(nodeId) {
        _draws[nodeId].voting = voting;
        emit VotingSet(nodeId, voting);
        _tellVotes(nodeId);
    }

    /// @inheritdoc INodeStaking
    function requestUnbond(NodeId nodeId, uint96 amount) external onlyOwner(nodeId) {
        NodeStake memory staked = _staked[nodeId];
        NodeWork memory work = _work[nodeId];
        uint96 free = staked.stake - work.locked;
        require(free >= amount, NotEnoughFreeStake(nodeId, free, amount));
        uint96 rest = staked.stake - amount;
        require(rest == 0 || rest >= _minStake, StakeTooLow(rest, _minStake));
        _removeStake(nodeId, staked, work, amount);
        NodeExit storage out = _exits[nodeId];
        out.unbonding += amount;
        out.unlockAt = uint40(block.timestamp) + _unbondCooldown;
        emit UnbondRequested(nodeId, amount, out.unbonding, out.unlockAt);
        if (_draws[nodeId].voting) _tellVotes(nodeId);
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
    function ripen(NodeId nodeId) external {
        NodeKeys memory keys = _keys[nodeId];
        require(keys.operator == msg.sender, NotOperator(nodeId, msg.sender));
        uint40 from = keys.stakeSince + ticketAge;
        require(block.timestamp >= from, NotRipe(nodeId, from));
        NodeStake memory staked = _staked[nodeId];
        NodeDraw storage draw = _draws[nodeId];
        NodeWork memory work = _work[nodeId];
        uint32 ripe = _ticketsOf(staked, work);
        uint32 before = draw.ripe;
        if (ripe == before) return;
        // A dispute asks for the tickets of when it was opened, and lives shorter than this: an earlier count that it may still need stays.
        if (block.timestamp <= draw.ripenedAt + minUnbondCooldown) before = draw.before;
        _classes[work.market][staked.nodeClass].tickets += ripe - draw.ripe;
        (draw.ripe, draw.before, draw.ripenedAt) = (ripe, before, uint40(block.timestamp));
        emit TicketsChanged(nodeId, ripe);
    }

    /// @inheritdoc INodeStaking
    function heartbeat(NodeId nodeId) public {
        if (!NodeLib.see(_keys[nodeId], msg.sender)) revert NotOperator(nodeId, msg.sender);
        emit Heartbeat(nodeId);
    }

    /// @inheritdoc INodeStaking
    function heartbeatMany(NodeId[] calldata nodeIds) external {
        for (uint256 i = 0; i < nodeIds.length; i++) heartbeat(nodeIds[i]);
    }

    /// @inheritdoc INodeStaking
    function scheduleMaintenance(NodeId nodeId, uint40 from, uint32 length) external {
        uint40 earliest = uint40(block.timestamp) + _maintenanceNotice;
        require(from >= earliest && from <= LATEST_MAINTENANCE, MaintenanceTooSoon(from, earliest));
        require(length != 0 && length <= MAX_MAINTENANCE, MaintenanceTooLong(length, MAX_MAINTENANCE));
        _setMaintenance(nodeId, from, uint24(length));
    }

    /// @inheritdoc INodeStaking
    function drain(NodeId nodeId) external {
        _setMaintenance(nodeId, uint40(block.timestamp), NodeLib.DRAIN);
    }

    /// @inheritdoc INodeStaking
    function resume(NodeId nodeId) external {
        _setMaintenance(nodeId, 0, 0);
    }

    // ---- market

    /// @inheritdoc INodeStaking
    function admitPost(address requester, uint8 nodeClass) external view returns (uint64 tickets) {
        Role memory role = _requireActiveMarket(msg.sender);
        _enter(requester);
        return _classes[role.market][nodeClass].tickets;
    }

    /// @inheritdoc INodeStaking
    function lockBond(NodeId nodeId, JobId jobId, address caller, uint8 nodeClass, uint40 postedAt, uint96 bond)
        external
        returns (uint96 stake, uint256 classStake)
    {
        require(_keys[nodeId].operator == caller, NotOperator(nodeId, caller));
        _enter(_staked[nodeId].owner);
        NodeWork memory work = _work[nodeId];
        (stake, classStake) = _requireAvailable(msg.sender, nodeId, work, nodeClass, postedAt, bond);
        _lock(nodeId, jobId, work, bond);
    }

    /// @inheritdoc INodeStaking
    function lockTicket(
        NodeId nodeId,
        JobId jobId,
        address caller,
        uint8 nodeClass,
        uint40 before,
        uint256 ticket,
        uint96 amount
    ) external returns (address owner) {
        NodeWork memory work = _work[nodeId];
        require(_isBoundTo(msg.sender, work) && _roles[msg.sender].status == MarketStatus.None, NotMarket(msg.sender));
        require(_keys[nodeId].operator == caller, NotOperator(nodeId, caller));
        NodeStake storage staked = _staked[nodeId];
        require(staked.nodeClass == nodeClass, WrongClass(nodeId, staked.nodeClass, nodeClass));
        uint256 tickets = NodeLib.ticketsBefore(_draws[nodeId], before);
        require(ticket < tickets, UnknownTicket(nodeId, ticket, tickets));
        NodeLib.requireRoom(nodeId, work, NodeLib.exposed(staked, work), amount);
        _lock(nodeId, jobId, work, amount);
        return staked.owner;
    }

    /// @inheritdoc INodeStaking
    function releaseBond(NodeId nodeId, JobId jobId, uint96 bond, bool paid) external returns (address owner) {
        owner = _staked[nodeId].owner;
        NodeWork memory work = _work[nodeId];
        if (!_isBoundTo(msg.sender, work)) return owner;
        if (paid && work.completed != type(uint24).max) work.completed++;
        uint256 freed = _unlock(work, bond);
        NodeLib.save(_work, nodeId, work);
        emit BondReleased(nodeId, jobId, freed);
    }

    /// @inheritdoc INodeStaking
    function slashBond(NodeId nodeId, JobId jobId, uint96 bond, uint96 amount, SlashReason reason)
        external
        returns (uint256 taken)
    {
        NodeWork memory work = _work[nodeId];
        if (!_isBoundTo(msg.sender, work)) return 0;
        uint256 freed = _unlock(work, bond);
        taken = Math.min(amount, freed);
        work.allowance -= uint88(Math.min(taken, work.allowance));
        NodeLib.save(_work, nodeId, work);
        _removeStake(nodeId, _staked[nodeId], work, taken);
        NodeDraw storage draw = _draws[nodeId];
        if (draw.faults != type(uint16).max) draw.faults++;
        emit Slashed(nodeId, jobId, taken, reason);
        if (taken != freed) emit BondReleased(nodeId, jobId, freed - taken);
        _pay(msg.sender, taken, jobId);
        if (draw.voting) _tellVotes(nodeId);
    }

    // ---- governor

    /// @inheritdoc INodeStaking
    function addMarket(address market, address jury) external onlyGovernor {
        bool paired = address(IJobEscrow(market).jury()) == jury && address(IJury(jury).market()) == market;
        require(
            paired && market != jury && _roles[market].market == 0 && _roles[jury].market == 0, BadMarket(market, jury)
        );
        require(_marketCount != type(uint8).max, TooManyMarkets());
        uint8 number = ++_marketCount;
        _roles[market] = Role(jury, number, MarketStatus.Active);
        _roles[jury] = Role(market, number, MarketStatus.None);
        _markets[number] = market;
        emit MarketSet(market, jury, MarketStatus.Active);
    }

    /// @inheritdoc INodeStaking
    function retireMarket(address market) external onlyGovernor {
        Role memory role = _requireActiveMarket(market);
        _roles[market].status = MarketStatus.Retired;
        emit MarketSet(market, role.partner, MarketStatus.Retired);
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

    // ---- inside

    function _requirePair(Role memory role, address market, address jury) private pure {
        require(role.status != MarketStatus.None && role.partner == jury, BadMarket(market, jury));
    }

    /// @dev Whether the node works for this market, or for that of this jury.
    function _isBoundTo(address caller, NodeWork memory work) private view returns (bool) {
        return work.market != 0 && _roles[caller].market == work.market;
    }

    /// @dev What is locked fits: it was checked.
    function _lock(NodeId nodeId, JobId jobId, NodeWork memory work, uint96 amount) private {
        (work.locked, work.lastActive) = (work.locked + uint88(amount), uint40(block.timestamp));
        NodeLib.save(_work, nodeId, work);
        emit BondLocked(nodeId, jobId, amount);
    }

    /// @return freed What was bound: `bond`, or what is left of it.
    function _unlock(NodeWork memory work, uint256 bond) private pure returns (uint256 freed) {
        freed = Math.min(bond, work.locked);
        work.locked -= uint88(freed);
    }

    function _setMaintenance(NodeId nodeId, uint40 from, uint24 length) private {
        bool trusted = _keys[nodeId].operator == msg.sender || _staked[nodeId].owner == msg.sender;
        require(trusted, NotOperator(nodeId, msg.sender));
        NodeDraw storage draw = _draws[nodeId];
        (draw.maintenanceFrom, draw.maintenanceLength) = (from, length);
        emit MaintenanceScheduled(nodeId, from, NodeLib.maintenanceUntil(draw));
    }

    function _setMinStake(uint96 value) private {
        require(ticketSize != 0 && ticketSize <= value, BadTicketSize(ticketSize, value));
        _bound("minStake", value, 0, 1e24);
        _minStake = uint80(value);
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
