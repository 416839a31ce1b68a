package io.gridwork.indexer.event;

import org.jspecify.annotations.Nullable;

/**
 * A column of an event table that holds a parameter, or a component of one.
 *
 * @param realName for {@link Storage#DECIMAL}: name of the generated column with it as a floating-point number, good to 15 digits, for
 *     charts, quick sums and sorting
 * @param abiType e.g. {@code uint256}, {@code address[]}
 */
public record Column(String name, Storage storage, @Nullable String realName, String abiType, String meaning) {}
