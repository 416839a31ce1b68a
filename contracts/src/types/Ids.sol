// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev EIP-712 digest of the job's order: see `IJobEscrow.computeJobId`.
type JobId is bytes32;

/// @dev Serial number given by `INodeStaking.register`, from 1 to 2^32 - 1 (a job packs seven of them in one slot). 0 is no node.
type NodeId is uint64;

/// @dev Keccak-256 of a program's canonical manifest. Its meaning is off chain; on chain it is only a key.
type ProgramHash is bytes32;

using {sameNode as ==, otherNode as !=} for NodeId global;
using {sameJob as ==, otherJob as !=} for JobId global;

NodeId constant NO_NODE = NodeId.wrap(0);

function sameNode(NodeId a, NodeId b) pure returns (bool) {
    return NodeId.unwrap(a) == NodeId.unwrap(b);
}

function otherNode(NodeId a, NodeId b) pure returns (bool) {
    return NodeId.unwrap(a) != NodeId.unwrap(b);
}

function sameJob(JobId a, JobId b) pure returns (bool) {
    return JobId.unwrap(a) == JobId.unwrap(b);
}

function otherJob(JobId a, JobId b) pure returns (bool) {
    return JobId.unwrap(a) != JobId.unwrap(b);
}
