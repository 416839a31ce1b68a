// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {VotesWorld} from "../../base/VotesWorld.sol";
import {vm} from "../../base/Vm.sol";

contract DelegateTest is VotesWorld {
    address private immutable voter = _person("voting key");

    function setUp() public override {
        super.setUp();
        addNodes(2);
        setVoting(1, true);
    }

    function test_WhoNamesNobodyVotesItself() external view {
        vm.assertEq(votes.delegates(ownerOf(1)), ownerOf(1), "delegate");
        vm.assertEq(votes.delegates(address(0)), address(0), "of nobody");
    }

    function test_AColdOwnerNamesAVotingKey() external {
        _delegate(voter);
        _assertVotes(0, STAKE);
        addStake(1, 7e18);
        _assertVotes(0, STAKE + 7e18);
        requestUnbond(1, 8e18);
        _assertVotes(0, STAKE - 1e18);
        slash(1, 1e18);
        _assertVotes(0, STAKE - 2e18);
        _delegate(address(0));
        _assertVotes(STAKE - 2e18, 0);
        vm.assertEq(votes.delegates(ownerOf(1)), ownerOf(1), "itself again");
        _delegate(ownerOf(1));
        _assertVotes(STAKE - 2e18, 0);
        setVoting(1, false);
        _assertVotes(0, 0);
    }

    function test_ADelegateBeforeTheFirstVoteCountsFromTheFirstVote() external {
        vm.prank(ownerOf(2));
        votes.delegate(voter);
        vm.assertEq(votes.getVotes(voter), 0, "nothing yet");
        setVoting(2, true);
        vm.assertEq(votes.getVotes(voter), STAKE, "votes");
    }

    function test_ASignatureNamesTheVotingKey() external {
        uint256 key = 0xC01D;
        address owner = vm.addr(key);
        fundStake(owner, STAKE);
        vm.startPrank(owner);
        staking.setVoting(staking.register(registration(stranger, STAKE)), true);
        vm.stopPrank();
        (, string memory name, string memory version,,,,) = IDomain(address(votes)).eip712Domain();
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                block.chainid,
                votes
            )
        );
        bytes32 message = keccak256(
            abi.encode(
                keccak256("Delegation(address delegatee,uint256 nonce,uint256 expiry)"), voter, 0, type(uint256).max
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked(hex"1901", domain, message)));
        vm.prank(stranger);
        votes.delegateBySig(voter, 0, type(uint256).max, v, r, s);
        vm.assertEq(votes.getVotes(voter), STAKE, "votes");
        vm.expectRevert();
        votes.delegateBySig(voter, 0, type(uint256).max, v, r, s);
    }

    function _delegate(address to) private {
        vm.prank(ownerOf(1));
        votes.delegate(to);
    }

    function _assertVotes(uint256 ofOwner, uint256 ofVoter) private view {
        vm.assertEq(votesOf(1), ofOwner, "owner");
        vm.assertEq(votes.getVotes(voter), ofVoter, "voting key");
        vm.assertEq(votes.totalVotes(), ofOwner + ofVoter, "total");
    }
}

interface IDomain {
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory);
}
