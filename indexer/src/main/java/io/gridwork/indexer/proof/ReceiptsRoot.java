package io.gridwork.indexer.proof;

import com.esaulpaugh.headlong.rlp.RLPEncoder;
import com.esaulpaugh.headlong.util.Integers;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.Receipt;
import java.security.Security;
import java.util.List;
import kotlinx.coroutines.Dispatchers;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.trie.MerklePatriciaTrie;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The root of the Merkle-Patricia trie over a block's receipts, which its header names: who knows the block's hash knows
 * by it that no log of the block was left out, changed or made up.
 *
 * @see <a href="https://ethereum.github.io/yellowpaper/paper.pdf">Yellow Paper, section 4.3.2 and appendix D</a>
 */
public final class ReceiptsRoot {
    static {
        // The trie finds Keccak-256 by this provider's name.
        if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
            Security.addProvider(new BouncyCastleProvider());
        }
    }

    private ReceiptsRoot() {}

    /**
     * Computes it. Of a receipt only type, outcome, cumulative gas and logs count; the bloom filters are computed too.
     *
     * @param receipts all of the block, in the order of its transactions
     * @throws Unprovable for a type of transaction whose receipts are not Ethereum's
     */
    public static Hash32 of(List<Receipt> receipts) {
        // Unconfined: in the thread that asks, and done when the call returns.
        MerklePatriciaTrie<Bytes> trie = new MerklePatriciaTrie<>(value -> value, Dispatchers.getUnconfined());
        for (int i = 0; i < receipts.size(); i++) {
            Bytes key = Bytes.wrap(RLPEncoder.string(Integers.toBytes(i)));
            put(trie, key, Bytes.wrap(ReceiptEncoding.of(receipts.get(i))));
        }
        return Hash32.of(trie.rootHash().toArrayUnsafe());
    }

    private static void put(MerklePatriciaTrie<Bytes> trie, Bytes key, Bytes value) {
        try {
            trie.putAsync(key, value).join();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a receipts root was computed", interrupt);
        }
    }
}
