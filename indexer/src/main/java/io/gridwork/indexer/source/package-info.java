@NullMarked
package io.gridwork.indexer.source;

import org.jspecify.annotations.NullMarked;
