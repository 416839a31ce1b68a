// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {IJury} from "../../../src/interfaces/IJury.sol";
import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JobState, RefundReason, SeatState} from "../../../src/types/JobTypes.sol";
import {Outcome} from "../../../src/types/JuryTypes.sol";
import {JuryWorld} from "../../base/JuryWorld.sol";
import {vm} from "../../base/Vm.sol";

/// @notice The one rule, and who gets what. The nodes from 5 on are jurors.
contract ResolveTest is JuryWorld {
    uint256 private paidBefore;
    bytes32 private _challenged;
    uint96 private constant LOCK = BOND / 2;

    function setUp() public override {
        super.setUp();
        addNodes(10);
        paidBefore = usdtOf(requester);
    }

    function test_Upheld_TheChallengerPays() external {
        JobId jobId = proposedJob(ROOT);
        _challenge(jobId, WRONG);
        enrolAll(jobId, 5, 5);
        for (uint256 i = 5; i < 10; i++) commitVote(jobId, i, ROOT);
        openChallenge(jobId, 0, WRONG);
        for (uint256 i = 5; i < 9; i++) openVote(jobId, i, ROOT);
        vm.expectEmit(address(jury));
        emit IJury.Resolved(jobId, ROOT, 5, Outcome.Upheld);
        openVote(jobId, 9, ROOT);
        assertState(jobId, JobState.Completed);
        vm.assertEq(usdtOf(ownerOf(1)), lens.currentPrice(orderOf(jobId)), "winner is paid");
        vm.assertEq(stakeTokenOf(challenger), 9 * BOND, "bond is lost");
        vm.assertEq(stakeTokenOf(ownerOf(1)), BOND / 2, "half to the winner");
        for (uint256 i = 5; i < 10; i++) vm.assertEq(stakeTokenOf(ownerOf(i)), BOND / 10, "a tenth to each juror");
        _assertSettled();
    }

    function test_Overturned_TheSeatLosesItsBondAndThePriceGoesBack() external {
        JobId jobId = proposedJob(WRONG);
        _challenge(jobId, ROOT);
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), _challenged);
        assertState(jobId, JobState.Refunded);
        vm.assertEq(market.jobOf(jobId).result, ROOT, "result");
        vm.assertEq(market.seatOf(jobId, 0).hash, WRONG, "what the seat had said");
        vm.assertEq(uint256(market.seatOf(jobId, 0).state), uint256(SeatState.Revealed), "seat");
        vm.assertEq(stakeOf(1), STAKE - BOND, "bond");
        vm.assertEq(usdtOf(ownerOf(1)), 0, "not paid");
        vm.assertEq(usdtOf(challenger), 0, "a challenger never earns the price");
        vm.assertEq(usdtOf(requester), paidBefore, "requester");
        vm.assertEq(stakeTokenOf(challenger), 10 * BOND + BOND / 4, "bond back, and a quarter");
        vm.assertEq(stakeTokenOf(treasury), BOND / 4, "the rest");
        for (uint256 i = 5; i < 10; i++) vm.assertEq(stakeTokenOf(ownerOf(i)), BOND / 10, "jurors");
        _assertSettled();
    }

    function test_Overturned_AThirdRoot_ThePriceGoesBack() external {
        JobId jobId = proposedJob(WRONG);
        _challenge(jobId, "also wrong");
        uint256 escrow = lens.escrowOf(orderOf(jobId));
        enrolAll(jobId, 5, 5);
        for (uint256 i = 5; i < 10; i++) commitVote(jobId, i, ROOT);
        openChallenge(jobId, 0, "also wrong");
        for (uint256 i = 5; i < 9; i++) openVote(jobId, i, ROOT);
        vm.expectEmit(address(market));
        emit IJobEscrow.JobRefunded(jobId, RefundReason.Overturned, escrow);
        openVote(jobId, 9, ROOT);
        assertState(jobId, JobState.Refunded);
        vm.assertEq(usdtOf(requester), paidBefore, "price");
        vm.assertEq(stakeTokenOf(challenger), 10 * BOND - BOND / 5, "a wrong challenge costs the no-show share");
        vm.assertEq(stakeTokenOf(requester), 0, "a requester gains nothing");
        vm.assertEq(stakeTokenOf(treasury), BOND / 2 + BOND / 5, "the rest");
        _assertSettled();
    }

    function test_Overturned_ARightMinorityOfSeatsIsPaid() external {
        JobId jobId = revealingJob(2, roots(WRONG, ROOT, WRONG));
        for (uint8 i = 0; i < 3; i++) reveal(jobId, i, i == 1 ? ROOT : WRONG);
        _challenge(jobId, ROOT);
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), _challenged);
        assertState(jobId, JobState.Completed);
        vm.assertEq(usdtOf(ownerOf(2)), lens.currentPrice(orderOf(jobId)), "paid");
        vm.assertEq(usdtOf(challenger), 0, "the price is the seat's");
        vm.assertEq(stakeOf(1), STAKE - BOND, "liar");
        vm.assertEq(stakeOf(3), STAKE - BOND, "liar");
        vm.assertEq(stakeOf(2), STAKE, "honest seat");
        vm.assertEq(stakeTokenOf(challenger), 10 * BOND + BOND / 4, "bond back, and a quarter, however many were wrong");
        vm.assertEq(stakeTokenOf(treasury), 2 * BOND - BOND / 4 - BOND / 2, "the rest");
        _assertSettled();
    }

    function test_Jurors_TheMinorityAndTheHiddenLoseTheirBonds() external {
        JobId jobId = proposedJob(ROOT);
        _challenge(jobId, WRONG);
        vote(jobId, 5, five(ROOT, WRONG, ROOT, 0, ROOT), _challenged);
        vm.assertEq(stakeOf(6), STAKE - LOCK, "minority");
        vm.assertEq(stakeOf(8), STAKE - LOCK, "hidden");
        vm.assertEq(stakeTokenOf(ownerOf(1)), BOND / 2, "winner: half of the challenger's bond");
        vm.assertEq(stakeTokenOf(ownerOf(5)), BOND / 2 / 3, "juror");
        vm.assertEq(stakeTokenOf(treasury), 2 * LOCK + BOND / 2 % 3, "jurors' locks, and what does not divide");
        _assertSettled();
    }

    function test_NoVerdict_TwoOfFiveOverturnNothing() external {
        JobId jobId = proposedJob(WRONG);
        _challenge(jobId, ROOT);
        enrolAll(jobId, 5, 5);
        commitVote(jobId, 5, ROOT);
        commitVote(jobId, 6, ROOT);
        poke(jobId);
        assertState(jobId, JobState.Completed);
        vm.assertEq(usdtOf(ownerOf(1)), lens.currentPrice(orderOf(jobId)), "the proposal stands");
        vm.assertEq(stakeOf(1), STAKE, "stake");
        for (uint256 i = 5; i < 7; i++) vm.assertEq(stakeOf(i), STAKE, "nothing was to be opened");
        for (uint256 i = 7; i < 10; i++) vm.assertEq(stakeOf(i), STAKE - LOCK / 5, "listed, and did not come");
        vm.assertEq(stakeTokenOf(challenger), 10 * BOND, "bond back: no juror opened");
        vm.assertEq(stakeTokenOf(treasury), 3 * uint256(LOCK / 5), "no-show shares");
        _assertSettled();
    }

    function test_NoVerdict_ATenthOfTheBondGoesToThoseWhoOpened() external {
        JobId jobId = proposedJob(WRONG);
        _challenge(jobId, ROOT);
        vote(jobId, 5, five(ROOT, ROOT, WRONG, WRONG, "c"), ROOT);
        assertState(jobId, JobState.Completed);
        vm.assertEq(stakeTokenOf(challenger), 10 * BOND - BOND / 10, "a tenth of the bond");
        for (uint256 i = 5; i < 10; i++) {
            vm.assertEq(stakeTokenOf(ownerOf(i)), BOND / 50, "to those who opened");
            vm.assertEq(stakeOf(i), STAKE, "without a verdict nobody voted against it");
        }
        _assertSettled();
    }

    function test_NoVerdict_AllHide_TheirLocksGoToTheTreasury() external {
        JobId jobId = proposedJob(ROOT);
        _challenge(jobId, WRONG);
        vote(jobId, 5, five(0, 0, 0, 0, 0), WRONG);
        assertState(jobId, JobState.Completed);
        vm.assertEq(stakeTokenOf(challenger), 10 * BOND, "bond");
        vm.assertEq(stakeTokenOf(treasury), 5 * uint256(LOCK), "hidden votes");
        _assertSettled();
    }

    function test_Verdict_AListedNodeThatDoesNotCommitLosesTheNoShowShare() external {
        JobId jobId = proposedJob(WRONG);
        _challenge(jobId, ROOT);
        enrolAll(jobId, 5, 5);
        for (uint256 i = 5; i < 8; i++) commitVote(jobId, i, ROOT);
        poke(jobId);
        openChallenge(jobId, 0, ROOT);
        for (uint256 i = 5; i < 8; i++) openVote(jobId, i, ROOT);
        assertState(jobId, JobState.Refunded);
        vm.assertEq(stakeOf(9), STAKE - LOCK / 5, "no-show");
        vm.assertEq(stakeTokenOf(ownerOf(5)), BOND / 2 / 3, "half a bond for three");
        _assertSettled();
    }

    function test_ANodeWithSeveralSeatsHasAsManyVotesAndShares() external {
        JobId jobId = proposedJob(WRONG);
        setClassTickets(CLASS, 15);
        _challenge(jobId, ROOT);
        recordSeed(jobId);
        vm.startPrank(operatorOf(5));
        for (uint32 ticket = 0; ticket < 2; ticket++) jury.enrol(orderOf(jobId), NodeId.wrap(5), ticket);
        vm.stopPrank();
        for (uint256 i = 6; jury.disputeOf(jobId).listed < 5; i++) enrol(jobId, i);
        vm.warp(uint256(jury.disputeOf(jobId).enrolUntil) + 1);
        for (uint256 i = 5; i < 9; i++) commitVote(jobId, i, ROOT);
        assertState(jobId, JobState.JuryReveal);
        openChallenge(jobId, 0, ROOT);
        for (uint256 i = 5; i < 9; i++) openVote(jobId, i, ROOT);
        vm.assertEq(stakeTokenOf(ownerOf(5)), BOND / 5, "two shares of five");
        vm.assertEq(stakeTokenOf(ownerOf(6)), BOND / 10, "one");
        _assertSettled();
    }

    function test_Challengers_TheFirstWithTheVerdictsRootEarnsTheOthersGetTheirBonds() external {
        JobId jobId = proposedJob(WRONG);
        address[3] memory who = [challenger, _person("second"), _person("third")];
        fundStake(who[1], 10 * BOND);
        fundStake(who[2], 10 * BOND);
        challengeBy(who[0], jobId, "also wrong");
        challengeBy(who[1], jobId, ROOT);
        challengeBy(who[2], jobId, ROOT);
        enrolAll(jobId, 5, 5);
        for (uint256 i = 5; i < 10; i++) commitVote(jobId, i, ROOT);
        openChallenge(jobId, 2, ROOT);
        openChallenge(jobId, 1, ROOT);
        openChallenge(jobId, 0, "also wrong");
        for (uint256 i = 5; i < 10; i++) openVote(jobId, i, ROOT);
        vm.assertEq(stakeTokenOf(who[0]), 10 * BOND - BOND / 5, "wrong");
        vm.assertEq(stakeTokenOf(who[1]), 10 * BOND + BOND / 4, "the earlier one, whoever opened first");
        vm.assertEq(stakeTokenOf(who[2]), 10 * BOND, "right, and later");
        _assertSettled();
    }

    function test_Challengers_WhoDoesNotOpenLosesTheNoShowShare() external {
        JobId jobId = proposedJob(WRONG);
        _challenge(jobId, ROOT);
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), 0);
        assertState(jobId, JobState.Refunded);
        vm.assertEq(stakeTokenOf(challenger), 10 * BOND - BOND / 5, "not opened");
        _assertSettled();
    }

    function test_Challengers_AllLoseTheirBondsWhenTheResultIsUpheld() external {
        JobId jobId = proposedJob(ROOT);
        _challenge(jobId, WRONG);
        fundStake(stranger, BOND);
        challengeBy(stranger, jobId, WRONG);
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), WRONG);
        vm.assertEq(stakeTokenOf(stranger), 0, "second");
        vm.assertEq(stakeTokenOf(ownerOf(1)), BOND, "half of two bonds to the winner");
        vm.assertEq(stakeTokenOf(ownerOf(5)), BOND / 5, "half of two bonds to the jurors");
        _assertSettled();
    }

    function test_SeatsDisagree_TheJuryFindsTheRightOne() external {
        JobId jobId = _disagreement();
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), _challenged);
        assertState(jobId, JobState.Completed);
        vm.assertEq(usdtOf(ownerOf(1)), lens.currentPrice(orderOf(jobId)), "right seat");
        vm.assertEq(stakeOf(2), STAKE - BOND, "wrong seat");
        vm.assertEq(stakeOf(3), STAKE - BOND, "wrong seat");
        vm.assertEq(stakeTokenOf(requester), 0, "a requester gains nothing");
        vm.assertEq(stakeTokenOf(treasury), 2 * BOND - BOND / 2, "two bonds without what the jurors got");
        _assertSettled();
    }

    function test_SeatsDisagree_NoJurors_AllIsGivenBack() external {
        JobId jobId = _disagreement();
        poke(jobId);
        assertState(jobId, JobState.Refunded);
        vm.assertEq(usdtOf(requester), paidBefore, "price");
        for (uint256 i = 1; i <= 3; i++) vm.assertEq(stakeOf(i), STAKE, "stake");
        _assertSettled();
    }

    function testFuzz_OnlyAStrictMajorityOfAllSeatsOverturns(uint256 seed) external {
        JobId jobId = proposedJob(WRONG);
        _challenge(jobId, ROOT);
        bytes32[] memory votes = new bytes32[](5);
        uint256 right;
        for (uint256 i = 0; i < votes.length; i++) {
            uint256 vote_ = seed >> (8 + 8 * i) & 3;
            votes[i] = vote_ == 0 ? WRONG : vote_ == 1 ? bytes32(0) : ROOT;
            if (vote_ > 1) right++;
        }
        vote(jobId, 5, votes, ROOT);
        vm.assertEq(market.jobOf(jobId).result == ROOT, right >= 3, "overturned");
        vm.assertEq(stakeOf(1) != STAKE, right >= 3, "slashed");
        _assertSettled();
    }

    function test_NoVerdict_WhoHidesLosesItsLockToTheTreasury() external {
        JobId jobId = proposedJob(ROOT);
        _challenge(jobId, WRONG);
        vote(jobId, 5, five(ROOT, ROOT, 0, 0, 0), WRONG);
        vm.assertEq(stakeTokenOf(ownerOf(5)), BOND / 20, "a juror gains nothing by another's fault");
        vm.assertEq(stakeTokenOf(treasury), 3 * uint256(LOCK), "hidden votes");
        _assertSettled();
    }

    function test_Upheld_ASeatWithAnotherRootLosesItsBond() external {
        JobId jobId = revealingJob(2, roots(ROOT, WRONG, ROOT));
        for (uint8 i = 0; i < 3; i++) reveal(jobId, i, i == 1 ? WRONG : ROOT);
        _challenge(jobId, WRONG);
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), _challenged);
        assertState(jobId, JobState.Completed);
        vm.assertEq(stakeOf(2), STAKE - BOND, "wrong seat");
        vm.assertEq(stakeTokenOf(treasury), BOND, "its bond");
        vm.assertEq(stakeTokenOf(ownerOf(1)), BOND / 4, "half of the challenger's bond for the two winners");
        vm.assertEq(stakeTokenOf(ownerOf(2)), 0, "nothing for the other");
        _assertSettled();
    }

    function test_Upheld_WhereASeatChallengedItsBondPaysTheJurors() external {
        JobId jobId = revealingJob(2, roots(ROOT, WRONG, ROOT));
        for (uint8 i = 0; i < 3; i++) reveal(jobId, i, i == 1 ? WRONG : ROOT);
        vm.prank(operatorOf(2));
        jury.challengeAsSeat(orderOf(jobId), 1);
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), 0);
        assertState(jobId, JobState.Completed);
        vm.assertEq(stakeOf(2), STAKE - BOND, "the seat's bond");
        vm.assertEq(stakeTokenOf(ownerOf(5)), BOND / 10, "half of it for the five jurors");
        vm.assertEq(stakeTokenOf(treasury), BOND / 2, "the rest");
        vm.assertEq(stakeTokenOf(ownerOf(1)), 0, "nothing for those who agreed");
        _assertSettled();
    }

    /// @dev The attack: submit garbage, challenge it oneself with the right root, take a part of the own bond back.
    function test_ASelfChallengeCostsThreeQuartersOfTheBond() external {
        JobId jobId = proposedJob(WRONG);
        _challenge(jobId, ROOT);
        vote(jobId, 5, five(ROOT, ROOT, ROOT, ROOT, ROOT), _challenged);
        uint256 lost = STAKE - stakeOf(1);
        uint256 gained = stakeTokenOf(challenger) - 10 * uint256(BOND);
        vm.assertEq(lost - gained, BOND - BOND / 4, "three quarters of the bond are gone");
        vm.assertEq(usdtOf(challenger), 0, "and the price is not earned");
    }

    function _challenge(JobId jobId, bytes32 root) private {
        _challenged = root;
        challenge(jobId, root);
    }

    function _disagreement() private returns (JobId jobId) {
        jobId = revealingJob(2, roots(ROOT, "b", "c"));
        reveal(jobId, 0, ROOT);
        reveal(jobId, 1, "b");
        reveal(jobId, 2, "c");
        assertState(jobId, JobState.Disputed);
        vm.assertEq(jury.disputeOf(jobId).challengers, 0, "no challenger");
    }

    /// @dev Nothing stays with market or jury, and nothing stays locked.
    function _assertSettled() private view {
        vm.assertEq(usdtOf(address(market)), 0, "price left");
        vm.assertEq(stakeTokenOf(address(market)), 0, "stake left in the market");
        vm.assertEq(stakeTokenOf(address(jury)), 0, "stake left in the jury");
        uint256 stakes;
        for (uint256 i = 1; i <= 10; i++) {
            vm.assertEq(lockedOf(i), 0, "locked");
            stakes += stakeOf(i);
        }
        vm.assertEq(stakeTokenOf(address(staking)), stakes, "stakes");
    }
}
