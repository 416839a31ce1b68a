/** The goals: each a thin class over {@code io.gridwork.toolkit} or {@code io.gridwork.testchain}. */
@NullMarked
package io.gridwork.maven;

import org.jspecify.annotations.NullMarked;
