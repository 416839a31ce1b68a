// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../interfaces/IJobEscrow.sol";
import {JobId, NodeId} from "../types/Ids.sol";
import {JobState} from "../types/JobTypes.sol";
import {JobHead, JobLib} from "./JobLib.sol";
import {Sortition} from "./Sortition.sol";

/// @title Which node may claim a job, and from when
library ClaimLib {
    using JobLib for JobHead;
    using JobLib for uint256;

    /// @dev Reverts when the job takes nobody now, or not this node.
    /// @param names All names of the job: `JobLib.namesOf`.
    function requireClaimable(JobHead memory head, uint256 names, JobId jobId, NodeId nodeId) internal view {
        head.requireInTime(jobId, JobState.Open);
        bool named = names.contains(nodeId);
        if (head.flags & JobLib.DIRECT != 0) require(named, IJobEscrow.NotHired(jobId, nodeId));
        else require(!named, IJobEscrow.AlreadyNamed(jobId, nodeId));
    }

    /// @dev Reverts before the draw lets the node in.
    function requireDrawn(JobHead memory head, JobId jobId, NodeId nodeId, uint256 stake, uint256 classStake)
        internal
        view
    {
        uint256 from = drawnAt(head, jobId, nodeId, stake, classStake);
        require(from != 0, IJobEscrow.SeedUnknown(jobId, seedBlock(head)));
        require(block.timestamp >= from, IJobEscrow.NotYetEligible(jobId, nodeId, from));
    }

    /// @return Unix seconds from which the draw lets a node in; 0 while the seed is not known.
    function drawnAt(JobHead memory head, JobId jobId, NodeId nodeId, uint256 stake, uint256 classStake)
        internal
        view
        returns (uint256)
    {
        if (head.flags & JobLib.DIRECT != 0) return head.postedAt;
        return Sortition.eligibleAt(seedBlock(head), head.postedAt, jobId, nodeId, stake, classStake);
    }

    function seedBlock(JobHead memory head) internal pure returns (uint256) {
        return uint256(head.postBlock) + 1;
    }
}
