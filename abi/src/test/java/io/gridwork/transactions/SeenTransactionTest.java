package io.gridwork.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.junit.GridworkChain;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.AccessListObject;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a real node shows of real transactions, and what a lying one could make of it. */
@GridworkChain(perTest = true)
class SeenTransactionTest {
    private static final Signer SIGNER = Desk.account(1);
    private static final String TO = "0x00000000000000000000000000000000000000aa";
    private static final BigInteger GAS = BigInteger.valueOf(100_000);
    private static final BigInteger PRICE = BigInteger.valueOf(5_000_000_000L);

    private static JsonNode mined(ChainClient client, Bytes raw) {
        Hash32 hash = client.sendRawTransaction(raw);
        long block = new FreshReads(client).receipt(hash).orElseThrow().block().number();
        JsonNode shown = client.request(
                        "eth_getBlockByNumber", BlockTag.at(block).text(), true)
                .path("transactions")
                .path(0);
        assertThat(shown.path("hash").asString()).isEqualTo(hash.hex());
        return shown;
    }

    private static Optional<Hash32> seen(Address account, long nonce, JsonNode shown) {
        return SeenTransaction.signedBy(account, nonce, shown);
    }

    @Test
    void senderAndHashOfEachTypeAreFound(AnvilChain chain) {
        try (ChainClient client = new ChainClient(chain.rpcUrl())) {
            long nonce = 0;
            for (Call call : List.of(
                    Desk.gift(4), Call.of(Address.parse(TO), Bytes.parse("0x00ff")), Call.create(Bytecode.EMITTER))) {
                for (boolean legacy : new boolean[] {true, false}) {
                    Bytes raw = SIGNER.sign(new UnsignedTransaction(
                                    chain.chainId(), nonce, call, 300_000, PRICE, BigInteger.ONE, legacy))
                            .raw();
                    JsonNode shown = mined(client, raw);
                    assertThat(seen(SIGNER.address(), nonce, shown))
                            .as(shown.toString())
                            .hasValue(Hash32.parse(shown.path("hash").asString()));
                    nonce++;
                }
            }
        }
    }

    @Test
    void soAreThoseWithAnAccessListAndThoseOfAnyChain(AnvilChain chain) {
        Credentials key =
                Credentials.create(io.gridwork.testchain.TestAccount.ALL.get(1).privateKey());
        List<AccessListObject> list = List.of(new AccessListObject(TO, List.of("0x" + "0".repeat(63) + "7")));
        BigInteger one = BigInteger.ONE;
        List<RawTransaction> transactions = List.of(
                RawTransaction.createTransaction(chain.chainId(), BigInteger.ZERO, PRICE, GAS, TO, one, "0x", list),
                RawTransaction.createTransaction(chain.chainId(), one, GAS, TO, one, "0x01", one, PRICE, list),
                RawTransaction.createTransaction(BigInteger.TWO, PRICE, GAS, TO, one, "0x"));
        try (ChainClient client = new ChainClient(chain.rpcUrl())) {
            for (RawTransaction each : transactions) {
                JsonNode shown = mined(client, Bytes.wrap(TransactionEncoder.signMessage(each, key)));
                assertThat(seen(SIGNER.address(), each.getNonce().longValueExact(), shown))
                        .as(shown.toString())
                        .hasValue(Hash32.parse(shown.path("hash").asString()));
            }
        }
    }

    /** A name is not enough: who signed cannot be made up, and what was signed cannot be given another hash. */
    @Test
    void whatANodeMakesUpIsNotBelieved(AnvilChain chain) {
        try (ChainClient client = new ChainClient(chain.rpcUrl())) {
            UnsignedTransaction gift =
                    new UnsignedTransaction(chain.chainId(), 0, Desk.gift(4), 21_000, PRICE, BigInteger.ONE, false);
            ObjectNode honest = (ObjectNode) mined(client, SIGNER.sign(gift).raw());
            Hash32 hash = Hash32.parse(honest.path("hash").asString());

            ObjectNode renamed = honest.deepCopy();
            renamed.put("hash", Hash32.ZERO.hex());
            assertThat(seen(SIGNER.address(), 0, renamed)).hasValue(hash);
            assertThat(seen(Desk.account(2).address(), 0, honest)).isEmpty();
            assertThat(seen(SIGNER.address(), 1, honest)).isEmpty();
            for (String field : List.of("nonce", "value", "gas", "maxFeePerGas", "r", "s", "chainId")) {
                ObjectNode changed = honest.deepCopy();
                changed.put(field, Uint256.of(3).toQuantity());
                assertThat(seen(SIGNER.address(), field.equals("nonce") ? 3 : 0, changed))
                        .as(field)
                        .isEmpty();
            }
            for (String field : List.of("nonce", "r", "type", "gas")) {
                ObjectNode odd = honest.deepCopy();
                odd.put(field, "0x" + "f".repeat(70));
                assertThat(seen(SIGNER.address(), 0, odd)).as(field).isEmpty();
            }
        }
    }
}
