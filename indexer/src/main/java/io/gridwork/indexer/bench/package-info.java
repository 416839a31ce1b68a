@NullMarked
package io.gridwork.indexer.bench;

import org.jspecify.annotations.NullMarked;
