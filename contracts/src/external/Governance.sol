// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

// Deployed as it is, so it is compiled here to be among the artifacts.
// solhint-disable no-unused-import
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
