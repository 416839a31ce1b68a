// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IJobEscrow} from "../interfaces/IJobEscrow.sol";
import {NO_NODE} from "../types/Ids.sol";
import {JobSpec, JobTerms, WindowLimits} from "../types/JobTypes.sol";
import {Program} from "../types/ProgramTypes.sol";
import {JobLib} from "./JobLib.sol";
import {PriceLib} from "./PriceLib.sol";

/// @title What a job must look like to be posted
library TermsLib {
    /// @dev No window of any network is longer; 24 bits hold it.
    uint32 internal constant MAX_WINDOW = 30 days;

    function check(
        JobTerms calldata terms,
        JobSpec memory spec,
        Program memory program,
        WindowLimits memory limits,
        uint96 bondFloor
    ) internal pure {
        uint8 n = terms.n;
        bool direct = spec.node != NO_NODE;
        require(n != 0 && n <= JobLib.MAX_SEATS && terms.k <= n && 2 * terms.k > n, IJobEscrow.BadQuorum(n, terms.k));
        require(terms.maxPrice != 0, IJobEscrow.ZeroPrice());
        require(terms.startPriceBps <= PriceLib.BPS, IJobEscrow.BadStartPrice(terms.startPriceBps));
        require(terms.bond <= type(uint88).max, IJobEscrow.BondTooHigh(terms.bond, type(uint88).max));
        require(!direct || n == 1, IJobEscrow.DirectHireNeedsOneSeat(n));
        uint256 places = direct ? 0 : JobLib.MAX_SEATS - n;
        require(spec.excluded.length <= places, IJobEscrow.TooManyExcluded(spec.excluded.length, places));
        _checkProgram(terms, spec, program, direct, bondFloor);
        _checkWindows(terms, program.vetted, limits);
    }

    function _checkProgram(
        JobTerms calldata terms,
        JobSpec memory spec,
        Program memory program,
        bool direct,
        uint96 bondFloor
    ) private pure {
        bool listed = program.maxUnits != 0;
        uint32 maxUnits = listed ? program.maxUnits : type(uint32).max;
        require(spec.units != 0 && spec.units <= maxUnits, IJobEscrow.BadUnits(spec.units, maxUnits));
        if (listed) {
            require(
                terms.nodeClass == program.nodeClass, IJobEscrow.WrongProgramClass(terms.nodeClass, program.nodeClass)
            );
        }
        if (program.vetted) {
            uint256 floor = uint256(bondFloor) * spec.units;
            require(terms.bond >= floor, IJobEscrow.BondTooLow(terms.bond, floor));
        } else {
            require(direct || terms.n != 1, IJobEscrow.NeedsDirectHire(spec.programHash));
        }
    }

    function _checkWindows(JobTerms calldata terms, bool vetted, WindowLimits memory limits) private pure {
        _within("claimWindow", terms.claimWindow, limits.minClaim, limits.maxClaim);
        _within("workWindow", terms.workWindow, limits.minWork, limits.maxWork);
        if (terms.n == 1) _within("revealWindow", terms.revealWindow, 0, 0);
        else _within("revealWindow", terms.revealWindow, limits.minReveal, limits.maxReveal);
        if (!vetted) {
            // Two honest runs may differ, so there is nothing to judge.
            _within("challengeWindow", terms.challengeWindow, 0, 0);
        } else if (terms.challengeWindow != 0 || terms.k == 1) {
            _within("challengeWindow", terms.challengeWindow, limits.minChallenge, limits.maxChallenge);
        }
    }

    function _within(bytes32 window, uint32 value, uint32 min, uint32 max) private pure {
        require(value >= min && value <= max, IJobEscrow.BadWindow(window, value, min, max));
    }
}
