// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Payment} from "../types/Payment.sol";
import {IGoverned} from "./IGoverned.sol";
import {IMulticall} from "./IMulticall.sol";

/// @title The only holder of tokens
/// @notice Everything else moves balances in its books; tokens themselves move in `deposit*` and `withdraw` only. A token is an address;
/// address(0) is the chain's native currency. Any ERC-20 can be deposited: with or without return values, with or without a fee on transfer
/// (what arrives is credited). Do not deposit rebasing tokens: a balance that shrinks by itself is not tracked, and the loss falls on
/// whoever withdraws last.
///
/// Warning: an active module can pull any account's *free* balance into itself. Modules are added by the governor alone; its timelock is
/// the time users have to withdraw. `withdraw` cannot be paused, and asks nobody.
interface IVault is IGoverned, IMulticall {
    error InsufficientBalance(address token, address account, uint256 balance, uint256 needed);
    error NotModule(address caller);
    error NothingReceived(address token);
    error TransferFailed(address token, address to, uint256 amount);
    /// @dev Native currency is deposited with `depositNative`.
    error NativeNeedsValue();
    error NoContract(address token);
    error Reentered();
    error ZeroAccount();
    /// @dev The vault's own account, or a module's: nobody could take the money out again.
    error NobodysAccount(address account);

    event Deposited(address indexed token, address indexed account, address indexed from, uint256 amount);
    event Withdrawn(address indexed token, address indexed account, address indexed to, uint256 amount);
    /// @param jobId The job it belongs to, or 0 (staking, or a payment between accounts). It is the sender's word: trust it when `from` or `to` is a market.
    event Moved(address indexed token, address indexed from, address indexed to, uint256 amount, bytes32 jobId);
    event ModuleSet(address indexed module, bool active);

    /// @notice Takes `amount` of `token` from the caller and credits what arrives to `account`, which is no module and not the vault. Entry: pause and policy (on the caller and on `account`).
    /// @return credited What arrived; less than `amount` for tokens with a fee on transfer.
    function deposit(address token, address account, uint256 amount) external returns (uint256 credited);

    /// @notice `deposit` with the caller's ERC-2612 permit instead of an approval. A permit that somebody else has used already does no harm: what
    /// counts is that the allowance is there. Entry.
    function depositWithPermit(
        address token,
        address account,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 credited);

    /// @notice Credits the native currency sent to `account`. Entry. Not from within `multicall`, which carries no value.
    function depositNative(address account) external payable;

    /// @notice Pays `amount` of the caller's balance out to `to`, which is not the vault. Exit: never paused, never refused.
    function withdraw(address token, uint256 amount, address to) external;

    /// @notice Moves parts of the caller's balance to other accounts of the vault. Anyone may, so a market can always pay out.
    function pay(address token, bytes32 jobId, Payment[] calldata payments) external;

    /// @notice Moves `amount` of `from`'s balance to the calling module. Active modules only.
    function pull(address token, address from, uint256 amount, bytes32 jobId) external;

    /// @notice Lets `module` pull, or stops it. A stopped module keeps its balance and can still `pay`. Governor only.
    function setModule(address module, bool active) external;

    function balanceOf(address token, address account) external view returns (uint256);

    /// @notice Sum of all balances of `token`: never more than the vault really holds of it.
    function totalOf(address token) external view returns (uint256);

    function isModule(address account) external view returns (bool);
}
