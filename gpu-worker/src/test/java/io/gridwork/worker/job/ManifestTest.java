package io.gridwork.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    private static String text(Manifest manifest) {
        return new String(manifest.canonical().toArray(), StandardCharsets.UTF_8);
    }

    @Test
    void readsWhatAnAuthorWrites() {
        Manifest manifest = Manifest.parse(Manifests.EXAMPLE);

        assertThat(manifest.entry()).isEqualTo("saxpy");
        assertThat(manifest.ndrange()).contains(NdRange.of(4096, 64));
        assertThat(manifest.args())
                .contains(
                        new KernelArg.Scalar(ScalarType.ULONG, -1L),
                        new KernelArg.Scalar(ScalarType.FLOAT, 0x3f800000));
    }

    @Test
    void theCanonicalFormHasSortedNamesAndNoSpace() {
        assertThat(text(Manifest.parse(Manifests.EXAMPLE)))
                .isEqualTo(
                        "{\"args\":[{\"size\":16384,\"type\":\"input\"},{\"size\":16384,\"type\":\"output\"},"
                                + "{\"type\":\"uint\",\"value\":4096},{\"type\":\"ulong\",\"value\":\"18446744073709551615\"},"
                                + "{\"type\":\"float\",\"value\":1065353216},{\"size\":256,\"type\":\"local\"}],"
                                + "\"buildOptions\":[\"-cl-std=CL1.2\",\"-DN=4096\"],\"entry\":\"saxpy\",\"format\":\"opencl-job/1\","
                                + "\"kind\":\"opencl-c\",\"limits\":{\"buildMs\":10000,\"logBytes\":4096,\"memoryBytes\":1048576,"
                                + "\"outputBytes\":16384,\"wallMs\":10000},\"ndrange\":{\"global\":[4096],\"local\":[64]},"
                                + "\"source\":\"0x0101010101010101010101010101010101010101010101010101010101010101\",\"version\":1}");
    }

    @Property(tries = 300)
    void isReadBackFromItsCanonicalForm(@ForAll("manifests") Manifest manifest) {
        Manifest back = Manifest.parse(text(manifest));

        assertThat(back).isEqualTo(manifest);
        assertThat(back.hash()).isEqualTo(manifest.hash());
    }

    @Property(tries = 300)
    void layoutDoesNotChangeTheHash(@ForAll("manifests") Manifest manifest, @ForAll("spaces") String space) {
        String spread = text(manifest).replace("{", "{" + space).replace(",", space + ",");

        assertThat(Manifest.parse(spread).hash()).isEqualTo(manifest.hash());
    }

    @Property(tries = 500)
    void rubbishIsRefusedAndNothingElseHappens(@ForAll("damaged") String json) {
        try {
            Manifest.parse(json);
        } catch (BadManifestException e) {
            assertThat(e).hasMessageStartingWith("manifest: ");
        }
    }

    @Provide
    Arbitrary<Manifest> manifests() {
        return Manifests.any();
    }

    @Provide
    Arbitrary<String> spaces() {
        return Arbitraries.of("", " ", "\n\t", "\r\n  ");
    }

    /** An example with one character changed, removed or doubled. */
    @Provide
    Arbitrary<String> damaged() {
        return Arbitraries.integers()
                .between(0, Manifests.EXAMPLE.length() - 1)
                .flatMap(at -> Arbitraries.strings()
                        .withChars("{}[]\",:0123456789-x\\ uln")
                        .ofMaxLength(2)
                        .map(change ->
                                Manifests.EXAMPLE.substring(0, at) + change + Manifests.EXAMPLE.substring(at + 1)));
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"opencl-job/1\"          | \"opencl-job/2\"   | format is \"opencl-job/2\"",
                "\"opencl-c\"              | \"Sort!\"          | kind is \"Sort!\"",
                "\"saxpy\"                 | \"a b\"            | entry is \"a b\"",
                "\"-DN=4096\"              | \"-I/etc\"         | buildOptions[1] is \"-I/etc\"",
                "\"-DN=4096\"              | \"-DN=system(1)\"  | buildOptions[1] is \"-DN=system(1)\"",
                "\"-DN=4096\"              | \"-cl-opt-disable\" | buildOptions[1] is \"-cl-opt-disable\"",
                "\"-DN=4096\"              | \"-cl-fast-relaxed-math\" | buildOptions[1]",
                "\"local\": [64]           | \"local\": [63]    | ndrange.local[0] is 63, which does not divide",
                "\"local\": [64]           | \"local\": [2048]  | ndrange.local[0] is 2048",
                "\"local\": [64]           | \"local\": []      | ndrange.local has 0 dimensions",
                "\"global\": [4096]        | \"global\": [0]    | ndrange.global[0] is 0",
                "\"global\": [4096]        | \"global\": [1.5]  | ndrange.global[0] is 1.5",
                "\"value\": 4096           | \"value\": 4294967296 | args[2].value is 4294967296: a uint goes from 0",
                "\"18446744073709551615\"  | 5                  | args[3].value is 5: give an integer in quotes",
                "\"size\": 16384}          | \"size\": -1}      | args[0].size is -1",
                "\"type\": \"input\"       | \"type\": \"image\" | args[0].type is \"image\"",
                "\"outputBytes\": 16384    | \"outputBytes\": 100 | args has outputs of 16384 bytes, more than limits.outputBytes 100",
                "\"memoryBytes\": 1048576  | \"memoryBytes\": 20000 | args needs",
                "\"wallMs\": 10000         | \"wallMs\": 0      | limits.wallMs is 0: give 1 to",
                "\"wallMs\": 10000         | \"wallMs\": 10000, \"wallMs\": 1 | text is not JSON",
                "\"entry\": \"saxpy\"      | \"entry\": \"saxpy\", \"x\": 1 | x is not known in opencl-job/1",
                "\"0x01010101              | \"0x0101010        | source is not hexadecimal",
            })
    void aBrokenRuleIsNamedWithPlaceAndValue(String part, String replacement, String message) {
        assertThat(Manifests.EXAMPLE).contains(part);

        assertThatThrownBy(() -> Manifest.parse(replaceFirst(part, replacement)))
                .isInstanceOf(BadManifestException.class)
                .hasMessageContaining(message);
    }

    private static String replaceFirst(String part, String replacement) {
        int at = Manifests.EXAMPLE.indexOf(part);
        return Manifests.EXAMPLE.substring(0, at) + replacement + Manifests.EXAMPLE.substring(at + part.length());
    }

    @Test
    void aUserKernelNeedsASizeAndAnOutput() {
        assertThatThrownBy(
                        () -> Manifest.parse(replaceFirst("\"ndrange\": {\"global\": [4096], \"local\": [64]},", "")))
                .hasMessageContaining("ndrange is missing");
        assertThatThrownBy(() -> Manifest.parse(replaceFirst("\"output\", \"size\"", "\"local\", \"size\"")))
                .hasMessageContaining("args has no output");
    }

    @Test
    void aBuiltInProgramHasNeitherSizesNorArguments() {
        assertThatThrownBy(() -> Manifest.parse(replaceFirst("opencl-c", "gemm-i8")))
                .hasMessageContaining("the built-in program gemm-i8 derives it from the job's parameters");
    }

    @Test
    void anEndlessTextIsNotRead() {
        assertThatThrownBy(() -> Manifest.parse(" ".repeat(1 << 17))).hasMessageContaining("131072 characters");
    }
}
