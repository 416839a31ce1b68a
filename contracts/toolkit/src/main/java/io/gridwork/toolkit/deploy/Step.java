package io.gridwork.toolkit.deploy;

import io.gridwork.abi.Address;
import io.gridwork.chain.Call;
import io.gridwork.toolkit.plan.CallStep;
import io.gridwork.toolkit.plan.ContractStep;
import java.util.OptionalLong;

/** One step of a plan as the chain stands now. */
public sealed interface Step {

    /** The contract is there, as planned. */
    record Kept(ContractStep contract, Address address) implements Step {
        @Override
        public String toString() {
            return "keep    " + contract.name() + " at " + address;
        }
    }

    /**
     * The contract would be created.
     *
     * @param predicted its address if nothing else is sent from the deployer's account before
     * @param bytes size of the creation code with arguments
     * @param gas estimate; empty while a contract it depends on is missing
     */
    record Create(ContractStep contract, Address predicted, int bytes, OptionalLong gas) implements Step {
        @Override
        public String toString() {
            return "create  " + contract.name() + " at " + predicted + ", " + bytes + " bytes, " + inWords(gas);
        }
    }

    /** The call is made: its check holds. */
    record Done(CallStep step) implements Step {
        @Override
        public String toString() {
            return "done    " + step.call();
        }
    }

    /** The call would be made. */
    record Send(CallStep step, Call call, OptionalLong gas) implements Step {
        @Override
        public String toString() {
            return "call    " + step.call() + ", " + inWords(gas);
        }
    }

    /** The call must be made by another account, such as a multisig or a timelock. */
    record Awaited(CallStep step, Address from, Call call) implements Step {
        @Override
        public String toString() {
            return "awaits  " + step.call() + " from " + from + ": to " + call.to() + ", value " + call.value()
                    + " wei, data " + call.data();
        }
    }

    /** The step cannot be taken. */
    record Conflict(String step, String reason) implements Step {
        @Override
        public String toString() {
            return "ERROR   " + step + ": " + reason;
        }
    }

    private static String inWords(OptionalLong gas) {
        return gas.isPresent() ? gas.getAsLong() + " gas" : "gas not known yet";
    }
}
