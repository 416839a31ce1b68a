package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.ErrorDecoder;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.ChainException;
import java.util.Optional;

/** Simulates calls on the newest block before they cost gas. A call that would revert fails here, with the contract's error. */
final class Preflight {
    private final ChainClient client;
    private final Address account;
    private final ErrorDecoder errors;
    private final int headroomPercent;

    Preflight(ChainClient client, Address account, ErrorDecoder errors, int headroomPercent) {
        this.client = client;
        this.account = account;
        this.errors = errors;
        this.headroomPercent = headroomPercent;
    }

    /** Gas limit for the call. @throws ChainException.Rejected when it would fail, naming the action and the reason */
    long gas(ActionKey key, Call call) {
        try {
            client.call(account, call, BlockTag.LATEST);
            return client.estimateGas(account, call) * (100 + headroomPercent) / 100;
        } catch (ChainException.Rejected rejected) {
            throw new ChainException.Rejected(
                    "action " + key + " would fail: " + rejected.reason(errors), rejected.error());
        }
    }

    String reason(ChainException.Rejected rejected) {
        return rejected.reason(errors);
    }

    /** Why the call would revert; empty when it would not. */
    Optional<String> revert(Call call) {
        try {
            client.call(account, call, BlockTag.LATEST);
            return Optional.empty();
        } catch (ChainException.Rejected rejected) {
            if (!rejected.isRevert()) throw rejected;
            return Optional.of(rejected.reason(errors));
        }
    }

    /** Receipts do not carry the reason of a revert; the same call one block earlier most often fails for the same one. */
    String failure(Call call, long block) {
        try {
            client.call(account, call, BlockTag.at(block - 1));
            return "it reverted in its block, and would not have in the block before; or its gas did not suffice";
        } catch (ChainException.Rejected rejected) {
            return rejected.reason(errors);
        }
    }
}
