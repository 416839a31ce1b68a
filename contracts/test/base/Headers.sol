// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";

import {Test, vm} from "./Vm.sol";

/// @notice A block of a public chain (test/vectors/headers.json).
struct RealHeader {
    string name;
    uint256 number;
    bytes32 hash;
    bytes32 prevrandao;
    bytes rlp;
}

/// @notice Block headers, and a chain that remembers their hashes.
abstract contract Headers is Test {
    address internal constant STORED_HASHES = 0x0000F90827F1C53a10cb7A02335B175320002935;
    address private constant SYSTEM = 0xffffFFFfFFffffffffffffffFfFFFfffFFFfFFfE;
    /// @dev The code that EIP-2935 gives; Ethereum and anvil have it at this address.
    bytes private constant STORED_HASHES_CODE =
        hex"3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611fff81430311604257611fff90"
        hex"06545f5260205ff35b5f5ffd5b5f35611fff60014303065500";

    // ---- the chain

    function storeHashes() internal {
        vm.etch(STORED_HASHES, STORED_HASHES_CODE);
    }

    /// @dev The block `number` has this hash, and is the newest that is past.
    function endBlock(uint256 number, bytes32 hash) internal {
        vm.roll(number + 1);
        vm.setBlockhash(number, hash);
        if (STORED_HASHES.code.length == 0) return;
        vm.prank(SYSTEM);
        (bool ok,) = STORED_HASHES.call(abi.encode(hash));
        require(ok, "no system call");
    }

    // ---- headers

    function realHeaders() internal view returns (RealHeader[] memory list) {
        string memory json = vm.readFile("test/vectors/headers.json");
        uint256 count = 0;
        while (vm.keyExistsJson(json, _key(count, ""))) count++;
        list = new RealHeader[](count);
        for (uint256 i = 0; i < count; i++) {
            list[i].name = vm.parseJsonString(json, _key(i, ".name"));
            list[i].number = vm.parseJsonUint(json, _key(i, ".block.number"));
            list[i].hash = vm.parseJsonBytes32(json, _key(i, ".block.hash"));
            list[i].prevrandao = vm.parseJsonBytes32(json, _key(i, ".block.mixHash"));
            list[i].rlp = vm.parseJsonBytes(json, _key(i, ".rlp"));
        }
    }

    function header(uint256 number, bytes32 prevrandao, bytes memory extraData) internal pure returns (bytes memory) {
        return header(number, 0, RLP.encode(prevrandao), extraData);
    }

    /// @param mixHash RLP of that field.
    function header(
        uint256 number,
        uint256 difficulty,
        bytes memory mixHash,
        bytes memory extraData
    ) internal pure returns (bytes memory) {
        bytes[] memory fields = new bytes[](21);
        for (uint256 i = 0; i < fields.length; i++) fields[i] = RLP.encode(keccak256(abi.encode("field", i)));
        fields[2] = RLP.encode(address(0x2222));
        fields[6] = RLP.encode(new bytes(256));
        fields[7] = RLP.encode(difficulty);
        fields[8] = RLP.encode(number);
        for (uint256 i = 9; i < 12; i++) fields[i] = RLP.encode(1_000_000 * i);
        fields[12] = RLP.encode(extraData);
        fields[13] = mixHash;
        fields[14] = RLP.encode(new bytes(8));
        fields[15] = RLP.encode(uint256(7));
        fields[17] = RLP.encode(uint256(0));
        fields[18] = RLP.encode(uint256(0));
        return RLP.encode(fields);
    }

    function _key(uint256 i, string memory field) private pure returns (string memory) {
        return string.concat(".headers[", vm.toString(i), "]", field);
    }
}
