package io.gridwork.toolkit.plan;

/**
 * What a view function should answer.
 *
 * @param view the question
 * @param expected a value; for a struct or several results a mapping, of which only the named components count
 */
public record Check(Invocation view, Comparison comparison, Value expected) {}
