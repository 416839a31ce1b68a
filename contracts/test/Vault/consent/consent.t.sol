// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IVault} from "../../../src/interfaces/IVault.sol";
import {Wallet} from "../../base/Signers.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract ConsentTest is World {
    uint256 private constant KEY = 0xB0B;
    address private immutable signer = vm.addr(KEY);

    function test_AnAccountGivesAndTakesItsConsent() external {
        vm.startPrank(stranger);
        vm.expectEmit(address(vault));
        emit IVault.ConsentSet(stranger, address(market), true);
        vault.consent(address(market), true);
        vm.assertTrue(vault.hasConsented(stranger, address(market)), "given");
        vm.assertEq(vault.consentNonceOf(stranger), 0, "nonce");
        vault.consent(address(market), false);
        vm.stopPrank();
        vm.assertFalse(vault.hasConsented(stranger, address(market)), "taken");
        vm.assertEq(vault.consentNonceOf(stranger), 1 << 64, "what was signed before is worthless");
    }

    function test_DepositAndConsentAreOneTransaction() external {
        usdt.mint(stranger, 5);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IVault.deposit, (address(usdt), stranger, 5));
        calls[1] = abi.encodeCall(IVault.consent, (address(market), true));
        vm.startPrank(stranger);
        usdt.approve(address(vault), 5);
        vault.multicall(calls);
        vm.stopPrank();
        vm.assertTrue(vault.hasConsented(stranger, address(market)), "given");
    }

    function test_RevertWhen_ItIsNoModule() external {
        bytes memory refused = abi.encodeWithSelector(IVault.NotModule.selector, stranger);
        bytes memory signature = _sign(stranger, 0, type(uint256).max);
        vm.startPrank(requester);
        vm.expectRevert(refused);
        vault.consent(stranger, true);
        vm.expectRevert(refused);
        vault.consentFor(signer, stranger, type(uint256).max, signature);
        vault.consent(stranger, false);
        vm.stopPrank();
    }

    function test_AnyoneShowsASignedConsentOnce() external {
        bytes memory signature = _sign(address(market), 0, type(uint256).max);
        vm.prank(stranger);
        vault.consentFor(signer, address(market), type(uint256).max, signature);
        vm.assertTrue(vault.hasConsented(signer, address(market)), "given");
        bytes memory refused = abi.encodeWithSelector(IVault.BadConsent.selector, signer, market);
        vm.expectRevert(refused);
        vault.consentFor(signer, address(market), type(uint256).max, signature);
        vm.prank(signer);
        vault.consent(address(market), false);
        vm.expectRevert(refused);
        vault.consentFor(signer, address(market), type(uint256).max, signature);
    }

    /// @dev Those signed for later nonces too.
    function test_AConsentThatWasSignedDiesWithARevocation() external {
        vm.prank(signer);
        vault.consent(address(market), false);
        for (uint256 nonce = 0; nonce < 4; nonce++) {
            bytes memory signature = _sign(address(market), nonce, type(uint256).max);
            vm.expectRevert(abi.encodeWithSelector(IVault.BadConsent.selector, signer, market));
            vault.consentFor(signer, address(market), type(uint256).max, signature);
        }
    }

    function test_ContractsSignToo() external {
        Wallet wallet = new Wallet(signer);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, _digest(address(wallet), address(market), 0, 9e9));
        vault.consentFor(address(wallet), address(market), 9e9, abi.encode(v, r, s));
        vm.assertTrue(vault.hasConsented(address(wallet), address(market)), "given");
    }

    /// @dev EIP-7702 gives code to the account of a key; what the key signs counts all the same.
    function test_AKeyWithCodeSigns() external {
        vm.etch(signer, abi.encodePacked(hex"ef0100", address(usdt)));
        vault.consentFor(signer, address(market), type(uint256).max, _sign(address(market), 0, type(uint256).max));
        vm.assertTrue(vault.hasConsented(signer, address(market)), "given");
    }

    function test_RevertWhen_TheSignatureIsForSomethingElseOrExpired() external {
        bytes memory signature = _sign(address(market), 0, 2_000_000_000);
        bytes memory bad = abi.encodeWithSelector(IVault.BadConsent.selector, signer, jury);
        vm.expectRevert(bad);
        vault.consentFor(signer, address(jury), 2_000_000_000, signature);
        vm.expectPartialRevert(IVault.BadConsent.selector);
        vault.consentFor(stranger, address(market), 2_000_000_000, signature);
        vm.expectPartialRevert(IVault.BadConsent.selector);
        vault.consentFor(signer, address(market), 2_000_000_001, signature);
        vm.expectPartialRevert(IVault.BadConsent.selector);
        vault.consentFor(address(0), address(market), 2_000_000_000, signature);
        vm.warp(2_000_000_001);
        vm.expectRevert(abi.encodeWithSelector(IVault.ConsentExpired.selector, 2_000_000_000));
        vault.consentFor(signer, address(market), 2_000_000_000, signature);
    }

    function _sign(address module, uint256 nonce, uint256 deadline) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, _digest(signer, module, nonce, deadline));
        return abi.encodePacked(r, s, v);
    }

    function _digest(address account, address module, uint256 nonce_, uint256 deadline) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Gridwork vault"),
                keccak256("1"),
                block.chainid,
                vault
            )
        );
        bytes32 consent = keccak256(
            abi.encode(
                keccak256("Consent(address account,address module,uint256 nonce,uint256 deadline)"),
                account,
                module,
                nonce_,
                deadline
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, consent));
    }
}
