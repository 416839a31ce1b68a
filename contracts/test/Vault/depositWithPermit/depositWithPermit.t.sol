// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IVault} from "../../../src/interfaces/IVault.sol";
import {World} from "../../base/World.sol";
import {vm} from "../../base/Vm.sol";

contract DepositWithPermitTest is World {
    uint256 private constant KEY = 0xB0B;
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    address private immutable owner = vm.addr(KEY);

    struct Signature {
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    function setUp() public override {
        super.setUp();
        stakeToken.mint(owner, 100);
    }

    function testFuzz_CreditsWithoutAnApproval(uint256 amount) external {
        amount = bound(amount, 1, 100);
        Signature memory sig = _permit(KEY, amount);
        vm.expectEmit(address(vault));
        emit IVault.Deposited(address(stakeToken), treasury, owner, amount);
        vm.assertEq(_deposit(owner, treasury, amount, sig), amount, "credited");
        vm.assertEq(stakeTokenOf(treasury), amount, "balance");
        vm.assertEq(stakeToken.allowance(owner, address(vault)), 0, "used up");
    }

    /// @dev The permit is public once it is in the mempool.
    function test_APermitThatWasFrontRunDoesNoHarm() external {
        Signature memory sig = _permit(KEY, 40);
        vm.prank(stranger);
        stakeToken.permit(owner, address(vault), 40, type(uint256).max, sig.v, sig.r, sig.s);
        vm.assertEq(_deposit(owner, owner, 40, sig), 40, "credited");
    }

    function test_ATokenWithoutPermitsNeedsTheAllowanceOnly() external {
        usdt.mint(owner, 5);
        vm.startPrank(owner);
        usdt.approve(address(vault), 5);
        vault.depositWithPermit(address(usdt), owner, 5, 0, 27, 0, 0);
        vm.stopPrank();
        vm.assertEq(usdtOf(owner), 5, "credited");
    }

    function test_RevertWhen_ThePermitIsBad() external {
        Signature memory sig = _permit(KEY, 40);
        _expectFails(owner, 41, sig);
        _expectFails(owner, 40, _permit(KEY + 1, 40));
    }

    function test_RevertWhen_ThePermitIsAnotherOwners() external {
        Signature memory sig = _permit(KEY, 40);
        stakeToken.mint(stranger, 40);
        _expectFails(stranger, 40, sig);
    }

    function test_RevertWhen_TheTokenIsNone() external {
        vm.expectRevert(abi.encodeWithSelector(IVault.NoContract.selector, stranger));
        vault.depositWithPermit(stranger, owner, 1, 0, 27, 0, 0);
        vm.expectRevert(IVault.NativeNeedsValue.selector);
        vault.depositWithPermit(address(0), owner, 1, 0, 27, 0, 0);
    }

    function _permit(uint256 key, uint256 amount) private view returns (Signature memory sig) {
        bytes32 hash = keccak256(
            abi.encode(PERMIT, owner, address(vault), amount, stakeToken.nonces(owner), type(uint256).max)
        );
        (sig.v, sig.r, sig.s) =
            vm.sign(key, keccak256(abi.encodePacked(hex"1901", stakeToken.DOMAIN_SEPARATOR(), hash)));
    }

    function _deposit(address from, address account, uint256 amount, Signature memory sig) private returns (uint256) {
        vm.prank(from);
        return vault.depositWithPermit(
            address(stakeToken), account, amount, type(uint256).max, sig.v, sig.r, sig.s
        );
    }

    function _expectFails(address from, uint256 amount, Signature memory sig) private {
        vm.prank(from);
        vm.expectRevert(abi.encodeWithSelector(IVault.TransferFailed.selector, stakeToken, vault, amount));
        vault.depositWithPermit(address(stakeToken), from, amount, type(uint256).max, sig.v, sig.r, sig.s);
    }
}
