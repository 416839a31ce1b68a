/** What the worker must not forget: its jobs and their states, the secret behind its salts, what it spent. */
@NullMarked
package io.gridwork.worker.journal;

import org.jspecify.annotations.NullMarked;
