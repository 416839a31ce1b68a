package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.ErrorDecoder;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.RpcError;
import java.util.Optional;

/** Simulates calls on the newest block before they cost gas. A call that would revert fails here, with the contract's error. */
final class Preflight {
    /** No transaction may have a higher gas limit since Osaka (EIP-7825). */
    private static final long CAP = 1 << 24;

    private final ChainClient client;
    private final Address account;
    private final ErrorDecoder errors;
    private final int headroomPercent;
    private final FreshReads reads;

    Preflight(ChainClient client, Address account, ErrorDecoder errors, int headroomPercent, FreshReads reads) {
        this.client = client;
        this.account = account;
        this.errors = errors;
        this.headroomPercent = headroomPercent;
        this.reads = reads;
    }

    /** Gas limit for the call. @throws ChainException.Rejected when it would fail, naming the action and the reason */
    long gas(ActionKey key, Call call, long spare, BlockHeader head) {
        long estimate = estimate(key, call);
        long most = head.gasLimit() == 0 ? CAP : Math.min(CAP, head.gasLimit());
        if (estimate <= most) return Math.min(estimate * (100 + headroomPercent) / 100 + spare, most);
        throw rejected("action " + key + " needs " + estimate + " gas, and " + most + " is the most that "
                + (most == CAP ? "a transaction may use (EIP-7825)" : "a block of this chain holds")
                + "; do it in several smaller transactions");
    }

    private long estimate(ActionKey key, Call call) {
        try {
            return reads.read(block -> {
                client.call(account, call, block);
                return estimate(call, block);
            });
        } catch (ChainException.Rejected rejected) {
            throw new ChainException.Rejected(
                    "action " + key + " would fail: " + rejected.reason(errors), rejected.error());
        }
    }

    /** The node estimates on its own newest block, which may be an older one than that at which the call has just succeeded. */
    private long estimate(Call call, BlockTag block) {
        try {
            return client.estimateGas(account, call);
        } catch (ChainException.Rejected rejected) {
            if (block.equals(BlockTag.LATEST) || !rejected.isRevert()) throw rejected;
            throw new ChainException.Retryable(
                    client.name() + " estimates at an older block than " + block + ": " + rejected.reason(errors),
                    null);
        }
    }

    static ChainException.Rejected rejected(String message) {
        return new ChainException.Rejected(message, new RpcError(0, message, ""));
    }

    String reason(ChainException.Rejected rejected) {
        return rejected.reason(errors);
    }

    /** Why the call would revert; empty when it would not. */
    Optional<String> revert(Call call) {
        try {
            reads.read(block -> client.call(account, call, block));
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
            return rejected.isRevert()
                    ? rejected.reason(errors)
                    : "it reverted, and the node does not say why (" + rejected.reason(errors) + ")";
        }
    }
}
