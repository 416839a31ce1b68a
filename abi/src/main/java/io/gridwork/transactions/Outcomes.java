package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Receipt;
import io.gridwork.rpc.ChainException;
import java.util.Optional;

/** Whether a transaction did what it should. Some nodes leave the status out of receipts; then its traces must tell. */
final class Outcomes {
    private final ChainClient client;
    private final Address account;

    Outcomes(ChainClient client, Address account) {
        this.client = client;
        this.account = account;
    }

    /** Empty where nothing tells. */
    Optional<Boolean> succeeded(Call call, Receipt receipt) {
        return switch (receipt.outcome()) {
            case SUCCEEDED -> Optional.of(true);
            case REVERTED -> Optional.of(false);
            case UNKNOWN -> byTraces(call, receipt);
        };
    }

    private Optional<Boolean> byTraces(Call call, Receipt receipt) {
        // A transaction that reverts leaves no logs.
        if (!receipt.logs().isEmpty()) return Optional.of(true);
        BlockTag block = BlockTag.at(receipt.block().number());
        Address created = receipt.contractAddress();
        if (created != null) return Optional.of(!client.code(created, block).isEmpty());
        // Others in its block can have changed what it met, so both ends of the block must say the same.
        boolean before = wouldSucceed(call, BlockTag.at(receipt.block().number() - 1));
        return before == wouldSucceed(call, block) ? Optional.of(before) : Optional.empty();
    }

    private boolean wouldSucceed(Call call, BlockTag block) {
        try {
            client.call(account, call, block);
            return true;
        } catch (ChainException.Rejected rejected) {
            if (rejected.isLack()) throw rejected;
            return false;
        }
    }
}
