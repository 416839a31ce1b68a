// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

import {IGoverned} from "../../../src/interfaces/IGoverned.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {GovernanceWorld, Motion} from "../../base/GovernanceWorld.sol";
import {vm} from "../../base/Vm.sol";

contract DecideTest is GovernanceWorld {
    function setUp() public override {
        super.setUp();
        addNodes(5);
        enrol(5);
    }

    function test_AFeeIsChangedFromProposalToExecution() external {
        Motion memory motion = changeFee(100);
        uint256 id = propose(1, motion);
        assertProposal(id, IGovernor.ProposalState.Pending);
        toVote(id);
        castVote(1, id, FOR);
        castVote(2, id, FOR);
        castVote(3, id, AGAINST);
        castVote(4, id, ABSTAIN);
        assertProposal(id, IGovernor.ProposalState.Active);
        toEnd(id);
        assertProposal(id, IGovernor.ProposalState.Succeeded);
        queue(motion);
        skipTime(DELAY - 1);
        vm.expectRevert();
        execute(motion);
        vm.assertEq(market.params().feeBps, FEE_BPS, "not yet");
        skipTime(1);
        execute(motion);
        vm.assertEq(market.params().feeBps, 100, "fee");
        assertProposal(id, IGovernor.ProposalState.Executed);
    }

    function test_AParameterOfStakingIsChanged() external {
        Motion memory motion =
            Motion(address(staking), abi.encodeCall(INodeStaking.setUnbondCooldown, (14 days)), "longer");
        _carry(motion);
        vm.assertEq(staking.params().unbondCooldown, 14 days, "cool-down");
    }

    /// @dev Bounds in the code stand above every majority.
    function test_NoMajorityLeavesTheBoundsOfTheCode() external {
        Motion memory motion = changeFee(501);
        uint256 id = propose(1, motion);
        toVote(id);
        for (uint256 i = 1; i <= 5; i++) castVote(i, id, FOR);
        toEnd(id);
        queue(motion);
        skipTime(DELAY);
        vm.expectRevert(
            abi.encodeWithSelector(IGoverned.OutOfBounds.selector, bytes32("feeBps"), 501, 0, 500)
        );
        execute(motion);
    }

    function test_ATieIsDefeated() external {
        Motion memory motion = changeFee(100);
        uint256 id = propose(1, motion);
        toVote(id);
        castVote(1, id, FOR);
        castVote(2, id, FOR);
        castVote(3, id, AGAINST);
        castVote(4, id, AGAINST);
        castVote(5, id, ABSTAIN);
        toEnd(id);
        assertProposal(id, IGovernor.ProposalState.Defeated);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        queue(motion);
    }

    function test_WithoutAQuorumItIsDefeated() external {
        Motion memory motion = changeFee(100);
        uint256 id = propose(1, motion);
        toVote(id);
        castVote(1, id, FOR);
        castVote(2, id, FOR);
        vm.assertLt(2 * STAKE, dao.quorum(dao.proposalSnapshot(id)), "quorum");
        toEnd(id);
        assertProposal(id, IGovernor.ProposalState.Defeated);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        queue(motion);
    }

    function test_ALateQuorumLeavesTimeToAnswer() external {
        uint256 id = propose(1, changeFee(100));
        toVote(id);
        castVote(1, id, FOR);
        castVote(2, id, FOR);
        vm.warp(dao.proposalDeadline(id));
        castVote(3, id, FOR);
        vm.assertEq(dao.proposalDeadline(id), vm.getBlockTimestamp() + 1 days, "a day more");
        skipTime(1 days);
        castVote(4, id, AGAINST);
        castVote(5, id, AGAINST);
        vm.assertEq(dao.proposalDeadline(id), vm.getBlockTimestamp(), "once");
        toEnd(id);
        assertProposal(id, IGovernor.ProposalState.Succeeded);
    }

    function test_TheProposerMayTakeItBackBeforeTheVote() external {
        Motion memory motion = changeFee(100);
        uint256 id = propose(1, motion);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorUnableToCancel.selector, id, ownerOf(2)));
        takeBack(2, motion);
        takeBack(1, motion);
        assertProposal(id, IGovernor.ProposalState.Canceled);
        id = propose(1, Motion(motion.target, motion.data, "once more"));
        toVote(id);
        motion.why = "once more";
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorUnableToCancel.selector, id, ownerOf(1)));
        takeBack(1, motion);
    }

    function test_RevertWhen_TheProposerHasTooFewVotes() external {
        requestUnbond(1, 1);
        skipTime(1);
        Motion memory motion = changeFee(100);
        vm.expectRevert(
            abi.encodeWithSelector(
                IGovernor.GovernorInsufficientProposerVotes.selector, ownerOf(1), STAKE - 1, STAKE
            )
        );
        propose(1, motion);
    }

    function test_NobodyGovernsBesideTheGovernor() external {
        address[3] memory all = [ownerOf(1), address(this), stranger];
        for (uint256 i = 0; i < 3; i++) {
            vm.assertFalse(timelock.hasRole(0, all[i]), "admin");
            vm.assertFalse(timelock.hasRole(PROPOSER, all[i]), "proposer");
            vm.prank(all[i]);
            vm.expectRevert(abi.encodeWithSelector(IGoverned.NotGovernor.selector, all[i]));
            market.setFee(1);
        }
        vm.assertTrue(timelock.hasRole(PROPOSER, address(dao)), "the governor proposes");
        vm.prank(address(dao));
        vm.expectRevert(abi.encodeWithSelector(IGoverned.NotGovernor.selector, address(dao)));
        market.setFee(1);
    }

    function test_ASignatureOfAColdKeyVotes() external {
        uint256 key = 0xC01D;
        address owner = vm.addr(key);
        fundStake(owner, 3 * STAKE);
        vm.startPrank(owner);
        staking.setVoting(staking.register(registration(stranger, 3 * STAKE)), true);
        vm.stopPrank();
        uint256 id = propose(1, changeFee(100));
        toVote(id);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(dao.name())),
                keccak256("1"),
                block.chainid,
                dao
            )
        );
        bytes32 ballot = keccak256(
            abi.encode(
                keccak256("Ballot(uint256 proposalId,uint8 support,address voter,uint256 nonce)"), id, FOR, owner, 0
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked(hex"1901", domain, ballot)));
        vm.prank(stranger);
        dao.castVoteBySig(id, FOR, owner, abi.encodePacked(r, s, v));
        vm.assertTrue(dao.hasVoted(id, owner), "voted");
        toEnd(id);
        assertProposal(id, IGovernor.ProposalState.Succeeded);
    }

    function _carry(Motion memory motion) private {
        uint256 id = propose(1, motion);
        toVote(id);
        for (uint256 i = 1; i <= 3; i++) castVote(i, id, FOR);
        toEnd(id);
        queue(motion);
        skipTime(DELAY);
        execute(motion);
    }
}
