// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {INodeStaking} from "../../../src/interfaces/INodeStaking.sol";
import {JobId, NodeId, ProgramHash} from "../../../src/types/Ids.sol";
import {JobOrder, JobSpec, JobState, MarketParams} from "../../../src/types/JobTypes.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

/// @notice The pure values, against vectors that the Java tests read too, and what `eligible` says in each case.
contract ViewsTest is World {
    string private json;

    function setUp() public override {
        super.setUp();
        addNodes(2);
        json = vm.readFile("test/vectors/protocol.json");
    }

    function test_CommitmentsAreThoseOfTheSharedVectors() external view {
        uint256 i = 0;
        for (; vm.keyExistsJson(json, _key("commitments", i, "")); i++) {
            bytes32 commitment = market.commitmentOf(
                JobId.wrap(_bytes32("commitments", i, ".jobId")),
                uint8(_uint("commitments", i, ".seat")),
                NodeId.wrap(uint64(_uint("commitments", i, ".nodeId"))),
                _bytes32("commitments", i, ".root"),
                _bytes32("commitments", i, ".salt")
            );
            vm.assertEq(commitment, _bytes32("commitments", i, ".commitment"), vm.toString(i));
        }
        vm.assertGt(i, 0, "no vectors");
    }

    function test_JobIdsAreThoseOfTheSharedVectors() external {
        uint256 i = 0;
        for (; vm.keyExistsJson(json, _key("jobIds", i, "")); i++) {
            bytes memory encoded = abi.encode(_spec(i));
            vm.assertEq(encoded, vm.parseJsonBytes(json, _key("jobIds", i, ".specHex")), "spec");
            vm.assertEq(keccak256(encoded), _bytes32("jobIds", i, ".order.specHash"), "spec hash");
            vm.chainId(_uint("jobIds", i, ".chainId"));
            address there = vm.parseJsonAddress(json, _key("jobIds", i, ".market"));
            bytes memory arguments = abi.encode(
                governor, vault, staking, programs, windowLimits(), MarketParams(treasury, FEE_BPS, NO_SHOW_BPS)
            );
            _deployTo(there, bytes.concat(vm.getCode("JobEscrow.sol:JobEscrow"), arguments));
            JobId jobId = IJobEscrow(there).computeJobId(_order(i));
            vm.assertEq(JobId.unwrap(jobId), _bytes32("jobIds", i, ".jobId"), vm.toString(i));
        }
        vm.assertGt(i, 0, "no vectors");
    }

    function test_EligibleNamesTheObstacle() external {
        JobId jobId = post(order(1, 1), spec());
        _assertEligible(jobId, 1, 0, IJobEscrow.SeedUnknown.selector);
        skipBlock(2);
        _assertEligible(jobId, 1, market.jobOf(jobId).postedAt, 0);
        _assertEligible(jobId, 7, type(uint256).max, INodeStaking.NotMarket.selector);
        _assertEligible(remember(order(1, 1)), 1, type(uint256).max, IJobEscrow.WrongState.selector);
        claim(jobId, 1);
        _assertEligible(jobId, 1, type(uint256).max, IJobEscrow.WrongState.selector);
    }

    function test_EligibleNamesTheHiredNode() external {
        JobSpec memory spec_ = spec();
        spec_.node = NodeId.wrap(2);
        JobId jobId = post(order(1, 1), spec_);
        _assertEligible(jobId, 1, type(uint256).max, IJobEscrow.NotHired.selector);
        _assertEligible(jobId, 2, market.jobOf(jobId).postedAt, 0);
    }

    function test_UnknownIsAllZero() external view {
        vm.assertEq(uint256(market.jobOf(JobId.wrap("nothing")).state), uint256(JobState.None), "job");
        vm.assertEq(NodeId.unwrap(market.seatOf(JobId.wrap("nothing"), 0).nodeId), 0, "seat");
        vm.assertEq(lens.currentPrice(order(1, 1)), 0, "price");
        vm.assertEq(lens.escrowOf(order(1, 1)), 0, "escrow");
    }

    function _assertEligible(JobId jobId, uint64 nodeId, uint256 expectedAt, bytes4 expected) private view {
        (bool eligibleNow, uint256 eligibleAt, bytes4 obstacle) = lens.eligible(orderOf(jobId), NodeId.wrap(nodeId));
        vm.assertEq(eligibleNow, expected == 0, "now");
        vm.assertEq(eligibleAt, expectedAt, "when");
        vm.assertEq(bytes32(obstacle), bytes32(expected), "obstacle");
    }

    function _spec(uint256 i) private view returns (JobSpec memory spec_) {
        spec_.programHash = ProgramHash.wrap(_bytes32("jobIds", i, ".spec.programHash"));
        spec_.inputRoot = _bytes32("jobIds", i, ".spec.inputRoot");
        spec_.inputUri = vm.parseJsonString(json, _key("jobIds", i, ".spec.inputUri"));
        spec_.params = vm.parseJsonBytes(json, _key("jobIds", i, ".spec.params"));
        spec_.outputLength = uint64(_uint("jobIds", i, ".spec.outputLength"));
        spec_.node = NodeId.wrap(uint64(_uint("jobIds", i, ".spec.node")));
        uint256[] memory excluded = vm.parseJsonUintArray(json, _key("jobIds", i, ".spec.excluded"));
        spec_.excluded = new NodeId[](excluded.length);
        for (uint256 j = 0; j < excluded.length; j++) spec_.excluded[j] = NodeId.wrap(uint64(excluded[j]));
    }

    /// @dev Runs a constructor at an address of our choice.
    function _deployTo(address there, bytes memory creation) private {
        vm.etch(there, creation);
        (, bytes memory runtime) = there.call("");
        vm.etch(there, runtime);
    }

    function _order(uint256 i) private view returns (JobOrder memory) {
        return JobOrder({
            requester: vm.parseJsonAddress(json, _key("jobIds", i, ".order.requester")),
            nonce: _uint("jobIds", i, ".order.nonce"),
            specHash: _bytes32("jobIds", i, ".order.specHash"),
            token: vm.parseJsonAddress(json, _key("jobIds", i, ".order.token")),
            maxPrice: uint96(_uint("jobIds", i, ".order.maxPrice")),
            bond: uint96(_uint("jobIds", i, ".order.bond")),
            startPriceBps: uint16(_uint("jobIds", i, ".order.startPriceBps")),
            maxFeeBps: uint16(_uint("jobIds", i, ".order.maxFeeBps")),
            n: uint8(_uint("jobIds", i, ".order.n")),
            k: uint8(_uint("jobIds", i, ".order.k")),
            nodeClass: uint8(_uint("jobIds", i, ".order.nodeClass")),
            units: uint32(_uint("jobIds", i, ".order.units")),
            claimWindow: uint32(_uint("jobIds", i, ".order.claimWindow")),
            workWindow: uint32(_uint("jobIds", i, ".order.workWindow")),
            revealWindow: uint32(_uint("jobIds", i, ".order.revealWindow")),
            challengeWindow: uint32(_uint("jobIds", i, ".order.challengeWindow")),
            postUntil: uint40(_uint("jobIds", i, ".order.postUntil"))
        });
    }

    function _bytes32(string memory list, uint256 i, string memory field) private view returns (bytes32) {
        return vm.parseJsonBytes32(json, _key(list, i, field));
    }

    function _uint(string memory list, uint256 i, string memory field) private view returns (uint256) {
        return vm.parseJsonUint(json, _key(list, i, field));
    }

    function _key(string memory list, uint256 i, string memory field) private pure returns (string memory) {
        return string.concat(".", list, "[", vm.toString(i), "]", field);
    }
}
