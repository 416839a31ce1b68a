// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

import {JobId} from "../../src/types/Ids.sol";
import {World} from "./World.sol";
import {vm} from "./Vm.sol";

/// @notice A contract that signs with its owner's key (ERC-1271).
contract Wallet is IERC1271 {
    address private immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (uint8 v, bytes32 r, bytes32 s) = abi.decode(signature, (uint8, bytes32, bytes32));
        return ecrecover(hash, v, r, s) == owner ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}

/// @notice A network with a requester who has a key, and money in the vault.
abstract contract Signers is World {
    uint256 internal constant KEY = 0xA11CE;
    address internal immutable signer = vm.addr(KEY);

    function setUp() public virtual override {
        super.setUp();
        addNodes(2);
        fund(signer, 100e6);
    }

    function sign(uint256 key, JobId jobId) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, JobId.unwrap(jobId));
        return abi.encodePacked(r, s, v);
    }
}
