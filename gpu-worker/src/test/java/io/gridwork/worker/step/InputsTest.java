package io.gridwork.worker.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.JobSpec;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.content.DownloadBudget;
import io.gridwork.worker.content.Downloads;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    @TempDir
    Path folder;

    /** Later steps look for it in the store, and send the job back where it is missing. */
    @Test
    void keepsWhatItBringsAlsoWhenItIsEmpty() throws Exception {
        ContentStore kept = new ContentStore(folder);
        Inputs inputs = new Inputs(
                new Downloads(new ContentFetcher(Duration.ofSeconds(5), false), DownloadBudget.unlimited()),
                kept,
                1 << 20);
        for (Bytes input : List.of(Jobs.task().input(), Bytes.EMPTY)) {
            assertThat(inputs.bring(jobWith(input), List::of)).isEqualTo(input);
            assertThat(kept.get(input.keccak256())).hasValue(input);
        }
    }

    private static PostedJob jobWith(Bytes input) {
        JobSpec any = Jobs.spec();
        JobSpec spec = new JobSpec(
                any.programHash(),
                input.keccak256(),
                ContentFetcher.inline(input),
                any.params(),
                any.outputLength(),
                any.node(),
                any.excluded());
        return new PostedJob(
                Jobs.posted("job", 1, 1).id(), Jobs.posted("job", 1, 1).order(), spec, 7, true);
    }
}
