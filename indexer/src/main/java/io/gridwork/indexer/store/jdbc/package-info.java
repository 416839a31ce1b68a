@NullMarked
package io.gridwork.indexer.store.jdbc;

import org.jspecify.annotations.NullMarked;
