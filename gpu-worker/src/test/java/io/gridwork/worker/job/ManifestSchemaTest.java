package io.gridwork.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema in docs/ says of a manifest what the worker says. */
class ManifestSchemaTest {
    private static final Path DOCS =
            Path.of(System.getProperty("gridwork.root")).resolve("docs");
    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(DOCS.resolve("opencl-job-1.schema.json")), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isValid(String json) {
        return SCHEMA.validate(json, InputFormat.JSON).isEmpty();
    }

    @Property(tries = 300)
    void acceptsEveryManifestThatAWorkerAccepts(@ForAll("manifests") Manifest manifest) {
        assertThat(SCHEMA.validate(
                        new String(manifest.canonical().toArray(), StandardCharsets.UTF_8), InputFormat.JSON))
                .isEmpty();
    }

    @Provide
    Arbitrary<Manifest> manifests() {
        return Manifests.any();
    }

    @Test
    void theDocumentedManifestIsOne() throws IOException {
        Matcher block = Pattern.compile("(?ms)^```json\\n(.*?)^```$")
                .matcher(Files.readString(DOCS.resolve("job-manifest.md")));
        assertThat(block.find()).isTrue();
        assertThat(SCHEMA.validate(block.group(1), InputFormat.JSON)).isEmpty();
        assertThat(Manifest.parse(block.group(1), "__kernel …").entry()).isEqualTo("saxpy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"entry\":\"saxpy\" | \"entry\":\"sax py\"",
                "\"entry\":\"saxpy\" | \"entry\":\"saxpy\",\"extra\":1",
                "\"entry\":\"saxpy\", | ~~",
                "opencl-job/1 | opencl-job/2",
                "\"kind\":\"opencl-c\" | \"kind\":\"gemm-i8\"",
                "-DN=4096 | -I/etc",
                "\"global\":[4096] | \"global\":[0]",
                "\"local\":[64] | \"local\":[]",
                "\"type\":\"output\" | \"type\":\"input\"",
                "\"size\":256 | \"size\":0",
                "\"type\":\"ulong\",\"value\":\"18446744073709551615\" | \"type\":\"ulong\",\"value\":18446744073709551615",
                "\"type\":\"uint\",\"value\":4096 | \"type\":\"uint\",\"value\":4294967296",
                "\"wallMs\":10000 | \"wallMs\":86400001",
                "\"logBytes\":4096, | ~~",
                "\"version\":1 | \"version\":0",
            })
    void refusesWhatAWorkerRefuses(String right, String wrong) {
        String good = new String(Manifest.parse(Manifests.EXAMPLE).canonical().toArray(), StandardCharsets.UTF_8);
        assertThat(isValid(good)).isTrue();
        assertThat(good).contains(right);

        String bad = good.replace(right, wrong == null ? "" : wrong);

        assertThat(isValid(bad)).isFalse();
        assertThatThrownBy(() -> Manifest.parse(bad)).isInstanceOf(BadManifestException.class);
    }
}
