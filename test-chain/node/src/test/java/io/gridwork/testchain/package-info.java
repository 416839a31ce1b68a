@NullMarked
package io.gridwork.testchain;

import org.jspecify.annotations.NullMarked;
