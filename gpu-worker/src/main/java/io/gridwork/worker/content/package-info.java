/** Bytes by hash: inputs fetched and checked, results kept and served. */
@NullMarked
package io.gridwork.worker.content;

import org.jspecify.annotations.NullMarked;
