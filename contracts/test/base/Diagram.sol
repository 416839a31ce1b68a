// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {vm} from "./Vm.sol";

/// @notice One arrow of a diagram. States are numbers: of `JobState` in the first diagram, of `Phase` in the second.
struct Edge {
    uint8 from;
    uint8 to;
    string call;
}

/// @notice The diagrams in STATES.md, as the tests read them.
library Diagram {
    /// @param diagram 1: the arrows between the states of a job; 2: those between the phases of a dispute.
    function edges(uint8 diagram) internal view returns (Edge[] memory) {
        return diagram == 1 ? _read(1, _stateNames()) : _read(3, _phaseNames());
    }

    /// @param diagram 1 or 2.
    function key(uint8 diagram, uint8 from, uint8 to, string memory call) internal pure returns (bytes32) {
        return keccak256(abi.encode(diagram, from, to, call));
    }

    function show(uint8 diagram, uint8 from, uint8 to, string memory call) internal pure returns (string memory) {
        string[] memory names = diagram == 1 ? _stateNames() : _phaseNames();
        return string.concat(names[from], " --> ", names[to], ": ", call);
    }

    /// @dev In the order of `JobState`.
    function _stateNames() private pure returns (string[] memory) {
        return vm.split("[*] Open Running Revealing Proposed Disputed JuryReveal Completed Refunded Cancelled", " ");
    }

    /// @dev In the order of `Phase`.
    function _phaseNames() private pure returns (string[] memory) {
        return vm.split("[*] Seed Enrolment Voting Opening Over", " ");
    }

    /// @param part Which part of the file, when it is split at the fences of its code blocks.
    function _read(uint256 part, string[] memory names) private view returns (Edge[] memory list) {
        string[] memory lines = vm.split(vm.split(vm.readFile("STATES.md"), "```")[part], "\n");
        list = new Edge[](100);
        uint256 count;
        for (uint256 i = 0; i < lines.length; i++) {
            string[] memory ends = vm.split(lines[i], " --> ");
            if (ends.length != 2) continue;
            string[] memory target = vm.split(ends[1], ": ");
            if (target.length != 2) continue;
            string[] memory calls = vm.split(target[1], ", ");
            for (uint256 j = 0; j < calls.length; j++) {
                list[count++] = Edge(_number(names, vm.trim(ends[0])), _number(names, target[0]), calls[j]);
            }
        }
        require(count != 0, "STATES.md: no arrows");
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }

    function _number(string[] memory names, string memory name) private pure returns (uint8) {
        for (uint8 i = 0; i < names.length; i++) {
            if (keccak256(bytes(names[i])) == keccak256(bytes(name))) return i;
        }
        revert(string.concat("STATES.md: no state ", name));
    }
}
