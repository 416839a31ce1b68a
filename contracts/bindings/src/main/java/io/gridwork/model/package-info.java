/** The protocol as an executable model in plain Java: the same calls as the contracts take, with neither a chain nor a clock. */
@org.jspecify.annotations.NullMarked
package io.gridwork.model;
