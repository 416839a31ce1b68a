package io.gridwork.indexer.bench;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.ChainClient;
import java.util.Map;

/** Fills an anvil with ERC-20 transfers: puts a small contract at the token's address and calls it. */
public final class AnvilTransfers {
    /**
     * {@code for (n = calldataload(0); n > 0; n--) emit Transfer(caller, address(n), n)}, assembled by hand: so many logs
     * a transaction are dear enough without a token's bookkeeping.
     */
    private static final String CODE = "0x5f355b8015603957805f5280337f"
            + CannedChain.TRANSFER.hex().substring(2)
            + "60205fa360019003600256" + "5b00";

    private AnvilTransfers() {}

    /**
     * Mines blocks of {@code perBlock} transfers, so many of them a transaction.
     *
     * @return the newest block, the last one with transfers
     */
    public static long fill(ChainClient anvil, long events, int perBlock, int perTransaction) {
        anvil.request("anvil_setCode", CannedChain.TOKEN.hex(), CODE);
        anvil.request("evm_setAutomine", false);
        String sender = anvil.request("eth_accounts").path(0).asString();
        for (long left = events; left > 0; left -= perBlock) {
            for (long inBlock = Math.min(left, perBlock); inBlock > 0; inBlock -= perTransaction) {
                Hash32 count = Uint256.of(Math.min(inBlock, perTransaction)).toWord();
                anvil.request(
                        "eth_sendTransaction",
                        Map.of(
                                "from",
                                sender,
                                "to",
                                CannedChain.TOKEN.hex(),
                                "data",
                                count.hex(),
                                "gas",
                                gas(perTransaction)));
            }
            anvil.request("evm_mine");
        }
        return anvil.blockNumber();
    }

    /** More than the calls take; all of a block's together must be less than a block has. */
    private static String gas(int transfers) {
        return Uint256.of(30_000L + 3_000L * transfers).toQuantity();
    }
}
