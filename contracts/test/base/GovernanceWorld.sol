// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {INodeStaking} from "../../src/interfaces/INodeStaking.sol";
import {VotingRules} from "../../src/types/GovernanceTypes.sol";
import {MarketParams} from "../../src/types/JobTypes.sol";
import {MarketStatus} from "../../src/types/NodeTypes.sol";
import {IVotesUnderTest, VotesWorld} from "./VotesWorld.sol";
import {vm} from "./Vm.sol";

/// @notice What the tests call of OpenZeppelin's timelock.
interface ITimelock {
    function grantRole(bytes32 role, address account) external;
    function renounceRole(bytes32 role, address account) external;
    function hasRole(bytes32 role, address account) external view returns (bool);
}

/// @notice What is asked for: one call, with its reasons.
struct Motion {
    address target;
    bytes data;
    string why;
}

/// @notice Staking and market that a timelock governs, a governor that is its only proposer, and nodes that vote.
abstract contract GovernanceWorld is VotesWorld {
    uint8 internal constant AGAINST = 0;
    uint8 internal constant FOR = 1;
    uint8 internal constant ABSTAIN = 2;
    uint256 internal constant DELAY = 48 hours;
    bytes32 internal constant PROPOSER = keccak256("PROPOSER_ROLE");

    ITimelock internal timelock;
    IGovernor internal dao;

    /// @dev The timelock governs what is voted about: new staking, market and votes take the place of those that `World` governs itself.
    function setUp() public virtual override {
        super.setUp();
        address[] memory anyone = new address[](1);
        timelock = ITimelock(
            vm.deployCode(
                "TimelockController.sol:TimelockController", abi.encode(DELAY, new address[](0), anyone, address(this))
            )
        );
        staking = INodeStaking(
            vm.deployCode(
                "NodeStaking.sol:NodeStaking", abi.encode(timelock, vault, stakeToken, 7 days, stakingParams())
            )
        );
        MarketParams memory params = MarketParams(treasury, FEE_BPS, NO_SHOW_BPS);
        market = IJobEscrow(
            vm.deployCode(
                "JobEscrow.sol:JobEscrow", abi.encode(timelock, vault, staking, programs, windowLimits(), params)
            )
        );
        votes = IVotesUnderTest(vm.deployCode("StakeVotes.sol:StakeVotes", abi.encode(staking)));
        dao = deployGovernor(rules());
        vm.prank(governor);
        vault.setModule(address(staking), true);
        vm.startPrank(address(timelock));
        staking.setMarket(slasher, MarketStatus.Active);
        staking.setVotes(votes);
        vm.stopPrank();
        timelock.grantRole(PROPOSER, address(dao));
        timelock.renounceRole(0, address(this));
    }

    // ---- a decision, step by step

    function changeFee(uint16 feeBps) internal view returns (Motion memory) {
        return Motion(address(market), abi.encodeCall(IJobEscrow.setFee, (feeBps)), "cheaper");
    }

    function propose(uint256 i, Motion memory motion) internal returns (uint256 id) {
        (address[] memory targets, uint256[] memory values, bytes[] memory data) = _calls(motion);
        vm.prank(ownerOf(i));
        return dao.propose(targets, values, data, motion.why);
    }

    function castVote(uint256 i, uint256 id, uint8 support) internal {
        vm.prank(ownerOf(i));
        dao.castVote(id, support);
    }

    function queue(Motion memory motion) internal {
        (address[] memory targets, uint256[] memory values, bytes[] memory data) = _calls(motion);
        dao.queue(targets, values, data, keccak256(bytes(motion.why)));
    }

    function execute(Motion memory motion) internal {
        (address[] memory targets, uint256[] memory values, bytes[] memory data) = _calls(motion);
        vm.prank(stranger);
        dao.execute(targets, values, data, keccak256(bytes(motion.why)));
    }

    function takeBack(uint256 i, Motion memory motion) internal {
        (address[] memory targets, uint256[] memory values, bytes[] memory data) = _calls(motion);
        vm.prank(ownerOf(i));
        dao.cancel(targets, values, data, keccak256(bytes(motion.why)));
    }

    function enrol(uint256 count) internal {
        for (uint256 i = 1; i <= count; i++) setVoting(i, true);
        skipTime(1);
    }

    function toVote(uint256 id) internal {
        vm.warp(dao.proposalSnapshot(id) + 1);
    }

    function toEnd(uint256 id) internal {
        vm.warp(dao.proposalDeadline(id) + 1);
    }

    function assertProposal(uint256 id, IGovernor.ProposalState state) internal view {
        vm.assertEq(uint256(dao.state(id)), uint256(state), "state of the proposal");
    }

    function _calls(Motion memory motion)
        private
        pure
        returns (address[] memory targets, uint256[] memory values, bytes[] memory data)
    {
        (targets, values, data) = (new address[](1), new uint256[](1), new bytes[](1));
        (targets[0], data[0]) = (motion.target, motion.data);
    }

    function rules() internal pure returns (VotingRules memory) {
        return VotingRules({
            votingDelay: 1 days,
            votingPeriod: 4 days,
            voteExtension: 1 days,
            quorumBps: 2_000,
            quorumFloor: 3 * STAKE,
            proposalThreshold: STAKE
        });
    }

    function deployGovernor(VotingRules memory rules_) internal returns (IGovernor) {
        return IGovernor(vm.deployCode("StakeGovernor.sol:StakeGovernor", abi.encode(votes, timelock, rules_)));
    }
}
