@NullMarked
package io.gridwork.indexer.query;

import org.jspecify.annotations.NullMarked;
