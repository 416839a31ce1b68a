/** The network's contracts as the worker sees them: a few reads, a few actions, each action at most once. */
@NullMarked
package io.gridwork.worker.market;

import org.jspecify.annotations.NullMarked;
