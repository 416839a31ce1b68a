package io.gridwork.worker.device;

import io.gridwork.abi.Hash32;
import io.gridwork.worker.job.KernelArg;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.Manifest;
import io.gridwork.worker.job.NdRange;
import io.gridwork.worker.job.ScalarType;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A task as bytes. Built-in programs go by name; a user's kernel goes field by field, so that the runner needs no JSON library. */
final class TaskCodec {
    private TaskCodec() {}

    static void write(DataOutputStream out, Task task) throws IOException {
        MessageCodec.writeText(out, task.program().name());
        if (task.program() instanceof UserKernel kernel) {
            write(out, kernel);
        }
        MessageCodec.writeBytes(out, task.params());
        MessageCodec.writeBytes(out, task.input());
    }

    static Task read(DataInputStream in) throws IOException {
        String name = MessageCodec.readText(in);
        Program program = name.equals(Manifest.USER_KERNEL)
                ? readKernel(in)
                : Programs.byName(name).orElseThrow(() -> new IOException("no built-in program is named " + name));
        return new Task(program, MessageCodec.readBytes(in), MessageCodec.readBytes(in));
    }

    static void write(DataOutputStream out, UserKernel kernel) throws IOException {
        Manifest manifest = kernel.manifest();
        NdRange range = manifest.ndrange().orElseThrow();
        MessageCodec.writeText(out, kernel.source());
        out.writeInt(manifest.version());
        out.write(manifest.source().toArray());
        MessageCodec.writeText(out, manifest.entry());
        out.writeInt(manifest.buildOptions().size());
        for (String option : manifest.buildOptions()) {
            MessageCodec.writeText(out, option);
        }
        write(out, range.global());
        write(out, range.local());
        out.writeInt(manifest.args().size());
        for (KernelArg arg : manifest.args()) {
            write(out, arg);
        }
        Limits limits = manifest.limits();
        write(
                out,
                List.of(
                        limits.buildMs(),
                        limits.wallMs(),
                        limits.memoryBytes(),
                        limits.outputBytes(),
                        limits.logBytes()));
    }

    static UserKernel readKernel(DataInputStream in) throws IOException {
        String source = MessageCodec.readText(in);
        int version = in.readInt();
        Hash32 hash = Hash32.of(in.readNBytes(Hash32.BYTES));
        String entry = MessageCodec.readText(in);
        List<String> options = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            options.add(MessageCodec.readText(in));
        }
        NdRange range = new NdRange(readLongs(in), readLongs(in));
        List<KernelArg> args = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            args.add(readArg(in));
        }
        List<Long> limits = readLongs(in);
        if (limits.size() != 5) {
            throw new IOException(limits.size() + " limits where 5 are needed");
        }
        Manifest manifest = new Manifest(
                Manifest.USER_KERNEL,
                version,
                hash,
                entry,
                options,
                Optional.of(range),
                args,
                new Limits(limits.get(0), limits.get(1), limits.get(2), limits.get(3), limits.get(4)));
        return new UserKernel(manifest, source);
    }

    private static void write(DataOutputStream out, KernelArg arg) throws IOException {
        switch (arg) {
            case KernelArg.Input(long size) -> write(out, 'i', size);
            case KernelArg.Params(long size) -> write(out, 'p', size);
            case KernelArg.Output(long size) -> write(out, 'o', size);
            case KernelArg.Local(long size) -> write(out, 'l', size);
            case KernelArg.Scalar(ScalarType type, long bits) -> {
                write(out, 's', bits);
                MessageCodec.writeText(out, type.name());
            }
        }
    }

    private static void write(DataOutputStream out, char kind, long value) throws IOException {
        out.writeByte(kind);
        out.writeLong(value);
    }

    private static KernelArg readArg(DataInputStream in) throws IOException {
        char kind = (char) in.readByte();
        long value = in.readLong();
        return switch (kind) {
            case 'i' -> new KernelArg.Input(value);
            case 'p' -> new KernelArg.Params(value);
            case 'o' -> new KernelArg.Output(value);
            case 'l' -> new KernelArg.Local(value);
            case 's' -> new KernelArg.Scalar(ScalarType.valueOf(MessageCodec.readText(in)), value);
            default -> throw new IOException("no argument has the kind " + (int) kind);
        };
    }

    private static void write(DataOutputStream out, List<Long> longs) throws IOException {
        out.writeInt(longs.size());
        for (long value : longs) {
            out.writeLong(value);
        }
    }

    private static List<Long> readLongs(DataInputStream in) throws IOException {
        List<Long> longs = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            longs.add(in.readLong());
        }
        return longs;
    }
}
