/** The model against the contracts on a real chain, step by step. */
@org.jspecify.annotations.NullMarked
package io.gridwork.model;
