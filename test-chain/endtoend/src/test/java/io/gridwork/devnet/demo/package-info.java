@NullMarked
package io.gridwork.devnet.demo;

import org.jspecify.annotations.NullMarked;
