package io.gridwork.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.StructuredDataEncoder;
import tools.jackson.databind.json.JsonMapper;

class JobOrderTest {
    private static final BigInteger PRICE = BigInteger.TEN;
    private static final Address MARKET = Address.parse("0x39f35d7bc890d4e9d5cdd3211279c0883d54b346");

    /** The order's fields by their Solidity types, as {@code JobTypes.sol} has them. */
    private static final List<String> TYPES = List.of(
            "address", "uint256", "bytes32", "address", "uint96", "uint96", "uint16", "uint16", "uint8", "uint8",
            "uint8", "uint32", "uint32", "uint32", "uint32", "uint32", "uint40");

    @Property
    void a_quorum_is_more_than_half_of_one_to_seven_seats(
            @ForAll @IntRange(min = -1, max = 9) int n, @ForAll @IntRange(min = -1, max = 9) int k) {
        boolean allowed = n >= 1 && n <= 7 && 2 * k > n && k <= n;
        if (allowed) {
            assertThatCode(() -> order(PRICE, BigInteger.ONE, n, k, 0)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> order(PRICE, BigInteger.ONE, n, k, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_field_out_of_range_is_named_with_its_value_and_the_rule() {
        assertThatThrownBy(() -> order(BigInteger.TWO.pow(96), BigInteger.ONE, 1, 1, 0))
                .hasMessage("maxPrice is 79228162514264337593543950336, and must be from 0 to 2^96 - 1");
        assertThatThrownBy(() -> order(BigInteger.ZERO, BigInteger.ONE, 1, 1, 0))
                .hasMessageContaining("maxPrice is 0");
        assertThatThrownBy(() -> order(PRICE, BigInteger.ONE.negate(), 1, 1, 0)).hasMessageContaining("bond is -1");
        assertThatThrownBy(() -> order(PRICE, BigInteger.ONE, 1, 1, 5))
                .hasMessageContaining("revealWindow for n = 1 is 5");
        assertThatThrownBy(() -> new NodeId(1L << 32)).hasMessageContaining("node id is 4294967296");
    }

    @Property(tries = 200)
    void the_id_is_the_digest_that_a_wallet_shows_and_signs(
            @ForAll @LongRange(min = 1) long chainId,
            @ForAll @Size(20) byte[] requester,
            @ForAll
                    @BigRange(
                            min = "0",
                            max = "115792089237316195423570985008687907853269984665640564039457584007913129639935")
                    BigInteger nonce,
            @ForAll @BigRange(min = "1", max = "79228162514264337593543950335") BigInteger price,
            @ForAll @BigRange(min = "0", max = "309485009821345068724781055") BigInteger bond,
            @ForAll @IntRange(min = 1, max = 7) int n,
            @ForAll @LongRange(min = 1, max = Bounds.UINT32) long units,
            @ForAll @LongRange(min = 0, max = Bounds.UINT32) long window,
            @ForAll @LongRange(min = 0, max = JobOrder.NO_EXPIRY) long until)
            throws IOException {
        JobOrder order = new JobOrder(
                Address.of(requester),
                nonce,
                Keccak256.hash(requester),
                MARKET,
                price,
                bond,
                n * 1000,
                n * 100,
                n,
                n,
                n * 36,
                units,
                window,
                window / 2,
                n == 1 ? 0 : window / 3,
                window / 4,
                until);
        byte[] digest = new StructuredDataEncoder(typedData(order, chainId)).hashStructuredData();
        assertThat(order.idOn(chainId, MARKET)).isEqualTo(new JobId(Hash32.of(digest)));
    }

    @Test
    void the_same_order_is_another_job_on_another_chain_or_market() {
        JobOrder order = order(PRICE, BigInteger.ONE, 1, 1, 0);
        assertThat(List.of(order.idOn(1, MARKET), order.idOn(2, MARKET), order.idOn(1, Address.ZERO)))
                .doesNotHaveDuplicates();
    }

    /** As {@code eth_signTypedData_v4} takes it. */
    private static String typedData(JobOrder order, long chainId) {
        RecordComponent[] fields = JobOrder.class.getRecordComponents();
        List<Map<String, String>> orderType = Stream.iterate(0, i -> i < fields.length, i -> i + 1)
                .map(i -> Map.of("name", fields[i].getName(), "type", TYPES.get(i)))
                .toList();
        Map<String, String> message = new LinkedHashMap<>();
        Arrays.stream(fields).forEach(field -> message.put(field.getName(), value(field, order)));
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "types",
                        Map.of(
                                "EIP712Domain",
                                List.of(
                                        Map.of("name", "name", "type", "string"),
                                        Map.of("name", "version", "type", "string"),
                                        Map.of("name", "chainId", "type", "uint256"),
                                        Map.of("name", "verifyingContract", "type", "address")),
                                "JobOrder",
                                orderType),
                        "primaryType",
                        "JobOrder",
                        "domain",
                        Map.of(
                                "name",
                                "Gridwork",
                                "version",
                                "1",
                                "chainId",
                                Long.toString(chainId),
                                "verifyingContract",
                                MARKET.hex()),
                        "message",
                        message));
    }

    private static String value(RecordComponent field, JobOrder order) {
        try {
            Object value = field.getAccessor().invoke(order);
            return switch (value) {
                case Address address -> address.hex();
                case Hash32 hash -> hash.hex();
                default -> value.toString();
            };
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static JobOrder order(BigInteger price, BigInteger bond, int n, int k, long revealWindow) {
        return new JobOrder(
                Address.ZERO,
                BigInteger.ZERO,
                Hash32.ZERO,
                Address.ZERO,
                price,
                bond,
                5000,
                200,
                n,
                k,
                1,
                1,
                600,
                600,
                revealWindow,
                0,
                JobOrder.NO_EXPIRY);
    }
}
