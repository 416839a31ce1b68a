// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {NodeId} from "../../src/types/Ids.sol";
import {SlashReason} from "../../src/types/NodeTypes.sol";
import {VotesWorld} from "../base/VotesWorld.sol";
import {Test, vm} from "../base/Vm.sol";
import {FuzzSelector} from "./Conservation.t.sol";

/// @notice Owners who stake, unbond, enrol, leave and delegate, and a market that slashes, in any order.
contract Voters is VotesWorld {
    uint256 public constant OWNERS = 4;
    uint256 public constant NODES = 8;

    /// @notice What was true at the end of each second that was left.
    uint256[] public seconds_;
    mapping(uint256 second => uint256) public totalAt;
    mapping(uint256 second => mapping(uint256 owner => uint256)) public votesAt;

    constructor() {
        setUp();
        for (uint256 i = 0; i < NODES; i++) {
            address owner = ownerOf(1 + i % OWNERS);
            fundStake(owner, 10 * STAKE);
            vm.prank(owner);
            staking.register(registration(operatorOf(1 + i), STAKE));
        }
        skipTime(1);
    }

    function enrolOrLeave(uint256 i, bool voting) external {
        vm.prank(_owner(i));
        staking.setVoting(_node(i), voting);
    }

    function stakeMore(uint256 i, uint96 amount) external {
        (uint256 least, uint256 most) = (TICKET, stakeTokenOf(_owner(i)));
        if (most < least) return;
        vm.prank(_owner(i));
        staking.addStake(_node(i), uint96(bound(amount, least, most)));
    }

    function unbondSome(uint256 i, uint96 amount) external {
        uint256 stake = staking.nodeOf(_node(i)).stake;
        if (stake < TICKET) return;
        vm.prank(_owner(i));
        staking.requestUnbond(_node(i), uint96(amount % 4 == 0 ? stake : bound(amount, 0, stake - TICKET)));
    }

    function collect(uint256 i) external {
        if (staking.nodeOf(_node(i)).unbonding == 0) return;
        skip(7 days);
        staking.unbond(_node(i));
    }

    /// @dev A market takes half of what it locks. The allowance goes down with each slash, so the owner sets it again.
    function slashSome(uint256 i, uint96 amount) external {
        uint96 stake = staking.nodeOf(_node(i)).stake;
        amount = uint96(bound(amount, 0, stake / 2));
        skip(1);
        vm.prank(_owner(i));
        staking.setAllowance(_node(i), address(market), address(jury), 2 * stake);
        vm.prank(operatorOf(1 + i % NODES));
        staking.heartbeat(_node(i));
        vm.startPrank(address(market));
        staking.lockBond(_node(i), JOB, operatorOf(1 + i % NODES), CLASS, uint40(vm.getBlockTimestamp()), amount);
        staking.slashBond(_node(i), JOB, amount, amount / 2, SlashReason.NoShow);
        vm.stopPrank();
    }

    function delegateTo(uint256 i, uint256 to) external {
        vm.prank(_owner(i));
        votes.delegate(to % 3 == 0 ? address(0) : _owner(to));
    }

    function syncAny(uint64 i) external {
        votes.sync(NodeId.wrap(i));
    }

    /// @dev The second that ends here is written down.
    function skip(uint256 by) public {
        by = bound(by, 1, 8 days);
        uint256 now_ = vm.getBlockTimestamp();
        seconds_.push(now_);
        totalAt[now_] = votes.totalVotes();
        for (uint256 i = 0; i < OWNERS; i++) votesAt[now_][i] = votes.getVotes(_owner(i));
        skipTime(by);
    }

    function check() external view {
        uint256 staked;
        uint256 counted;
        for (uint256 i = 0; i < NODES; i++) {
            (address owner, uint256 stake) = staking.votingStakeOf(_node(i));
            vm.assertEq(owner, _owner(i), "owner");
            vm.assertEq(votes.countedOf(_node(i)), stake, "a node is counted with its stake");
            staked += stake;
            counted += votes.countedOf(_node(i));
        }
        uint256 units;
        uint256 sum;
        for (uint256 i = 0; i < OWNERS; i++) {
            units += votes.unitsOf(_owner(i));
            sum += votes.getVotes(_owner(i));
        }
        vm.assertEq(votes.totalVotes(), staked, "total is the stake enrolled");
        vm.assertEq(units, staked, "units");
        vm.assertEq(sum, staked, "every unit is one account's vote");
        if (seconds_.length == 0) return;
        _checkPast(seconds_[uint256(keccak256(abi.encode(staked, seconds_.length))) % seconds_.length]);
        _checkPast(seconds_[seconds_.length - 1]);
    }

    function _checkPast(uint256 second) private view {
        vm.assertEq(votes.getPastTotalSupply(second), totalAt[second], "total then");
        for (uint256 i = 0; i < OWNERS; i++) {
            vm.assertEq(votes.getPastVotes(_owner(i), second), votesAt[second][i], "votes then");
        }
    }

    function _owner(uint256 i) private pure returns (address) {
        return ownerOf(1 + i % NODES % OWNERS);
    }

    function _node(uint256 i) private pure returns (NodeId) {
        return node(1 + i % NODES);
    }
}

/// forge-config: default.invariant.runs = 20
/// forge-config: all.invariant.runs = 100
/// forge-config: all.invariant.depth = 1000
/// @notice Total votes = sum of the enrolled stakes = sum of the accounts' votes, now and at every second that has passed.
contract VotesTest is Test {
    Voters private voters;

    function setUp() external {
        voters = new Voters();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(voters);
    }

    /// @dev World.setUp is public, and no move.
    function excludeSelectors() external view returns (FuzzSelector[] memory excluded) {
        excluded = new FuzzSelector[](1);
        excluded[0].addr = address(voters);
        excluded[0].selectors = new bytes4[](2);
        excluded[0].selectors[0] = bytes4(keccak256("setUp()"));
        excluded[0].selectors[1] = Voters.check.selector;
    }

    function invariant_VotesAreTheStakeOfThoseWhoVote() external view {
        voters.check();
    }
}
