package io.gridwork.indexer.query;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/**
 * Exact arithmetic on decimal text, under the names that the {@code sqlite3} shell has it: {@code decimal_add},
 * {@code decimal_sub}, {@code decimal_mul}, {@code decimal_cmp}, and the aggregate {@code decimal_sum}. And ours alone:
 * {@code units(value, decimals)}, a token amount in whole tokens, so that {@code units('1500000', 6)} is {@code 1.5}.
 * NULL gives NULL; in a sum it is passed over.
 *
 * @see <a href="https://sqlite.org/floatingpoint.html#the_decimal_c_extension">The decimal.c extension</a>
 */
final class DecimalFunctions {
    private DecimalFunctions() {}

    static void register(Connection connection) throws SQLException {
        register(connection, "decimal_add", 2, new Binary(BigDecimal::add));
        register(connection, "decimal_sub", 2, new Binary(BigDecimal::subtract));
        register(connection, "decimal_mul", 2, new Binary(BigDecimal::multiply));
        register(connection, "decimal_cmp", 2, new Compare());
        register(connection, "decimal_sum", 1, new Sum());
        register(connection, "units", 2, new Units());
    }

    private static void register(Connection connection, String name, int arguments, Function function)
            throws SQLException {
        Function.create(connection, name, function, arguments, Function.FLAG_DETERMINISTIC);
    }

    private static BigDecimal parse(String name, String text) throws SQLException {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new SQLException(name + ": \"" + text + "\" is not a decimal number", e);
        }
    }

    private static final class Binary extends Function {
        private final BinaryOperator<BigDecimal> operator;

        Binary(BinaryOperator<BigDecimal> operator) {
            this.operator = operator;
        }

        @Override
        protected void xFunc() throws SQLException {
            @Nullable String left = value_text(0);
            @Nullable String right = value_text(1);
            if (left == null || right == null) {
                result();
            } else {
                result(operator.apply(parse("decimal", left), parse("decimal", right))
                        .toPlainString());
            }
        }
    }

    private static final class Compare extends Function {
        @Override
        protected void xFunc() throws SQLException {
            @Nullable String left = value_text(0);
            @Nullable String right = value_text(1);
            if (left == null || right == null) {
                result();
            } else {
                result(parse("decimal_cmp", left).compareTo(parse("decimal_cmp", right)));
            }
        }
    }

    private static final class Sum extends Function.Aggregate {
        private @Nullable BigDecimal sum;

        @Override
        protected void xStep() throws SQLException {
            @Nullable String text = value_text(0);
            if (text == null) return;
            BigDecimal value = parse("decimal_sum", text);
            sum = sum == null ? value : sum.add(value);
        }

        @Override
        protected void xFinal() throws SQLException {
            if (sum == null) {
                result();
            } else {
                result(sum.toPlainString());
            }
        }
    }

    private static final class Units extends Function {
        @Override
        protected void xFunc() throws SQLException {
            @Nullable String text = value_text(0);
            @Nullable String decimals = value_text(1);
            if (text == null || decimals == null) {
                result();
                return;
            }
            BigDecimal value =
                    parse("units", text).movePointLeft(parse("units", decimals).intValue());
            result(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
        }
    }
}
