package io.gridwork.toolkit.plan;

import java.util.Locale;

/** How the answer of a view function must compare with the value in the plan. */
public enum Comparison {
    IS("is"),
    /** With a list of values: none of them. */
    IS_NOT("isNot"),
    AT_LEAST("atLeast"),
    AT_MOST("atMost");

    /** The field in a plan. */
    public final String field;

    Comparison(String field) {
        this.field = field;
    }

    /** For people, such as {@code is not}. */
    @Override
    public String toString() {
        return (this == AT_LEAST || this == AT_MOST ? "is " : "")
                + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
