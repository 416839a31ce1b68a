// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ECDSA} from "solady/utils/ECDSA.sol";
import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";

/// @title Whether an account has signed a hash
library Signatures {
    /// @notice True for a signature by the account's key, 65 bytes (r, s, v) or 64 (ERC-2098), and for what the account's contract accepts
    /// (ERC-1271). The key counts also where the account has code: EIP-7702 gives code to accounts of keys.
    function isValid(address account, bytes32 hash, bytes calldata signature) internal view returns (bool) {
        if (account == address(0)) return false;
        return ECDSA.tryRecoverCalldata(hash, signature) == account
            || SignatureCheckerLib.isValidERC1271SignatureNowCalldata(account, hash, signature);
    }
}
