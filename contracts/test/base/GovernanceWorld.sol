// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {VotingRules} from "../../src/types/GovernanceTypes.sol";
import {VotesWorld} from "./VotesWorld.sol";
import {vm} from "./Vm.sol";

/// @notice What the tests call of the timelock.
interface ITimelock {
    error DelayOutOfBounds(uint256 delay, uint256 floor, uint256 max);
    error TimelockUnexpectedOperationState(bytes32 operationId, bytes32 expectedStates);

    function grantRole(bytes32 role, address account) external;
    function renounceRole(bytes32 role, address account) external;
    function hasRole(bytes32 role, address account) external view returns (bool);
    function schedule(address to, uint256 value, bytes calldata data, bytes32 predecessor, bytes32 salt, uint256 delay)
        external;
    function scheduleBatch(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata payloads,
        bytes32 predecessor,
        bytes32 salt,
        uint256 delay
    ) external;
    function execute(address to, uint256 value, bytes calldata data, bytes32 predecessor, bytes32 salt) external;
    function executeBatch(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata payloads,
        bytes32 predecessor,
        bytes32 salt
    ) external;
    function cancel(bytes32 id) external;
    function updateDelay(uint256 delay) external;
    function getMinDelay() external view returns (uint256);
    function delayFloor() external view returns (uint256);
    function isOperation(bytes32 id) external view returns (bool);
    function isOperationReady(bytes32 id) external view returns (bool);
    function isOperationDone(bytes32 id) external view returns (bool);
    function hashOperation(address to, uint256 value, bytes calldata data, bytes32 predecessor, bytes32 salt)
        external
        pure
        returns (bytes32);
}

/// @notice What the governor has beside OpenZeppelin's interface.
interface IGovernorUnderTest is IGovernor {
    error RulesAreFixed();

    event ProposalExtended(uint256 indexed proposalId, uint64 extendedDeadline);
    event LeftVotesRemoved(uint256 indexed proposalId, address indexed voter, uint8 support, uint256 weight);

    function removeLeftVotes(uint256 proposalId, address[] calldata voters) external;
    function proposalVotes(uint256 proposalId) external view returns (uint256 against, uint256 for_, uint256 abstain);
    function lateQuorumVoteExtension() external view returns (uint48);
    function queueWindow() external view returns (uint48);
    function updateTimelock(address timelock) external;
    function setLateQuorumVoteExtension(uint48 extension) external;
    function relay(address target, uint256 value, bytes calldata data) external payable;
}

/// @notice What is asked for: one call, with its reasons.
struct Motion {
    address target;
    bytes data;
    string why;
}

/// @notice A network that a timelock governs, a governor that is its only proposer, and nodes that vote.
abstract contract GovernanceWorld is VotesWorld {
    uint8 internal constant AGAINST = 0;
    uint8 internal constant FOR = 1;
    uint8 internal constant ABSTAIN = 2;
    uint256 internal constant DELAY = 48 hours;
    bytes32 internal constant PROPOSER = keccak256("PROPOSER_ROLE");

    ITimelock internal timelock;
    IGovernorUnderTest internal dao;

    function setUp() public virtual override {
        timelock = deployTimelock(DELAY, DELAY);
        governor = address(timelock);
        super.setUp();
        dao = deployGovernor(rules());
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

    /// @dev Proposed, and open to vote.
    function ask(Motion memory motion) internal returns (uint256 id) {
        return ask(motion, 1);
    }

    function ask(Motion memory motion, uint256 i) internal returns (uint256 id) {
        id = propose(i, motion);
        toVote(id);
    }

    function removeLeft(uint256 id, uint256 i) internal {
        address[] memory voters = new address[](1);
        voters[0] = ownerOf(i);
        vm.prank(stranger);
        dao.removeLeftVotes(id, voters);
    }

    function assertTally(uint256 id, uint256 against, uint256 for_, uint256 abstain) internal view {
        (uint256 a, uint256 f, uint256 n) = dao.proposalVotes(id);
        vm.assertEq(a, against, "against");
        vm.assertEq(f, for_, "for");
        vm.assertEq(n, abstain, "abstain");
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
        internal
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
            queueWindow: 1 days,
            quorumBps: 2_000,
            quorumFloor: 3 * STAKE,
            proposalThreshold: STAKE
        });
    }

    /// @dev Anyone executes, this contract gives out the roles.
    function deployTimelock(uint256 floor, uint256 delay) internal returns (ITimelock) {
        return ITimelock(
            vm.deployCode(
                "Timelock.sol:Timelock",
                abi.encode(floor, delay, new address[](0), new address[](1), address(this))
            )
        );
    }

    function deployGovernor(VotingRules memory rules_) internal returns (IGovernorUnderTest) {
        return IGovernorUnderTest(vm.deployCode("StakeGovernor.sol:StakeGovernor", abi.encode(votes, timelock, rules_)));
    }
}
