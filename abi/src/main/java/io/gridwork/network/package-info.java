@NullMarked
package io.gridwork.network;

import org.jspecify.annotations.NullMarked;
