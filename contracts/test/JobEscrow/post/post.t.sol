// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {IVault} from "../../../src/interfaces/IVault.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {Job, JobSpec, JobState, JobOrder} from "../../../src/types/JobTypes.sol";
import {Program} from "../../../src/types/ProgramTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract PostTest is World {
    function test_EscrowsThePriceAndTheFee() external {
        uint256 before = usdtOf(requester);
        uint256 escrow = 3 * uint256(PRICE) + 3 * uint256(PRICE) * FEE_BPS / 10_000;
        bytes memory spec_ = abi.encode(spec());
        JobOrder memory order_ = complete(order(3, 2), spec());
        JobId expected = remember(order_);
        vm.expectEmit(address(market));
        emit IJobEscrow.JobPosted(expected, requester, VETTED, order_, FEE_BPS, true, escrow, spec_);
        vm.expectEmit(address(vault));
        emit IVault.Moved(address(usdt), requester, address(market), escrow, JobId.unwrap(expected));
        vm.prank(requester);
        JobId jobId = market.post(order_, spec_);
        vm.assertEq(JobId.unwrap(jobId), JobId.unwrap(expected), "id");
        vm.assertEq(before - usdtOf(requester), escrow, "taken");
        vm.assertEq(usdtOf(address(market)), escrow, "held");
        vm.assertEq(lens.escrowOf(orderOf(jobId)), escrow, "escrowOf");
    }

    function test_TheJobIsAsPosted() external {
        JobOrder memory order_ = order(5, 3);
        JobId jobId = post(order_, spec());
        Job memory job = market.jobOf(jobId);
        vm.assertEq(lens.currentPrice(orderOf(jobId)), PRICE / 2, "price");
        vm.assertEq(uint256(job.state), uint256(JobState.Open), "state");
        vm.assertEq(job.feeBps, FEE_BPS, "fee");
        vm.assertEq(job.priceBps, 0, "not cleared");
        vm.assertEq(job.postedAt, vm.getBlockTimestamp(), "postedAt");
        vm.assertEq(job.postBlock, vm.getBlockNumber(), "postBlock");
        vm.assertEq(job.deadline, vm.getBlockTimestamp() + order_.claimWindow, "deadline");
        vm.assertTrue(job.vetted && !job.direct && !job.verifiable, "flags");
        vm.assertEq(uint256(job.seated) + job.committed + job.revealed, 0, "counts");
    }

    function testFuzz_EveryValidJobCanBePosted(JobOrder memory order_, uint8 excluded, bool direct) external {
        order_ = _valid(order_, direct);
        JobSpec memory spec_ = spec();
        order_.units = uint32(bound(order_.units, 1, (order_.bond - BASE) / FLOOR));
        spec_.excluded = new NodeId[](bound(excluded, 0, direct ? 0 : 7 - order_.n));
        for (uint256 i = 0; i < spec_.excluded.length; i++) spec_.excluded[i] = NodeId.wrap(uint64(i + 5));
        if (direct) spec_.node = NodeId.wrap(3);
        usdt.mint(requester, type(uint128).max);
        vm.startPrank(requester);
        usdt.approve(address(vault), 0);
        usdt.approve(address(vault), type(uint256).max);
        vault.deposit(address(usdt), requester, type(uint128).max);
        vm.stopPrank();
        JobId jobId = post(order_, spec_);
        uint256 payment = lens.escrowOf(orderOf(jobId));
        vm.assertEq(usdtOf(address(market)), payment, "held");
        vm.assertEq(market.jobOf(jobId).direct, direct, "direct");
    }

    function test_NativeCurrencyPaysToo() external {
        vm.deal(requester, 1 ether);
        vm.prank(requester);
        vault.depositNative{value: 1 ether}(requester);
        JobOrder memory order_ = order(1, 1);
        order_.token = address(0);
        post(order_, spec());
        vm.assertGt(vault.balanceOf(address(0), address(market)), 0, "held");
    }

    function test_RevertWhen_PostedTwice() external {
        JobId jobId = post(order(1, 1), spec());
        nonce--;
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobExists.selector, jobId));
        post(order(1, 1), spec());
    }

    function test_RevertWhen_TheBalanceIsTooSmall() external {
        JobOrder memory order_ = order(1, 1);
        order_.requester = stranger;
        _expect(abi.encodeWithSelector(IVault.NoConsent.selector, stranger, market), order_, spec());
        vm.prank(stranger);
        vault.consent(address(market), true);
        _expect(
            abi.encodeWithSelector(IVault.InsufficientBalance.selector, usdt, stranger, 0, PRICE + PRICE * FEE_BPS / 10_000),
            order_,
            spec()
        );
    }

    function test_RevertWhen_TheCallerIsNotTheRequester() external {
        JobOrder memory order_ = complete(order(1, 1), spec());
        JobId jobId = remember(order_);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotRequester.selector, jobId, stranger));
        market.post(order_, abi.encode(spec()));
    }

    function test_RevertWhen_TheOrderHasExpired() external {
        JobOrder memory order_ = order(1, 1);
        order_.postUntil = uint40(vm.getBlockTimestamp());
        post(order_, spec());
        order_ = complete(order_, spec());
        JobId jobId = remember(order_);
        skipTime(1);
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.OrderExpired.selector, jobId, order_.postUntil));
        market.post(order_, abi.encode(spec()));
    }

    function test_RevertWhen_TheSpecIsAnother() external {
        JobOrder memory order_ = complete(order(1, 1), spec());
        JobId jobId = remember(order_);
        JobSpec memory other = spec();
        other.inputRoot = "another";
        bytes memory spec_ = abi.encode(other);
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongSpec.selector, jobId, keccak256(spec_)));
        market.post(order_, spec_);
    }

    function test_RevertWhen_TheTokenIsNotAllowed() external {
        JobOrder memory order_ = order(1, 1);
        order_.token = address(stakeToken);
        _expect(abi.encodeWithSelector(IJobEscrow.TokenNotAllowed.selector, stakeToken), order_, spec());
    }

    function testFuzz_RevertWhen_TheQuorumIsNoMajority(uint8 n, uint8 k) external {
        vm.assume(n == 0 || n > 7 || k > n || uint256(k) * 2 <= n);
        JobOrder memory order_ = order(n, k);
        _expect(abi.encodeWithSelector(IJobEscrow.BadQuorum.selector, n, k), order_, spec());
    }

    function test_RevertWhen_TheQuorumIsHalf() external {
        for (uint8 k = 1; k <= 3; k++) {
            _expect(abi.encodeWithSelector(IJobEscrow.BadQuorum.selector, 2 * k, k), order(2 * k, k), spec());
        }
    }

    function testFuzz_RevertWhen_AWindowIsOutOfBounds(uint8 which, uint32 value) external {
        JobOrder memory order_ = order(3, 2);
        which %= 5;
        bytes32 name = "claimWindow";
        uint32 min = 30;
        uint32 max = 1 hours;
        if (which == 0) order_.claimWindow = value;
        if (which == 1) (order_.workWindow, name, max) = (value, "workWindow", 6 hours);
        if (which == 2) (order_.revealWindow, name, max) = (value, "revealWindow", 2 hours);
        if (which == 3) (order_.challengeWindow, name, max) = (value, "challengeWindow", 6 hours);
        if (which == 4) (order_, name, min, max) = (order(1, 1), "revealWindow", 0, 0);
        if (which == 4) order_.revealWindow = value;
        vm.assume(value < min || value > max);
        vm.assume(which != 3 || value != 0);
        _expect(abi.encodeWithSelector(IJobEscrow.BadWindow.selector, name, value, min, max), order_, spec());
    }

    function test_RevertWhen_OneSeatHasNoChallengeWindow() external {
        JobOrder memory order_ = order(1, 1);
        order_.challengeWindow = 0;
        _expect(
            abi.encodeWithSelector(IJobEscrow.BadWindow.selector, bytes32("challengeWindow"), 0, 30, 6 hours),
            order_,
            spec()
        );
    }

    function test_RevertWhen_TheBondIsUnderTheFloor() external {
        JobOrder memory order_ = order(1, 1);
        uint96 floor = FLOOR * UNITS + BASE;
        order_.bond = floor - 1;
        _expect(abi.encodeWithSelector(IJobEscrow.BondTooLow.selector, floor - 1, floor), order_, spec());
        order_.bond = floor;
        post(order_, spec());
    }

    /// @dev A juror's lock is one ticket at most.
    function test_RevertWhen_TheBondIsOverWhatJurorsCanLock() external {
        JobOrder memory order_ = order(1, 1);
        order_.bond = 2 * TICKET + 1;
        _expect(abi.encodeWithSelector(IJobEscrow.BondTooHigh.selector, order_.bond, 2 * TICKET), order_, spec());
        vm.assertEq(jury.lockOf(2 * TICKET), TICKET, "the lock of the highest bond");
        order_.bond = uint96(type(uint88).max) + 1;
        _expect(abi.encodeWithSelector(IJobEscrow.BondTooHigh.selector, order_.bond, type(uint88).max), order_, spec());
    }

    function test_RevertWhen_TheClassHasNoFloorOrTooFewTickets() external {
        setClassTickets(CLASS, 4 * SIZE - 1);
        _expect(
            abi.encodeWithSelector(IJobEscrow.ClassTooSmall.selector, CLASS, 4 * SIZE - 1, 4 * SIZE), order(1, 1), spec()
        );
        vm.prank(governor);
        programs.setProgram(VETTED, Program(true, 7, 1_000_000, address(0)));
        JobOrder memory order_ = order(1, 1);
        order_.nodeClass = 7;
        _expect(abi.encodeWithSelector(IJobEscrow.NoBondFloor.selector, 7), order_, spec());
    }

    /// @dev Nobody judges the results of programs that are not vetted: no floor, no tickets.
    function test_AnUnvettedJobNeedsNoJury() external {
        setClassTickets(CLASS, 0);
        JobSpec memory spec_ = spec();
        spec_.programHash = UNKNOWN;
        JobOrder memory order_ = order(3, 2);
        (order_.challengeWindow, order_.bond, order_.nodeClass) = (0, 0, 9);
        post(order_, spec_);
    }

    function test_RevertWhen_TheFeeIsHigherThanTheOrderAllows() external {
        JobOrder memory order_ = order(1, 1);
        order_.maxFeeBps = FEE_BPS - 1;
        _expect(abi.encodeWithSelector(IJobEscrow.FeeTooHigh.selector, FEE_BPS, FEE_BPS - 1), order_, spec());
    }

    function test_RevertWhen_PriceOrUnitsAreZero() external {
        JobOrder memory order_ = order(1, 1);
        order_.maxPrice = 0;
        _expect(abi.encodeWithSelector(IJobEscrow.ZeroPrice.selector), order_, spec());
        order_ = order(1, 1);
        order_.units = 0;
        _expect(abi.encodeWithSelector(IJobEscrow.BadUnits.selector, 0, 1_000_000), order_, spec());
    }

    function test_RevertWhen_TheUnitsAreOverTheProgramsMost() external {
        JobOrder memory order_ = order(1, 1);
        order_.units = 1_000_001;
        _expect(abi.encodeWithSelector(IJobEscrow.BadUnits.selector, 1_000_001, 1_000_000), order_, spec());
    }

    function test_RevertWhen_TheStartPriceIsOverTheMaximum() external {
        JobOrder memory order_ = order(1, 1);
        order_.startPriceBps = 10_001;
        _expect(abi.encodeWithSelector(IJobEscrow.BadStartPrice.selector, 10_001), order_, spec());
    }

    function test_RevertWhen_TheClassIsNotTheProgramsClass() external {
        JobOrder memory order_ = order(1, 1);
        order_.nodeClass = 9;
        _expect(abi.encodeWithSelector(IJobEscrow.WrongProgramClass.selector, 9, CLASS), order_, spec());
    }

    function test_AnUnvettedProgramNeedsAQuorumOrADirectHire() external {
        JobSpec memory spec_ = spec();
        spec_.programHash = UNKNOWN;
        JobOrder memory one = order(1, 1);
        one.challengeWindow = 0;
        _expect(abi.encodeWithSelector(IJobEscrow.NeedsDirectHire.selector, UNKNOWN), one, spec_);
        JobOrder memory three = order(3, 2);
        _expect(
            abi.encodeWithSelector(IJobEscrow.BadWindow.selector, bytes32("challengeWindow"), 1 hours, 0, 0),
            three,
            spec_
        );
        three.challengeWindow = 0;
        vm.assertFalse(market.jobOf(post(three, spec_)).vetted, "vetted");
        spec_.node = NodeId.wrap(1);
        vm.assertTrue(market.jobOf(post(one, spec_)).direct, "direct");
    }

    function test_RevertWhen_ADirectHireHasMoreSeats() external {
        JobSpec memory spec_ = spec();
        spec_.node = NodeId.wrap(1);
        _expect(abi.encodeWithSelector(IJobEscrow.DirectHireNeedsOneSeat.selector, 3), order(3, 2), spec_);
    }

    function test_RevertWhen_ExclusionsDoNotFit() external {
        JobSpec memory spec_ = spec();
        spec_.excluded = new NodeId[](5);
        _expect(abi.encodeWithSelector(IJobEscrow.TooManyExcluded.selector, 5, 4), order(3, 2), spec_);
        spec_.excluded = new NodeId[](1);
        _expect(abi.encodeWithSelector(IJobEscrow.BadNodeId.selector, 0), order(3, 2), spec_);
        spec_.excluded[0] = NodeId.wrap(uint64(type(uint32).max) + 1);
        _expect(abi.encodeWithSelector(IJobEscrow.BadNodeId.selector, spec_.excluded[0]), order(3, 2), spec_);
    }

    function test_RevertWhen_ADirectHireExcludesNodes() external {
        JobSpec memory spec_ = spec();
        spec_.node = NodeId.wrap(1);
        spec_.excluded = new NodeId[](1);
        _expect(abi.encodeWithSelector(IJobEscrow.TooManyExcluded.selector, 1, 0), order(1, 1), spec_);
    }

    function test_RevertWhen_TheSpecIsMalformed() external {
        JobOrder memory order_ = order(1, 1);
        order_.specHash = keccak256(hex"1234");
        vm.prank(requester);
        vm.expectRevert();
        market.post(order_, hex"1234");
    }

    function test_AChangedProgramDoesNotChangeAPostedJob() external {
        JobId jobId = post(order(1, 1), spec());
        vm.prank(governor);
        programs.setProgram(VETTED, Program(false, 0, 0, address(0)));
        vm.assertTrue(market.jobOf(jobId).vetted, "vetted");
    }

    function _expect(bytes memory reason, JobOrder memory order_, JobSpec memory spec_) private {
        order_ = complete(order_, spec_);
        vm.prank(order_.requester);
        vm.expectRevert(reason);
        market.post(order_, abi.encode(spec_));
    }

    function _valid(JobOrder memory order_, bool direct) private view returns (JobOrder memory) {
        order_.requester = requester;
        order_.postUntil = uint40(bound(order_.postUntil, vm.getBlockTimestamp(), type(uint40).max));
        order_.token = address(usdt);
        order_.maxPrice = uint96(bound(order_.maxPrice, 1, type(uint96).max));
        order_.bond = uint96(bound(order_.bond, FLOOR + BASE, 2 * TICKET));
        order_.maxFeeBps = uint16(bound(order_.maxFeeBps, FEE_BPS, type(uint16).max));
        order_.startPriceBps = uint16(bound(order_.startPriceBps, 0, 10_000));
        order_.n = direct ? 1 : uint8(bound(order_.n, 1, 7));
        order_.k = uint8(bound(order_.k, order_.n / 2 + 1, order_.n));
        order_.nodeClass = CLASS;
        order_.claimWindow = uint32(bound(order_.claimWindow, 30, 1 hours));
        order_.workWindow = uint32(bound(order_.workWindow, 30, 6 hours));
        order_.revealWindow = order_.n == 1 ? 0 : uint32(bound(order_.revealWindow, 30, 2 hours));
        order_.challengeWindow = uint32(bound(order_.challengeWindow, 30, 6 hours));
        return order_;
    }
}
