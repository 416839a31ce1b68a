// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {IVault} from "../../src/interfaces/IVault.sol";
import {JobId, NodeId} from "../../src/types/Ids.sol";
import {BondFloor, JobOrder, JobState, MarketParams} from "../../src/types/JobTypes.sol";
import {JuryWorld} from "../base/JuryWorld.sol";
import {vm} from "../base/Vm.sol";

/// @notice A contract account (ERC-1271) that can take back what it said.
contract Wallet {
    bool public signs = true;

    function deposit(IVault vault, address market, address token, uint256 amount) external {
        (bool ok,) = token.call(abi.encodeWithSignature("approve(address,uint256)", vault, amount));
        require(ok, "approve");
        vault.deposit(token, address(this), amount);
        vault.consent(market, true);
    }

    function changeMind() external {
        signs = false;
    }

    function voidOrder(IJobEscrow market, JobOrder calldata order) external {
        market.voidOrder(order);
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        return signs ? this.isValidSignature.selector : bytes4(0);
    }
}

/// @notice What can be done with an order that someone signed, and with an order that nobody did.
contract OrderAttacksTest is JuryWorld {
    uint256 private constant KEY = uint256(keccak256("the signer's key"));
    address private immutable signer = vm.addr(KEY);

    function setUp() public override {
        super.setUp();
        addNodes(9);
        fund(signer, 1_000e6);
    }

    function test_Attack_ReplayedOrder() external {
        (JobOrder memory order_, bytes memory signature) = _signed();
        JobId jobId = _send(order_, signature);
        _expect(abi.encodeWithSelector(IJobEscrow.JobExists.selector, jobId));
        market.postFor(order_, abi.encode(spec()), signature);
        skipBlock(2);
        remember(order_);
        claimSeats(jobId, 1);
        submit(jobId, 1, ROOT);
        poke(jobId);
        _expect(abi.encodeWithSelector(IJobEscrow.JobExists.selector, jobId));
        market.postFor(order_, abi.encode(spec()), signature);
        vm.prank(signer);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobExists.selector, jobId));
        market.post(order_, abi.encode(spec()));
    }

    function test_Attack_OrderReplayedAfterItWasCancelled() external {
        (JobOrder memory order_, bytes memory signature) = _signed();
        JobId jobId = _send(order_, signature);
        vm.prank(signer);
        market.cancel(order_);
        _expect(abi.encodeWithSelector(IJobEscrow.JobExists.selector, jobId));
        market.postFor(order_, abi.encode(spec()), signature);
    }

    function test_Attack_OrderReplayedOnAnotherChain() external {
        (JobOrder memory order_, bytes memory signature) = _signed();
        vm.chainId(4_242);
        _expectBadSignature();
        market.postFor(order_, abi.encode(spec()), signature);
    }

    function test_Attack_OrderReplayedOnAnotherMarket() external {
        IJobEscrow other = IJobEscrow(deployMarket(windowLimits(), MarketParams(treasury, FEE_BPS, NO_SHOW_BPS)));
        vm.startPrank(governor);
        vault.addModule(address(other));
        other.setToken(address(usdt), true);
        other.setBondFloor(CLASS, BondFloor(FLOOR, BASE));
        vm.stopPrank();
        (JobOrder memory order_, bytes memory signature) = _signed();
        _expectBadSignature();
        other.postFor(order_, abi.encode(spec()), signature);
    }

    function test_Attack_VoidedOrder() external {
        (JobOrder memory order_, bytes memory signature) = _signed();
        vm.prank(signer);
        market.voidOrder(order_);
        _expect(abi.encodeWithSelector(IJobEscrow.JobExists.selector, market.computeJobId(order_)));
        market.postFor(order_, abi.encode(spec()), signature);
        vm.assertEq(usdtOf(signer), 1_000e6, "nothing taken");
    }

    /// @dev To keep somebody's signed order from being posted.
    function test_Attack_StrangerVoidsAnOrder() external {
        (JobOrder memory order_, bytes memory signature) = _signed();
        JobId jobId = market.computeJobId(order_);
        _expect(abi.encodeWithSelector(IJobEscrow.NotRequester.selector, jobId, stranger));
        market.voidOrder(order_);
        _send(order_, signature);
    }

    /// @dev To get rid of a job whose seats are taken.
    function test_Attack_RequesterVoidsARunningJob() external {
        JobId jobId = runningJob(1, 1);
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Running));
        market.voidOrder(orderOf(jobId));
    }

    function test_Attack_ExpiredOrder() external {
        (JobOrder memory order_, bytes memory signature) = _signed();
        vm.warp(uint256(order_.postUntil) + 1);
        _expect(
            abi.encodeWithSelector(IJobEscrow.OrderExpired.selector, market.computeJobId(order_), order_.postUntil)
        );
        market.postFor(order_, abi.encode(spec()), signature);
        vm.warp(order_.postUntil);
        _send(order_, signature);
    }

    function test_Attack_WalletThatChangesItsMind() external {
        Wallet wallet = new Wallet();
        usdt.mint(address(wallet), 100e6);
        wallet.deposit(vault, address(market), address(usdt), 100e6);
        JobOrder memory order_ = order(1, 1);
        order_.requester = address(wallet);
        order_ = complete(order_, spec());
        wallet.changeMind();
        _expectBadSignature();
        market.postFor(order_, abi.encode(spec()), "any");
        vm.assertEq(usdtOf(address(wallet)), 100e6, "nothing taken");
    }

    /// @dev What it said while the job ran: the job goes on, and is paid.
    function test_Attack_WalletThatChangesItsMindTooLate() external {
        Wallet wallet = new Wallet();
        usdt.mint(address(wallet), 100e6);
        wallet.deposit(vault, address(market), address(usdt), 100e6);
        JobOrder memory order_ = order(1, 1);
        order_.requester = address(wallet);
        order_ = complete(order_, spec());
        JobId jobId = _send(order_, "any");
        remember(order_);
        wallet.changeMind();
        skipBlock(2);
        claimSeats(jobId, 1);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, jobId, JobState.Running));
        wallet.voidOrder(market, order_);
        submit(jobId, 1, ROOT);
        poke(jobId);
        vm.assertGt(usdtOf(ownerOf(1)), 0, "paid");
    }

    /// @dev A relayer that raises the price, or sends another spec, than what was signed.
    function testFuzz_Attack_TamperedOrder(uint256 field, uint32 change) external {
        vm.assume(change != 0);
        (JobOrder memory order_, bytes memory signature) = _signed();
        bytes memory words = abi.encode(order_);
        field = bound(field, 1, 17);
        bytes memory call_ = abi.encodeCall(market.postFor, (order_, abi.encode(spec()), signature));
        uint256 word;
        assembly ("memory-safe") {
            let place := add(add(call_, 4), mul(field, 32))
            word := xor(mload(place), change)
            mstore(place, word)
        }
        vm.assertEq(words.length, 17 * 32, "words of an order");
        vm.prank(stranger);
        (bool done,) = address(market).call(call_);
        vm.assertFalse(done, "posted");
        vm.assertEq(usdtOf(signer), 1_000e6, "nothing taken");
    }

    function test_Attack_AnotherSpecThanSigned() external {
        (JobOrder memory order_, bytes memory signature) = _signed();
        bytes memory other = abi.encode(spec(), "");
        vm.prank(stranger);
        vm.expectPartialRevert(IJobEscrow.WrongSpec.selector);
        market.postFor(order_, other, signature);
    }

    function test_Attack_OrderOfSomebodyElsePosted() external {
        JobOrder memory order_ = complete(order(1, 1), spec());
        _expect(
            abi.encodeWithSelector(IJobEscrow.NotRequester.selector, market.computeJobId(order_), stranger)
        );
        market.post(order_, abi.encode(spec()));
    }

    /// @dev Every later call carries the order: a changed one is another job, which was never posted.
    function testFuzz_Attack_CheaperOrderAtTheClaim(uint96 bond) external {
        JobId jobId = openJob(1, 1);
        JobOrder memory order_ = orderOf(jobId);
        vm.assume(bond != order_.bond);
        order_.bond = bond;
        JobId other = market.computeJobId(order_);
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongState.selector, other, JobState.None));
        market.claim(order_, NodeId.wrap(1));
    }

    function test_Attack_OwnerlessMoneyByMulticall() external {
        JobId jobId = runningJob(1, 1);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.submit, (orderOf(jobId), delivery(ROOT)));
        calls[1] = abi.encodeCall(market.accept, (orderOf(jobId)));
        vm.prank(operatorOf(1));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotRequester.selector, jobId, operatorOf(1)));
        market.multicall(calls);
        assertState(jobId, JobState.Running);
        calls[0] = abi.encodeCall(market.advance, (jobId, JobState.Disputed, 0));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotJury.selector, stranger));
        market.multicall(calls);
    }

    function _signed() private returns (JobOrder memory order_, bytes memory signature) {
        order_ = order(1, 1);
        order_.requester = signer;
        order_.postUntil = uint40(vm.getBlockTimestamp() + 1 hours);
        order_ = complete(order_, spec());
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, JobId.unwrap(market.computeJobId(order_)));
        signature = abi.encodePacked(r, s, v);
    }

    function _send(JobOrder memory order_, bytes memory signature) private returns (JobId) {
        vm.prank(stranger);
        return market.postFor(order_, abi.encode(spec()), signature);
    }

    function _expect(bytes memory reason) private {
        vm.prank(stranger);
        vm.expectRevert(reason);
    }

    function _expectBadSignature() private {
        vm.prank(stranger);
        vm.expectPartialRevert(IJobEscrow.BadSignature.selector);
    }
}
