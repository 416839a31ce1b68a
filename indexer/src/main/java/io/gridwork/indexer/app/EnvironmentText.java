package io.gridwork.indexer.app;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Texts in which <code>${NAME}</code> stands for a variable of the environment, so that a file can be shown that needs a key. */
final class EnvironmentText extends StdScalarDeserializer<String> {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    private final Map<String, String> environment;

    EnvironmentText(Map<String, String> environment) {
        super(String.class);
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        String text = StringDeserializer.instance.deserialize(parser, context);
        Matcher variable = VARIABLE.matcher(text);
        if (variable.replaceAll("").contains("${")) {
            throw DatabindException.from(
                    parser,
                    "\"" + text
                            + "\" has a placeholder that names no variable; write ${NAME}, in letters, digits and _");
        }
        variable.reset();
        StringBuilder replaced = new StringBuilder();
        while (variable.find()) {
            String value = environment.get(variable.group(1));
            if (value == null) {
                throw DatabindException.from(
                        parser,
                        "the environment has no variable " + variable.group(1)
                                + "; export it, or write the value here");
            }
            variable.appendReplacement(replaced, Matcher.quoteReplacement(value));
        }
        return variable.appendTail(replaced).toString();
    }
}
