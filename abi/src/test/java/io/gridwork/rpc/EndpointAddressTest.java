package io.gridwork.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointAddressTest {
    /** A proxy, or a server behind it, may repeat the headers of a request. */
    @Test
    void credentialsAreNotShownAsTheyStandInHeadersEither() {
        ProxyAddress proxy = new ProxyAddress("HTTPS_PROXY", "proxy", 3128, Optional.of("me:topsecret"));
        EndpointAddress address =
                EndpointAddress.of(URI.create("http://you:hidden@node:8545")).through(Optional.of(proxy));
        String words = "got " + basic("me:topsecret") + " and " + basic("you:hidden") + " (topsecret, hidden)";
        assertThat(address.redacted(words)).isEqualTo("got … and … (…, …)");
    }

    private static String basic(String user) {
        return Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }
}
