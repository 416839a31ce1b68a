package io.gridwork.worker.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for what a vetted program must not use: anything whose result may depend on the device, its
 * compiler or the size of work-groups. It helps an honest author; it is no boundary against another one, who can go round it with
 * macros. Users' kernels are contained by the sandbox instead.
 */
public final class SourceLint {
    private static final Map<Pattern, String> FORBIDDEN = forbidden();
    private static final Pattern COMMENT = Pattern.compile("//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private SourceLint() {}

    private static Map<Pattern, String> forbidden() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("\\b(float|double|half)\\d*\\b", "a floating-point type: results differ between devices");
        rules.put("\\b(native_|half_|convert_(float|double|half))\\w*", "a floating-point function");
        rules.put("\\b\\d+\\.\\d*|\\b\\d+[eE][-+]?\\d+\\b", "a floating-point number");
        rules.put("\\b(image\\w*_t|sampler_t|read_image\\w*|write_image\\w*)\\b", "an image or sampler");
        rules.put(
                "\\b(printf|async_work_group\\w*|pipe|sub_group\\w*|work_group_\\w+)\\b",
                "a function or type that devices differ in");
        rules.put(
                "\\b(get_local_size|get_local_id|get_group_id|get_num_groups|get_global_size|get_global_offset)\\b",
                "a dependence on how the work is cut");
        rules.put("\\b(atomic|atom)_(xchg|cmpxchg)\\b", "an atomic operation whose result depends on the order");
        rules.put("\\b(__)?(local|asm)\\b", "local memory or assembler");
        rules.put("#\\s*(include|pragma)", "a directive that reaches outside the source");
        rules.put("[^/*]/[^/*]|%", "a division: there must be no way to divide by zero, so write a shift or a mask");
        rules.put("\\b(while|goto)\\b", "a loop without a visible bound");
        Map<Pattern, String> compiled = new LinkedHashMap<>();
        rules.forEach((pattern, reason) -> compiled.put(Pattern.compile(pattern), reason));
        return compiled;
    }

    /** What is wrong, each with its line; empty when nothing is. */
    public static List<String> check(String source) {
        // Comments become blanks of the same length, so that lines stay where they are.
        String code =
                COMMENT.matcher(source).replaceAll(comment -> comment.group().replaceAll("[^\\n]", " "));
        List<String> found = new ArrayList<>();
        FORBIDDEN.forEach((pattern, reason) -> {
            Matcher matcher = pattern.matcher(code);
            while (matcher.find()) {
                long line = code.substring(0, matcher.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        + 1;
                found.add("line " + line + ": \"" + matcher.group().strip() + "\" is " + reason);
            }
        });
        return found;
    }
}
