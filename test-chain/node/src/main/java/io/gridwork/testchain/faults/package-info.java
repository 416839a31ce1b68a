/**
 * A proxy before a real node that answers as nodes and providers do on a bad day. Start at {@link
 * io.gridwork.testchain.faults.FaultyNode}; the faults are the constants of the enums that {@link
 * io.gridwork.testchain.faults.Fault} permits.
 */
@NullMarked
package io.gridwork.testchain.faults;

import org.jspecify.annotations.NullMarked;
