/** What a block's header proves about its logs: the bloom filter and the receipts root. Pure. */
@NullMarked
package io.gridwork.indexer.proof;

import org.jspecify.annotations.NullMarked;
