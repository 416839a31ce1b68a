// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IEntries} from "../../../src/interfaces/IEntries.sol";
import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {IPolicy} from "../../../src/interfaces/IPolicy.sol";
import {JobId} from "../../../src/types/Ids.sol";
import {JobOrder, JobState, MarketParams} from "../../../src/types/JobTypes.sol";
import {Signers, Wallet} from "../../base/Signers.sol";
import {vm} from "../../base/Vm.sol";

/// @notice Lets everybody in but one.
contract Refuses is IPolicy {
    address private immutable who;

    constructor(address who_) {
        who = who_;
    }

    function allowed(address account, bytes4) external view returns (bool) {
        return account != who;
    }
}

contract PostForTest is Signers {
    function test_PostsWithTheRequestersMoney() external {
        JobOrder memory order_ = _order(signer);
        JobId jobId = remember(order_);
        uint256 escrow = PRICE + uint256(PRICE) * FEE_BPS / 10_000;
        vm.expectEmit(address(market));
        emit IJobEscrow.JobPosted(jobId, signer, VETTED, order_, FEE_BPS, true, escrow, abi.encode(spec()));
        _postFor(order_, sign(KEY, jobId));
        assertState(jobId, JobState.Open);
        vm.assertEq(usdtOf(signer), 100e6 - escrow, "paid by the signer");
        skipBlock(2);
        claimSeats(jobId, 1);
        submit(jobId, 1, ROOT);
        vm.prank(signer);
        market.accept(order_);
        assertState(jobId, JobState.Completed);
    }

    function testFuzz_AnyKeyCanSign(uint256 key, uint256 nonce_) external {
        key = bound(key, 1, 1 << 250);
        address owner = vm.addr(key);
        fund(owner, 10e6);
        JobOrder memory order_ = _order(owner);
        order_.nonce = nonce_;
        JobId jobId = remember(order_);
        _postFor(order_, sign(key, jobId));
        assertState(jobId, JobState.Open);
    }

    function test_AShortSignatureIsOneToo() external {
        JobOrder memory order_ = _order(signer);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, JobId.unwrap(remember(order_)));
        bytes32 vs = bytes32(uint256(s) | uint256(v - 27) << 255);
        _postFor(order_, abi.encodePacked(r, vs));
    }

    function test_AContractSignsByItsOwnRule() external {
        Wallet wallet = new Wallet(signer);
        fund(address(wallet), 10e6);
        JobOrder memory order_ = _order(address(wallet));
        JobId jobId = remember(order_);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY + 1, JobId.unwrap(jobId));
        _expectBad(order_, abi.encode(v, r, s));
        (v, r, s) = vm.sign(KEY, JobId.unwrap(jobId));
        _postFor(order_, abi.encode(v, r, s));
        assertState(jobId, JobState.Open);
    }

    function test_RevertWhen_TheSignatureIsNoneOfTheRequester() external {
        JobOrder memory order_ = _order(signer);
        JobId jobId = remember(order_);
        _expectBad(order_, sign(KEY + 1, jobId));
        _expectBad(order_, "");
        _expectBad(order_, new bytes(65));
        _expectBad(order_, new bytes(64));
        bytes memory right = sign(KEY, jobId);
        order_.maxPrice++;
        remember(order_);
        _expectBad(order_, right);
    }

    /// @dev ecrecover answers 0 for nonsense; nobody's order is not zero's.
    function test_RevertWhen_TheRequesterIsZero() external {
        JobOrder memory order_ = _order(address(0));
        remember(order_);
        _expectBad(order_, new bytes(65));
    }

    function test_RevertWhen_PostedBefore() external {
        JobOrder memory order_ = _order(signer);
        JobId jobId = remember(order_);
        bytes memory signature = sign(KEY, jobId);
        _postFor(order_, signature);
        bytes memory exists = abi.encodeWithSelector(IJobEscrow.JobExists.selector, jobId);
        vm.expectRevert(exists);
        market.postFor(order_, abi.encode(spec()), signature);
        vm.prank(signer);
        market.cancel(order_);
        vm.expectRevert(exists);
        market.postFor(order_, abi.encode(spec()), signature);
        vm.prank(signer);
        vm.expectRevert(exists);
        market.post(order_, abi.encode(spec()));
    }

    function test_RevertWhen_TheOrderHasExpired() external {
        JobOrder memory order_ = _order(signer);
        order_.postUntil = uint40(vm.getBlockTimestamp() - 1);
        JobId jobId = remember(order_);
        bytes memory signature = sign(KEY, jobId);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.OrderExpired.selector, jobId, order_.postUntil));
        market.postFor(order_, abi.encode(spec()), signature);
    }

    function test_RevertWhen_TheSpecIsAnother() external {
        JobOrder memory order_ = _order(signer);
        JobId jobId = remember(order_);
        bytes memory signature = sign(KEY, jobId);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongSpec.selector, jobId, keccak256("other")));
        market.postFor(order_, "other", signature);
    }

    function test_RevertWhen_SignedForAnotherMarket() external {
        IJobEscrow other = IJobEscrow(deployMarket(windowLimits(), MarketParams(treasury, FEE_BPS, NO_SHOW_BPS)));
        JobOrder memory order_ = _order(signer);
        bytes memory signature = sign(KEY, remember(order_));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.BadSignature.selector, other.computeJobId(order_), signer));
        other.postFor(order_, abi.encode(spec()), signature);
    }

    function test_RevertWhen_TheChainIsAnother() external {
        JobId before = openJob(1, 1);
        JobOrder memory order_ = _order(signer);
        bytes memory signature = sign(KEY, remember(order_));
        vm.chainId(4711);
        _expectBad(order_, signature);
        claimSeats(before, 1);
        submit(before, 1, ROOT);
        passDeadline(before);
        market.poke(orderOf(before));
        assertState(before, JobState.Completed);
    }

    function test_RevertWhen_ThePolicyRefusesTheRequester() external {
        Refuses policy = new Refuses(signer);
        vm.prank(governor);
        staking.setPolicy(policy);
        JobOrder memory order_ = _order(signer);
        bytes memory signature = sign(KEY, remember(order_));
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(IEntries.PolicyRefused.selector, signer, INodeStaking.admitPost.selector)
        );
        market.postFor(order_, abi.encode(spec()), signature);
    }

    function test_RevertWhen_Paused() external {
        JobOrder memory order_ = _order(signer);
        bytes memory signature = sign(KEY, remember(order_));
        vm.prank(guardian);
        staking.pause();
        vm.expectPartialRevert(IEntries.EntriesPaused.selector);
        market.postFor(order_, abi.encode(spec()), signature);
    }

    function _order(address requester_) private returns (JobOrder memory order_) {
        order_ = complete(order(1, 1), spec());
        order_.requester = requester_;
    }

    function _postFor(JobOrder memory order_, bytes memory signature) private {
        vm.prank(stranger);
        market.postFor(order_, abi.encode(spec()), signature);
    }

    function _expectBad(JobOrder memory order_, bytes memory signature) private {
        bytes memory reason =
            abi.encodeWithSelector(IJobEscrow.BadSignature.selector, market.computeJobId(order_), order_.requester);
        vm.prank(stranger);
        vm.expectRevert(reason);
        market.postFor(order_, abi.encode(spec()), signature);
    }
}
