package io.gridwork.worker.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Keccak256;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.Manifest;
import io.gridwork.worker.job.Manifests;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import io.gridwork.worker.program.Variation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final long MAX = 1 << 20;

    private static byte[] frame(Message... messages) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Message message : messages) {
            Frames.write(out, message);
        }
        return out.toByteArray();
    }

    @Property(tries = 300)
    void aMessageArrivesAsItWasSent(@ForAll("messages") Message first, @ForAll("messages") Message second)
            throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(frame(first, second));

        assertThat(Frames.read(in, MAX)).contains(first);
        assertThat(Frames.read(in, MAX)).contains(second);
        assertThat(Frames.read(in, MAX)).isEmpty();
    }

    @Property(tries = 300)
    void whatIsCutOffIsNoMessage(@ForAll("messages") Message message, @ForAll int seed) throws IOException {
        byte[] whole = frame(message);
        byte[] part = Arrays.copyOf(whole, 1 + Math.floorMod(seed, whole.length - 1));

        assertThatThrownBy(() -> Frames.read(new ByteArrayInputStream(part), MAX))
                .isInstanceOf(IOException.class);
    }

    @Property(tries = 1000)
    void bytesOfAnAttackerGiveAMessageOrAnErrorOfInput(@ForAll byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {0, 0, (byte) (body.length >> 8), (byte) body.length});
        out.write(body);
        try {
            Frames.read(new ByteArrayInputStream(out.toByteArray()), MAX);
        } catch (IOException expected) {
            assertThat(expected).hasMessageNotContaining("null");
        }
    }

    @Test
    void aFrameThatIsTooLongIsNotRead() {
        byte[] huge = {0x7f, 0, 0, 0, 1};

        assertThatThrownBy(() -> Frames.read(new ByteArrayInputStream(huge), MAX))
                .hasMessage("a frame of 2130706432 bytes, where at most 1048576 are read");
    }

    @Test
    void aMessageOfUnknownTypeIsNamed() {
        assertThatThrownBy(() -> Frames.read(new ByteArrayInputStream(new byte[] {0, 0, 0, 1, 99}), MAX))
                .hasMessage("no message has the type 99");
    }

    @Provide
    Arbitrary<Message> messages() {
        Arbitrary<Bytes> bytes =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(200).map(Bytes::wrap);
        Arbitrary<String> text = Arbitraries.strings()
                .ofMaxLength(50)
                .filter(s -> s.chars().noneMatch(c -> Character.isSurrogate((char) c)));
        Arbitrary<Variation> variations = Combinators.combine(Arbitraries.integers(), Arbitraries.integers())
                .as(Variation::new);
        Arbitrary<UserKernel> kernels =
                Combinators.combine(Manifests.any(), text).as(FramesTest::kernel);
        Arbitrary<Task> tasks = Arbitraries.oneOf(
                Combinators.combine(Arbitraries.of(Programs.builtIn()), bytes, bytes)
                        .as(Task::new),
                Combinators.combine(kernels, bytes, bytes).as(Task::new));
        return Arbitraries.oneOf(
                kernels.map(Message.Compile::new),
                Combinators.combine(bytes, Arbitraries.longs(), Arbitraries.longs())
                        .as(Message.Compiled::new),
                Combinators.combine(tasks, bytes).as(Message.Execute::new),
                Combinators.combine(tasks, variations).as(Message.Assign::new),
                text.map(Message.Ready::new),
                Arbitraries.just(new Message.Built()),
                Combinators.combine(bytes, Arbitraries.longs(), Arbitraries.longs(), Arbitraries.longs())
                        .as(Message.Done::new),
                Combinators.combine(Arbitraries.of(JobError.values()), text).as(Message.Fault::new),
                text.map(Message.GaveUp::new));
    }

    private static UserKernel kernel(Manifest manifest, String source) {
        return new UserKernel(
                Manifests.userKernel(
                        Keccak256.hash(source),
                        manifest.entry(),
                        manifest.ndrange().orElseThrow(),
                        manifest.args(),
                        manifest.limits()),
                source);
    }
}
