package io.gridwork.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No password is shown, however odd the URL is that it stands in. */
class ShownUrlPropertiesTest {
    private static final String SECRET = "t0psecret";

    /** As people type them: not encoded, with quotes, slashes, more at signs, line ends. */
    @Provide
    Arbitrary<String> urls() {
        Arbitrary<String> odd = Arbitraries.strings()
                .withChars(":/?#@[]%\\ \t\n'\"&=+.,;_-aZ0ü")
                .ofMaxLength(4);
        Arbitrary<String> schemes =
                Arbitraries.of("http://", "https://", "HTTP://", "ws://", "http:/", "http:", "http:///", "socks5://");
        return Combinators.combine(schemes, odd, odd, odd, Arbitraries.of("host", "a_b", "[::1]", "127.0.0.1", ""), odd)
                .as((scheme, user, before, after, host, rest) ->
                        scheme + user + ":" + before + SECRET + after + "@" + host + rest);
    }

    @Property
    void aShownUrlHasNoPassword(@ForAll("urls") String url) {
        assertThat(EndpointAddress.shown(url)).doesNotContain(SECRET);
    }

    @Property
    void aMessageThatRepeatsAnArgumentHasNoPassword(@ForAll("urls") String url) {
        if (!url.regionMatches(true, 0, "http://", 0, 7) && !url.regionMatches(true, 0, "https://", 0, 8)) return;
        for (String argument : List.of(url, "--rpc=" + url)) {
            String message = "Unknown option: '" + argument + "'";
            assertThat(EndpointAddress.withoutKeys(message, List.of("index", argument)))
                    .doesNotContain(SECRET);
        }
    }

    @Property
    void aRefusedProxyIsShownWithoutItsPassword(@ForAll("urls") String url) {
        try {
            assertThat(ProxyAddress.of("HTTP_PROXY", url)).asString().doesNotContain(SECRET);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining(SECRET);
        }
    }
}
