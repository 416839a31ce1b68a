// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobOrder} from "../types/JobTypes.sol";

/// @title The EIP-712 hash of an order
library OrderLib {
    bytes32 internal constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 internal constant TYPEHASH = keccak256(
        "JobOrder(address requester,uint256 nonce,bytes32 specHash,address token,uint96 maxPrice,uint96 bond,uint16 startPriceBps,uint16 maxFeeBps,uint8 n,uint8 k,uint8 nodeClass,uint32 units,uint32 claimWindow,uint32 workWindow,uint32 revealWindow,uint32 challengeWindow,uint40 postUntil)"
    );
    uint256 private constant LENGTH = 17 * 32;

    /// @dev hashStruct of EIP-712. An order is seventeen words in calldata already. Words with bits that their types do not have make a hash that no
    /// posted job has.
    function hashOf(JobOrder calldata order) internal pure returns (bytes32 hash) {
        bytes32 typehash = TYPEHASH;
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, typehash)
            calldatacopy(add(words, 0x20), order, LENGTH)
            hash := keccak256(words, add(LENGTH, 0x20))
        }
    }
}
