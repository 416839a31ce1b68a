// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {TermsLib} from "../../src/libraries/TermsLib.sol";
import {NodeId} from "../../src/types/Ids.sol";
import {BondFloor, JobOrder, JobSpec, WindowLimits} from "../../src/types/JobTypes.sol";
import {Program} from "../../src/types/ProgramTypes.sol";
import {Test, vm} from "../base/Vm.sol";

contract TermsLibTest is Test {
    struct Case {
        JobOrder order;
        JobSpec spec;
        Program program;
        WindowLimits limits;
        BondFloor floor;
        uint256 jurySize;
        uint256 maxBond;
        uint256 tickets;
    }

    function check(Case calldata c) external pure {
        TermsLib.check(c.order, c.spec, c.program, c.limits);
        if (c.program.vetted) TermsLib.checkBond(c.order, c.floor, c.jurySize, c.maxBond, c.tickets);
    }

    /// @dev Values on both sides of every border: an order is taken if and only if the rules of IJobEscrow, written down again here, allow it.
    function testFuzz_TakesWhatTheRulesAllowAndNothingElse(bytes32 seed) external view {
        Case memory c = _case(seed);
        bool taken = true;
        try this.check(c) {}
        catch {
            taken = false;
        }
        vm.assertEq(taken, _seats(c) && _work(c) && _windows(c), "taken");
    }

    /// @dev The cases above are worth something only when many are taken, and many are not.
    function test_TheCasesAreMixed() external view {
        uint256 taken;
        for (uint256 i = 0; i < 300; i++) {
            Case memory c = _case(keccak256(abi.encode(i)));
            if (_seats(c) && _work(c) && _windows(c)) taken++;
        }
        vm.assertGt(taken, 60, "few are taken");
        vm.assertLt(taken, 240, "few are refused");
    }

    function _seats(Case memory c) private pure returns (bool) {
        (uint256 n, uint256 k) = (c.order.n, c.order.k);
        bool direct = NodeId.unwrap(c.spec.node) != 0;
        if (n < 1 || n > 7 || k > n || k * 2 <= n) return false;
        if (direct && (n > 1 || c.spec.excluded.length > 0)) return false;
        return c.spec.excluded.length + n <= 7;
    }

    function _work(Case memory c) private pure returns (bool) {
        bool direct = NodeId.unwrap(c.spec.node) != 0;
        if (c.order.maxPrice == 0 || c.order.startPriceBps > 10_000 || c.order.bond >= 2 ** 88) return false;
        if (c.order.units == 0) return false;
        if (c.program.maxUnits != 0 && c.order.units > c.program.maxUnits) return false;
        if (c.program.maxUnits != 0 && c.order.nodeClass != c.program.nodeClass) return false;
        if (!c.program.vetted) return c.order.n > 1 || direct;
        return c.floor.perUnit != 0 && c.order.bond >= _floor(c) && c.order.bond <= c.maxBond
            && c.tickets >= 4 * c.jurySize;
    }

    function _floor(Case memory c) private pure returns (uint256) {
        return (c.jurySize * (uint256(c.floor.perUnit) * c.order.units + c.floor.base) + 4) / 5;
    }

    function _windows(Case memory c) private pure returns (bool) {
        if (c.order.claimWindow < c.limits.minClaim || c.order.claimWindow > c.limits.maxClaim) return false;
        if (c.order.workWindow < c.limits.minWork || c.order.workWindow > c.limits.maxWork) return false;
        bool inReveal = c.order.revealWindow >= c.limits.minReveal && c.order.revealWindow <= c.limits.maxReveal;
        if (c.order.n == 1 ? c.order.revealWindow != 0 : !inReveal) return false;
        if (!c.program.vetted) return c.order.challengeWindow == 0;
        if (c.order.challengeWindow == 0) return NodeId.unwrap(c.spec.node) != 0;
        return c.order.challengeWindow >= c.limits.minChallenge && c.order.challengeWindow <= c.limits.maxChallenge;
    }

    function _case(bytes32 seed) private pure returns (Case memory c) {
        c.limits = WindowLimits(30, 3_600, 31, 7_200, 32, 7_200, 33, 14_400);
        c.floor = BondFloor(uint88(1 + _dice(seed, "floor", 3) * 1e15), uint88(1 + _dice(seed, "base", 1e18)));
        (c.jurySize, c.maxBond) = (1 + 2 * _dice(seed, "size", 5), type(uint88).max);
        c.tickets = 4 * c.jurySize + _dice(seed, "tickets", 50);
        bool listed = _dice(seed, "listed", 4) != 0;
        c.program = Program(listed && _dice(seed, "vetted", 4) != 0, 1, listed ? 1_000 : 0, address(0));
        c.order.n = uint8(_dice(seed, "few", 3) == 0 ? 1 : 1 + _dice(seed, "n", 7));
        c.order.k = uint8(c.order.n / 2 + 1);
        c.order.maxPrice = uint96(1 + _dice(seed, "price", 1e9));
        c.order.units = uint32(1 + _dice(seed, "units", 1_000));
        c.order.bond = uint96(_floor(c) + _dice(seed, "bond", 1e18));
        c.order.nodeClass = 1;
        c.order.startPriceBps = uint16(_dice(seed, "start", 10_001));
        c.order.claimWindow = uint32(30 + _dice(seed, "claim", 3_571));
        c.order.workWindow = uint32(31 + _dice(seed, "work", 7_170));
        c.order.revealWindow = c.order.n == 1 ? 0 : uint32(32 + _dice(seed, "reveal", 7_169));
        c.order.challengeWindow = c.program.vetted ? uint32(33 + _dice(seed, "challenge", 14_368)) : 0;
        if (c.order.n == 1 && (!c.program.vetted || _dice(seed, "direct", 2) == 0)) c.spec.node = NodeId.wrap(5);
        else c.spec.excluded = new NodeId[](_dice(seed, "excluded", 8 - c.order.n));
        _spoil(c, seed, _dice(seed, "spoil", 26));
    }

    /// @dev Half of the cases have one value that stands on a border, or one beside it.
    function _spoil(Case memory c, bytes32 seed, uint256 which) private pure {
        uint32 value = uint32(_dice(seed, "value", 3));
        if (which == 0) c.order.n = uint8(6 + value);
        else if (which == 1) c.order.n = uint8(value);
        else if (which == 2) c.order.k = c.order.n / 2 + uint8(value);
        else if (which == 3) c.order.k = c.order.n + uint8(value);
        else if (which == 4) c.order.maxPrice = value;
        else if (which == 5) c.order.startPriceBps = uint16(9_999 + value);
        else if (which == 6) c.order.bond = type(uint88).max - 1 + uint96(value);
        else if (which == 7) c.order.bond = uint96(_floor(c) + value) - 1;
        else if (which == 8) c.order.units = value;
        else if (which == 9) c.order.units = 999 + value;
        else if (which == 10) c.order.nodeClass = uint8(value);
        else if (which == 11) c.order.claimWindow = value % 2 == 0 ? 29 + value : 3_600 + value;
        else if (which == 12) c.order.workWindow = value % 2 == 0 ? 30 + value : 7_200 + value;
        else if (which == 13) c.order.revealWindow = value * 16;
        else if (which == 14) c.order.challengeWindow = value * 16 + value;
        else if (which == 15) c.spec.node = NodeId.wrap(value);
        else if (which == 17) c.maxBond = c.order.bond - 1 + value;
        else if (which == 18) c.tickets = 4 * c.jurySize - 1 + value;
        else if (which == 19) c.floor.perUnit = 0;
        else if (which == 16) c.spec.excluded = new NodeId[](6 - c.order.n % 7 + value);
    }

    function _dice(bytes32 seed, string memory what, uint256 sides) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, what))) % sides;
    }
}
