// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Diagram, Edge} from "../base/Diagram.sol";
import {Test, vm} from "../base/Vm.sol";
import {Players} from "./Players.sol";

/// @notice Rules that nobody ever tries to break prove nothing: the players take every arrow of the state diagram, and `Watch` sees that they take
/// no other.
contract ReachTest is Test {
    /// @dev About 4,000 are enough with these dice.
    uint256 private constant MOST_MOVES = 20_000;

    function test_ThePlayersTakeEveryArrow() external {
        Players players = new Players();
        string memory missing = "all";
        for (uint256 i = 0; i < MOST_MOVES && bytes(missing).length != 0; i++) {
            _move(players, uint256(keccak256(abi.encode("move", i))));
            if (i % 250 != 0) continue;
            missing = _missing(players, 1);
            if (bytes(missing).length == 0) missing = _missing(players, 2);
        }
        vm.assertEq(bytes(players.broken()), "", "broken");
        vm.assertEq(bytes(missing), "", "an arrow nobody took");
    }

    function _move(Players players, uint256 dice) private {
        (uint256 a, uint256 b) = (dice >> 8, uint256(keccak256(abi.encode(dice))));
        dice %= 14;
        if (dice < 3) players.post(b, uint8(a), uint96(b), uint96(b >> 96), uint32(a));
        else if (dice < 11) players.playOn(a, b);
        else if (dice == 11) players.live(a, b, uint96(a));
        // Without the retirement of the market: it is for good.
        else if (dice == 12) players.rule(a % 9, b);
        else players.steal(a, b, a);
    }

    function _missing(Players players, uint8 diagram) private view returns (string memory) {
        Edge[] memory edges = Diagram.edges(diagram);
        for (uint256 i = 0; i < edges.length; i++) {
            Edge memory edge = edges[i];
            if (players.taken(Diagram.key(diagram, edge.from, edge.to, edge.call)) == 0) {
                return Diagram.show(diagram, edge.from, edge.to, edge.call);
            }
        }
        return "";
    }
}
