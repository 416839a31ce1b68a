package io.gridwork.indexer.bench;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.ChainClient;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Fills an anvil with ERC-20 transfers: puts a small contract at the token's address and calls it, a block a call. */
public final class AnvilTransfers {
    /**
     * {@code for (n = calldataload(0); n > 0; n--) emit Transfer(caller, address(n), n)}, assembled by hand: so many logs
     * a transaction are dear enough without a token's bookkeeping.
     */
    private static final String CODE = "0x5f355b8015603957805f5280337f"
            + CannedChain.TRANSFER.hex().substring(2)
            + "60205fa360019003600256" + "5b00";

    private static final String GAS = "0x1000000";

    private AnvilTransfers() {}

    /** @return the newest block, the last one with transfers */
    public static long fill(ChainClient anvil, long events, int perBlock) {
        anvil.request("anvil_setCode", CannedChain.TOKEN.hex(), CODE);
        JsonNode accounts = anvil.request("eth_accounts");
        String sender = accounts.path(0).asString();
        for (long left = events; left > 0; left -= perBlock) {
            Hash32 count = Uint256.of(Math.min(left, perBlock)).toWord();
            anvil.request(
                    "eth_sendTransaction",
                    Map.of("from", sender, "to", CannedChain.TOKEN.hex(), "data", count.hex(), "gas", GAS));
        }
        return anvil.blockNumber();
    }
}
