// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Votes} from "@openzeppelin/contracts/governance/utils/Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ERC6372Utils} from "@openzeppelin/contracts/utils/ERC6372Utils.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";

import {INodeStaking} from "./interfaces/INodeStaking.sol";
import {IStakeVotes} from "./interfaces/IStakeVotes.sol";
import {NodeId} from "./types/Ids.sol";

/// @title Votes from stake
/// @notice Specified in `IStakeVotes`; checkpoints and delegation are OpenZeppelin's.
contract StakeVotes is IStakeVotes, Votes {
    /// @inheritdoc IStakeVotes
    INodeStaking public immutable staking;
    /// @inheritdoc IStakeVotes
    mapping(NodeId nodeId => uint256) public countedOf;
    /// @inheritdoc IStakeVotes
    mapping(address account => uint256) public unitsOf;

    constructor(INodeStaking staking_) EIP712("Gridwork votes", "1") {
        staking = staking_;
    }

    /// @inheritdoc IStakeVotes
    function sync(NodeId nodeId) external {
        (address owner, uint256 stake) = staking.votingStakeOf(nodeId);
        uint256 counted = countedOf[nodeId];
        if (stake == counted) return;
        countedOf[nodeId] = stake;
        if (stake > counted) {
            unitsOf[owner] += stake - counted;
            _transferVotingUnits(address(0), owner, stake - counted);
        } else {
            unitsOf[owner] -= counted - stake;
            _transferVotingUnits(owner, address(0), counted - stake);
        }
    }

    /// @inheritdoc IStakeVotes
    function totalVotes() external view returns (uint256) {
        return _getTotalSupply();
    }

    /// @dev Who has named nobody votes itself. So every unit is somebody's vote, and the votes add up to the total.
    function delegates(address account) public view override returns (address) {
        address delegatee = super.delegates(account);
        return delegatee == address(0) ? account : delegatee;
    }

    function clock() public view override returns (uint48) {
        return Time.timestamp();
    }

    // The name is ERC-6372's.
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public view override returns (string memory) {
        return ERC6372Utils.timestampClockMode(clock);
    }

    function _delegate(address account, address delegatee) internal override {
        super._delegate(account, delegatee == address(0) ? account : delegatee);
    }

    function _getVotingUnits(address account) internal view override returns (uint256) {
        return unitsOf[account];
    }
}
