@NullMarked
package io.gridwork.indexer.event;

import org.jspecify.annotations.NullMarked;
