// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Governed} from "./Governed.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {IJury} from "./interfaces/IJury.sol";
import {INodeStaking} from "./interfaces/INodeStaking.sol";
import {IProgramRegistry} from "./interfaces/IProgramRegistry.sol";
import {IVault} from "./interfaces/IVault.sol";
import {TermsLib} from "./libraries/TermsLib.sol";
import {BondFloor, MarketParams, WindowLimits} from "./types/JobTypes.sol";

/// @title What governance can set in the market, and within which bounds
abstract contract MarketSettings is IJobEscrow, Governed {
    uint16 private constant MAX_FEE_BPS = 500;
    uint16 private constant MAX_NO_SHOW_BPS = 5_000;
    /// @dev The price index moves once in this time, by an eighth at most.
    uint40 internal constant INDEX_PERIOD = 1 hours;

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

    uint96 internal immutable _ticketSize;

    // One slot, read by every post.
    address internal _treasury;
    uint16 internal _feeBps;
    uint16 internal _noShowBps;
    uint8 internal _jurySize;
    /// @inheritdoc IJobEscrow
    IJury public jury;
    /// @inheritdoc IJobEscrow
    mapping(address token => bool) public isTokenAllowed;
    mapping(uint8 nodeClass => BondFloor) internal _bondFloors;
    mapping(address token => mapping(uint8 nodeClass => Quote)) internal _quotes;

    /// @param price Per unit, times 1e18.
    /// @param movedAt Unix seconds.
    struct Quote {
        uint216 price;
        uint40 movedAt;
    }

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
        _ticketSize = staking_.ticketSize();
        (_minClaim, _maxClaim) = _window("claimWindow", limits_.minClaim, limits_.maxClaim);
        (_minWork, _maxWork) = _window("workWindow", limits_.minWork, limits_.maxWork);
        (_minReveal, _maxReveal) = _window("revealWindow", limits_.minReveal, limits_.maxReveal);
        (_minChallenge, _maxChallenge) = _window("challengeWindow", limits_.minChallenge, limits_.maxChallenge);
        _setFee(params_.feeBps);
        _setNoShow(params_.noShowBps);
        _setTreasury(params_.treasury);
    }

    /// @inheritdoc IJobEscrow
    function setJury(IJury jury_) external onlyGovernor {
        require(address(jury) == address(0), JuryIsChosen(address(jury)));
        require(address(jury_.market()) == address(this), JuryOfAnother(address(jury_)));
        (jury, _jurySize) = (jury_, jury_.size());
        emit ParameterSet("jury", 0, uint160(address(jury_)));
    }

    /// @inheritdoc IJobEscrow
    function setToken(address token, bool allowed) external onlyGovernor {
        isTokenAllowed[token] = allowed;
        emit ParameterSet("token", bytes32(uint256(uint160(token))), allowed ? 1 : 0);
    }

    /// @inheritdoc IJobEscrow
    function setBondFloor(uint8 nodeClass, BondFloor calldata floor) external onlyGovernor {
        // Without a floor a challenge is free, and jurors work for nothing.
        _bound("bondFloorPerUnit", floor.perUnit, 1, type(uint88).max);
        _bound("bondFloorBase", floor.base, 1, type(uint88).max);
        _bondFloors[nodeClass] = floor;
        emit ParameterSet("bondFloorPerUnit", bytes32(uint256(nodeClass)), floor.perUnit);
        emit ParameterSet("bondFloorBase", bytes32(uint256(nodeClass)), floor.base);
    }

    /// @inheritdoc IJobEscrow
    function setQuote(address token, uint8 nodeClass, uint216 pricePerUnit) external onlyGovernor {
        require(_quotes[token][nodeClass].price == 0, QuoteIsSet(token, nodeClass));
        _setQuote(token, nodeClass, pricePerUnit);
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
        return MarketParams(_treasury, _feeBps, _noShowBps);
    }

    /// @inheritdoc IJobEscrow
    function limits() public view returns (WindowLimits memory) {
        return WindowLimits(
            _minClaim, _maxClaim, _minWork, _maxWork, _minReveal, _maxReveal, _minChallenge, _maxChallenge
        );
    }

    /// @inheritdoc IJobEscrow
    function bondFloorOf(uint8 nodeClass) external view returns (BondFloor memory) {
        return _bondFloors[nodeClass];
    }

    /// @inheritdoc IJobEscrow
    function quote(address token, uint8 nodeClass) external view returns (uint256 pricePerUnit) {
        return _quotes[token][nodeClass].price;
    }

    function _setQuote(address token, uint8 nodeClass, uint216 pricePerUnit) internal {
        _quotes[token][nodeClass] = Quote(pricePerUnit, uint40(block.timestamp));
        emit PriceIndex(token, nodeClass, pricePerUnit);
    }

    function _setFee(uint16 feeBps) private {
        _bound("feeBps", feeBps, 0, MAX_FEE_BPS);
        _feeBps = feeBps;
        emit ParameterSet("feeBps", 0, feeBps);
    }

    function _setNoShow(uint16 noShowBps) private {
        _bound("noShowBps", noShowBps, 0, MAX_NO_SHOW_BPS);
        _noShowBps = noShowBps;
        emit ParameterSet("noShowBps", 0, noShowBps);
    }

    function _setTreasury(address treasury) private {
        _bound("treasury", uint160(treasury), 1, type(uint160).max);
        // What is paid to a module is nobody's.
        require(treasury != address(vault) && !vault.isModule(treasury), IVault.NobodysAccount(treasury));
        _treasury = treasury;
        emit ParameterSet("treasury", 0, uint160(treasury));
    }

    function _window(bytes32 name, uint32 min, uint32 max) private pure returns (uint32, uint32) {
        // A window of 0 would let the next block end a job that nobody could have worked on.
        _bound(name, min, 1, max);
        _bound(name, max, min, TermsLib.MAX_WINDOW);
        return (min, max);
    }
}
