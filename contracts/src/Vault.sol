// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {Governed} from "./Governed.sol";
import {Multicall} from "./Multicall.sol";
import {IVault} from "./interfaces/IVault.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {Payment} from "./types/Payment.sol";

/// @title The only holder of tokens
/// @notice Specified in `IVault`.
contract Vault is IVault, Governed, Multicall, EIP712 {
    using SafeERC20 for IERC20;

    address private constant NATIVE = address(0);
    uint256 private constant NONCES_AHEAD = 1 << 64;
    bytes32 private constant CONSENT_TYPEHASH =
        keccak256("Consent(address account,address module,uint256 nonce,uint256 deadline)");

    /// @inheritdoc IVault
    mapping(address token => mapping(address account => uint256)) public balanceOf;
    /// @inheritdoc IVault
    mapping(address token => uint256) public totalOf;
    /// @inheritdoc IVault
    mapping(address account => mapping(address module => bool)) public hasConsented;
    /// @inheritdoc IVault
    mapping(address account => uint256) public consentNonceOf;
    /// @inheritdoc IVault
    mapping(address account => bool) public isModule;

    bool private transient _inside;

    constructor(address governor_) Governed(governor_) EIP712("Gridwork vault", "1") {}

    /// @dev A token that calls back could count one transfer twice, because what arrives is measured.
    modifier nonReentrant() {
        require(!_inside, Reentered());
        _inside = true;
        _;
        _inside = false;
    }

    /// @inheritdoc IVault
    function deposit(address token, address account, uint256 amount) external nonReentrant returns (uint256) {
        return _deposit(token, account, amount);
    }

    /// @inheritdoc IVault
    function depositWithPermit(
        address token,
        address account,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant returns (uint256) {
        // Anyone can send a permit ahead of us, and then it is used up but has done its work. The transfer tells, hence the empty blocks.
        if (token.code.length != 0) {
            // solhint-disable-next-line no-empty-blocks
            try IERC20Permit(token).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        }
        return _deposit(token, account, amount);
    }

    /// @inheritdoc IVault
    function depositNative(address account) external payable nonReentrant {
        _requireSomebodys(account);
        _credit(NATIVE, account, msg.value);
    }

    /// @inheritdoc IVault
    function consent(address module, bool given) external {
        _setConsent(msg.sender, module, given);
        // Far enough that also consents signed ahead are worthless.
        if (!given) consentNonceOf[msg.sender] += NONCES_AHEAD;
    }

    /// @inheritdoc IVault
    function consentFor(address account, address module, uint256 deadline, bytes calldata signature) external {
        require(block.timestamp <= deadline, ConsentExpired(deadline));
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(CONSENT_TYPEHASH, account, module, consentNonceOf[account]++, deadline))
        );
        require(Signatures.isValid(account, digest, signature), BadConsent(account, module));
        _setConsent(account, module, true);
    }

    /// @inheritdoc IVault
    function withdraw(address token, uint256 amount, address to) external nonReentrant {
        require(to != address(0), ZeroAccount());
        require(to != address(this), NobodysAccount(to));
        _take(token, msg.sender, amount);
        totalOf[token] -= amount;
        emit Withdrawn(token, msg.sender, to, amount);
        bool sent;
        if (token == NATIVE) (sent,) = to.call{value: amount}("");
        else sent = IERC20(token).trySafeTransfer(to, amount);
        require(sent, TransferFailed(token, to, amount));
    }

    /// @inheritdoc IVault
    function pay(address token, bytes32 jobId, Payment[] calldata payments) external {
        uint256 sum = 0;
        for (uint256 i = 0; i < payments.length; i++) sum += payments[i].amount;
        _take(token, msg.sender, sum);
        for (uint256 i = 0; i < payments.length; i++) {
            _give(token, msg.sender, payments[i].to, payments[i].amount, jobId);
        }
    }

    /// @inheritdoc IVault
    function pull(address token, address from, uint256 amount, bytes32 jobId) external {
        require(hasConsented[from][msg.sender], NoConsent(from, msg.sender));
        _take(token, from, amount);
        _give(token, from, msg.sender, amount, jobId);
    }

    /// @inheritdoc IVault
    function addModule(address module) external onlyGovernor {
        isModule[module] = true;
        emit ModuleAdded(module);
    }

    /// @dev A module is one for good: whoever has a consent may pull.
    function _setConsent(address account, address module, bool given) private {
        require(isModule[module] || !given, NotModule(module));
        hasConsented[account][module] = given;
        emit ConsentSet(account, module, given);
    }

    function _requireSomebodys(address account) private view {
        require(account != address(0), ZeroAccount());
        require(account != address(this) && !isModule[account], NobodysAccount(account));
    }

    function _deposit(address token, address account, uint256 amount) private returns (uint256 credited) {
        _requireSomebodys(account);
        require(token != NATIVE, NativeNeedsValue());
        require(token.code.length != 0, NoContract(token));
        uint256 before = IERC20(token).balanceOf(address(this));
        require(
            IERC20(token).trySafeTransferFrom(msg.sender, address(this), amount),
            TransferFailed(token, address(this), amount)
        );
        credited = IERC20(token).balanceOf(address(this)) - before;
        _credit(token, account, credited);
    }

    function _credit(address token, address account, uint256 amount) private {
        require(amount != 0, NothingReceived(token));
        totalOf[token] += amount;
        balanceOf[token][account] += amount;
        emit Deposited(token, account, msg.sender, amount);
    }

    /// @dev What was taken before.
    function _give(address token, address from, address to, uint256 amount, bytes32 jobId) private {
        if (amount == 0) return;
        require(to != address(0), ZeroAccount());
        // No overflow: the sum of all balances is totalOf, which was checked when it grew.
        unchecked {
            balanceOf[token][to] += amount;
        }
        emit Moved(token, from, to, amount, jobId);
    }

    function _take(address token, address from, uint256 amount) private {
        uint256 balance = balanceOf[token][from];
        require(balance >= amount, InsufficientBalance(token, from, balance, amount));
        unchecked {
            balanceOf[token][from] = balance - amount;
        }
    }
}
