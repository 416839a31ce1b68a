package io.gridwork.indexer.store;

import java.util.List;

final class InMemoryEventStoreTest extends EventStoreContractTest {
    @Override
    protected EventStore open() {
        return new InMemoryEventStore();
    }

    @Override
    protected List<List<Object>> transfers() {
        return ((InMemoryEventStore) store)
                .rows().stream()
                        .map(row -> List.<Object>of(row.block(), (long) row.logIndex(), row.parameter(2)))
                        .toList();
    }

    @Override
    protected List<List<Object>> quarantined() {
        return ((InMemoryEventStore) store)
                .quarantined().stream()
                        .map(each -> List.<Object>of(each.log().blockNumber(), each.reason()))
                        .toList();
    }
}
