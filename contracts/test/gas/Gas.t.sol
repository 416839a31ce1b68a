// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../../src/types/Ids.sol";
import {JobOrder, JobState} from "../../src/types/JobTypes.sol";
import {Program} from "../../src/types/ProgramTypes.sol";
import {JuryWorld} from "../base/JuryWorld.sol";
import {Search, Searches} from "../base/Searches.sol";
import {vm} from "../base/Vm.sol";

/// @notice What users pay: whole transactions, 21,000 base and calldata included (forge's isolation), with vault balances already funded
/// and one other job in the market's books. Written to and checked against snapshots/gas.json.
/// forge-config: default.isolate = true
/// forge-config: all.isolate = true
contract GasTest is JuryWorld {
    uint256 private life;

    function setUp() public override {
        super.setUp();
        addNodes(8);
        fundStake(stranger, STAKE);
        for (uint256 i = 1; i <= 3; i++) fund(ownerOf(i), 1);
        for (uint256 i = 1; i <= 8; i++) fundStake(ownerOf(i), 1);
        fundStake(treasury, 1);
        fund(treasury, 1);
        // A first life fills every slot that later lives find filled: index, counters, balances.
        JobId first = runningJob(3, 2);
        for (uint8 i = 0; i < 3; i++) commit(first, i, ROOT);
        for (uint8 i = 0; i < 3; i++) reveal(first, i, ROOT);
        vm.prank(requester);
        market.accept(orderOf(first));
        post(order(1, 1), spec());
        skipBlock(1);
    }

    function test_JobOfOneSeat() external {
        JobId jobId = post(order(1, 1), spec());
        _add("post");
        skipBlock(2);
        claimSeats(jobId, 1);
        _add("claim");
        submit(jobId, 1, ROOT);
        _add("submit");
        vm.prank(requester);
        market.accept(orderOf(jobId));
        _add("accept");
        assertState(jobId, JobState.Completed);
        _life("job_n1_life");
    }

    function test_JobOfThreeSeats() external {
        JobId jobId = post(order(3, 2), spec());
        _add("post_n3");
        skipBlock(2);
        for (uint256 i = 1; i <= 3; i++) {
            claim(jobId, i);
            _add(i == 3 ? "claim_n3_last" : "claim_n3");
        }
        for (uint8 i = 0; i < 3; i++) {
            vm.prank(operatorOf(i + 1));
            market.commit(orderOf(jobId), i, keccak256(abi.encode(jobId, i, uint64(i + 1), ROOT, SALT)));
            _add(i == 2 ? "commit_last" : "commit");
        }
        for (uint8 i = 0; i < 3; i++) {
            vm.prank(operatorOf(i + 1));
            market.reveal(orderOf(jobId), i, SALT, delivery(ROOT));
            _add(i == 2 ? "reveal_last" : "reveal");
        }
        passDeadline(jobId);
        vm.prank(stranger);
        market.poke(orderOf(jobId));
        _add("poke_complete_n3");
        assertState(jobId, JobState.Completed);
        _life("job_n3_life");
    }

    /// @dev What one juror sends in its life, and what one more juror adds to the last opening, which resolves.
    function test_Dispute() external {
        uint256 resolvedByFive = _dispute(5);
        _life("juror_life");
        deployNetwork(9);
        fund(requester, 1_000e6);
        addNodes(12);
        for (uint256 i = 1; i <= 12; i++) fundStake(ownerOf(i), 1);
        fundStake(treasury, 1);
        fundStake(challenger, 10 * BOND);
        post(order(1, 1), spec());
        vm.snapshotValue("gas", "resolve_per_juror", (_dispute(9) - resolvedByFive) / 4);
        _life("juror_life_of_nine");
    }

    /// @return last Gas of the opening that resolves. The nodes from 4 on are the jury; the one before the last is measured.
    function _dispute(uint256 size) private returns (uint256 last) {
        JobId jobId = runningJob(1, 1);
        submit(jobId, 1, WRONG);
        challenge(jobId, ROOT);
        _add("challenge");
        recordSeedFor(jobId, 4, size);
        _add("record_seed");
        life = 0;
        for (uint256 i = 4; i < 4 + size; i++) {
            enrol(jobId, i);
            if (i == 2 + size) _add("enrol");
        }
        vm.warp(uint256(jury.disputeOf(jobId).enrolUntil) + 1);
        for (uint256 i = 4; i < 4 + size; i++) {
            commitVote(jobId, i, ROOT);
            if (i == 2 + size) _add("commit_vote");
        }
        openChallenge(jobId, 0, ROOT);
        for (uint256 i = 4; i < 3 + size; i++) openVote(jobId, i, ROOT);
        _add("open_vote");
        openVote(jobId, 3 + size, ROOT);
        last = vm.lastCallGas().gasTotalUsed;
        assertState(jobId, JobState.Refunded);
    }

    function test_Ripen() external {
        NodeId nodeId = addNode(9, STAKE);
        skipTime(TICKET_AGE);
        vm.prank(operatorOf(9));
        staking.ripen(nodeId);
        _add("ripen");
    }

    function test_PostForARequesterWithAKey() external {
        JobOrder memory order_ = complete(order(1, 1), spec());
        order_.requester = vm.addr(7);
        fund(order_.requester, 100e6);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(7, JobId.unwrap(remember(order_)));
        vm.prank(stranger);
        market.postFor(order_, abi.encode(spec()), abi.encodePacked(r, s, v));
        _add("post_for");
    }

    function test_SubmitVerified() external {
        Search memory search = Searches.read()[0];
        address verifier = vm.deployCode("PowVerifier.sol:PowVerifier", abi.encode(0));
        vm.prank(governor);
        programs.setProgram(search.spec.programHash, Program(true, CLASS, 1_000_000, verifier));
        JobId jobId = post(order(1, 1), search.spec);
        skipBlock(2);
        claimSeats(jobId, 1);
        vm.prank(operatorOf(1));
        market.submitVerified(orderOf(jobId), abi.encode(search.spec), delivery(search.root), search.proof);
        _add("submit_verified");
        assertState(jobId, JobState.Completed);
    }

    function test_DepositWithPermit() external {
        address owner = vm.addr(7);
        fundStake(owner, 1);
        stakeToken.mint(owner, 1e18);
        bytes32 permit = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                owner,
                vault,
                1e18,
                0,
                type(uint256).max
            )
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(7, keccak256(abi.encodePacked(hex"1901", stakeToken.DOMAIN_SEPARATOR(), permit)));
        vm.prank(owner);
        vault.depositWithPermit(address(stakeToken), owner, 1e18, type(uint256).max, v, r, s);
        _add("deposit_with_permit");
    }

    function test_Heartbeat() external {
        vm.prank(operatorOf(1));
        staking.heartbeat(NodeId.wrap(1));
        _add("heartbeat");
    }

    function test_RegisterAndStake() external {
        vm.prank(stranger);
        staking.register(registration(operatorOf(9), STAKE / 2));
        _add("register_and_stake");
    }

    function test_VaultDepositAndWithdraw() external {
        usdt.mint(requester, 1e6);
        vm.startPrank(requester);
        usdt.approve(address(vault), 0);
        usdt.approve(address(vault), 1e6);
        vault.deposit(address(usdt), requester, 1e6);
        _add("deposit_usdt");
        vault.withdraw(address(usdt), 1e6, requester);
        _add("withdraw_usdt");
        vm.stopPrank();
    }

    function _add(string memory name) private {
        uint256 used = vm.lastCallGas().gasTotalUsed;
        vm.snapshotValue("gas", name, used);
        life += used;
    }

    function _life(string memory name) private {
        vm.snapshotValue("gas", name, life);
    }
}
