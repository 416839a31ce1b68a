@NullMarked
package io.gridwork.abi;

import org.jspecify.annotations.NullMarked;
