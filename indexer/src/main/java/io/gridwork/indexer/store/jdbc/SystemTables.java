package io.gridwork.indexer.store.jdbc;

import static io.gridwork.indexer.store.jdbc.generated.Tables._BLOCK;
import static io.gridwork.indexer.store.jdbc.generated.Tables._COVERAGE;
import static io.gridwork.indexer.store.jdbc.generated.Tables._ENDPOINT;
import static io.gridwork.indexer.store.jdbc.generated.Tables._META;
import static org.jooq.impl.DSL.max;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.EndpointUsage;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.Proof;
import io.gridwork.indexer.store.EventStore;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** The tables that the indexer keeps for itself, in the transaction of the connection given. */
final class SystemTables {
    /** Coverage is kept for a table and a selector, as {@link EventSource#selectorName} has it. */
    record EventSourceKey(String table, String address) {
        static EventSourceKey of(EventSource eventSource) {
            return new EventSourceKey(eventSource.table().name(), eventSource.selectorName());
        }
    }

    private final DSLContext sql;

    SystemTables(Connection connection) {
        sql = DSL.using(connection, SQLDialect.SQLITE, new Settings().withExecuteLogging(false));
    }

    void putMeta(String name, String value) {
        sql.insertInto(_META, _META.NAME, _META.VALUE)
                .values(name, value)
                .onConflict(_META.NAME)
                .doUpdate()
                .set(_META.VALUE, value)
                .execute();
    }

    void putUsage(EndpointUsage usage) {
        Instant learned = usage.maxBlockSpanLearned();
        Map<Field<?>, Object> row = new HashMap<>();
        row.put(_ENDPOINT.MAX_BLOCK_SPAN, usage.maxBlockSpan());
        row.put(_ENDPOINT.MAX_BLOCK_SPAN_LEARNED, learned == null ? null : learned.getEpochSecond());
        row.put(_ENDPOINT.REQUESTS, usage.requests());
        row.put(_ENDPOINT.FAILURES, usage.failures());
        row.put(_ENDPOINT.DROPS, usage.drops());
        row.put(_ENDPOINT.RECEIVED_BYTES, usage.receivedBytes());
        row.put(_ENDPOINT.LIES, usage.lies());
        row.put(_ENDPOINT.CORRECTED_BLOCKS, usage.correctedBlocks());
        row.put(_ENDPOINT.LAST_ERROR, usage.lastError());
        sql.insertInto(_ENDPOINT)
                .set(_ENDPOINT.NAME, usage.name())
                .set(row)
                .onConflict(_ENDPOINT.NAME)
                .doUpdate()
                .set(row)
                .execute();
    }

    List<EndpointUsage> usages() {
        return sql.selectFrom(_ENDPOINT).orderBy(_ENDPOINT.NAME).fetch(row -> {
            Long learned = row.get(_ENDPOINT.MAX_BLOCK_SPAN_LEARNED);
            return new EndpointUsage(
                    row.get(_ENDPOINT.NAME),
                    row.get(_ENDPOINT.REQUESTS),
                    row.get(_ENDPOINT.FAILURES),
                    row.get(_ENDPOINT.DROPS),
                    row.get(_ENDPOINT.RECEIVED_BYTES),
                    row.get(_ENDPOINT.LIES),
                    row.get(_ENDPOINT.CORRECTED_BLOCKS),
                    0,
                    0,
                    row.get(_ENDPOINT.MAX_BLOCK_SPAN),
                    learned == null ? null : Instant.ofEpochSecond(learned),
                    false,
                    Objects.requireNonNullElse(row.get(_ENDPOINT.LAST_ERROR), ""));
        });
    }

    // ---- blocks

    List<Block> window() {
        return sql.selectFrom(_BLOCK)
                .orderBy(_BLOCK.NUMBER)
                .fetch(row -> new Block(
                        row.get(_BLOCK.NUMBER),
                        Hash32.parse(row.get(_BLOCK.HASH)),
                        Hash32.parse(row.get(_BLOCK.PARENT_HASH)),
                        row.get(_BLOCK.TIMESTAMP)));
    }

    void addBlocks(List<Block> blocks) {
        if (blocks.isEmpty()) return;
        BatchBindStep insert =
                sql.batch(sql.insertInto(_BLOCK, _BLOCK.NUMBER, _BLOCK.HASH, _BLOCK.PARENT_HASH, _BLOCK.TIMESTAMP)
                        .values((Long) null, null, null, null)
                        .onConflict(_BLOCK.NUMBER)
                        .doNothing());
        for (Block block : blocks) {
            insert = insert.bind(
                    block.number(), block.hash().hex(), block.parentHash().hex(), block.timestamp());
        }
        insert.execute();
        Long newest = sql.select(max(_BLOCK.NUMBER)).from(_BLOCK).fetchOne(0, Long.class);
        if (newest != null) {
            sql.deleteFrom(_BLOCK)
                    .where(_BLOCK.NUMBER.le(newest - EventStore.WINDOW))
                    .execute();
        }
    }

    void dropBlocksAbove(long block) {
        sql.deleteFrom(_BLOCK).where(_BLOCK.NUMBER.gt(block)).execute();
    }

    // ---- coverage

    Map<EventSourceKey, Coverage> coverage() {
        Map<EventSourceKey, List<Coverage.Part>> found = new HashMap<>();
        sql.selectFrom(_COVERAGE)
                .forEach(row -> found.computeIfAbsent(
                                new EventSourceKey(row.get(_COVERAGE.TABLE_NAME), row.get(_COVERAGE.ADDRESS)),
                                _ -> new ArrayList<>())
                        .add(new Coverage.Part(
                                new BlockRange(row.get(_COVERAGE.FROM_BLOCK), row.get(_COVERAGE.TO_BLOCK)),
                                new Proof(
                                        row.get(_COVERAGE.PARENTS) == 1,
                                        row.get(_COVERAGE.BLOOM) == 1,
                                        row.get(_COVERAGE.RECEIPTS) == 1))));
        Map<EventSourceKey, Coverage> coverage = new HashMap<>();
        found.forEach((key, parts) -> coverage.put(key, Coverage.of(parts)));
        return coverage;
    }

    /** Replaces what is known of these event sources. */
    void putCoverage(Map<EventSourceKey, Coverage> changed) {
        if (changed.isEmpty()) return;
        BatchBindStep delete = sql.batch(sql.deleteFrom(_COVERAGE)
                .where(_COVERAGE.TABLE_NAME.eq((String) null))
                .and(_COVERAGE.ADDRESS.eq((String) null)));
        BatchBindStep insert = sql.batch(sql.insertInto(
                        _COVERAGE,
                        _COVERAGE.TABLE_NAME,
                        _COVERAGE.ADDRESS,
                        _COVERAGE.FROM_BLOCK,
                        _COVERAGE.TO_BLOCK,
                        _COVERAGE.PARENTS,
                        _COVERAGE.BLOOM,
                        _COVERAGE.RECEIPTS)
                .values((String) null, null, null, null, null, null, null));
        for (Map.Entry<EventSourceKey, Coverage> each : changed.entrySet()) {
            EventSourceKey eventSource = each.getKey();
            delete = delete.bind(eventSource.table(), eventSource.address());
            for (Coverage.Part part : each.getValue().parts()) {
                Proof proof = part.proof();
                insert = insert.bind(
                        eventSource.table(),
                        eventSource.address(),
                        part.range().from(),
                        part.range().to(),
                        proof.parents() ? 1L : 0L,
                        proof.bloom() ? 1L : 0L,
                        proof.receipts() ? 1L : 0L);
            }
        }
        delete.execute();
        if (insert.size() > 0) insert.execute();
    }
}
