package io.gridwork.worker.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceLintTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "float x;",
                "double4 y;",
                "uint z = convert_uint(1.5);",
                "x = native_sin(y);",
                "read_only image2d_t picture",
                "printf(\"hello\");",
                "uint group = get_group_id(0);",
                "uint all = get_global_size(0);",
                "atomic_xchg(p, 1);",
                "atomic_cmpxchg(p, 0, 1);",
                "__local uint *shared",
                "asm(\"call system\");",
                "#include \"passwords\"",
                "x = a / b;",
                "x = a % b;",
                "while (x) {}",
            })
    void refuses(String line) {
        assertThat(SourceLint.check("\n" + line)).singleElement().asString().startsWith("line 2: ");
    }

    @Test
    void commentsMaySayAnything() {
        assertThat(SourceLint.check("// a float / a double\n/* while\n goto */ uint x = 0x1e5U;"))
                .isEmpty();
    }
}
