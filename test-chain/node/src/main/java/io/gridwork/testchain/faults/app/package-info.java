/** The faulty node as a program, to put before a node by hand. */
@NullMarked
package io.gridwork.testchain.faults.app;

import org.jspecify.annotations.NullMarked;
