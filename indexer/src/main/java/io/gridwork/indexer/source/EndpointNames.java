package io.gridwork.indexer.source;

import io.gridwork.chain.ChainClient;
import io.gridwork.indexer.event.Refusal;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Endpoints are named by scheme, host and port; two of the same provider are told apart by a number. */
final class EndpointNames {
    private EndpointNames() {}

    static List<Endpoint> open(List<URI> urls, EndpointSettings settings, Timer timer) {
        List<Endpoint> endpoints = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        try {
            for (URI url : urls) {
                String place = ChainClient.name(url);
                int number = seen.merge(place, 1, Integer::sum);
                String name = number == 1 ? place : place + " #" + number;
                endpoints.add(new Endpoint(
                        name, traffic -> new ChainClient(url, settings.options(), traffic), settings, timer));
            }
            return endpoints;
        } catch (IllegalArgumentException e) {
            endpoints.forEach(Endpoint::close);
            throw new Refusal("--rpc: " + e.getMessage(), e);
        }
    }
}
