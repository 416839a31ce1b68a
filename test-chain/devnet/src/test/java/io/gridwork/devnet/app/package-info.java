@NullMarked
package io.gridwork.devnet.app;

import org.jspecify.annotations.NullMarked;
