package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.job.KernelArg;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.Manifests;
import io.gridwork.worker.job.NdRange;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.Search;
import io.gridwork.worker.program.SearchParams;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kernel is compiled in one process and run in another, which could not compile it. */
@UnderLoad
class TwoStagesTest extends SandboxedPool {
    private static final String SUM = """
            __constant int ONE = 1;
            __kernel void other(__global long *out) { out[0] = ONE; }
            __kernel void k(__global const char *in, __global long *out) {
                __local int group;
                if (get_local_id(0) + get_local_id(1) + get_local_id(2) == 0) group = 0;
                barrier(CLK_LOCAL_MEM_FENCE);
                atomic_add(&group, ONE);
                barrier(CLK_LOCAL_MEM_FENCE);
                if (get_local_id(0) + get_local_id(1) + get_local_id(2) == 0) atomic_add((__global int *)out, group);
            }
            """;

    private static NdRange range(String global, String local) {
        return new NdRange(longs(global), longs(local));
    }

    private static List<Long> longs(String text) {
        return List.of(text.split(" ")).stream().map(Long::valueOf).toList();
    }

    /** PoCL has a variant of the compiled kernel for each group size, and others for 65,535 work-items and more. */
    @ParameterizedTest
    @CsvSource({"1, 1", "64, 16", "65534, 2", "65535, 3", "65536, 64", "8 6, 4 3", "4 4 4, 2 1 4", "2 70000 1, 2 1 1"})
    void whatIsCompiledFitsTheIndexSpace(String global, String local) throws InterruptedException {
        RunResult result = run(Kernels.task(SUM, Bytes.wrap(new byte[1]), 8, range(global, local), Kernels.LIMITS));

        assertThat(longs(result).get(0))
                .isEqualTo(longs(global).stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b));
    }

    @Test
    void aKernelFindsNoInputOfTheJobBefore() throws InterruptedException {
        Bytes secret =
                Bytes.wrap("ZQXJ: the input of the job before".substring(0, 32).getBytes(StandardCharsets.US_ASCII));
        Bytes one = new SearchParams(0, 1, Hash32.ZERO).encode();
        assertThat(run(new Task(Search.KECCAK256, one, secret))).isInstanceOf(RunResult.Computed.class);
        assertThat(run(Kernels.task(Kernels.kernel("out[0] = in[0];"), "ZQXJ"))).isInstanceOf(RunResult.Computed.class);

        assertThat(longs(run(scan("ZQXJ"))).get(2))
                .as("places of its own input")
                .isPositive();
        LongBuffer found = longs(run(scan("none")));

        assertThat(found.get(0)).as("length of the list of its memory").isPositive();
        assertThat(found.get(3)).as("bytes looked at").isGreaterThan(1 << 20);
        assertThat(found.get(2)).as("places").isZero();
    }

    /** Looks for "ZQXJ" in all memory of its process that it can write to. */
    private static Task scan(String input) {
        String source = Kernels.SYSCALL + """
                ulong hex(__global uchar *text, long *at) {
                    ulong value = 0;
                    for (; text[*at] != '-' && text[*at] != ' '; (*at)++)
                        value = value * 16 + (text[*at] <= '9' ? text[*at] - '0' : text[*at] - 'a' + 10);
                    (*at)++;
                    return value;
                }
                __kernel void k(__global long *out, __global uchar *text, __global const char *in) {
                    char maps[24] = "/proc/self/maps", memory[24] = "/proc/self/mem";
                    __global uchar *page = text + (1 << 20);
                    long list = call(2, (long)maps, 0, 0), end = 0, got, at = 0;
                    while (end < 1000000 && (got = call(0, list, (long)(text + end), 1000000 - end)) > 0) end += got;
                    long file = call(2, (long)memory, 0, 0);
                    out[0] = end;
                    while (at < end) {
                        ulong from = hex(text, &at), to = hex(text, &at);
                        int written = text[at] == 'r' && text[at + 1] == 'w';
                        while (at < end && text[at++] != '\\n') {}
                        for (ulong p = from; written && p < to; p += 65536) {
                            if (p <= (ulong)page + 65536 && p + 65536 > (ulong)text) continue;
                            got = call5(17, file, (long)page, to - p < 65536 ? to - p : 65536, p, 0);
                            if (got > 0) out[3] += got;
                            for (long j = 0; j + 4 < got; j++)
                                out[2] += page[j] == 'Z' && page[j + 1] == 'Q' && page[j + 2] == 'X' && page[j + 3] == 'I' + 1;
                        }
                    }
                }
                """;
        List<KernelArg> args = List.of(new KernelArg.Output(64), new KernelArg.Output(2 << 20), new KernelArg.Input(4));
        var limits = new Limits(60_000, 60_000, 64 << 20, 4 << 20, 0);
        return new Task(
                new UserKernel(
                        Manifests.userKernel(Keccak256.hash(source), "k", NdRange.of(1, 1), args, limits), source),
                Bytes.EMPTY,
                Bytes.wrap(input.getBytes(StandardCharsets.US_ASCII)));
    }
}
