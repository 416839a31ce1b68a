package io.gridwork.chain;

import io.gridwork.rpc.EndpointAddress;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.rpc.Timer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Endpoints are named by scheme, host and port; two of the same provider are told apart by a number. */
final class EndpointNames {
    private EndpointNames() {}

    static List<Endpoint> open(List<URI> urls, RpcOptions options, Timer timer) {
        List<Endpoint> endpoints = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        try {
            for (URI url : urls) {
                String place = EndpointAddress.of(url).name();
                int number = seen.merge(place, 1, Integer::sum);
                String name = number == 1 ? place : place + " #" + number;
                endpoints.add(new Endpoint(name, url, options, timer));
            }
            return endpoints;
        } catch (IllegalArgumentException e) {
            endpoints.forEach(Endpoint::close);
            throw e;
        }
    }
}
