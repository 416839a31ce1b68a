// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ProgramHash} from "../../src/types/Ids.sol";
import {JobSpec} from "../../src/types/JobTypes.sol";
import {vm} from "./Vm.sol";

/// @notice A proof-of-work search and its result as the worker's Java reference computes it (`searches` of test/vectors/protocol.json).
struct Search {
    bool keccak;
    bool found;
    JobSpec spec;
    bytes32 root;
    bytes proof;
}

library Searches {
    function read() internal view returns (Search[] memory list) {
        string memory json = vm.readFile("test/vectors/protocol.json");
        uint256 count = 0;
        while (vm.keyExistsJson(json, _key(count, ""))) count++;
        list = new Search[](count);
        for (uint256 i = 0; i < count; i++) list[i] = _read(json, i);
    }

    function _read(string memory json, uint256 i) private pure returns (Search memory search) {
        bytes memory input = vm.parseJsonBytes(json, _key(i, ".input"));
        bytes memory output = vm.parseJsonBytes(json, _key(i, ".output"));
        search.keccak = keccak256(bytes(vm.parseJsonString(json, _key(i, ".program")))) == keccak256("pow-keccak256");
        search.found = bytes8(output) != bytes8(type(uint64).max);
        search.spec.programHash = ProgramHash.wrap(vm.parseJsonBytes32(json, _key(i, ".programHash")));
        search.spec.inputRoot = vm.parseJsonBytes32(json, _key(i, ".inputRoot"));
        search.spec.params = vm.parseJsonBytes(json, _key(i, ".params"));
        search.spec.outputLength = uint64(output.length);
        search.root = vm.parseJsonBytes32(json, _key(i, ".root"));
        search.proof = bytes.concat(output, input);
    }

    function _key(uint256 i, string memory field) private pure returns (string memory) {
        return string.concat(".searches[", vm.toString(i), "]", field);
    }
}
