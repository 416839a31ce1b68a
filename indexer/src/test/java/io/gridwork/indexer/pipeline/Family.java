package io.gridwork.indexer.pipeline;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.Uint256;
import io.gridwork.indexer.bench.CannedBlock;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedLog;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.EventTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A factory, its pools and strangers that emit the pools' event, on a chain made from a seed. */
final class Family {
    static final Address FACTORY = Address.parse("0xfac0000000000000000000000000000000000001");
    private static final EventTable CREATED = table("factory", """
            {"type":"event","name":"PoolsCreated","inputs":[{"name":"infos","type":"tuple[]","indexed":false,"components":[
              {"name":"fee","type":"uint256"},{"name":"pool","type":"address"}]}]}""");
    static final EventTable SWAPS = table("pool", """
            {"type":"event","name":"Swap","inputs":[{"name":"amount","type":"uint256","indexed":false}]}""");

    private final Random random;
    private final CannedChain chain;
    private final int mostPools;
    private final List<Address> pools = new ArrayList<>();

    Family(long seed, int mostPools) {
        random = new Random(seed);
        chain = new CannedChain(seed, 1, true);
        this.mostPools = mostPools;
    }

    private static EventTable table(String contract, String event) {
        List<EventSchema> events = ContractAbi.parse("[" + event + "]").events();
        return EventTables.of(Map.of(contract, events)).getFirst();
    }

    CannedChain chain() {
        return chain;
    }

    static List<Target> targets(long factoryFrom) {
        EventSource children = new EventSource(
                SWAPS, new ContractSelector.Children(AddressParameter.of(CREATED, "infos[].pool"), false), null);
        return List.of(new Target(new EventSource(CREATED, FACTORY), factoryFrom), new Target(children, 0));
    }

    Family append(int blocks) {
        for (int i = 0; i < blocks; i++) {
            chain.append(block());
        }
        return this;
    }

    void reorganise(int depth, int replacement) {
        chain.reorganise(depth, 0);
        append(replacement);
    }

    /** Up to two logs of pools or strangers, in one block of four behind the creation of up to two pools. */
    private List<CannedLog> block() {
        List<CannedLog> logs = new ArrayList<>();
        List<Address> selectors = new ArrayList<>();
        if (random.nextInt(4) == 0 && pools.size() < mostPools) {
            List<Address> born = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(2); i++) {
                born.add(new Address(1, random.nextLong(), random.nextInt()));
            }
            if (random.nextBoolean()) logs.add(swap(born.getFirst(), logs.size())); // as a constructor emits it
            logs.add(created(born, logs.size()));
            pools.addAll(born);
            if (random.nextBoolean()) selectors.add(born.getLast());
        }
        for (int i = 0; i < random.nextInt(3); i++) {
            selectors.add(
                    pools.isEmpty() || random.nextInt(5) == 0
                            ? new Address(2, 0, random.nextInt(9))
                            : pools.get(random.nextInt(pools.size())));
        }
        selectors.forEach(selector -> logs.add(swap(selector, logs.size())));
        return logs;
    }

    static CannedLog created(List<Address> born, int index) {
        StringBuilder data = new StringBuilder("0x").append(word(32)).append(word(born.size()));
        born.forEach(pool -> data.append(word(3000)).append(pool.toWord().hex().substring(2)));
        return new CannedLog(FACTORY, List.of(CREATED.schema().topic0()), Bytes.parse(data.toString()), index, 0);
    }

    static CannedLog swap(Address pool, int index) {
        Hash32 topic = Keccak256.hash("Swap(uint256)");
        return new CannedLog(pool, List.of(topic), Uint256.of(index).toWord().toBytes(), index, 0);
    }

    private static String word(long value) {
        return Uint256.of(value).toWord().hex().substring(2);
    }

    /** Block, index and pool of each swap that counts, straight from the chain. */
    static List<String> expected(CannedChain chain) {
        Map<Address, Long> born = new HashMap<>();
        List<String> swaps = new ArrayList<>();
        for (CannedBlock block : chain.blocks()) {
            for (CannedLog log : block.logs()) {
                if (!log.address().equals(FACTORY)) continue;
                for (int at = 96; at < log.data().size(); at += 64) {
                    born.putIfAbsent(Address.ofWord(log.data().hashAt(at)), block.number());
                }
            }
            for (int i = 0; i < block.logs().size(); i++) {
                Address selector = block.logs().get(i).address();
                if (born.containsKey(selector)) swaps.add(block.number() + " " + i + " " + selector.hex());
            }
        }
        return swaps;
    }
}
