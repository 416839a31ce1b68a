package io.gridwork.toolkit.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function of a contract of the plan, with its arguments.
 *
 * @param contract name in the plan
 * @param function name, or full signature where it is overloaded
 * @param arguments a list, or a mapping by parameter name; null for none
 */
public record Invocation(
        String contract, String function, @Nullable Value arguments, Place place) {
    private static final Pattern FUNCTION = Pattern.compile("([A-Za-z_][\\w-]*)\\.([A-Za-z_$][\\w$]*(?:\\(.*\\))?)");

    /**
     * From a mapping with {@code call: Contract.function} and {@code arguments}.
     *
     * @throws io.gridwork.toolkit.ToolkitException naming the place and what is wrong there
     */
    public static Invocation of(Value value) {
        Fields fields = new Fields("a call", value);
        Invocation invocation = read(fields);
        fields.end();
        return invocation;
    }

    static Invocation read(Fields fields) {
        String text = fields.text("call");
        Matcher call = FUNCTION.matcher(text);
        if (!call.matches()) {
            throw fields.place()
                    .error("\"" + text + "\" is no call; write Contract.function, or"
                            + " Contract.function(type,type) where a function is overloaded");
        }
        return new Invocation(call.group(1), call.group(2), fields.optional("arguments"), fields.place());
    }

    /** Whether the arguments have this placeholder. */
    public boolean names(String placeholder) {
        return arguments != null && arguments.toString().contains(placeholder);
    }

    @Override
    public String toString() {
        return contract + "." + function;
    }
}
