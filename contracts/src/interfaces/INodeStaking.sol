// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../types/Ids.sol";
import {MarketStatus, Node, SlashReason, StakingParams} from "../types/NodeTypes.sol";
import {IGoverned} from "./IGoverned.sol";
import {IStakeVotes} from "./IStakeVotes.sol";
import {IVault} from "./IVault.sol";

/// @title Nodes and their stake
/// @notice A node has a cold owner key (stake, payment) and a hot operator key (work). Stake lies in the vault under this contract's
/// account; money comes from and goes to the owner's vault balance. Only a market can lock, release or slash, and never more than it locked.
/// Being unseen or in maintenance keeps a node from new work; it is never punished.
interface INodeStaking is IGoverned {
    error UnknownNode(NodeId nodeId);
    error NotOwner(NodeId nodeId, address caller);
    error NotOperator(NodeId nodeId, address caller);
    error NotMarket(address caller);
    error ZeroOperator();
    error ZeroSlots();
    /// @dev Fewer slots than the jobs it is bound to now.
    error SlotsInUse(NodeId nodeId, uint8 active);
    /// @dev The remaining stake would be under the minimum, and not 0.
    error StakeTooLow(uint256 stake, uint256 minStake);
    /// @dev A node can stake at most 2^88 - 1.
    error StakeTooHigh(uint256 stake);
    error NotEnoughFreeStake(NodeId nodeId, uint256 free, uint256 needed);
    error NothingUnbonding(NodeId nodeId);
    error StillUnbonding(NodeId nodeId, uint40 unlockAt);
    error WrongClass(NodeId nodeId, uint8 nodeClass, uint8 needed);
    /// @dev Stake was added after the job was posted.
    error StakeTooYoung(NodeId nodeId, uint40 stakeSince, uint40 postedAt);
    error NotAlive(NodeId nodeId, uint40 lastSeen);
    error InMaintenance(NodeId nodeId, uint40 from, uint40 until);
    error NoFreeSlot(NodeId nodeId, uint8 slots);
    error MaintenanceTooSoon(uint40 from, uint40 earliest);
    error MaintenanceTooLong(uint32 length, uint32 max);
    error TooManyNodes();
    /// @dev Where the votes are counted is chosen once.
    error VotesAreChosen(address votes);
    /// @dev The gas left would not pay for telling the votes. Only changes of a voting node need it.
    error TooLittleGas(uint256 gas, uint256 needed);

    /// @param capsHash Keccak-256 of the node's published capabilities; its meaning is off chain.
    event NodeRegistered(
        NodeId indexed nodeId, address indexed owner, address indexed operator, uint8 nodeClass, uint8 slots, bytes32 capsHash
    );
    event NodeUpdated(NodeId indexed nodeId, address indexed operator, uint8 slots, bytes32 capsHash);
    /// @param stake Stake after the addition.
    event Staked(NodeId indexed nodeId, uint256 amount, uint256 stake);
    /// @param unbonding All that is on its way out, `amount` included.
    event UnbondRequested(NodeId indexed nodeId, uint256 amount, uint256 unbonding, uint40 unlockAt);
    event Unbonded(NodeId indexed nodeId, uint256 amount);
    event BondLocked(NodeId indexed nodeId, JobId indexed jobId, uint256 amount);
    event BondReleased(NodeId indexed nodeId, JobId indexed jobId, uint256 amount);
    /// @param amount What was taken and given to the market. The rest of that bond, if any, is released by an event of its own.
    event Slashed(NodeId indexed nodeId, JobId indexed jobId, uint256 amount, SlashReason reason);
    event Heartbeat(NodeId indexed nodeId);
    /// @param from Unix seconds; 0 with `until` 0 when maintenance is over or called off.
    /// @param until Unix seconds, exclusive; type(uint40).max for a drain.
    event MaintenanceScheduled(NodeId indexed nodeId, uint40 from, uint40 until);
    event MarketSet(address indexed market, MarketStatus status);
    event VotingSet(NodeId indexed nodeId, bool voting);
    event VotesSet(IStakeVotes votes);
    /// @notice The votes failed to take a change of the node's stake; the change stands. Anyone can repeat it with `IStakeVotes.sync`.
    event VotesNotTold(NodeId indexed nodeId);

    // ---- owner

    /// @notice Registers a node owned by the caller and stakes `stake` from the caller's vault balance. Entry.
    /// @param nodeClass Hardware class; fixed for the node's life.
    /// @param slots Jobs it can do at once, at least 1.
    function register(address operator, uint8 nodeClass, uint8 slots, bytes32 capsHash, uint96 stake)
        external
        returns (NodeId nodeId);

    /// @notice Changes the operator key, the slots and the capabilities. Bound jobs go on under the new operator.
    function updateNode(NodeId nodeId, address operator, uint8 slots, bytes32 capsHash) external;

    /// @notice Adds stake from the owner's vault balance. Resets `stakeSince`: no job posted before can be claimed. Entry.
    function addStake(NodeId nodeId, uint96 amount) external;

    /// @notice Makes the node's stake count as votes (`IStakeVotes`), or no longer. Never paused, and no policy is asked: either could silence voters.
    function setVoting(NodeId nodeId, bool voting) external;

    /// @notice Starts the way out for free stake. A second request joins the first and starts the clock again for all of it.
    function requestUnbond(NodeId nodeId, uint96 amount) external;

    /// @notice Credits what has finished unbonding to the owner's vault balance. Anyone may call.
    function unbond(NodeId nodeId) external;

    // ---- operator

    /// @notice Shows that the node is alive. Needed only when idle: every claim counts as one.
    function heartbeat(NodeId nodeId) external;

    function heartbeatMany(NodeId[] calldata nodeIds) external;

    /// @notice Announces a maintenance: no claims and no jury duty from `from` on for `length` seconds. Jobs taken must still be done.
    /// Replaces an earlier announcement. Operator or owner.
    function scheduleMaintenance(NodeId nodeId, uint40 from, uint32 length) external;

    /// @notice No new work from now on until `resume`. Operator or owner.
    function drain(NodeId nodeId) external;

    /// @notice Ends a maintenance or a drain. Operator or owner.
    function resume(NodeId nodeId) external;

    // ---- market

    /// @notice Checks that a node may take a seat, locks its bond and takes one of its slots. Active markets only.
    /// @param caller Who claims: must be the node's operator.
    /// @param postedAt When the job was posted: stake must be older.
    /// @return stake The node's stake, locked part included.
    /// @return classStake The sum of stake in the node's class.
    function lockBond(NodeId nodeId, JobId jobId, address caller, uint8 nodeClass, uint40 postedAt, uint96 bond)
        external
        returns (uint96 stake, uint256 classStake);

    /// @notice Frees a bond and its slot.
    /// @param paid Whether the seat was paid; counts as completed.
    /// @return owner Whom to pay.
    function releaseBond(NodeId nodeId, JobId jobId, uint96 bond, bool paid) external returns (address owner);

    /// @notice Takes `amount` of a bond of `bond` into the market's vault balance and frees the rest and the slot.
    /// @return owner The node's owner.
    function slashBond(NodeId nodeId, JobId jobId, uint96 bond, uint96 amount, SlashReason reason)
        external
        returns (address owner);

    // ---- governor

    function setMarket(address market, MarketStatus status) external;

    /// @notice Chooses, once, where votes are counted. What that contract does cannot keep stake from leaving: it gets a limited amount of gas, and
    /// its failure is ignored.
    function setVotes(IStakeVotes votes) external;

    function setMinStake(uint96 minStake) external;

    function setUnbondCooldown(uint32 cooldown) external;

    function setLivenessWindow(uint32 window) external;

    function setMaintenanceNotice(uint32 notice) external;

    // ---- views

    /// @notice All zero for an unknown node.
    function nodeOf(NodeId nodeId) external view returns (Node memory);

    function ownerOf(NodeId nodeId) external view returns (address);

    function operatorOf(NodeId nodeId) external view returns (address);

    /// @notice Stake that is neither locked nor unbonding.
    function freeStakeOf(NodeId nodeId) external view returns (uint96);

    /// @notice Sum of the stake of all nodes of a class, unbonding not included.
    function classStakeOf(uint8 nodeClass) external view returns (uint256);

    /// @notice Reverts with the error that `lockBond` would give for this node, the caller's identity aside; returns what it would return.
    function requireAvailable(NodeId nodeId, uint8 nodeClass, uint40 postedAt, uint96 bond)
        external
        view
        returns (uint96 stake, uint256 classStake);

    /// @notice The stake of a node, locked part included, and of its whole class: what a draw weighs.
    function stakesOf(NodeId nodeId) external view returns (uint96 stake, uint256 classStake);

    /// @notice The node's owner, and its stake as far as it votes: 0 unless `setVoting`.
    function votingStakeOf(NodeId nodeId) external view returns (address owner, uint256 stake);

    /// @notice Where votes are counted; 0 before `setVotes`.
    function votes() external view returns (IStakeVotes);

    function nodeCount() external view returns (uint64);

    function params() external view returns (StakingParams memory);

    function marketStatus(address market) external view returns (MarketStatus);

    function vault() external view returns (IVault);

    function stakeToken() external view returns (address);

    /// @notice Least cool-down the governor can set on this network (constructor argument). Longer than any job can live.
    function minUnbondCooldown() external view returns (uint32);
}
