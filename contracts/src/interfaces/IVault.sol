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
/// A module (the staking contract, a market, a jury) can pull from an account only when the governor has made it a module and the account
/// itself has consented to it. No module ever consents, so nothing that governance does reaches stake, escrow or a challenger's bond.
/// Nothing here can be paused, and no policy is asked.
interface IVault is IGoverned, IMulticall {
    error InsufficientBalance(address token, address account, uint256 balance, uint256 needed);
    error NotModule(address caller);
    /// @dev The account has not consented to the module, or has taken its consent back.
    error NoConsent(address account, address module);
    /// @dev Neither the account's key nor the account's contract (ERC-1271) signed this consent with the nonce that is next.
    error BadConsent(address account, address module);
    /// @dev The signed consent could be shown until `deadline` (Unix seconds).
    error ConsentExpired(uint256 deadline);
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
    event ModuleAdded(address indexed module);
    event ConsentSet(address indexed account, address indexed module, bool given);

    /// @notice Takes `amount` of `token` from the caller and credits what arrives to `account`, which is no module and not the vault.
    /// @return credited What arrived; less than `amount` for tokens with a fee on transfer.
    function deposit(address token, address account, uint256 amount) external returns (uint256 credited);

    /// @notice `deposit` with the caller's ERC-2612 permit instead of an approval. A permit that somebody else has used already does no harm: what
    /// counts is that the allowance is there.
    function depositWithPermit(
        address token,
        address account,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 credited);

    /// @notice Credits the native currency sent to `account`. Not from within `multicall`, which carries no value.
    function depositNative(address account) external payable;

    /// @notice Lets `module` pull from the caller's balance, or no longer. Taking a consent back also makes every consent worthless that the
    /// caller has signed and nobody has shown yet.
    function consent(address module, bool given) external;

    /// @notice Shows a consent that `account` has signed. Anyone may.
    /// @param deadline Last second (Unix) in which it can be shown.
    /// @param signature Over the EIP-712 digest of `Consent(address account,address module,uint256 nonce,uint256 deadline)` with the nonce
    /// `consentNonceOf(account)`, in the domain "Gridwork vault", version "1": of the account's key, also where EIP-7702 gave it code, or whatever its contract accepts (ERC-1271).
    function consentFor(address account, address module, uint256 deadline, bytes calldata signature) external;

    /// @notice Pays `amount` of the caller's balance out to `to`, which is not the vault. Never refused.
    function withdraw(address token, uint256 amount, address to) external;

    /// @notice Moves parts of the caller's balance to other accounts of the vault. Anyone may, so a market can always pay out.
    function pay(address token, bytes32 jobId, Payment[] calldata payments) external;

    /// @notice Moves `amount` of `from`'s balance to the calling module. Modules only, and only with the consent of `from`.
    function pull(address token, address from, uint256 amount, bytes32 jobId) external;

    /// @notice Lets `module` pull from accounts that consent to it, for good: were it stopped, results could not be challenged any more. Governor only.
    function addModule(address module) external;

    function balanceOf(address token, address account) external view returns (uint256);

    /// @notice Sum of all balances of `token`: never more than the vault really holds of it.
    function totalOf(address token) external view returns (uint256);

    /// @notice Whether `account` can pull where it has consent.
    function isModule(address account) external view returns (bool);

    function hasConsented(address account, address module) external view returns (bool);

    /// @notice The nonce of the account's next signed consent.
    function consentNonceOf(address account) external view returns (uint256);
}
