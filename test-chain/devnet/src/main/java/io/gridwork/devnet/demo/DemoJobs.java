package io.gridwork.devnet.demo;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.GemmI8;
import io.gridwork.worker.program.MandelbrotFixed;
import io.gridwork.worker.program.MandelbrotParams;
import io.gridwork.worker.program.Search;
import io.gridwork.worker.program.Task;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What the requester of the demo has done: a rendering by three nodes, of whom two must agree, two searches and a matrix product. */
final class DemoJobs {

    static final MandelbrotParams VIEW = MandelbrotParams.WHOLE_SET;

    private static final List<BuiltIn> ALONE = List.of(Search.KECCAK256, new GemmI8(), Search.SHA256D);

    private DemoJobs() {}

    /** The rendering and {@code count - 1} others; those after the first round are small and differ from each other. */
    static List<DemoJob> of(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i == 0 ? rendering() : alone(i - 1))
                .toList();
    }

    /** A small rendering, whose output is delivered on the chain, by one node that the requester chooses. */
    static DemoJob hiring(NodeId node) {
        var program = new MandelbrotFixed();
        var view = new MandelbrotParams(24, 16, 255, VIEW.left(), VIEW.top(), 40 * VIEW.pixel());
        return new DemoJob(
                program.name() + "-lie", program, new Task(program, view.encode(), Bytes.EMPTY), 1, 1, 2, node);
    }

    private static DemoJob rendering() {
        var program = new MandelbrotFixed();
        return new DemoJob(program.name() + "-1", program, new Task(program, VIEW.encode(), Bytes.EMPTY), 3, 2, 5);
    }

    private static DemoJob alone(int i) {
        BuiltIn program = ALONE.get(i % ALONE.size());
        int round = i / ALONE.size();
        Task task = round == 0 ? program.example() : program.random(new SplittableRandom(i));
        return new DemoJob(program.name() + "-" + (round + 1), program, task, 1, 1, 2);
    }
}
