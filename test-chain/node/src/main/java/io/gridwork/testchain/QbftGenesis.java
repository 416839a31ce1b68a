package io.gridwork.testchain;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Genesis of a Besu network with one QBFT validator and the {@link TestAccount}s funded.
 *
 * <p>Source: Besu's "Configure QBFT consensus", genesis file and extra data.
 *
 * @param blockTime time between blocks; below a second Besu gives consecutive blocks the same timestamp
 */
record QbftGenesis(Duration blockTime, String vanity) {

    private static final int VANITY_BYTES = 32;

    /** The validator signs blocks and owns nothing. Its key is as public as those of {@link TestAccount}. */
    static final TestAccount VALIDATOR = new TestAccount(
            "0xFE3B557E8Fb62b89F4916B721be55cEb828dBd73",
            "0x8f2a55949038a9610f50fb23b5883af3b4ecb3c3bb792cbcefbd1542c692be63");

    private static final String BALANCE_WEI = "0x21e19e0c9bab2400000"; // 10,000 ether, as anvil gives

    /** With random vanity: the first block's hash then tells one chain from the next, as records of deployments need it. */
    static QbftGenesis random(Duration blockTime) {
        byte[] vanity = new byte[VANITY_BYTES];
        new SecureRandom().nextBytes(vanity);
        return new QbftGenesis(blockTime, HexFormat.of().formatHex(vanity));
    }

    String json() {
        var genesis = new LinkedHashMap<String, Object>();
        genesis.put("config", config());
        genesis.put("nonce", "0x0");
        genesis.put("timestamp", "0x0");
        genesis.put("extraData", extraData(vanity, VALIDATOR.address()));
        genesis.put("gasLimit", "0x1c9c380");
        genesis.put("difficulty", "0x1");
        genesis.put("baseFeePerGas", "0x3b9aca00");
        // ASCII of "ctical byzantine fault tolerance", the mark of Istanbul-style blocks.
        genesis.put("mixHash", "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365");
        genesis.put("coinbase", "0x" + "0".repeat(40));
        genesis.put("alloc", alloc());
        return Json.write(genesis);
    }

    private Map<String, Object> config() {
        var config = new LinkedHashMap<String, Object>();
        config.put("chainId", TestChain.CHAIN_ID);
        config.put("londonBlock", 0);
        for (String fork : new String[] {"shanghai", "cancun", TestChain.HARD_FORK}) config.put(fork + "Time", 0);
        config.put("qbft", qbft());
        return config;
    }

    private Map<String, Object> qbft() {
        var qbft = new LinkedHashMap<String, Object>();
        qbft.put("epochlength", 30_000);
        qbft.put("blockperiodseconds", Math.max(1, blockTime.toSeconds()));
        if (blockTime.toMillis() % 1000 != 0) qbft.put("xblockperiodmilliseconds", blockTime.toMillis());
        qbft.put("requesttimeoutseconds", 2 * Math.max(1, blockTime.toSeconds()));
        return qbft;
    }

    private static Map<String, Object> alloc() {
        var alloc = new LinkedHashMap<String, Object>();
        for (TestAccount account : TestAccount.ALL)
            alloc.put(account.address().substring(2).toLowerCase(Locale.ROOT), Map.of("balance", BALANCE_WEI));
        return alloc;
    }

    /**
     * RLP of {@code [vanity (32 bytes), [validator], no vote, round 0, no seals]}: 33 + 22 + 1 + 1 + 1 = 58 bytes, so
     * the list's header is f8 3a.
     */
    static String extraData(String vanity, String validator) {
        String address = validator.substring(2).toLowerCase(Locale.ROOT);
        return "0xf83a" + "a0" + vanity + "d594" + address + "c0" + "80" + "c0";
    }
}
