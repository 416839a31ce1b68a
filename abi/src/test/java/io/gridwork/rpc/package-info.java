@NullMarked
package io.gridwork.rpc;

import org.jspecify.annotations.NullMarked;
