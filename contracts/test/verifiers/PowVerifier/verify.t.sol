// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {IResultVerifier} from "../../../src/interfaces/IResultVerifier.sol";
import {ResultRoot} from "../../../src/libraries/ResultRoot.sol";
import {JobId} from "../../../src/types/Ids.sol";
import {JobState} from "../../../src/types/JobTypes.sol";
import {Program} from "../../../src/types/ProgramTypes.sol";
import {Search, Searches} from "../../base/Searches.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract PowVerifierTest is World {
    IResultVerifier private keccak;
    IResultVerifier private sha256d;
    Search[] private searches;

    function setUp() public override {
        super.setUp();
        keccak = IResultVerifier(vm.deployCode("PowVerifier.sol:PowVerifier", abi.encode(0)));
        sha256d = IResultVerifier(vm.deployCode("PowVerifier.sol:PowVerifier", abi.encode(1)));
        Search[] memory list = Searches.read();
        for (uint256 i = 0; i < list.length; i++) searches.push(list[i]);
    }

    function test_AcceptsWhatTheReferenceFinds() external view {
        uint256 accepted = 0;
        for (uint256 i = 0; i < searches.length; i++) {
            vm.assertEq(_verify(searches[i]), searches[i].found, vm.toString(i));
            if (searches[i].found) accepted++;
        }
        vm.assertEq(accepted, 6, "three of each function");
    }

    function testFuzz_NoByteOfTheProofCanBeAnother(uint256 which, uint256 place, uint8 bits) external view {
        Search memory search = _found(which);
        place %= search.proof.length;
        vm.assume(bits != 0);
        search.proof[place] ^= bytes1(bits);
        vm.assertFalse(_verify(search), "accepted");
        // Nor with the root of the changed output.
        search.root = _rootOf(search);
        vm.assertFalse(_verify(search), "accepted with its root");
    }

    function testFuzz_TheRootMustBeTheOutputs(uint256 which, bytes32 root) external view {
        Search memory search = _found(which);
        vm.assume(root != search.root);
        search.root = root;
        vm.assertFalse(_verify(search), "accepted");
    }

    /// @dev Else a miner would prove a search of its own, with an input for which it knows a nonce.
    function testFuzz_TheInputMustBeTheJobs(uint256 which, bytes32 inputRoot) external view {
        Search memory search = _found(which);
        vm.assume(inputRoot != search.spec.inputRoot);
        search.spec.inputRoot = inputRoot;
        search.root = _rootOf(search);
        vm.assertFalse(_verify(search), "accepted");
    }

    function testFuzz_TheNonceMustLieInTheRange(uint256 which, uint32 count, bool below) external view {
        Search memory search = _found(which);
        uint64 nonce = _nonceOf(search);
        count = uint32(bound(count, 1, 1000));
        uint64 start = below ? nonce + 1 : nonce - uint64(nonce < count ? nonce : count);
        if (!below) count = uint32(nonce - start);
        _setRange(search, start, count);
        vm.assertFalse(_verify(search), "outside");
        _setRange(search, start, count + 1);
        vm.assertEq(_verify(search), !below, "the nonce is the last one");
    }

    function testFuzz_AHigherNonceThatMeetsTheTargetIsAnAnswerToo(uint256 which) external view {
        Search memory search = _found(which);
        _setRange(search, 0, 1);
        vm.assertFalse(_verify(search), "outside");
        uint64 nonce = _nonceOf(search);
        uint64 start = nonce > 1 << 20 ? nonce - (1 << 20) : 0;
        // However many lower ones there are, none is asked for.
        _setRange(search, start, uint32(nonce - start) + 1);
        _setTarget(search, type(uint256).max);
        vm.assertTrue(_verify(search), "not the lowest");
    }

    function testFuzz_TheDigestMustBeBelowTheTarget(uint256 which, uint256 target) external view {
        Search memory search = _found(which);
        uint256 number = _numberOf(search);
        _setTarget(search, number);
        vm.assertFalse(_verify(search), "equal");
        _setTarget(search, number + 1);
        vm.assertTrue(_verify(search), "below");
        _setTarget(search, target);
        vm.assertEq(_verify(search), number < target, "target");
    }

    function test_ARangeThatIsNotValidHasNoAnswer() external view {
        Search memory search = _found(0);
        _setRange(search, 0, (1 << 31) + 1);
        vm.assertFalse(_verify(search), "too many nonces");
        _setRange(search, 0, 1 << 31);
        vm.assertTrue(_verify(search), "most nonces");
        search = _found(5);
        _setRange(search, uint64(1 << 32) - 5000, 5001);
        vm.assertFalse(_verify(search), "over the last nonce of a header");
        _setRange(search, uint64(1 << 32) - 5000, 5000);
        vm.assertTrue(_verify(search), "up to the last");
    }

    function test_LengthsMustBeRight() external view {
        Search memory search = _found(0);
        bytes memory proof = search.proof;
        search.proof = bytes.concat(proof, hex"00");
        vm.assertFalse(_verify(search), "long proof");
        search.proof = "";
        vm.assertFalse(_verify(search), "no proof");
        search.proof = proof;
        search.spec.params = bytes.concat(search.spec.params, hex"00");
        vm.assertFalse(_verify(search), "long params");
        search.spec.params = "";
        vm.assertFalse(_verify(search), "no params");
    }

    function test_TheOtherFunctionDoesNotAccept() external view {
        for (uint256 i = 0; i < searches.length; i++) {
            Search memory search = searches[i];
            search.keccak = !search.keccak;
            vm.assertFalse(_verify(search), vm.toString(i));
        }
    }

    /// @dev The whole way: a node that finds the nonce is paid in the transaction that shows it; one that finds none waits for objections.
    function test_AMinerIsPaidAtOnce() external {
        addNodes(2);
        for (uint256 i = 0; i < searches.length; i++) {
            Search memory search = searches[i];
            vm.prank(governor);
            programs.setProgram(
                search.spec.programHash, Program(true, CLASS, 1_000, address(search.keccak ? keccak : sha256d))
            );
            JobId jobId = post(order(1, 1), search.spec);
            skipBlock(2);
            claimSeats(jobId, 1);
            vm.startPrank(operatorOf(1));
            if (!search.found) vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotProven.selector, jobId));
            market.submitVerified(orderOf(jobId), abi.encode(search.spec), delivery(search.root), search.proof);
            if (!search.found) market.submit(orderOf(jobId), delivery(search.root));
            vm.stopPrank();
            assertState(jobId, search.found ? JobState.Completed : JobState.Proposed);
        }
    }

    // ---- looking

    function _verify(Search memory search) private view returns (bool) {
        return (search.keccak ? keccak : sha256d).verify(abi.encode(search.spec), search.root, search.proof);
    }

    function _found(uint256 which) private view returns (Search memory) {
        uint256 i = which % 6;
        return searches[i < 3 ? i : i + 1];
    }

    function _rootOf(Search memory search) private pure returns (bytes32) {
        bytes memory output = new bytes(40);
        for (uint256 i = 0; i < 40; i++) output[i] = search.proof[i];
        return ResultRoot.compute(search.spec.programHash, search.spec.inputRoot, output);
    }

    function _nonceOf(Search memory search) private pure returns (uint64 nonce) {
        for (uint256 i = 0; i < 8; i++) nonce |= uint64(uint8(search.proof[i])) << uint64(8 * i);
    }

    function _numberOf(Search memory search) private pure returns (uint256 number) {
        for (uint256 i = 0; i < 32; i++) {
            number |= uint256(uint8(search.proof[8 + i])) << (search.keccak ? 248 - 8 * i : 8 * i);
        }
    }

    function _setRange(Search memory search, uint64 start, uint32 count) private pure {
        for (uint256 i = 0; i < 8; i++) search.spec.params[i] = bytes1(uint8(start >> (8 * i)));
        for (uint256 i = 0; i < 4; i++) search.spec.params[8 + i] = bytes1(uint8(count >> (8 * i)));
    }

    function _setTarget(Search memory search, uint256 target) private pure {
        for (uint256 i = 0; i < 32; i++) search.spec.params[12 + i] = bytes32(target)[i];
    }
}
