@NullMarked
package io.gridwork.indexer.app;

import org.jspecify.annotations.NullMarked;
