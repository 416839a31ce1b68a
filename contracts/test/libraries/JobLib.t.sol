// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobData, JobHead, JobLib} from "../../src/libraries/JobLib.sol";
import {NodeId} from "../../src/types/Ids.sol";
import {JobOrder, JobSpec, JobState, SeatState} from "../../src/types/JobTypes.sol";
import {Program} from "../../src/types/ProgramTypes.sol";
import {Test, vm} from "../base/Vm.sol";

contract JobLibTest is Test {
    using JobLib for JobData;
    using JobLib for JobHead;
    using JobLib for uint256;

    JobData private job;

    function open(JobOrder calldata order, JobSpec calldata spec, Program calldata program)
        external
        returns (JobHead memory head)
    {
        head = job.open(order, spec, program, 0);
        job.save(head);
    }

    function take(JobOrder calldata order, NodeId nodeId) external returns (uint8 seat, bool full) {
        JobHead memory head = job.head;
        (seat, full) = job.take(head, order, nodeId);
        job.save(head);
    }

    function testFuzz_WhatIsSavedIsWhatIsLoaded(
        uint8[5] memory small,
        uint16[2] memory bps,
        uint32[3] memory times,
        uint64 names
    ) external {
        JobHead memory head = JobHead({
            state: JobState(small[0] % 10),
            seated: small[1],
            committed: small[2],
            revealed: small[3],
            flags: small[4],
            priceBps: bps[0],
            feeBps: bps[1],
            postedAt: times[0],
            deadline: times[1],
            postBlock: times[2],
            firstNames: names
        });
        job.save(head);
        JobHead memory loaded = job.head;
        vm.assertEq(keccak256(abi.encode(loaded)), keccak256(abi.encode(head)), "head");
        uint256 word;
        assembly ("memory-safe") {
            word := sload(job.slot)
        }
        vm.assertEq(keccak256(abi.encode(JobLib.unpack(word))), keccak256(abi.encode(head)), "unpacked");
    }

    /// @dev Every seat keeps its node, and every name given, taken or excluded, is found; no other is.
    function testFuzz_NamesStayInTheirPlaces(bytes32 seed, uint8 n, uint8 excluded) external {
        n = uint8(bound(n, 1, 7));
        JobOrder memory order;
        order.n = n;
        (order.claimWindow, order.workWindow) = (100, 100);
        JobSpec memory spec;
        spec.excluded = new NodeId[](excluded % (8 - n));
        for (uint256 i = 0; i < spec.excluded.length; i++) spec.excluded[i] = _node(seed, 100 + i);
        Program memory program;
        this.open(order, spec, program);
        for (uint8 i = 0; i < n; i++) {
            (uint8 seat, bool full) = this.take(order, _node(seed, i));
            vm.assertEq(seat, i, "seat");
            vm.assertEq(full, i + 1 == n, "full");
        }
        uint256 names = job.namesOf(job.head);
        for (uint256 i = 0; i < n; i++) _assertSame(names.nodeAt(i), _node(seed, i));
        for (uint256 i = 0; i < spec.excluded.length; i++) {
            vm.assertTrue(names.contains(spec.excluded[i]), "excluded");
            _assertSame(names.nodeAt(n + i), spec.excluded[i]);
        }
        vm.assertFalse(names.contains(_node(seed, 50)), "a stranger");
    }

    /// @dev Against a plain count over all roots.
    function testFuzz_AQuorumIsWhatKSeatsSay(bytes32 seed, uint8 n, uint8 k, uint8 revealed) external {
        n = uint8(bound(n, 2, 7));
        k = uint8(bound(k, n / 2 + 1, n));
        JobHead memory head;
        head.seated = n;
        head.revealed = revealed & uint8((1 << n) - 1);
        head.committed = uint8((1 << n) - 1);
        uint256[4] memory votes;
        for (uint256 i = 0; i < n; i++) {
            uint256 root = 1 + uint256(keccak256(abi.encode(seed, i))) % 3;
            job.hashes[i] = bytes32(root);
            if (head.revealed >> i & 1 != 0) votes[root]++;
        }
        uint256 expected;
        uint256 different;
        for (uint256 root = 1; root < 4; root++) {
            if (votes[root] >= k) expected = root;
            if (votes[root] != 0) different++;
            vm.assertEq(job.votesFor(head, bytes32(root)).count(), votes[root], "votes");
        }
        vm.assertEq(job.quorum(head, n, k), bytes32(expected), "quorum");
        vm.assertEq(job.disagrees(head), different > 1, "disagrees");
    }

    function testFuzz_CountCountsBits(uint256 bits) external pure {
        uint256 ones;
        for (uint256 i = 0; i < 256; i++) ones += bits >> i & 1;
        vm.assertEq(JobLib.count(bits), ones, "ones");
    }

    function testFuzz_ASeatIsWhatItDidLast(uint8 seated, uint8 committed, uint8 revealed, uint8 seat) external pure {
        JobHead memory head;
        (head.seated, seat) = (seated % 8, seat % 8);
        head.committed = uint8(committed & head.taken());
        head.revealed = revealed & head.committed;
        SeatState state = head.stateOf(seat);
        vm.assertEq(state == SeatState.Empty, seat >= head.seated, "empty");
        vm.assertEq(state == SeatState.Revealed, head.revealed >> seat & 1 == 1, "revealed");
        vm.assertEq(state >= SeatState.Committed, head.committed >> seat & 1 == 1, "committed");
    }

    function _node(bytes32 seed, uint256 i) private pure returns (NodeId) {
        // The low bits keep them apart.
        return NodeId.wrap(uint64((uint256(keccak256(abi.encode(seed, i))) & 0xffffff00) | i + 1));
    }

    function _assertSame(NodeId a, NodeId b) private pure {
        vm.assertEq(NodeId.unwrap(a), NodeId.unwrap(b), "node");
    }
}
