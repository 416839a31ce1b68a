package io.gridwork.worker.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnNetworksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.255.255.255",
                "0.1.2.3",
                "10.0.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.31.255.255",
                "192.168.255.255",
                "198.19.255.255",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:db8::1",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "ff02::1"
            })
    void addressesThatDoNotLeadToTheInternet(String address) {
        assertThat(OwnNetworks.contain(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.169.0.1",
                "198.17.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00::1"
            })
    void addressesThatDo(String address) {
        assertThat(OwnNetworks.contain(InetAddress.ofLiteral(address))).isFalse();
    }
}
