package io.gridwork.toolkit.deploy;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.FunctionSchema;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Receipt;
import io.gridwork.network.Deployment;
import io.gridwork.rpc.ChainException;
import io.gridwork.toolkit.plan.Check;
import io.gridwork.transactions.FreshReads;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Looks at the chain and never changes it. Problems come back as texts with their remedy. */
final class Inspector {
    private final ChainClient chain;
    private final FreshReads reads;
    private final FreshReads recorded;
    private final Blueprint blueprint;

    Inspector(ChainClient chain, FreshReads reads, Blueprint blueprint) {
        this(chain, reads, reads, blueprint);
    }

    /**
     * @param reads see what was sent just before, also where an endpoint lags
     * @param recorded wait for what the record has
     */
    Inspector(ChainClient chain, FreshReads reads, FreshReads recorded, Blueprint blueprint) {
        this.chain = chain;
        this.reads = reads;
        this.recorded = recorded;
        this.blueprint = blueprint;
    }

    /** Why there is no contract at an address where the plan says there is one; empty when there is. */
    Optional<String> absence(Address address) {
        if (!code(address).isEmpty()) return Optional.empty();
        return Optional.of("there is no code at " + address + " on this chain; give the address of a contract");
    }

    /** Why the recorded contract is not what the plan and the artifact say; empty when it is, byte for byte. */
    Optional<String> conflict(Deployment.Contract recorded, Creation planned) {
        if (!recorded.initCodeHash().equals(planned.initCodeHash())) return Optional.of(change(recorded, planned));
        Bytes code = recordedCode(recorded.address());
        if (code.isEmpty()) return Optional.of(missing(recorded));
        Optional<Made> made = made(recorded.transactionHash());
        if (made.isEmpty()) return replay(recorded.address(), code, planned);
        return madeBy(made.get().transaction(), made.get().receipt(), recorded, planned);
    }

    private record Made(JsonNode transaction, Receipt receipt) {}

    /** Empty where the node no longer has them. One that gives only one of the two has the other as well, and is asked again. */
    private Optional<Made> made(Hash32 hash) {
        try {
            return reads.readAtOrAfter(0, _ -> {
                JsonNode transaction = chain.request("eth_getTransactionByHash", hash.hex());
                Optional<Receipt> receipt = chain.receipt(hash);
                if (transaction.isNull() && receipt.isEmpty()) return Optional.empty();
                if (transaction.isNull() || receipt.isEmpty())
                    throw new ChainException.Retryable("only one of transaction and receipt of " + hash, null);
                return Optional.of(new Made(transaction, receipt.get()));
            });
        } catch (ChainException.Retryable never) {
            return Optional.empty();
        }
    }

    private Bytes code(Address address) {
        return reads.read(block -> chain.code(address, block));
    }

    /** A node that lags has no code there yet. */
    private Bytes recordedCode(Address address) {
        Bytes now = code(address);
        if (!now.isEmpty()) return now;
        try {
            return recorded.readAtOrAfter(0, block -> {
                Bytes code = chain.code(address, block);
                if (code.isEmpty()) throw new ChainException.Retryable("no code at " + address + " yet", null);
                return code;
            });
        } catch (ChainException.Retryable none) {
            return Bytes.EMPTY;
        }
    }

    private String missing(Deployment.Contract recorded) {
        String problem = "there is no code at " + recorded.address() + ", where the record has it";
        return chain.receipt(recorded.transactionHash()).isPresent()
                ? problem + ", but the node has the receipt of " + recorded.transactionHash()
                        + ", which created it: the node is behind; apply again with a node that is in sync"
                : problem + ", and the node has no receipt of " + recorded.transactionHash()
                        + ": another chain, or one that was started anew? Then move the record and the journal away";
    }

    /** The block that holds the recorded contract's transaction now; empty when the node no longer has the transaction. */
    Optional<Long> block(Deployment.Contract recorded) {
        return chain.receipt(recorded.transactionHash())
                .map(receipt -> receipt.block().number());
    }

    /**
     * The creation code decides what the contract is, immutables included: if the transaction that made it carried the artifact's code and the
     * plan's arguments, what lies at the address is what that code made.
     */
    private static Optional<String> madeBy(
            JsonNode transaction, Receipt receipt, Deployment.Contract recorded, Creation planned) {
        // Some nodes say "data", as requests do, and some leave the status out; there is code at the address.
        String code =
                transaction.path("input").asString(transaction.path("data").asString("0x"));
        Bytes input = Bytes.parse(code);
        boolean sameContract = receipt.outcome() != Receipt.Outcome.REVERTED
                && recorded.address().equals(receipt.contractAddress());
        if (sameContract && input.equals(planned.initCode())) return Optional.empty();
        if (!sameContract) {
            return Optional.of(
                    "transaction " + recorded.transactionHash() + ", which the record names, did not create "
                            + recorded.address()
                            + "; restore the record, or move it away if its journal is there: the journal beside it knows what was deployed");
        }
        return Optional.of("the code at " + recorded.address() + " was not made from this artifact and these arguments"
                + " (creation code " + input.keccak256() + " instead of " + planned.initCodeHash()
                + "); restore the artifact, or deploy under another name");
    }

    /** For nodes that no longer have the transaction: what the constructor would make today. Immutables that depend on time or address differ. */
    private Optional<String> replay(Address address, Bytes code, Creation planned) {
        Hash32 wanted;
        try {
            wanted = reads.read(block -> chain.call(blueprint.deployer(), planned.call(), block))
                    .keccak256();
        } catch (ChainException.Rejected rejected) {
            return Optional.of(chain.name() + " has no transaction that created " + address
                    + ", and the constructor cannot be replayed (" + rejected.reason(blueprint.errors())
                    + "); ask a node that keeps all transactions");
        }
        if (wanted.equals(code.keccak256())) return Optional.empty();
        return Optional.of("the code at " + address + " has hash " + code.keccak256() + ", and the artifact makes "
                + wanted + "; " + chain.name()
                + " has no transaction that created it: ask a node that keeps all transactions");
    }

    private static String change(Deployment.Contract recorded, Creation planned) {
        boolean arguments = !recorded.constructorArguments().equals(planned.arguments());
        String what = arguments
                ? "the constructor's arguments have changed: deployed with " + recorded.constructorArguments()
                        + ", the plan now says " + planned.arguments()
                : "the artifact has changed: deployed from creation code " + recorded.initCodeHash() + ", now it is "
                        + planned.initCodeHash();
        return what + "; contracts do not change on chain: go back to the old " + (arguments ? "arguments" : "artifact")
                + ", or deploy it under another name, or move record and journal away to deploy everything anew";
    }

    /** What of the check does not hold; empty when it holds. */
    List<String> unmet(Check check) {
        return unmet(check, blueprint);
    }

    /** @param by knows what the check's placeholders stand for */
    List<String> unmet(Check check, Blueprint by) {
        FunctionSchema view = by.function(check.view());
        Call call = by.view(check.view());
        Bytes answer;
        try {
            answer = reads.read(block -> chain.call(null, call, block));
        } catch (ChainException.Rejected rejected) {
            if (!rejected.isRevert()) throw rejected;
            return List.of(view.signature() + " reverts: " + rejected.reason(blueprint.errors()));
        }
        List<AbiValue> values;
        try {
            values = view.decodeResult(answer);
        } catch (IllegalArgumentException malformed) {
            throw check.view()
                    .place()
                    .error(check.view() + " at " + call.to() + ": " + malformed.getMessage(), malformed);
        }
        return by.answers()
                .differences(check.view().toString(), view.outputs(), values, check.comparison(), check.expected());
    }
}
