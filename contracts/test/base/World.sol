// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {IJury} from "../../src/interfaces/IJury.sol";
import {IMarketLens} from "../../src/interfaces/IMarketLens.sol";
import {INodeStaking} from "../../src/interfaces/INodeStaking.sol";
import {IProgramRegistry} from "../../src/interfaces/IProgramRegistry.sol";
import {IVault} from "../../src/interfaces/IVault.sol";
import {TestStake} from "../../src/test-tokens/TestStake.sol";
import {TestUSDT} from "../../src/test-tokens/TestUSDT.sol";
import {JobId, NodeId, ProgramHash} from "../../src/types/Ids.sol";
import {
    BondFloor,
    Delivery,
    EnergySource,
    JobSpec,
    JobState,
    JobOrder,
    MarketParams,
    WindowLimits
} from "../../src/types/JobTypes.sol";
import {JuryWindows} from "../../src/types/JuryTypes.sol";
import {Registration, StakingParams} from "../../src/types/NodeTypes.sol";
import {Program} from "../../src/types/ProgramTypes.sol";
import {Test, vm} from "./Vm.sol";

/// @notice Poses as a market and as a jury: names whatever it is paired with.
contract Partner {
    address public market;
    address public jury;

    function pair(address other) external {
        (market, jury) = (other, other);
    }
}

/// @notice A whole network with a jury of five and a vetted program, and the moves that tests make in it.
abstract contract World is Test {
    uint8 internal constant CLASS = 1;
    uint96 internal constant STAKE = 1_000e18;
    uint96 internal constant BOND = 100e18;
    uint96 internal constant PRICE = 3_000_000;
    uint32 internal constant UNITS = 1_000;
    uint88 internal constant FLOOR = 0.01e18;
    uint88 internal constant BASE = 1e18;
    uint96 internal constant TICKET = 100e18;
    uint32 internal constant TICKET_AGE = 1 hours;
    /// @dev Ripe tickets whose operators sleep: they make the class large enough for a jury, before any node is added.
    uint64 internal constant SLEEPING = 20;
    uint8 internal constant SIZE = 5;
    uint16 internal constant FEE_BPS = 200;
    uint16 internal constant NO_SHOW_BPS = 2_000;

    ProgramHash internal constant VETTED = ProgramHash.wrap(keccak256("vetted"));
    ProgramHash internal constant UNKNOWN = ProgramHash.wrap(keccak256("unknown"));

    /// @dev Where NodeStaking keeps what it sums up by class: see snapshots/storage.json.
    uint256 private constant CLASSES = 8;

    bytes32 internal constant ROOT = keccak256("right");
    bytes32 internal constant WRONG = keccak256("wrong");
    bytes32 internal constant SALT = keccak256("salt");

    /// @dev Whoever stands here when `setUp` begins governs all of it.
    address internal governor = _person("governor");
    address internal immutable guardian = _person("guardian");
    address internal immutable treasury = _person("treasury");
    address internal immutable requester = _person("requester");
    address internal immutable stranger = _person("stranger");

    TestUSDT internal usdt;
    TestStake internal stakeToken;
    IVault internal vault;
    INodeStaking internal staking;
    IProgramRegistry internal programs;
    IJobEscrow internal market;
    IMarketLens internal lens;
    IJury internal jury;

    uint256 internal nonce;
    /// @dev By job id: the calls want the order.
    mapping(JobId jobId => JobOrder) private _orders;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        vm.roll(1_000);
        deployNetwork(SIZE);
        fund(requester, 1_000e6);
    }

    function deployNetwork(uint8 jurySize) internal {
        usdt = new TestUSDT();
        stakeToken = new TestStake();
        vault = IVault(vm.deployCode("Vault.sol:Vault", abi.encode(governor)));
        staking = INodeStaking(
            vm.deployCode(
                "NodeStaking.sol:NodeStaking",
                abi.encode(governor, vault, stakeToken, 7 days, TICKET, TICKET_AGE, stakingParams())
            )
        );
        programs = IProgramRegistry(vm.deployCode("ProgramRegistry.sol:ProgramRegistry", abi.encode(governor)));
        market = IJobEscrow(deployMarket(windowLimits(), MarketParams(treasury, FEE_BPS, NO_SHOW_BPS)));
        lens = IMarketLens(vm.deployCode("MarketLens.sol:MarketLens", abi.encode(market)));
        jury = IJury(deployJury(market, jurySize, juryWindows()));
        vm.startPrank(governor);
        vault.addModule(address(staking));
        vault.addModule(address(market));
        vault.addModule(address(jury));
        market.setJury(jury);
        staking.addMarket(address(market), address(jury));
        market.setToken(address(usdt), true);
        market.setToken(address(0), true);
        market.setBondFloor(CLASS, BondFloor(FLOOR, BASE));
        staking.setGuardian(guardian);
        programs.setProgram(VETTED, Program(true, CLASS, 1_000_000, address(0)));
        vm.stopPrank();
        setClassTickets(CLASS, SLEEPING);
    }

    function deployJury(IJobEscrow market_, uint8 size, JuryWindows memory windows) internal returns (address) {
        return vm.deployCode("Jury.sol:Jury", abi.encode(market_, deploySeedSource(), size, windows));
    }

    function deploySeedSource() internal virtual returns (address) {
        return vm.deployCode("BlockHashSeed.sol:BlockHashSeed", "");
    }

    /// @dev Stands for nodes that nobody here plays.
    function setClassTickets(uint8 nodeClass, uint64 tickets) internal {
        // The market of this world is the first.
        bytes32 slot = keccak256(abi.encode(nodeClass, keccak256(abi.encode(1, CLASSES))));
        bytes32 stake = vm.load(address(staking), slot) & bytes32(uint256(type(uint128).max));
        vm.store(address(staking), slot, stake | bytes32(uint256(tickets) << 128));
        vm.assertEq(staking.classTicketsOf(address(market), nodeClass), tickets, "the slot of a class has moved: see snapshots/storage.json");
    }

    function deployMarket(WindowLimits memory limits, MarketParams memory params) internal returns (address) {
        return vm.deployCode(
            "JobEscrow.sol:JobEscrow", abi.encode(governor, vault, staking, programs, limits, params)
        );
    }

    function stakingParams() internal pure returns (StakingParams memory) {
        return StakingParams({minStake: TICKET, unbondCooldown: 7 days, livenessWindow: 1 days, maintenanceNotice: 15 minutes});
    }

    function juryWindows() internal pure returns (JuryWindows memory) {
        return JuryWindows({seedDelay: 3, seedWait: 10 minutes, enrolment: 30 minutes, margin: 30 minutes, reveal: 1 hours});
    }

    function windowLimits() internal pure returns (WindowLimits memory) {
        return WindowLimits({
            minClaim: 30,
            maxClaim: 1 hours,
            minWork: 30,
            maxWork: 6 hours,
            minReveal: 30,
            maxReveal: 2 hours,
            minChallenge: 30,
            maxChallenge: 6 hours
        });
    }

    /// @dev Another market and jury that the governor trusts, and which nobody works for.
    function addMarket() internal returns (address market_, address jury_) {
        (Partner one, Partner other) = (new Partner(), new Partner());
        one.pair(address(other));
        other.pair(address(one));
        vm.prank(governor);
        staking.addMarket(address(one), address(other));
        return (address(one), address(other));
    }

    // ---- money

    function fund(address account, uint256 amount) internal {
        usdt.mint(account, amount);
        vm.startPrank(account);
        usdt.approve(address(vault), 0);
        usdt.approve(address(vault), amount);
        vault.deposit(address(usdt), account, amount);
        vault.consent(address(market), true);
        vm.stopPrank();
    }

    function fundStake(address account, uint256 amount) internal {
        stakeToken.mint(account, amount);
        vm.startPrank(account);
        stakeToken.approve(address(vault), amount);
        vault.deposit(address(stakeToken), account, amount);
        vault.consent(address(staking), true);
        vault.consent(address(jury), true);
        vm.stopPrank();
    }

    function usdtOf(address account) internal view returns (uint256) {
        return vault.balanceOf(address(usdt), account);
    }

    function stakeTokenOf(address account) internal view returns (uint256) {
        return vault.balanceOf(address(stakeToken), account);
    }

    // ---- nodes

    function ownerOf(uint256 i) internal pure returns (address) {
        return _person(string.concat("owner ", vm.toString(i)));
    }

    function operatorOf(uint256 i) internal pure returns (address) {
        return _person(string.concat("operator ", vm.toString(i)));
    }

    /// @dev Node i (from 1) with its own owner and operator; nodes must be added in order. Its tickets are not ripe.
    function addNode(uint256 i, uint96 stake) internal returns (NodeId nodeId) {
        fundStake(ownerOf(i), stake);
        nodeId = register(ownerOf(i), operatorOf(i), stake);
        vm.assertEq(NodeId.unwrap(nodeId), i, "node number");
    }

    /// @dev The owner puts all of its stake at risk: half of the allowance is for seats.
    function register(address owner, address operator, uint96 stake) internal returns (NodeId) {
        vm.prank(owner);
        return staking.register(registration(operator, stake));
    }

    function registration(address operator, uint96 stake) internal view returns (Registration memory) {
        return Registration({
            operator: operator,
            nodeClass: CLASS,
            slots: 8,
            capsHash: keccak256("caps"),
            stake: stake,
            market: address(market),
            jury: address(jury),
            allowance: stake > type(uint88).max / 2 ? type(uint88).max : 2 * stake
        });
    }

    /// @dev Nodes 1 to `count`, whose tickets are ripe.
    function addNodes(uint256 count) internal {
        for (uint256 i = 1; i <= count; i++) addNode(i, STAKE);
        ripen(count);
    }

    function ripen(uint256 count) internal {
        skipTime(TICKET_AGE);
        for (uint256 i = 1; i <= count; i++) {
            vm.prank(operatorOf(i));
            staking.ripen(NodeId.wrap(uint64(i)));
        }
        skipBlock(1);
    }

    // ---- jobs

    /// @dev For the vetted program; `post` names the spec and the nonce.
    function order(uint8 n, uint8 k) internal view returns (JobOrder memory) {
        return JobOrder({
            requester: requester,
            nonce: 0,
            specHash: 0,
            token: address(usdt),
            maxPrice: PRICE,
            bond: BOND,
            startPriceBps: 5_000,
            maxFeeBps: FEE_BPS,
            n: n,
            k: k,
            nodeClass: CLASS,
            units: UNITS,
            claimWindow: 10 minutes,
            workWindow: 1 hours,
            revealWindow: n == 1 ? 0 : 30 minutes,
            challengeWindow: 1 hours,
            postUntil: type(uint40).max
        });
    }

    function spec() internal pure returns (JobSpec memory spec_) {
        spec_.programHash = VETTED;
        spec_.inputRoot = keccak256("input");
        spec_.inputUri = "http://127.0.0.1:8080/input";
        spec_.params = hex"0102030405060708";
        spec_.outputLength = 4096;
    }

    /// @dev Ready to be posted: a new nonce, and the hash of the spec.
    function complete(JobOrder memory order_, JobSpec memory spec_) internal returns (JobOrder memory) {
        order_.nonce = ++nonce;
        order_.specHash = keccak256(abi.encode(spec_));
        return order_;
    }

    function post(JobOrder memory order_, JobSpec memory spec_) internal returns (JobId jobId) {
        order_ = complete(order_, spec_);
        vm.prank(order_.requester);
        jobId = market.post(order_, abi.encode(spec_));
        _orders[jobId] = order_;
    }

    function remember(JobOrder memory order_) internal returns (JobId jobId) {
        jobId = market.computeJobId(order_);
        _orders[jobId] = order_;
    }

    function orderOf(JobId jobId) public view returns (JobOrder memory) {
        return _orders[jobId];
    }

    /// @dev A posted job whose seed is known.
    function openJob(uint8 n, uint8 k) internal returns (JobId jobId) {
        jobId = post(order(n, k), spec());
        skipBlock(2);
    }

    /// @dev Seats 0 to count - 1 are taken by nodes 1 to count, each waiting for its turn.
    function claimSeats(JobId jobId, uint256 count) internal {
        for (uint256 i = 1; i <= count; i++) {
            (, uint256 eligibleAt,) = lens.eligible(orderOf(jobId), NodeId.wrap(uint64(i)));
            if (eligibleAt > vm.getBlockTimestamp()) vm.warp(eligibleAt);
            claim(jobId, i);
        }
    }

    function runningJob(uint8 n, uint8 k) internal returns (JobId jobId) {
        jobId = openJob(n, k);
        claimSeats(jobId, n);
    }

    /// @dev All seats of a job have committed to the given roots.
    function revealingJob(uint8 k, bytes32[] memory committed) internal returns (JobId jobId) {
        jobId = runningJob(uint8(committed.length), k);
        for (uint8 i = 0; i < committed.length; i++) commit(jobId, i, committed[i]);
    }

    function claim(JobId jobId, uint256 i) internal returns (uint8) {
        vm.prank(operatorOf(i));
        return market.claim(orderOf(jobId), NodeId.wrap(uint64(i)));
    }

    function submit(JobId jobId, uint256 i, bytes32 root) internal {
        vm.prank(operatorOf(i));
        market.submit(orderOf(jobId), delivery(root));
    }

    function commit(JobId jobId, uint8 seat, bytes32 root) internal {
        NodeId nodeId = market.seatOf(jobId, seat).nodeId;
        bytes32 commitment = market.commitmentOf(jobId, seat, nodeId, root, SALT);
        vm.prank(operatorOf(NodeId.unwrap(nodeId)));
        market.commit(orderOf(jobId), seat, commitment);
    }

    function reveal(JobId jobId, uint8 seat, bytes32 root) internal {
        vm.prank(operatorOf(NodeId.unwrap(market.seatOf(jobId, seat).nodeId)));
        market.reveal(orderOf(jobId), seat, SALT, delivery(root));
    }

    function delivery(bytes32 root) internal pure returns (Delivery memory) {
        return Delivery(root, "http://127.0.0.1:8081/r/0123456789abcdef", 12_345, EnergySource.DeviceCounter, "");
    }

    // ---- time

    function skipTime(uint256 seconds_) internal {
        vm.warp(vm.getBlockTimestamp() + seconds_);
    }

    /// @dev Blocks of one second with a hash each.
    function skipBlock(uint256 blocks) internal {
        for (uint256 i = 0; i < blocks; i++) {
            uint256 number = vm.getBlockNumber();
            vm.roll(number + 1);
            vm.setBlockhash(number, keccak256(abi.encode("block", number)));
            skipTime(1);
        }
    }

    function passDeadline(JobId jobId) internal {
        vm.warp(uint256(market.jobOf(jobId).deadline) + 1);
    }

    // ---- looking

    function stateOf(JobId jobId) internal view returns (JobState) {
        return market.jobOf(jobId).state;
    }

    function assertState(JobId jobId, JobState state) internal view {
        vm.assertEq(uint256(stateOf(jobId)), uint256(state), "job state");
    }

    function lockedOf(uint256 i) internal view returns (uint256) {
        return staking.nodeOf(NodeId.wrap(uint64(i))).locked;
    }

    function stakeOf(uint256 i) internal view returns (uint256) {
        return staking.nodeOf(NodeId.wrap(uint64(i))).stake;
    }

    function roots(bytes32 a, bytes32 b, bytes32 c) internal pure returns (bytes32[] memory list) {
        list = new bytes32[](3);
        (list[0], list[1], list[2]) = (a, b, c);
    }

    function _person(string memory name) internal pure returns (address) {
        return address(uint160(uint256(keccak256(bytes(name)))));
    }
}
