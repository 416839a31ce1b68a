// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobState} from "../../src/types/JobTypes.sol";
import {vm} from "./Vm.sol";

/// @notice One arrow of the state diagram.
struct Edge {
    JobState from;
    JobState to;
    string call;
}

/// @notice The diagram in STATES.md, as the tests read it.
library Diagram {
    function edges() internal view returns (Edge[] memory list) {
        string[] memory lines = vm.split(vm.readFile("STATES.md"), "\n");
        list = new Edge[](100);
        uint256 count;
        for (uint256 i = 0; i < lines.length; i++) {
            string[] memory ends = vm.split(lines[i], " --> ");
            if (ends.length != 2) continue;
            string[] memory target = vm.split(ends[1], ": ");
            if (target.length != 2) continue;
            string[] memory calls = vm.split(target[1], ", ");
            for (uint256 j = 0; j < calls.length; j++) {
                list[count++] = Edge(_state(vm.trim(ends[0])), _state(target[0]), calls[j]);
            }
        }
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }

    function key(JobState from, JobState to, string memory call) internal pure returns (bytes32) {
        return keccak256(abi.encode(from, to, call));
    }

    function nameOf(JobState state) internal pure returns (string memory) {
        return [
            "[*]",
            "Open",
            "Running",
            "Revealing",
            "Proposed",
            "Disputed",
            "JuryReveal",
            "Completed",
            "Refunded",
            "Cancelled"
        ][uint256(state)];
    }

    function show(JobState from, JobState to, string memory call) internal pure returns (string memory) {
        return string.concat(nameOf(from), " --> ", nameOf(to), ": ", call);
    }

    function _state(string memory name) private pure returns (JobState) {
        for (uint8 i = 0; i <= uint8(type(JobState).max); i++) {
            if (keccak256(bytes(nameOf(JobState(i)))) == keccak256(bytes(name))) return JobState(i);
        }
        revert(string.concat("STATES.md: no state ", name));
    }
}
