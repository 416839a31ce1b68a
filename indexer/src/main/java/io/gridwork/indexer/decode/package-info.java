@NullMarked
package io.gridwork.indexer.decode;

import org.jspecify.annotations.NullMarked;
