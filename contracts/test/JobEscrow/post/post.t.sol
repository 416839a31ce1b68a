// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {IVault} from "../../../src/interfaces/IVault.sol";
import {JobId, NodeId, ProgramHash} from "../../../src/types/Ids.sol";
import {Job, JobSpec, JobState, JobTerms} from "../../../src/types/JobTypes.sol";
import {Program} from "../../../src/types/ProgramTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract PostTest is World {
    function test_EscrowsThePriceAndTheFee() external {
        uint256 before = usdtOf(requester);
        uint256 escrow = 3 * uint256(PRICE) + 3 * uint256(PRICE) * FEE_BPS / 10_000;
        bytes memory spec_ = abi.encode(spec());
        JobId expected = market.computeJobId(requester, 7, keccak256(spec_), terms(3, 2));
        vm.expectEmit(address(market));
        emit IJobEscrow.JobPosted(expected, requester, VETTED, 7, terms(3, 2), FEE_BPS, true, escrow, spec_);
        vm.expectEmit(address(vault));
        emit IVault.Moved(address(usdt), requester, address(market), escrow, JobId.unwrap(expected));
        vm.prank(requester);
        JobId jobId = market.post(terms(3, 2), spec_, 7);
        vm.assertEq(JobId.unwrap(jobId), JobId.unwrap(expected), "id");
        vm.assertEq(before - usdtOf(requester), escrow, "taken");
        vm.assertEq(usdtOf(address(market)), escrow, "held");
        (uint256 payment, uint256 bonds) = market.escrowOf(jobId);
        vm.assertEq(payment, escrow, "escrowOf");
        vm.assertEq(bonds, 0, "bonds");
    }

    function test_TheJobIsAsPosted() external {
        JobTerms memory terms_ = terms(5, 3);
        Job memory job = market.jobOf(post(terms_, spec()));
        vm.assertEq(uint256(job.state), uint256(JobState.Open), "state");
        vm.assertEq(job.requester, requester, "requester");
        vm.assertEq(job.token, address(usdt), "token");
        vm.assertEq(job.maxPrice, PRICE, "maxPrice");
        vm.assertEq(job.price, PRICE / 2, "price");
        vm.assertEq(job.bond, BOND, "bond");
        vm.assertEq(job.feeBps, FEE_BPS, "fee");
        vm.assertEq(job.n, 5, "n");
        vm.assertEq(job.k, 3, "k");
        vm.assertEq(job.nodeClass, CLASS, "class");
        vm.assertEq(job.units, UNITS, "units");
        vm.assertEq(job.postedAt, vm.getBlockTimestamp(), "postedAt");
        vm.assertEq(job.postBlock, vm.getBlockNumber(), "postBlock");
        vm.assertEq(job.deadline, vm.getBlockTimestamp() + terms_.claimWindow, "deadline");
        vm.assertEq(job.workWindow, terms_.workWindow, "work");
        vm.assertEq(job.revealWindow, terms_.revealWindow, "reveal");
        vm.assertEq(job.challengeWindow, terms_.challengeWindow, "challenge");
        vm.assertTrue(job.vetted && !job.direct && !job.verifiable, "flags");
        vm.assertEq(uint256(job.seated) + job.committed + job.revealed, 0, "counts");
    }

    function testFuzz_EveryValidJobCanBePosted(JobTerms memory terms_, uint32 units, uint8 excluded, bool direct)
        external
    {
        terms_ = _valid(terms_, direct);
        JobSpec memory spec_ = spec();
        spec_.units = uint32(bound(units, 1, terms_.bond / FLOOR < 1_000_000 ? terms_.bond / FLOOR : 1_000_000));
        spec_.excluded = new NodeId[](bound(excluded, 0, direct ? 0 : 7 - terms_.n));
        for (uint256 i = 0; i < spec_.excluded.length; i++) spec_.excluded[i] = NodeId.wrap(uint64(i + 5));
        if (direct) spec_.node = NodeId.wrap(3);
        usdt.mint(requester, type(uint128).max);
        vm.startPrank(requester);
        usdt.approve(address(vault), 0);
        usdt.approve(address(vault), type(uint256).max);
        vault.deposit(address(usdt), requester, type(uint128).max);
        vm.stopPrank();
        JobId jobId = post(terms_, spec_);
        (uint256 payment,) = market.escrowOf(jobId);
        vm.assertEq(usdtOf(address(market)), payment, "held");
        vm.assertEq(market.jobOf(jobId).direct, direct, "direct");
    }

    function test_NativeCurrencyPaysToo() external {
        vm.deal(requester, 1 ether);
        vm.prank(requester);
        vault.depositNative{value: 1 ether}(requester);
        JobTerms memory terms_ = terms(1, 1);
        terms_.token = address(0);
        post(terms_, spec());
        vm.assertGt(vault.balanceOf(address(0), address(market)), 0, "held");
    }

    function test_RevertWhen_PostedTwice() external {
        JobId jobId = post(terms(1, 1), spec());
        nonce--;
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.JobExists.selector, jobId));
        post(terms(1, 1), spec());
    }

    function test_RevertWhen_TheBalanceIsTooSmall() external {
        vm.prank(stranger);
        vm.expectPartialRevert(IVault.InsufficientBalance.selector);
        market.post(terms(1, 1), abi.encode(spec()), 0);
    }

    function test_RevertWhen_TheTokenIsNotAllowed() external {
        JobTerms memory terms_ = terms(1, 1);
        terms_.token = address(stakeToken);
        _expect(abi.encodeWithSelector(IJobEscrow.TokenNotAllowed.selector, stakeToken), terms_, spec());
    }

    function testFuzz_RevertWhen_TheQuorumIsNoMajority(uint8 n, uint8 k) external {
        vm.assume(n == 0 || n > 7 || k > n || uint256(k) * 2 <= n);
        JobTerms memory terms_ = terms(n, k);
        _expect(abi.encodeWithSelector(IJobEscrow.BadQuorum.selector, n, k), terms_, spec());
    }

    function testFuzz_RevertWhen_AWindowIsOutOfBounds(uint8 which, uint32 value) external {
        JobTerms memory terms_ = terms(3, 2);
        which %= 5;
        bytes32 name = "claimWindow";
        uint32 min = 30;
        uint32 max = 1 hours;
        if (which == 0) terms_.claimWindow = value;
        if (which == 1) (terms_.workWindow, name, max) = (value, "workWindow", 6 hours);
        if (which == 2) (terms_.revealWindow, name, max) = (value, "revealWindow", 2 hours);
        if (which == 3) (terms_.challengeWindow, name, max) = (value, "challengeWindow", 6 hours);
        if (which == 4) (terms_, name, min, max) = (terms(1, 1), "revealWindow", 0, 0);
        if (which == 4) terms_.revealWindow = value;
        vm.assume(value < min || value > max);
        vm.assume(which != 3 || value != 0);
        _expect(abi.encodeWithSelector(IJobEscrow.BadWindow.selector, name, value, min, max), terms_, spec());
    }

    function test_RevertWhen_OneSeatHasNoChallengeWindow() external {
        JobTerms memory terms_ = terms(1, 1);
        terms_.challengeWindow = 0;
        _expect(
            abi.encodeWithSelector(IJobEscrow.BadWindow.selector, bytes32("challengeWindow"), 0, 30, 6 hours),
            terms_,
            spec()
        );
    }

    function test_RevertWhen_TheBondIsUnderTheFloor() external {
        JobTerms memory terms_ = terms(1, 1);
        terms_.bond = FLOOR * UNITS - 1;
        _expect(
            abi.encodeWithSelector(IJobEscrow.BondTooLow.selector, FLOOR * UNITS - 1, FLOOR * UNITS), terms_, spec()
        );
    }

    function test_RevertWhen_TheBondIsOverWhatASlotHolds() external {
        JobTerms memory terms_ = terms(1, 1);
        terms_.bond = uint96(type(uint88).max) + 1;
        _expect(
            abi.encodeWithSelector(IJobEscrow.BondTooHigh.selector, terms_.bond, type(uint88).max), terms_, spec()
        );
    }

    function test_RevertWhen_PriceOrUnitsAreZero() external {
        JobTerms memory terms_ = terms(1, 1);
        terms_.maxPrice = 0;
        _expect(abi.encodeWithSelector(IJobEscrow.ZeroPrice.selector), terms_, spec());
        JobSpec memory spec_ = spec();
        spec_.units = 0;
        _expect(abi.encodeWithSelector(IJobEscrow.BadUnits.selector, 0, 1_000_000), terms(1, 1), spec_);
    }

    function test_RevertWhen_TheUnitsAreOverTheProgramsMost() external {
        JobSpec memory spec_ = spec();
        spec_.units = 1_000_001;
        _expect(abi.encodeWithSelector(IJobEscrow.BadUnits.selector, 1_000_001, 1_000_000), terms(1, 1), spec_);
    }

    function test_RevertWhen_TheStartPriceIsOverTheMaximum() external {
        JobTerms memory terms_ = terms(1, 1);
        terms_.startPriceBps = 10_001;
        _expect(abi.encodeWithSelector(IJobEscrow.BadStartPrice.selector, 10_001), terms_, spec());
    }

    function test_RevertWhen_TheClassIsNotTheProgramsClass() external {
        JobTerms memory terms_ = terms(1, 1);
        terms_.nodeClass = 9;
        _expect(abi.encodeWithSelector(IJobEscrow.WrongProgramClass.selector, 9, CLASS), terms_, spec());
    }

    function test_AnUnvettedProgramNeedsAQuorumOrADirectHire() external {
        JobSpec memory spec_ = spec();
        spec_.programHash = UNKNOWN;
        JobTerms memory one = terms(1, 1);
        one.challengeWindow = 0;
        _expect(abi.encodeWithSelector(IJobEscrow.NeedsDirectHire.selector, UNKNOWN), one, spec_);
        JobTerms memory three = terms(3, 2);
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
        _expect(abi.encodeWithSelector(IJobEscrow.DirectHireNeedsOneSeat.selector, 3), terms(3, 2), spec_);
    }

    function test_RevertWhen_ExclusionsDoNotFit() external {
        JobSpec memory spec_ = spec();
        spec_.excluded = new NodeId[](5);
        _expect(abi.encodeWithSelector(IJobEscrow.TooManyExcluded.selector, 5, 4), terms(3, 2), spec_);
        spec_.excluded = new NodeId[](1);
        _expect(abi.encodeWithSelector(IJobEscrow.BadNodeId.selector, 0), terms(3, 2), spec_);
        spec_.excluded[0] = NodeId.wrap(uint64(type(uint32).max) + 1);
        _expect(abi.encodeWithSelector(IJobEscrow.BadNodeId.selector, spec_.excluded[0]), terms(3, 2), spec_);
    }

    function test_RevertWhen_ADirectHireExcludesNodes() external {
        JobSpec memory spec_ = spec();
        spec_.node = NodeId.wrap(1);
        spec_.excluded = new NodeId[](1);
        _expect(abi.encodeWithSelector(IJobEscrow.TooManyExcluded.selector, 1, 0), terms(1, 1), spec_);
    }

    function test_RevertWhen_TheSpecIsMalformed() external {
        vm.prank(requester);
        vm.expectRevert();
        market.post(terms(1, 1), hex"1234", 0);
    }

    function test_AChangedProgramDoesNotChangeAPostedJob() external {
        JobId jobId = post(terms(1, 1), spec());
        vm.prank(governor);
        programs.setProgram(VETTED, Program(false, 0, 0, address(0)));
        vm.assertTrue(market.jobOf(jobId).vetted, "vetted");
    }

    function _expect(bytes memory reason, JobTerms memory terms_, JobSpec memory spec_) private {
        vm.prank(requester);
        vm.expectRevert(reason);
        market.post(terms_, abi.encode(spec_), 0);
    }

    function _valid(JobTerms memory terms_, bool direct) private view returns (JobTerms memory) {
        terms_.token = address(usdt);
        terms_.maxPrice = uint96(bound(terms_.maxPrice, 1, type(uint96).max));
        terms_.bond = uint96(bound(terms_.bond, FLOOR, type(uint88).max));
        terms_.startPriceBps = uint16(bound(terms_.startPriceBps, 0, 10_000));
        terms_.n = direct ? 1 : uint8(bound(terms_.n, 1, 7));
        terms_.k = uint8(bound(terms_.k, terms_.n / 2 + 1, terms_.n));
        terms_.nodeClass = CLASS;
        terms_.claimWindow = uint32(bound(terms_.claimWindow, 30, 1 hours));
        terms_.workWindow = uint32(bound(terms_.workWindow, 30, 6 hours));
        terms_.revealWindow = terms_.n == 1 ? 0 : uint32(bound(terms_.revealWindow, 30, 2 hours));
        terms_.challengeWindow = uint32(bound(terms_.challengeWindow, 30, 6 hours));
        return terms_;
    }
}
