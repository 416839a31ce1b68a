package io.gridwork.transactions;

import io.gridwork.rpc.RpcError;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a node means when it does not take a transaction. The texts are those of Geth, Besu, Nethermind, Erigon, Reth and anvil. */
enum PoolAnswer {
    /** It has it: as good as taken. */
    KNOWN("already known|known transaction|already imported|alreadyknown|already exists|already in mempool", ""),
    /** A transaction with that nonce is in a block: ours or another, which receipts tell. */
    NONCE_USED("nonce too low|nonce is too low|noncetoolow|oldnonce|old nonce|nonce below", ""),
    /** It has another transaction with that nonce, or its fees are too low for now. */
    UNDERPRICED(
            "underpriced|gas price below|gas price too low|fee too low|feetoolow|less than block base fee"
                    + "|max fee per gas less|below the minimum",
            "its fees are raised"),
    /** The account cannot pay now. */
    UNFUNDED(
            "insufficient funds|insufficient balance|upfront cost exceeds|overshot",
            "send the account more of the chain's currency"),
    /** No block will ever hold it. */
    UNUSABLE(
            "intrinsic gas|exceeds block gas limit|gas limit too high|exceeds.{0,200} gas limit|oversized|initcode size"
                    + "|code size|invalid sender|invalid signature|type not supported|greater than the cap"
                    + "|gas limit must be at most",
            "it is given up"),
    /** None of the known. */
    UNCLEAR("", "it is sent again; if this lasts, ask another node");

    private final Pattern texts;
    private final String remedy;

    PoolAnswer(String texts, String remedy) {
        this.texts = Pattern.compile(texts);
        this.remedy = remedy;
    }

    /** What happens next, or what the user can do. */
    String remedy() {
        return remedy;
    }

    static PoolAnswer of(RpcError error) {
        String message = error.message().toLowerCase(Locale.ROOT);
        for (PoolAnswer answer : values()) {
            if (answer.texts.matcher(message).find()) return answer;
        }
        throw new AssertionError("the last one finds every text");
    }
}
