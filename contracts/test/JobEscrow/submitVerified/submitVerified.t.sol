// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {IResultVerifier} from "../../../src/interfaces/IResultVerifier.sol";
import {JobId, ProgramHash} from "../../../src/types/Ids.sol";
import {JobSpec, JobState} from "../../../src/types/JobTypes.sol";
import {Program} from "../../../src/types/ProgramTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

/// @notice Accepts one root with the proof "yes".
contract OneRoot is IResultVerifier {
    error Confused();

    bytes32 private immutable right;
    bytes32 private immutable specHash;

    constructor(bytes32 right_, bytes32 specHash_) {
        (right, specHash) = (right_, specHash_);
    }

    function verify(bytes calldata spec, bytes32 root, bytes calldata proof) external view returns (bool) {
        require(proof.length < 10, Confused());
        return root == right && keccak256(spec) == specHash && keccak256(proof) == keccak256("yes");
    }
}

contract SubmitVerifiedTest is World {
    ProgramHash private constant SEARCH = ProgramHash.wrap("search");

    function setUp() public override {
        super.setUp();
        addNodes(3);
        _setVerifier(address(new OneRoot(ROOT, keccak256(abi.encode(_spec())))));
    }

    function test_AProvenResultIsPaidAtOnce() external {
        JobId jobId = _running(1, 1);
        uint96 price = lens.currentPrice(orderOf(jobId));
        uint256 fee = uint256(price) * FEE_BPS / 10_000;
        vm.expectEmit(address(market));
        emit IJobEscrow.Proposed(jobId, ROOT, uint40(vm.getBlockTimestamp()));
        vm.expectEmit(address(market));
        uint256 escrow = PRICE + uint256(PRICE) * FEE_BPS / 10_000;
        emit IJobEscrow.JobCompleted(jobId, ROOT, 1, price, fee, escrow - price - fee);
        _submit(jobId, 1, ROOT, "yes");
        assertState(jobId, JobState.Completed);
        vm.assertTrue(market.jobOf(jobId).verifiable, "verifiable");
        vm.assertEq(usdtOf(ownerOf(1)), price, "paid");
        vm.assertEq(lockedOf(1), 0, "bond");
        vm.assertEq(usdtOf(address(market)), 0, "nothing left");
    }

    function test_AnUnprovenResultCanStillGoTheOrdinaryWay() external {
        JobId jobId = _running(1, 1);
        _expect(jobId, 1, ROOT, "no", abi.encodeWithSelector(IJobEscrow.NotProven.selector, jobId));
        _expect(jobId, 1, WRONG, "yes", abi.encodeWithSelector(IJobEscrow.NotProven.selector, jobId));
        submit(jobId, 1, WRONG);
        assertState(jobId, JobState.Proposed);
        vm.assertEq(market.jobOf(jobId).deadline, vm.getBlockTimestamp() + 1 hours, "with a challenge window");
    }

    function test_RevertWhen_TheVerifierReverts() external {
        JobId jobId = _running(1, 1);
        _expect(jobId, 1, ROOT, "too long a proof", abi.encodeWithSelector(OneRoot.Confused.selector));
        submit(jobId, 1, ROOT);
    }

    function test_RevertWhen_TheSpecIsAnother() external {
        JobId jobId = _running(1, 1);
        bytes memory other = abi.encode(spec());
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongSpec.selector, jobId, keccak256(other)));
        market.submitVerified(orderOf(jobId), other, delivery(ROOT), "yes");
    }

    function test_RevertWhen_TheCallerIsNotTheSeatsOperator() external {
        JobId jobId = _running(1, 1);
        bytes memory reason = abi.encodeWithSelector(INodeStaking.NotOperator.selector, uint64(1), operatorOf(2));
        _expect(jobId, 2, ROOT, "yes", reason);
    }

    function test_RevertWhen_TheWorkWindowIsOver() external {
        JobId jobId = _running(1, 1);
        uint40 deadline = market.jobOf(jobId).deadline;
        passDeadline(jobId);
        _expect(jobId, 1, ROOT, "yes", abi.encodeWithSelector(IJobEscrow.DeadlinePassed.selector, jobId, deadline));
    }

    function test_RevertWhen_TheVerifierIsGone() external {
        JobId jobId = _running(1, 1);
        _setVerifier(address(0));
        _expect(jobId, 1, ROOT, "yes", abi.encodeWithSelector(IJobEscrow.NotVerifiable.selector, jobId));
        submit(jobId, 1, ROOT);
    }

    function test_RevertWhen_TheVerifierCameAfterThePost() external {
        address verifier = programs.programOf(SEARCH).verifier;
        _setVerifier(address(0));
        JobId jobId = _running(1, 1);
        _setVerifier(verifier);
        _expect(jobId, 1, ROOT, "yes", abi.encodeWithSelector(IJobEscrow.NotVerifiable.selector, jobId));
    }

    function test_RevertWhen_TheJobHasMoreSeats() external {
        JobId jobId = _running(3, 2);
        bytes memory reason = abi.encodeWithSelector(IJobEscrow.WrongCallForSeats.selector, jobId, 3);
        _expect(jobId, 1, ROOT, "yes", reason);
    }

    function test_RevertWhen_TheResultIsThereAlready() external {
        JobId jobId = _running(1, 1);
        submit(jobId, 1, WRONG);
        bytes memory reason = abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Proposed);
        _expect(jobId, 1, ROOT, "yes", reason);
    }

    function _running(uint8 n, uint8 k) private returns (JobId jobId) {
        jobId = post(order(n, k), _spec());
        skipBlock(2);
        claimSeats(jobId, n);
    }

    function _spec() private pure returns (JobSpec memory spec_) {
        spec_ = spec();
        spec_.programHash = SEARCH;
    }

    function _setVerifier(address verifier) private {
        vm.prank(governor);
        programs.setProgram(SEARCH, Program(true, CLASS, 1_000_000, verifier));
    }

    function _submit(JobId jobId, uint256 i, bytes32 root, bytes memory proof) private {
        vm.prank(operatorOf(i));
        market.submitVerified(orderOf(jobId), abi.encode(_spec()), delivery(root), proof);
    }

    function _expect(JobId jobId, uint256 i, bytes32 root, bytes memory proof, bytes memory reason) private {
        vm.prank(operatorOf(i));
        vm.expectRevert(reason);
        market.submitVerified(orderOf(jobId), abi.encode(_spec()), delivery(root), proof);
    }
}
