package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.contracts.ProgramHash;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.sandbox.RunnerConfig;
import io.gridwork.worker.sandbox.RunnerException;
import io.gridwork.worker.sandbox.RunnerPool;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A program on this machine, as its author tries it out before it is posted. */
@UnderLoad
class LocalRunCommandTest {
    private static final String SQUARE = """
            __kernel void square(__global const uint *in, __global uint *out) {
                size_t i = get_global_id(0);
                out[i] = in[i] * in[i];
                if (i == 0) printf("squared\\n");
            }
            """;
    private static final String MANIFEST = """
            {"format": "opencl-job/1", "kind": "opencl-c", "entry": "square", "buildOptions": ["-cl-std=CL1.2"],
             "ndrange": {"global": [4], "local": [4]},
             "args": [{"type": "input", "size": 16}, {"type": "output", "size": 16}],
             "limits": {"buildMs": 60000, "wallMs": 60000, "memoryBytes": 1048576, "outputBytes": 16, "logBytes": 4096}}
            """;

    @TempDir
    Path folder;

    private Path out;

    @BeforeEach
    void output() {
        out = folder.resolve("output.bin");
    }

    @Test
    void aBuiltInProgramGivesTheOutputAndTheRootThatTheNetworkWouldSee() throws Exception {
        BuiltIn program = Programs.byName("mandelbrot-fixed").orElseThrow();
        Task task = program.example();
        byte[] expected = program.reference(task.params(), task.input()).toArray();

        Shell.Answer answer = run("--program=mandelbrot-fixed", "--example", "--device=reference", "--json");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(out).hasBinaryContent(expected);
        JsonNode facts = answer.json();
        assertThat(facts.required("root").asString())
                .isEqualTo(ResultRoot.of(
                                new ProgramHash(program.hash()), task.input().keccak256(), expected)
                        .toString());
        assertThat(facts.required("ran").asString()).matches("\\d+\\.\\d{3} ms of \\d+ ms allowed");
        assertThat(facts.required("output").asString()).contains("pixels");
        assertThat(facts.required("bytes").asInt()).isEqualTo(expected.length);
    }

    @Test
    void aKernelRunsInTheSandboxOfWorkers() throws Exception {
        requireSandbox();
        Shell.Answer answer = kernel(SQUARE);
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("program ", "root ", "0x", "device ", "ran ", " of 60000 ms", "squared");
        ByteBuffer squares = ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(List.of(squares.getInt(), squares.getInt(), squares.getInt(), squares.getInt()))
                .containsExactly(1, 4, 9, 16);
    }

    @Test
    void aKernelThatFailsShowsTheResultThatItWouldHave() throws Exception {
        requireSandbox();
        Shell.Answer answer = kernel(SQUARE.replace("in[i] *", "inn[i] *"));
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out())
                .contains("failure ", "its kernel does not compile (BUILD_FAILED)", "inn", "root ")
                .doesNotContain("file ");
        assertThat(out).doesNotExist();
    }

    @Test
    void whatThisMachineCannotRunIsSaidWithTheReason() throws Exception {
        Shell.Answer refused = kernel(SQUARE, "--device=reference");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("this machine cannot run it: kernels of users need an OpenCL device", "worker doctor");
        Shell.Answer remote = new Shell().type("job", "run", "--program=gemm-i8", "--example");
        assertThat(remote.code()).isEqualTo(2);
        assertThat(remote.err()).contains("Missing required option: '--local'");
        assertThat(run("--program=nonsense").err()).contains("no program \"nonsense\"", "gemm-i8");
    }

    private Shell.Answer kernel(String source, String... more) throws Exception {
        ByteBuffer numbers = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putInt(1).putInt(2).putInt(3).putInt(4);
        List<String> words = new ArrayList<>(List.of(
                "--manifest=" + Files.writeString(folder.resolve("square.json"), MANIFEST),
                "--source=" + Files.writeString(folder.resolve("square.cl"), source),
                "--input=" + Files.write(folder.resolve("numbers.bin"), numbers.array())));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private Shell.Answer run(String... more) {
        List<String> words = new ArrayList<>(List.of("job", "run", "--local", "--out=" + out));
        words.addAll(List.of(more));
        return new Shell().type(words.toArray(String[]::new));
    }

    private static void requireSandbox() throws InterruptedException {
        try (RunnerPool pool = RunnerPool.open(RunnerConfig.DEFAULT)) {
            pool.kernelRefusal().ifPresent(Assumptions::abort);
        } catch (RunnerException absent) {
            Assumptions.abort(absent.getMessage());
        }
    }
}
