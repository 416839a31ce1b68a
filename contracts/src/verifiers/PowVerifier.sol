// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IResultVerifier} from "../interfaces/IResultVerifier.sol";
import {ResultRoot} from "../libraries/ResultRoot.sol";
import {JobSpec} from "../types/JobTypes.sol";

/// @notice How a search makes a message of input and nonce, and a number of its digest.
enum PowFunction {
    /// keccak256(input, 32 bytes | nonce, 8 bytes big-endian), read big-endian.
    Keccak256,
    /// sha256(sha256(input, 76 bytes | nonce, 4 bytes little-endian)), read little-endian: a Bitcoin block header.
    Sha256d
}

/// @title Checks the proof-of-work searches pow-keccak256 and pow-sha256d
/// @notice The proof is the output followed by the input. It is accepted when the output has the claimed root, the input is the job's, and the nonce
/// lies in the job's range and has a hash below the job's target, computed here.
///
/// Two things it does not check. "No nonce in the range" has no short proof and is not accepted: such a result goes the ordinary way. And that there
/// is no *lower* nonce: any one that meets the target is an answer here, while the ordinary way, where results are compared, wants the lowest.
contract PowVerifier is IResultVerifier {
    /// @dev Parameters, little-endian: first nonce (8 bytes), nonces to try (4), target (32, big-endian).
    uint256 private constant PARAMS = 44;
    uint256 private constant MAX_COUNT = 1 << 31;
    /// @dev Output: nonce (8 bytes, little-endian), its digest (32).
    uint256 private constant OUTPUT = 40;

    PowFunction public immutable powFunction;

    constructor(PowFunction powFunction_) {
        powFunction = powFunction_;
    }

    /// @inheritdoc IResultVerifier
    /// @param proof The output (40 bytes), then the input (32 bytes for Keccak256, 76 for Sha256d).
    function verify(bytes calldata spec, bytes32 root, bytes calldata proof) external view returns (bool) {
        JobSpec memory job = abi.decode(spec, (JobSpec));
        bool keccak = powFunction == PowFunction.Keccak256;
        if (job.params.length != PARAMS || proof.length != OUTPUT + (keccak ? 32 : 76)) return false;
        bytes calldata output = proof[:OUTPUT];
        bytes calldata input = proof[OUTPUT:];
        if (keccak256(input) != job.inputRoot) return false;
        if (ResultRoot.compute(job.programHash, job.inputRoot, output) != root) return false;
        uint64 nonce = _reverse64(uint64(bytes8(output[:8])));
        if (!_inRange(job.params, nonce)) return false;
        bytes32 digest = keccak ? keccak256(bytes.concat(input, bytes8(nonce))) : _sha256d(input, nonce);
        if (digest != bytes32(output[8:])) return false;
        uint256 number = keccak ? uint256(digest) : _reverse256(uint256(digest));
        return number < _target(job.params);
    }

    /// @dev A search whose range is not valid has an error for its result, which goes the ordinary way.
    function _inRange(bytes memory params, uint64 nonce) private view returns (bool) {
        uint256 word = _wordAt(params, 0);
        uint256 start = _reverse64(uint64(word >> 192));
        uint256 count = _reverse64(uint64(word >> 160) << 32);
        uint256 end = powFunction == PowFunction.Keccak256 ? type(uint64).max : 1 << 32;
        return count <= MAX_COUNT && start + count <= end && nonce >= start && nonce < start + count;
    }

    function _target(bytes memory params) private pure returns (uint256) {
        return _wordAt(params, PARAMS - 32);
    }

    /// @dev A nonce of a block header has four bytes; `_inRange` has seen to that.
    function _sha256d(bytes calldata input, uint64 nonce) private pure returns (bytes32) {
        bytes4 last = bytes4(bytes8(_reverse64(nonce)));
        return sha256(bytes.concat(sha256(bytes.concat(input, last))));
    }

    function _wordAt(bytes memory data, uint256 offset) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(add(data, 32), offset))
        }
    }

    function _reverse64(uint64 value) private pure returns (uint64) {
        return uint64(_reverse256(uint256(value) << 192));
    }

    function _reverse256(uint256 value) private pure returns (uint256 reversed) {
        for (uint256 i = 0; i < 32; i++) reversed |= (value >> (8 * i) & 0xff) << (248 - 8 * i);
    }
}
