// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IJobEscrow} from "../interfaces/IJobEscrow.sol";
import {NO_NODE} from "../types/Ids.sol";
import {BondFloor, JobOrder, JobSpec, WindowLimits} from "../types/JobTypes.sol";
import {Program} from "../types/ProgramTypes.sol";
import {JobLib} from "./JobLib.sol";
import {PriceLib} from "./PriceLib.sol";

/// @title What a job must look like to be posted
library TermsLib {
    /// @dev No window of any network is longer; 24 bits hold it.
    uint32 internal constant MAX_WINDOW = 30 days;
    /// @dev Ripe tickets that a class must have for each juror seat, else a few owners would be the jury.
    uint256 private constant TICKETS_PER_SEAT = 4;

    function check(
        JobOrder calldata order,
        JobSpec memory spec,
        Program memory program,
        WindowLimits memory limits
    ) internal pure {
        uint8 n = order.n;
        bool direct = spec.node != NO_NODE;
        require(n != 0 && n <= JobLib.MAX_SEATS && order.k <= n && 2 * order.k > n, IJobEscrow.BadQuorum(n, order.k));
        require(order.maxPrice != 0, IJobEscrow.ZeroPrice());
        require(order.startPriceBps <= PriceLib.BPS, IJobEscrow.BadStartPrice(order.startPriceBps));
        require(order.bond <= type(uint88).max, IJobEscrow.BondTooHigh(order.bond, type(uint88).max));
        require(!direct || n == 1, IJobEscrow.DirectHireNeedsOneSeat(n));
        uint256 places = direct ? 0 : JobLib.MAX_SEATS - n;
        require(spec.excluded.length <= places, IJobEscrow.TooManyExcluded(spec.excluded.length, places));
        _checkProgram(order, spec, program, direct);
        _checkWindows(order, program.vetted, direct, limits);
    }

    /// @notice The highest bond of which a juror's lock (`lockOf`) is at most one ticket.
    function maxBond(uint256 jurySize, uint256 ticketSize) internal pure returns (uint256) {
        return 2 * (jurySize / 2 + 1) * ticketSize / 3;
    }

    /// @notice What a juror's seat locks of stake, for a job with this bond.
    function lockOf(uint256 jurySize, uint256 bond) internal pure returns (uint256) {
        return Math.ceilDiv(3 * bond, 2 * (jurySize / 2 + 1));
    }

    function _checkProgram(
        JobOrder calldata order,
        JobSpec memory spec,
        Program memory program,
        bool direct
    ) private pure {
        bool listed = program.maxUnits != 0;
        uint32 maxUnits = listed ? program.maxUnits : type(uint32).max;
        require(order.units != 0 && order.units <= maxUnits, IJobEscrow.BadUnits(order.units, maxUnits));
        if (listed) {
            require(
                order.nodeClass == program.nodeClass, IJobEscrow.WrongProgramClass(order.nodeClass, program.nodeClass)
            );
        }
        require(program.vetted || direct || order.n != 1, IJobEscrow.NeedsDirectHire(spec.programHash));
    }

    /// @notice What makes a vetted job one that a jury can judge: a bond that pays the jurors, no more of it than their tickets cover, and a
    /// class that has enough tickets.
    /// @param tickets Ripe tickets of the class.
    function checkBond(
        JobOrder calldata order,
        BondFloor memory bondFloor,
        uint256 jurySize,
        uint256 ticketSize,
        uint256 tickets
    ) internal pure {
        require(bondFloor.perUnit != 0, IJobEscrow.NoBondFloor(order.nodeClass));
        uint256 floor = Math.ceilDiv((uint256(bondFloor.perUnit) * order.units + bondFloor.base) * jurySize, 5);
        require(order.bond >= floor, IJobEscrow.BondTooLow(order.bond, floor));
        uint256 most = maxBond(jurySize, ticketSize);
        require(order.bond <= most, IJobEscrow.BondTooHigh(order.bond, most));
        uint256 least = TICKETS_PER_SEAT * jurySize;
        require(tickets >= least, IJobEscrow.ClassTooSmall(order.nodeClass, tickets, least));
    }

    function _checkWindows(JobOrder calldata order, bool vetted, bool direct, WindowLimits memory limits)
        private
        pure
    {
        _within("claimWindow", order.claimWindow, limits.minClaim, limits.maxClaim);
        _within("workWindow", order.workWindow, limits.minWork, limits.maxWork);
        if (order.n == 1) _within("revealWindow", order.revealWindow, 0, 0);
        else _within("revealWindow", order.revealWindow, limits.minReveal, limits.maxReveal);
        if (!vetted) {
            // Two honest runs may differ, so there is nothing to judge.
            _within("challengeWindow", order.challengeWindow, 0, 0);
        } else if (order.challengeWindow != 0 || !direct) {
            _within("challengeWindow", order.challengeWindow, limits.minChallenge, limits.maxChallenge);
        }
    }

    function _within(bytes32 window, uint32 value, uint32 min, uint32 max) private pure {
        require(value >= min && value <= max, IJobEscrow.BadWindow(window, value, min, max));
    }
}
