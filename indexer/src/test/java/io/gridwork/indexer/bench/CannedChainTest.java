package io.gridwork.indexer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.LogFilter;
import io.gridwork.chain.Receipt;
import io.gridwork.indexer.proof.LogsBloom;
import io.gridwork.indexer.proof.ReceiptsRoot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** It has to be as true as a node's: proofs are tested with it. */
final class CannedChainTest {
    @Test
    void blocksAreLinkedAndTheirRootsAndFiltersAreThoseOfTheirReceipts() {
        CannedChain chain = new CannedChain(3, 7, true).append(40);
        try (CannedNode node = new CannedNode(chain);
                ChainClient client = new ChainClient(node.url())) {
            Hash32 parent = Hash32.ZERO;
            for (BlockHeader header : client.headers(0, chain.head())) {
                List<Receipt> receipts =
                        client.blockReceipts(BlockTag.at(header.number())).orElseThrow();
                assertThat(header.parentHash()).isEqualTo(parent);
                assertThat(header.receiptsRoot()).isEqualTo(ReceiptsRoot.of(receipts));
                assertThat(header.logsBloom())
                        .isEqualTo(LogsBloom.of(receipts.stream()
                                .flatMap(receipt -> receipt.logs().stream())
                                .toList()));
                assertThat(client.logs(LogFilter.ALL, header.number(), header.number()))
                        .isEqualTo(receipts.stream()
                                .flatMap(receipt -> receipt.logs().stream())
                                .toList());
                assertThat(client.header(header.hash())).contains(header);
                parent = header.hash();
            }
        }
    }

    @Test
    void aChainOfTransfersHasAsManyAsWereAskedFor() {
        CannedChain chain = CannedChain.ofTransfers(1_234, 100);
        assertThat(chain.head()).isEqualTo(13);
        assertThat(chain.blocks().stream()
                        .mapToInt(block -> block.logs().size())
                        .sum())
                .isEqualTo(1_234);
    }

    @Test
    void aReorganisationReplacesTheNewestBlocksAndNoOthers() {
        CannedChain chain = new CannedChain(4, 3, true).append(20);
        List<CannedBlock> before = chain.blocks();
        chain.reorganise(5, 6);
        assertThat(chain.blocks()).hasSize(22).startsWith(before.subList(0, 16).toArray(CannedBlock[]::new));
        assertThat(chain.blocks()).doesNotContainAnyElementsOf(before.subList(16, 21));
        assertThat(chain.blocks(16, 16).getFirst().parent())
                .isEqualTo(before.get(15).hash());
    }
}
