/** From a plan's texts to the values that an ABI takes: references, units, structs, and back when a view answers. */
@NullMarked
package io.gridwork.toolkit.value;

import org.jspecify.annotations.NullMarked;
