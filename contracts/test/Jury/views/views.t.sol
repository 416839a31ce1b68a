// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {JobId, NodeId} from "../../../src/types/Ids.sol";
import {JuryWorld} from "../../base/JuryWorld.sol";
import {vm} from "../../base/Vm.sol";

contract JuryViewsTest is JuryWorld {
    function test_NobodyIsEverAJurorOfAJobThatIsNotDisputed() external {
        addNodes(2);
        JobId jobId = proposedJob(ROOT);
        vm.assertEq(jury.eligibleAt(jobId, NodeId.wrap(2)), type(uint256).max, "eligible");
    }
}
