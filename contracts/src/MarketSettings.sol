// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Governed} from "./Governed.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {IJury} from "./interfaces/IJury.sol";
import {INodeStaking} from "./interfaces/INodeStaking.sol";
import {IProgramRegistry} from "./interfaces/IProgramRegistry.sol";
import {IVault} from "./interfaces/IVault.sol";
import {TermsLib} from "./libraries/TermsLib.sol";
import {MarketParams, WindowLimits} from "./types/JobTypes.sol";

/// @title What governance can set in the market, and within which bounds
abstract contract MarketSettings is IJobEscrow, Governed {
    uint16 private constant MAX_FEE_BPS = 500;
    uint16 private constant MAX_NO_SHOW_BPS = 5_000;

    /// @inheritdoc IJobEscrow
    IVault public immutable vault;
    /// @inheritdoc IJobEscrow
    INodeStaking public immutable staking;
    /// @inheritdoc IJobEscrow
    IProgramRegistry public immutable programs;
    address internal immutable _stakeToken;

    uint32 private immutable _minClaim;
    uint32 private immutable _maxClaim;
    uint32 private immutable _minWork;
    uint32 private immutable _maxWork;
    uint32 private immutable _minReveal;
    uint32 private immutable _maxReveal;
    uint32 private immutable _minChallenge;
    uint32 private immutable _maxChallenge;

    MarketParams internal _params;
    /// @inheritdoc IJobEscrow
    IJury public jury;
    /// @inheritdoc IJobEscrow
    mapping(address token => bool) public isTokenAllowed;
    /// @inheritdoc IJobEscrow
    mapping(uint8 nodeClass => uint96 perUnit) public bondFloorOf;

    constructor(
        address governor_,
        IVault vault_,
        INodeStaking staking_,
        IProgramRegistry programs_,
        WindowLimits memory limits_,
        MarketParams memory params_
    ) Governed(governor_) {
        vault = vault_;
        staking = staking_;
        programs = programs_;
        _stakeToken = staking_.stakeToken();
        (_minClaim, _maxClaim) = _window("claimWindow", limits_.minClaim, limits_.maxClaim);
        (_minWork, _maxWork) = _window("workWindow", limits_.minWork, limits_.maxWork);
        (_minReveal, _maxReveal) = _window("revealWindow", limits_.minReveal, limits_.maxReveal);
        (_minChallenge, _maxChallenge) = _window("challengeWindow", limits_.minChallenge, limits_.maxChallenge);
        // The work and reveal windows count twice: a jury gets them too. No bond may become free to leave while a job can still take it.
        uint256 lifetime = uint256(limits_.maxClaim) + limits_.maxChallenge
            + 2 * (uint256(limits_.maxWork) + limits_.maxReveal);
        uint256 most = staking_.minUnbondCooldown();
        require(lifetime < most, UnboundedLifetime(lifetime, most));
        _setFee(params_.feeBps);
        _setNoShow(params_.noShowBps);
        _setTreasury(params_.treasury);
    }

    /// @inheritdoc IJobEscrow
    function setJury(IJury jury_) external onlyGovernor {
        // A dispute that has begun must end before the same judges.
        require(address(jury) == address(0), JuryIsChosen(address(jury)));
        jury = jury_;
        emit ParameterSet("jury", 0, uint160(address(jury_)));
    }

    /// @inheritdoc IJobEscrow
    function setToken(address token, bool allowed) external onlyGovernor {
        isTokenAllowed[token] = allowed;
        emit ParameterSet("token", bytes32(uint256(uint160(token))), allowed ? 1 : 0);
    }

    /// @inheritdoc IJobEscrow
    function setBondFloor(uint8 nodeClass, uint96 perUnit) external onlyGovernor {
        _bound("bondFloor", perUnit, 0, type(uint88).max);
        bondFloorOf[nodeClass] = perUnit;
        emit ParameterSet("bondFloor", bytes32(uint256(nodeClass)), perUnit);
    }

    /// @inheritdoc IJobEscrow
    function setFee(uint16 feeBps) external onlyGovernor {
        _setFee(feeBps);
    }

    /// @inheritdoc IJobEscrow
    function setNoShow(uint16 noShowBps) external onlyGovernor {
        _setNoShow(noShowBps);
    }

    /// @inheritdoc IJobEscrow
    function setTreasury(address treasury) external onlyGovernor {
        _setTreasury(treasury);
    }

    /// @inheritdoc IJobEscrow
    function params() external view returns (MarketParams memory) {
        return _params;
    }

    /// @inheritdoc IJobEscrow
    function limits() public view returns (WindowLimits memory) {
        return WindowLimits(
            _minClaim, _maxClaim, _minWork, _maxWork, _minReveal, _maxReveal, _minChallenge, _maxChallenge
        );
    }

    function _setFee(uint16 feeBps) private {
        _bound("feeBps", feeBps, 0, MAX_FEE_BPS);
        _params.feeBps = feeBps;
        emit ParameterSet("feeBps", 0, feeBps);
    }

    function _setNoShow(uint16 noShowBps) private {
        _bound("noShowBps", noShowBps, 0, MAX_NO_SHOW_BPS);
        _params.noShowBps = noShowBps;
        emit ParameterSet("noShowBps", 0, noShowBps);
    }

    function _setTreasury(address treasury) private {
        _bound("treasury", uint160(treasury), 1, type(uint160).max);
        _params.treasury = treasury;
        emit ParameterSet("treasury", 0, uint160(treasury));
    }

    function _window(bytes32 name, uint32 min, uint32 max) private pure returns (uint32, uint32) {
        // A window of 0 would let the next block end a job that nobody could have worked on.
        _bound(name, min, 1, max);
        _bound(name, max, min, TermsLib.MAX_WINDOW);
        return (min, max);
    }
}
