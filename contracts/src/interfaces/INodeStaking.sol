// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../types/Ids.sol";
import {MarketStatus, Node, Registration, SlashReason, StakingParams} from "../types/NodeTypes.sol";
import {IEntries} from "./IEntries.sol";
import {IStakeVotes} from "./IStakeVotes.sol";
import {IVault} from "./IVault.sol";

/// @title Nodes and their stake
/// @notice A node has a cold owner key (stake, payment) and a hot operator key (work). Stake lies in the vault under this contract's
/// account; money comes from and goes to the owner's vault balance.
///
/// A node works for one market, and its owner says how much stake that market and its jury may lock together: the *allowance*. Seats take at
/// most half of it and of the stake, so that jury duty stays possible. Nobody else can lock, release or slash; a market that governance adds gains nothing before owners name
/// it; and a stolen operator key costs the allowance at most.
///
/// A jury draws *tickets*: each `ticketSize` of stake is one, once it is *ripe*. Being unseen or in maintenance keeps a node from new work; it
/// is never punished.
interface INodeStaking is IEntries {
    error NotOwner(NodeId nodeId, address caller);
    error NotOperator(NodeId nodeId, address caller);
    /// @dev Not a market, not an active one where that is needed, or not the one that the node works for.
    error NotMarket(address caller);
    /// @dev Market and jury do not name each other, or one of them is known already.
    error BadMarket(address market, address jury);
    error TooManyMarkets();
    /// @dev Only a node that nothing binds can go to another market.
    error StillBound(NodeId nodeId, uint256 locked);
    /// @dev The owner once freed what this market had left locked: the node never works for it again.
    error LeftForGood(NodeId nodeId, address market);
    /// @dev Locking `needed` more than `locked` would pass `most`: the allowance, or the stake where that is less; half of it for a seat.
    error AllowanceUsedUp(NodeId nodeId, uint256 locked, uint256 needed, uint256 most);
    error NothingLocked(NodeId nodeId);
    /// @dev What is locked may still be released until `from` (Unix seconds).
    error TooSoonToFree(NodeId nodeId, uint256 from);
    /// @dev Stake of this age makes no tickets yet; from `from` (Unix seconds) on it does.
    error NotRipe(NodeId nodeId, uint256 from);
    /// @dev The node had `tickets` tickets at that time, counted from 0.
    error UnknownTicket(NodeId nodeId, uint256 ticket, uint256 tickets);
    /// @dev A ticket must be more than 0 and at most the least stake.
    error BadTicketSize(uint256 ticketSize, uint256 minStake);
    error ZeroOperator();
    error ZeroSlots();
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
    error MaintenanceTooSoon(uint40 from, uint40 earliest);
    error MaintenanceTooLong(uint32 length, uint32 max);
    error TooManyNodes();
    /// @dev Where the votes are counted is chosen once.
    error VotesAreChosen(address votes);
    /// @dev The gas left would not pay for telling the votes. Only changes of a voting node need it.
    error TooLittleGas(uint256 gas, uint256 needed);

    /// @notice All that `Registration` says, but the jury: that is the market's.
    event NodeRegistered(
        NodeId indexed nodeId,
        address indexed owner,
        address indexed operator,
        uint8 nodeClass,
        uint8 slots,
        bytes32 capsHash,
        uint256 stake,
        address market,
        uint256 allowance
    );
    /// @notice After its registration, the owner lets `market` and its jury lock up to `allowance` together.
    event AllowanceSet(NodeId indexed nodeId, address indexed market, uint256 allowance);
    /// @notice What `market` had left locked is free again, and the node works for no market.
    event LocksFreed(NodeId indexed nodeId, address indexed market, uint256 amount);
    /// @param tickets Ripe tickets, after ripening, an unbond or a slash.
    event TicketsChanged(NodeId indexed nodeId, uint32 tickets);
    event NodeUpdated(NodeId indexed nodeId, address indexed operator, uint8 slots, bytes32 capsHash);
    /// @notice Stake was added after the registration.
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
    event MarketSet(address indexed market, address indexed jury, MarketStatus status);
    event VotingSet(NodeId indexed nodeId, bool voting);
    event VotesSet(IStakeVotes votes);
    /// @notice The votes failed to take a change of the node's stake; the change stands. Anyone can repeat it with `IStakeVotes.sync`.
    event VotesNotTold(NodeId indexed nodeId);

    // ---- owner

    /// @notice Registers a node owned by the caller. Takes the stake from the caller's vault balance: the vault needs the caller's consent to
    /// this contract. Entry.
    function register(Registration calldata terms) external returns (NodeId nodeId);

    /// @notice Sets how much `market` and `jury` may lock together; less than is locked already means that nothing more can be. Another market
    /// than the node's only when nothing is locked; the node's stake then is as young there as if it had just been added.
    function setAllowance(NodeId nodeId, address market, address jury, uint96 allowance) external;

    /// @notice Frees what a broken market has left locked, `minUnbondCooldown` and 30 days after the last lock: no job lives as long. The node
    /// works for no market afterwards, and never again for this one, which can release and slash nothing of it any more.
    function freeLocks(NodeId nodeId) external;

    /// @notice Changes the operator key, the slots and the capabilities. Bound jobs go on under the new operator.
    function updateNode(NodeId nodeId, address operator, uint8 slots, bytes32 capsHash) external;

    /// @notice Adds stake from the owner's vault balance. Resets `stakeSince`: no job posted before can be claimed.
    function addStake(NodeId nodeId, uint96 amount) external;

    /// @notice Makes the node's stake count as votes (`IStakeVotes`), or no longer. Never paused, and no policy is asked: either could silence voters.
    function setVoting(NodeId nodeId, bool voting) external;

    /// @notice Starts the way out for free stake. A second request joins the first and starts the clock again for all of it.
    function requestUnbond(NodeId nodeId, uint96 amount) external;

    /// @notice Credits what has finished unbonding to the owner's vault balance. Anyone may call.
    function unbond(NodeId nodeId) external;

    // ---- operator

    /// @notice Counts the stake as tickets, as far as the allowance covers them, once the last addition is `ticketAge` old. Later additions leave these ripe; unbonding, slashing and a lower
    /// allowance take them. Operator only.
    function ripen(NodeId nodeId) external;

    /// @notice Shows that the node is alive. Needed only when idle: every claim counts as one.
    function heartbeat(NodeId nodeId) external;

    function heartbeatMany(NodeId[] calldata nodeIds) external;

    /// @notice Announces a maintenance: no claims from `from` on for `length` seconds. Jobs taken must still be done.
    /// Replaces an earlier announcement. Operator or owner.
    function scheduleMaintenance(NodeId nodeId, uint40 from, uint32 length) external;

    /// @notice No new work from now on until `resume`. Operator or owner.
    function drain(NodeId nodeId) external;

    /// @notice Ends a maintenance or a drain. Operator or owner.
    function resume(NodeId nodeId) external;

    // ---- market

    /// @notice Asks pause and policy for a requester who posts, and that the calling market is active. Entry.
    /// @return tickets The ripe tickets of the job's class.
    function admitPost(address requester, uint8 nodeClass) external view returns (uint64 tickets);

    /// @notice Checks that a node may take a seat and locks its bond. Active markets only. Entry: the policy is asked about
    /// the node's owner.
    /// @param caller Who claims: must be the node's operator.
    /// @param postedAt When the job was posted: stake must be older.
    /// @return stake The node's stake, locked part included.
    /// @return classStake The sum of stake in the node's class, of nodes that work for this market.
    function lockBond(NodeId nodeId, JobId jobId, address caller, uint8 nodeClass, uint40 postedAt, uint96 bond)
        external
        returns (uint96 stake, uint256 classStake);

    /// @notice Locks stake for one of a node's tickets. Juries only, of retired markets too; no entry.
    /// @param caller Who enrols: must be the node's operator.
    /// @param before The ticket must have been ripe before that time.
    /// @return owner The node's owner.
    function lockTicket(
        NodeId nodeId,
        JobId jobId,
        address caller,
        uint8 nodeClass,
        uint40 before,
        uint256 ticket,
        uint96 amount
    ) external returns (address owner);

    /// @notice Frees what a market or jury has locked, or what is left of it. Never reverts for the calling market's nodes or others.
    /// @param paid Whether the seat was paid; counts as completed.
    /// @return owner Whom to pay.
    function releaseBond(NodeId nodeId, JobId jobId, uint96 bond, bool paid) external returns (address owner);

    /// @notice Takes `amount` of a bond of `bond` into the caller's vault balance and frees the rest. Lowers the
    /// allowance by what it takes. Never reverts, and takes no more than is locked.
    /// @return taken What was taken: `amount`, or less where less was locked; 0 for a node that does not work for the calling market.
    function slashBond(NodeId nodeId, JobId jobId, uint96 bond, uint96 amount, SlashReason reason)
        external
        returns (uint256 taken);

    // ---- governor

    /// @notice Lets owners name `market` and `jury`, for good. Each must name the other.
    function addMarket(address market, address jury) external;

    /// @notice Stops a market's posts and claims, for good. Its jobs, their disputes and their juries run out.
    function retireMarket(address market) external;

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

    /// @notice Sum of the ripe tickets of all nodes of a class that work for a market; `market` is its address or its jury's, anything else for the
    /// nodes that work for none.
    function classTicketsOf(address market, uint8 nodeClass) external view returns (uint64);

    /// @notice The tickets that a node draws with in a dispute that was opened at `time` (Unix seconds), from 0 to that number, exclusive: those that
    /// were ripe before and still are. Between two ripenings that lie less than `minUnbondCooldown` apart only those from before the first count.
    function ticketsBefore(NodeId nodeId, uint40 time) external view returns (uint32);

    /// @notice Sum of the stake of those nodes, unbonding not included.
    function classStakeOf(address market, uint8 nodeClass) external view returns (uint256);

    /// @notice Reverts with the error that `lockBond` would give to `market` for this node, the caller's identity, pause and policy aside; returns
    /// what it would return.
    function requireAvailable(address market, NodeId nodeId, uint8 nodeClass, uint40 postedAt, uint96 bond)
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

    /// @notice `None` also for a jury.
    function marketStatus(address market) external view returns (MarketStatus);

    /// @notice The jury that was added with a market; 0 for anything else.
    function juryOf(address market) external view returns (address);

    /// @notice Stake that makes one ticket, at most the least stake; fixed at deployment.
    function ticketSize() external view returns (uint96);

    /// @notice Seconds from the last addition of stake until a node's stake can ripen; fixed at deployment.
    function ticketAge() external view returns (uint32);

    function vault() external view returns (IVault);

    function stakeToken() external view returns (address);

    /// @notice Least cool-down the governor can set on this network (constructor argument). Longer than any job can live.
    function minUnbondCooldown() external view returns (uint32);
}
