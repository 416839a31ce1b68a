@NullMarked
package io.gridwork.chain;

import org.jspecify.annotations.NullMarked;
