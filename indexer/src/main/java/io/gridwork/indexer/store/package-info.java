@NullMarked
package io.gridwork.indexer.store;

import org.jspecify.annotations.NullMarked;
