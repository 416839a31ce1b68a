package io.gridwork.rpc;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** Knows besu_node, as the name server of docker-compose would. */
public final class NamesOfTests extends InetAddressResolverProvider {
    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver ofTheMachine = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return host.equals("besu_node")
                        ? Stream.of(InetAddress.getLoopbackAddress())
                        : ofTheMachine.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return ofTheMachine.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "the tests' names";
    }
}
