package io.gridwork.worker.device;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.program.Variation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The fields of a {@link Message}, in the order of its record. */
final class MessageCodec {
    private static final int ASSIGN = 1;
    private static final int READY = 2;
    private static final int BUILT = 3;
    private static final int DONE = 4;
    private static final int FAULT = 5;
    private static final int GAVE_UP = 6;
    private static final int COMPILE = 7;
    private static final int COMPILED = 8;
    private static final int EXECUTE = 9;

    private MessageCodec() {}

    static byte[] encode(Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        switch (message) {
            case Message.Assign(var task, var variation) -> {
                out.writeByte(ASSIGN);
                TaskCodec.write(out, task);
                out.writeInt(variation.group());
                out.writeInt(variation.vectorBytes());
            }
            case Message.Compile(var kernel) -> {
                out.writeByte(COMPILE);
                TaskCodec.write(out, kernel);
            }
            case Message.Execute(var task, Bytes binary) -> {
                out.writeByte(EXECUTE);
                TaskCodec.write(out, task);
                writeBytes(out, binary);
            }
            case Message.Compiled(Bytes binary, long buildNanos, long cpuMillis) -> {
                out.writeByte(COMPILED);
                writeBytes(out, binary);
                out.writeLong(buildNanos);
                out.writeLong(cpuMillis);
            }
            case Message.Ready(String device) -> {
                out.writeByte(READY);
                writeText(out, device);
            }
            case Message.Built() -> out.writeByte(BUILT);
            case Message.Done(Bytes output, long buildNanos, long kernelNanos, long cpuMillis) -> {
                out.writeByte(DONE);
                writeBytes(out, output);
                out.writeLong(buildNanos);
                out.writeLong(kernelNanos);
                out.writeLong(cpuMillis);
            }
            case Message.Fault(JobError error, String detail) -> {
                out.writeByte(FAULT);
                writeText(out, error.name());
                writeText(out, detail);
            }
            case Message.GaveUp(String reason) -> {
                out.writeByte(GAVE_UP);
                writeText(out, reason);
            }
        }
        return bytes.toByteArray();
    }

    static Message decode(byte[] body) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        try {
            int type = in.readUnsignedByte();
            Message message = switch (type) {
                case ASSIGN -> new Message.Assign(TaskCodec.read(in), new Variation(in.readInt(), in.readInt()));
                case COMPILE -> new Message.Compile(TaskCodec.readKernel(in));
                case EXECUTE -> new Message.Execute(TaskCodec.read(in), readBytes(in));
                case COMPILED -> new Message.Compiled(readBytes(in), in.readLong(), in.readLong());
                case READY -> new Message.Ready(readText(in));
                case BUILT -> new Message.Built();
                case DONE -> new Message.Done(readBytes(in), in.readLong(), in.readLong(), in.readLong());
                case FAULT -> new Message.Fault(JobError.valueOf(readText(in)), readText(in));
                case GAVE_UP -> new Message.GaveUp(readText(in));
                default -> throw new IOException("no message has the type " + type);
            };
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes after the end of a message of type " + type);
            }
            return message;
        } catch (IllegalArgumentException e) {
            throw new IOException("not a message: " + e.getMessage(), e);
        }
    }

    static void writeBytes(DataOutputStream out, Bytes bytes) throws IOException {
        out.writeInt(bytes.size());
        out.write(bytes.toArray());
    }

    static Bytes readBytes(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > in.available()) {
            throw new IOException(
                    "a field of " + Integer.toUnsignedString(size) + " bytes, where " + in.available() + " are left");
        }
        return Bytes.wrap(in.readNBytes(size));
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in).toArray(), StandardCharsets.UTF_8);
    }
}
