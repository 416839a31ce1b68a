@NullMarked
package io.gridwork.indexer.pipeline;

import org.jspecify.annotations.NullMarked;
