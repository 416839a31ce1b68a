// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Test, vm} from "../base/Vm.sol";
import {FuzzSelector} from "./Conservation.t.sol";
import {Plotters} from "./Plotters.sol";

/// forge-config: default.invariant.runs = 20
/// forge-config: all.invariant.runs = 400
/// forge-config: all.invariant.depth = 500
/// @notice Nobody gains by attacking. A coalition does what it likes, with fewer than a majority of the seats of each jury. It ends with no more than
/// it began with, what it earned by right results, and what the allowance of a stolen key is worth. No honest party ends with less.
contract CoalitionTest is Test {
    /// @dev Of one life: later the plotters have lost too much to go on.
    uint256 private constant MOVES = 2_000;

    Plotters private plotters;
    /// @dev How often each end came about, over all lives.
    mapping(string end => uint256) private _count;

    function setUp() external {
        plotters = new Plotters();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(plotters);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targeted) {
        targeted = new FuzzSelector[](1);
        bytes4[] memory moves = new bytes4[](8);
        (moves[0], moves[1], moves[2]) = (bytes4(keccak256("post(uint256,uint96)")), plotters.plot.selector, plotters.plotOn.selector);
        (moves[3], moves[4], moves[5]) = (plotters.shift.selector, plotters.payEachOther.selector, plotters.pause.selector);
        (moves[6], moves[7]) = (plotters.pass.selector, plotters.consent.selector);
        targeted[0] = FuzzSelector(address(plotters), moves);
    }

    /// @dev What they have can be compared only while no job is open: here, whenever time passes (`Plotters.pass`), and at the end of each run.
    function invariant_NobodyGainsByAttacking() external view {
        if (plotters.jobCount() == 0) plotters.check();
    }

    function afterInvariant() external {
        plotters.finish();
    }

    event Came(string end, uint256 times);

    /// @dev A property over ends that never come about would prove nothing. `./gridwork test --all` asks for a thousand of each.
    function test_EveryEndComesAbout() external {
        uint256 least = vm.envOr("GRIDWORK_LEAST_ENDS", 1);
        for (uint256 life = 0; life < 10 + least && _rarest() < least; life++) {
            if (life != 0) plotters = new Plotters();
            for (uint256 i = 0; i < MOVES; i++) _move(uint256(keccak256(abi.encode(life, i))));
            plotters.finish();
            string[8] memory lived = _ends();
            for (uint256 i = 0; i < lived.length; i++) _count[lived[i]] += plotters.count(lived[i]);
        }
        string[8] memory ends = _ends();
        for (uint256 i = 0; i < ends.length; i++) {
            emit Came(ends[i], _count[ends[i]]);
            vm.assertGe(_count[ends[i]], least, ends[i]);
        }
    }

    function _ends() private pure returns (string[8] memory) {
        return ["Completed", "Refunded", "Cancelled", "Upheld", "Overturned", "NoVerdict", "no-show", "robbed"];
    }

    function _rarest() private view returns (uint256 least) {
        string[8] memory ends = _ends();
        least = type(uint256).max;
        for (uint256 i = 0; i < ends.length; i++) {
            if (_count[ends[i]] < least) least = _count[ends[i]];
        }
    }

    function _move(uint256 dice) private {
        (uint256 a, uint256 b) = (dice >> 8, uint256(keccak256(abi.encode(dice))));
        dice %= 17;
        if (dice < 3) plotters.post(a, uint96(b));
        else if (dice < 8) plotters.plotOn(a, b);
        else if (dice == 8) plotters.shift(a, uint96(b));
        else if (dice == 9) plotters.payEachOther(a, b, uint96(b >> 96));
        else if (dice == 10) plotters.pause(a % 32 == 0);
        else if (dice == 11) plotters.consent(a, b, b >> 128 & 3 != 0);
        else plotters.pass(a);
    }
}
