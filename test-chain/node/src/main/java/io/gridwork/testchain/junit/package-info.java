/** A real chain as a JUnit 5 parameter. */
@NullMarked
package io.gridwork.testchain.junit;

import org.jspecify.annotations.NullMarked;
