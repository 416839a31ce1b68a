// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

import {IVault} from "../../src/interfaces/IVault.sol";

/// @notice Keeps one percent of every transfer.
contract FeeToken is ERC20("Fee", "FEE") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0) || to == address(0)) return super._update(from, to, value);
        super._update(from, address(0), value / 100);
        super._update(from, to, value - value / 100);
    }
}

/// @notice Answers false instead of reverting, and moves nothing.
contract FalseToken {
    mapping(address account => uint256) public balanceOf;

    function transfer(address, uint256) external pure returns (bool) {
        return false;
    }

    function transferFrom(address, address, uint256) external pure returns (bool) {
        return false;
    }
}

/// @notice Calls back whoever it was told to in the middle of a transfer, as ERC-777 does.
contract ReentrantToken is ERC20("Reentrant", "RE") {
    address private _target;
    bytes private _call;
    bool public refused;
    /// @notice Selector of the error that the call back ended with, if it did.
    bytes4 public reason;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function armed(address target, bytes calldata call_) external {
        (_target, _call) = (target, call_);
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (_target == address(0)) return;
        address target = _target;
        _target = address(0);
        (bool ok, bytes memory answer) = target.call(_call);
        refused = !ok;
        reason = bytes4(answer);
    }
}

/// @notice Deposits and withdraws for itself, and tries to withdraw again while it is being paid.
contract GreedyAccount {
    IVault private immutable VAULT;
    bool public refused;

    constructor(IVault vault) {
        VAULT = vault;
    }

    function deposit() external payable {
        VAULT.depositNative{value: msg.value}(address(this));
    }

    function withdraw(uint256 amount) external {
        VAULT.withdraw(address(0), amount, address(this));
    }

    receive() external payable {
        try VAULT.withdraw(address(0), msg.value, address(this)) {}
        catch {
            refused = true;
        }
    }
}

/// @notice Refuses native currency.
contract ClosedAccount {
    function withdraw(IVault vault, uint256 amount) external {
        vault.withdraw(address(0), amount, address(this));
    }
}
