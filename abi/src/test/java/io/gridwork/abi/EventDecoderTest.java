package io.gridwork.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gridwork.abi.EventDecoder.Decoded;
import io.gridwork.abi.EventDecoder.Undecodable;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventDecoderTest {
    private static final String ERC_20 = """
            {"type":"event","name":"Transfer","inputs":[
              {"name":"from","type":"address","indexed":true},
              {"name":"to","type":"address","indexed":true},
              {"name":"value","type":"uint256","indexed":false}]}""";
    private static final String ERC_721 = ERC_20.replace("\"value\"", "\"tokenId\"")
            .replace("\"uint256\",\"indexed\":false", "\"uint256\",\"indexed\":true");
    private static final Hash32 TRANSFER =
            Hash32.parse("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
    private static final Address ALICE = Address.parse("0x52908400098527886e0f7030069857d2e4169ee7");
    private static final Address BOB = Address.parse("0x8617e340b3d01fa5f11f306f4090fd50e238070d");

    @Test
    void tellsTheTransfersOfTokensAndCollectiblesApart() {
        EventDecoder decoder = decoder(ERC_20 + "," + ERC_721);
        Hash32 three = Uint256.of(3).toWord();
        Decoded amount = (Decoded) decoder.decode(
                List.of(TRANSFER, ALICE.toWord(), BOB.toWord()),
                Uint256.MAX.toWord().toBytes());
        Decoded piece = (Decoded) decoder.decode(List.of(TRANSFER, ALICE.toWord(), BOB.toWord(), three), Bytes.EMPTY);

        assertThat(amount.values()).containsExactly(ALICE, BOB, Uint256.MAX);
        assertThat(piece.value("tokenId")).isEqualTo(Uint256.of(3));
        assertThat(piece.event().inputs().get(2).indexed()).isTrue();
    }

    @Test
    void saysWhichEventHasAnotherNumberOfIndexedParameters() {
        assertThat(decoder(ERC_20).decode(List.of(TRANSFER, ALICE.toWord()), Bytes.EMPTY))
                .isEqualTo(new Undecodable("Transfer(address indexed from, address indexed to, uint256 value)"
                        + " has 2 indexed parameters, the log 1"));
    }

    @Test
    void saysWhatDoesNotFit() {
        EventDecoder decoder = decoder(ERC_20);
        List<Hash32> topics = List.of(TRANSFER, ALICE.toWord(), BOB.toWord());
        assertThat(decoder.decode(topics, Bytes.EMPTY))
                .isEqualTo(
                        new Undecodable("Transfer(address,address,uint256): the data ends at 0, before the word at 0"));
        assertThat(decoder.decode(List.of(TRANSFER, Uint256.MAX.toWord(), BOB.toWord()), Bytes.EMPTY))
                .isEqualTo(
                        new Undecodable("Transfer(address,address,uint256): not a address: " + Uint256.MAX.toWord()));
        assertThat(decoder.decode(List.of(Hash32.ZERO), Bytes.EMPTY))
                .isEqualTo(new Undecodable("no event of the ABI has the first topic " + Hash32.ZERO));
        assertThat(decoder.decode(List.of(), Bytes.EMPTY)).isInstanceOf(Undecodable.class);
    }

    @Test
    void overloadsAreEventsOfTheirOwn() {
        EventDecoder decoder = decoder(event("Set", "uint8") + "," + event("Set", "string"));
        Bytes seven = Uint256.of(7).toWord().toBytes();
        assertThat(decoder.decode(List.of(Keccak256.hash("Set(uint8)")), seven))
                .extracting(result -> ((Decoded) result).values())
                .isEqualTo(List.of(new AbiValue.Int(7)));
        assertThat(decoder.decode(List.of(Keccak256.hash("Set(string)")), seven))
                .isInstanceOf(Undecodable.class);
    }

    @Test
    void theHashOfAnIndexedStringIsAllThereIs() {
        String json = event("Named", "string").replace("\"indexed\":false", "\"indexed\":true");
        Hash32 hash = Keccak256.hash("gridwork");
        assertThat(decoder(json).decode(List.of(Keccak256.hash("Named(string)"), hash), Bytes.EMPTY))
                .extracting(result -> ((Decoded) result).values())
                .isEqualTo(List.of(hash));
    }

    @Test
    void anAnonymousEventIsTheOneWhoseTypesFit() {
        String flag = event("Flag", "bool").replace("\"name\":\"Flag\"", "\"name\":\"Flag\",\"anonymous\":true");
        String text = event("Note", "string").replace("\"name\":\"Note\"", "\"name\":\"Note\",\"anonymous\":true");
        EventDecoder decoder = decoder(flag + "," + text);

        assertThat(decoder.decode(List.of(), Uint256.of(1).toWord().toBytes()))
                .isEqualTo(new Decoded(ContractAbi.parse("[" + flag + "]").event("Flag"), List.of(AbiValue.Bool.TRUE)));
        assertThat(decoder.decode(List.of(), Uint256.of(2).toWord().toBytes())).isInstanceOf(Undecodable.class);
    }

    @Test
    void twoAnonymousEventsThatFitAreNamed() {
        String one = event("One", "uint8").replace("\"name\":\"One\"", "\"name\":\"One\",\"anonymous\":true");
        String two = event("Two", "uint16").replace("\"name\":\"Two\"", "\"name\":\"Two\",\"anonymous\":true");
        assertThat(decoder(one + "," + two)
                        .decode(List.of(), Uint256.of(1).toWord().toBytes()))
                .isEqualTo(new Undecodable("it fits two anonymous events: One(uint8) and Two(uint16)"));
    }

    @Test
    void refusesEventsThatNothingInALogTellsApart() {
        String other = ERC_20.replace("\"value\"", "\"wad\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decoder(ERC_20 + "," + other))
                .withMessageContaining("uint256 value")
                .withMessageContaining("uint256 wad");
        assertThat(decoder(ERC_20 + "," + ERC_20)).isNotNull();
    }

    /** Golden: the example of the ABI specification, section "Use of Dynamic Types". */
    @Test
    void readsTheExampleOfTheSpecification() {
        String json = event("F", "uint256", "uint32[]", "bytes10", "bytes");
        Bytes data = Bytes.parse("0x"
                + "0000000000000000000000000000000000000000000000000000000000000123"
                + "0000000000000000000000000000000000000000000000000000000000000080"
                + "3132333435363738393000000000000000000000000000000000000000000000"
                + "00000000000000000000000000000000000000000000000000000000000000e0"
                + "0000000000000000000000000000000000000000000000000000000000000002"
                + "0000000000000000000000000000000000000000000000000000000000000456"
                + "0000000000000000000000000000000000000000000000000000000000000789"
                + "000000000000000000000000000000000000000000000000000000000000000d"
                + "48656c6c6f2c20776f726c642100000000000000000000000000000000000000");
        Decoded decoded =
                (Decoded) decoder(json).decode(List.of(Keccak256.hash("F(uint256,uint32[],bytes10,bytes)")), data);
        assertThat(decoded.values())
                .containsExactly(
                        Uint256.of(0x123),
                        new AbiValue.Array(List.of(new AbiValue.Int(0x456), new AbiValue.Int(0x789))),
                        Bytes.copyOf("1234567890".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                        Bytes.copyOf("Hello, world!".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    @Test
    void paddingMayBeMissingAtTheEnd() {
        Bytes data = Bytes.parse("0x"
                + "0000000000000000000000000000000000000000000000000000000000000020"
                + "0000000000000000000000000000000000000000000000000000000000000003"
                + "616263");
        assertThat(decoder(event("Note", "string")).decode(List.of(Keccak256.hash("Note(string)")), data))
                .extracting(result -> ((Decoded) result).values())
                .isEqualTo(List.of(AbiValue.Text.of("abc")));
    }

    /** Each level's two offsets point at the same place: 2^20 leaves in 42 words, for a reader that does not count. */
    @Test
    void overlappingTailsDoNotUnfoldWithoutEnd() {
        String type = "uint8" + "[]".repeat(20);
        StringBuilder data = new StringBuilder("0x").append(word(32));
        for (int level = 0; level < 20; level++) {
            data.append(word(2)).append(word(64)).append(word(64));
        }
        Bytes bomb = Bytes.parse(data.toString());
        assertThat(decoder(event("Bomb", type)).decode(List.of(Keccak256.hash("Bomb(" + type + ")")), bomb))
                .isInstanceOf(Undecodable.class);
    }

    private static String word(long value) {
        return Uint256.of(value).toWord().hex().substring(2);
    }

    private static EventDecoder decoder(String events) {
        return ContractAbi.parse("[" + events + "]").eventDecoder();
    }

    private static String event(String name, String... types) {
        StringBuilder inputs = new StringBuilder();
        for (String type : types) {
            inputs.append(inputs.isEmpty() ? "" : ",")
                    .append("{\"name\":\"p" + inputs.length() + "\",\"type\":\"" + type + "\",\"indexed\":false}");
        }
        return "{\"type\":\"event\",\"name\":\"" + name + "\",\"inputs\":[" + inputs + "]}";
    }
}
