package io.gridwork.indexer.store.jdbc;

import static io.gridwork.indexer.store.jdbc.generated.Tables._COVERAGE;
import static io.gridwork.indexer.store.jdbc.generated.Tables._FEED;

import io.gridwork.abi.Address;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.ProxyImplementations;
import io.gridwork.indexer.event.RawLogSource;
import io.gridwork.indexer.event.Refusal;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The event sources of a file, read from the file itself, without the configuration that it was made with. */
final class StoredEventSources {
    private static final String ANYONE = "*";
    private static final String ADDRESS = "0x";

    private final Path file;
    private final DSLContext sql;
    private final Map<String, EventTable> tables;

    /** @param tables the event tables of the file, by their names */
    StoredEventSources(Path file, Connection connection, Map<String, EventTable> tables) {
        this.file = file;
        this.tables = tables;
        sql = DSL.using(connection, SQLDialect.SQLITE, new Settings().withExecuteLogging(false));
    }

    /** Writes the properties of event sources that the coverage table does not have. */
    void describe(Collection<EventSource> eventSources) {
        for (EventSource eventSource : eventSources) {
            Map<Field<?>, @Nullable Object> row = new HashMap<>();
            ProxyImplementations proxy = eventSource.proxy();
            boolean wholeHistory =
                    eventSource.selector() instanceof ContractSelector.Children(AddressParameter _, boolean whole)
                            && whole;
            row.put(_FEED.WHOLE_PAST, wholeHistory ? 1L : 0L);
            row.put(_FEED.IMPLEMENTATIONS, proxy == null ? null : joined(proxy.implementations()));
            row.put(_FEED.UPGRADED, proxy == null ? null : proxy.upgraded().name());
            row.put(
                    _FEED.BEACON_UPGRADED,
                    proxy == null ? null : proxy.beaconUpgraded().name());
            row.put(
                    _FEED.BEACONS_UPGRADED,
                    proxy == null ? null : proxy.upgradedOfBeacon().name());
            sql.insertInto(_FEED)
                    .set(_FEED.TABLE_NAME, eventSource.table().name())
                    .set(_FEED.ADDRESS, eventSource.selectorName())
                    .set(row)
                    .onConflict(_FEED.TABLE_NAME, _FEED.ADDRESS)
                    .doUpdate()
                    .set(row)
                    .execute();
        }
    }

    private static String joined(Set<Address> addresses) {
        return addresses.stream().sorted().map(Address::hex).collect(Collectors.joining(" "));
    }

    /**
     * All that are covered.
     *
     * @throws Refusal when the file does not say enough of one, which an earlier version wrote
     */
    Set<EventSource> read() {
        Set<EventSource> eventSources = new LinkedHashSet<>();
        sql.selectDistinct(_COVERAGE.TABLE_NAME, _COVERAGE.ADDRESS, _FEED.WHOLE_PAST, _FEED.IMPLEMENTATIONS)
                .select(_FEED.UPGRADED, _FEED.BEACON_UPGRADED, _FEED.BEACONS_UPGRADED)
                .from(_COVERAGE)
                .leftJoin(_FEED)
                .on(_FEED.TABLE_NAME.eq(_COVERAGE.TABLE_NAME).and(_FEED.ADDRESS.eq(_COVERAGE.ADDRESS)))
                .orderBy(_COVERAGE.TABLE_NAME, _COVERAGE.ADDRESS)
                .forEach(row -> eventSources.add(eventSource(row)));
        return eventSources;
    }

    private EventSource eventSource(Record row) {
        String name = row.get(_COVERAGE.TABLE_NAME);
        ContractSelector selector = selector(name, row);
        KeepRaw kept = RawLogSource.keptIn(name);
        return kept == KeepRaw.NONE
                ? new EventSource(table(name), selector, proxy(row))
                : RawLogSource.of(kept, selector);
    }

    private ContractSelector selector(String table, Record row) {
        String address = row.get(_COVERAGE.ADDRESS);
        if (address.equals(ANYONE)) return new ContractSelector.Any();
        if (address.startsWith(ADDRESS)) return new ContractSelector.One(Address.parse(address));
        Long wholeHistory = row.get(_FEED.WHOLE_PAST);
        if (wholeHistory == null) {
            throw new Refusal(
                    "who emits the rows of " + table + " is not in " + file
                            + ", which an earlier version wrote; run gridwork index once more with its configuration, and try again");
        }
        return new ContractSelector.Children(parameter(address), wholeHistory == 1);
    }

    private @Nullable ProxyImplementations proxy(Record row) {
        String implementations = row.get(_FEED.IMPLEMENTATIONS);
        if (implementations == null) return null;
        Set<Address> addresses = Arrays.stream(implementations.split(" ", -1))
                .filter(each -> !each.isEmpty())
                .map(Address::parse)
                .collect(Collectors.toSet());
        return new ProxyImplementations(
                addresses,
                parameter(row.get(_FEED.UPGRADED)),
                parameter(row.get(_FEED.BEACON_UPGRADED)),
                parameter(row.get(_FEED.BEACONS_UPGRADED)));
    }

    /** From {@link AddressParameter#name}. Names of tables have no dots. */
    private AddressParameter parameter(String name) {
        int dot = name.indexOf('.');
        return AddressParameter.of(table(name.substring(0, dot)), name.substring(dot + 1));
    }

    private EventTable table(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }
}
