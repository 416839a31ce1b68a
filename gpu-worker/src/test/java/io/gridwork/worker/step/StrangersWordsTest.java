package io.gridwork.worker.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.JobSpec;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.content.DownloadBudget;
import io.gridwork.worker.content.Downloads;
import io.gridwork.worker.job.BadManifestException;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.Manifest;
import io.gridwork.worker.job.Manifests;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.sandbox.ReferenceRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a stranger writes into a job, looking at it ends with a finding and never with a defect of ours. */
class StrangersWordsTest {
    private static Path folder;
    private static Look look;

    @BeforeContainer
    static void open() throws Exception {
        folder = Files.createTempDirectory("words");
        ContentStore kept = new ContentStore(folder);
        Downloads downloads =
                new Downloads(new ContentFetcher(Duration.ofSeconds(5), false), DownloadBudget.unlimited());
        look = new Look(
                new ProgramFinder(downloads, kept),
                new Inputs(downloads, kept, 1 << 20),
                new ReferenceRunner(System::nanoTime));
    }

    @AfterContainer
    static void close() throws Exception {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(folder);
    }

    /** A scheme and pieces of addresses. No piece is a word: none can become the name of a host, which would be looked up. */
    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> schemes =
                Arbitraries.of("http://", "https://", "file://", "data:", "data:;base64,", "ftp://", "http:", "//", "");
        Arbitrary<String> pieces = Arbitraries.of(
                "127.0.0.1",
                "[::1]",
                "[::1",
                "0x7f.1",
                "@",
                ":",
                ":99999",
                ":-1",
                ":65536",
                "/",
                "//",
                "?",
                "#",
                "%",
                "%00",
                "%zz",
                "..",
                " ",
                "  ",
                "\u0000",
                "\n",
                "\u202e",
                "\ud800",
                "é",
                "AA==",
                "====",
                "\\",
                "\"",
                "<",
                "{",
                "|");
        return Combinators.combine(schemes, pieces.list().ofMaxSize(12))
                .as((scheme, list) -> scheme + String.join("", list));
    }

    @Property(tries = 2_000)
    void anyAddress(@ForAll("addresses") String address) throws Exception {
        JobSpec any = Jobs.spec();
        assertThat(look.at(job(any, any.params(), address))).isInstanceOf(Look.Unfit.class);
    }

    @Property(tries = 500)
    void anyParameters(@ForAll @IntRange(max = 4) int program, @ForAll @Size(max = 200) byte[] params)
            throws Exception {
        BuiltIn builtIn = Programs.builtIn().get(program % Programs.builtIn().size());
        JobSpec spec = Jobs.spec(builtIn.example());
        look.at(job(spec, Bytes.wrap(params), spec.inputUri()));
    }

    @Property(tries = 5_000)
    void anyManifest(
            @ForAll @IntRange(max = 600) int at, @ForAll @IntRange(max = 8) int cut, @ForAll("addresses") String put) {
        String manifest = Manifests.EXAMPLE;
        int start = Math.min(at, manifest.length());
        String changed =
                manifest.substring(0, start) + put + manifest.substring(Math.min(manifest.length(), start + cut));
        try {
            Manifest.parse(changed);
        } catch (BadManifestException expected) {
            assertThat(expected).hasMessageContaining(" ");
        }
    }

    private static PostedJob job(JobSpec spec, Bytes params, String uri) {
        JobSpec changed = new JobSpec(
                spec.programHash(), spec.inputRoot(), uri, params, spec.outputLength(), spec.node(), spec.excluded());
        PostedJob like = Jobs.posted("job", 1, 1);
        return new PostedJob(like.id(), like.order(), changed, like.block(), true);
    }
}
