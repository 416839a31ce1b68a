// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice How the network votes. Times in seconds, votes in the stake token's smallest unit.
/// @param votingDelay From the proposal to the second whose stakes are counted: the time to enrol or to add stake.
/// @param votingPeriod How long votes are taken.
/// @param voteExtension Least time left to vote after the quorum is reached.
/// @param queueWindow How long a proposal that passed can be queued; then it expires. Not 0.
/// @param quorumBps Least share of all enrolled votes that must vote for or abstain, in 1/10,000.
/// @param quorumFloor Least number of votes that must, however few are enrolled. Not 0.
/// @param proposalThreshold Least votes of a proposer.
struct VotingRules {
    uint48 votingDelay;
    uint32 votingPeriod;
    uint48 voteExtension;
    uint48 queueWindow;
    uint16 quorumBps;
    uint96 quorumFloor;
    uint96 proposalThreshold;
}
