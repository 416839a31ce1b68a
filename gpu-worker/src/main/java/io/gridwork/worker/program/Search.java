package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.Manifest;
import io.gridwork.worker.job.NdRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A proof-of-work search: the lowest nonce of a range whose hash is below a target.
 *
 * <p>Output, 40 bytes: the nonce, little-endian, and its hash as the function gives it; when there is none, eight bytes 0xff and 32
 * zeros.
 */
public record Search(PowHash function, Manifest manifest, String source) implements BuiltIn {
    /** A message is the input, 32 bytes, then the nonce, 8 bytes big-endian: {@code keccak256(abi.encodePacked(bytes32, uint64))}. */
    public static final Search KECCAK256 = of(PowHash.KECCAK256);
    /** A message is a Bitcoin block header: the input, 76 bytes, then the nonce, 4 bytes little-endian. */
    public static final Search SHA256D = of(PowHash.SHA256D);

    private static final int OUTPUT = Long.BYTES + Hash32.BYTES;
    private static final long UNIT = 1L << 20;
    private static final long LOCAL = 16;
    /** Nonces that a work-item tries for each lane of its vectors; macro {@code R} of the kernels. */
    private static final int REPEAT = 64;

    private static Search of(PowHash function) {
        String source = Source.of(function.program());
        Limits limits = new Limits(30_000, 600_000, 1 << 20, OUTPUT, 1 << 16);
        return new Search(function, Source.manifest(function.program(), 1, source, "search", limits), source);
    }

    @Override
    public Limits limits() {
        return manifest.limits();
    }

    @Override
    public ParamSchema schema() {
        return SearchParams.SCHEMA;
    }

    @Override
    public String unit() {
        return "2^20 hashes";
    }

    @Override
    public long outputLength(Bytes params) throws JobFault {
        decode(params);
        return OUTPUT;
    }

    @Override
    public long units(Bytes params) throws JobFault {
        return Math.ceilDiv(decode(params).count(), UNIT);
    }

    private SearchParams decode(Bytes params) throws JobFault {
        return SearchParams.decode(params, function.endOfNonces());
    }

    private SearchParams decode(Bytes params, Bytes input) throws JobFault {
        SearchParams search = decode(params);
        if (input.size() != function.inputSize()) {
            throw new JobFault(
                    JobError.INVALID_INPUT,
                    "input of " + input.size() + " bytes where " + function.inputSize() + " are needed");
        }
        return search;
    }

    @Override
    public Launch launch(Bytes params, Bytes input, int vectorBytes) throws JobFault {
        int width = Launch.width(vectorBytes, function.wordSize());
        SearchParams search = decode(params, input);
        List<Launch.Arg> args = new ArrayList<>();
        args.add(new Launch.Arg.Input(input));
        args.add(Launch.Arg.ulong(search.start()));
        args.add(Launch.Arg.uint(search.count()));
        Hash32 target = search.target();
        for (long word : new long[] {target.w3(), target.w2(), target.w1(), target.w0()}) {
            args.add(Launch.Arg.ulong(word));
        }
        args.add(new Launch.Arg.Output(Integer.BYTES));
        long perGroup = (long) width * REPEAT * LOCAL;
        long items = Math.ceilDiv(search.count(), perGroup) * LOCAL;
        return new Launch(
                source,
                manifest.entry(),
                manifest.buildOptions(),
                width,
                args,
                NdRange.of(items, LOCAL),
                Launch.Shape.SEARCH);
    }

    /** The kernel leaves the complement of the lowest index found, so that zero says "none" and a maximum finds the lowest. */
    @Override
    public Bytes output(Bytes params, Bytes input, Bytes buffers) throws JobFault {
        int found = LittleEndian.read(buffers).getInt();
        if (found == 0) {
            return none();
        }
        long nonce = decode(params).start() + Integer.toUnsignedLong(~found);
        return found(nonce, function.hash(input, nonce));
    }

    @Override
    public Bytes reference(Bytes params, Bytes input) throws JobFault {
        SearchParams search = decode(params, input);
        byte[] message = function.message(input);
        for (long i = 0; i < search.count(); i++) {
            long nonce = search.start() + i;
            byte[] digest = function.digest(message, nonce);
            if (search.accepts(function.number(digest))) {
                return found(nonce, digest);
            }
        }
        return none();
    }

    private static Bytes none() {
        return Bytes.wrap(LittleEndian.allocate(OUTPUT).putLong(-1L).array());
    }

    private static Bytes found(long nonce, byte[] digest) {
        return Bytes.wrap(
                LittleEndian.allocate(OUTPUT).putLong(nonce).put(digest).array());
    }

    /** Output and then input, as the contract {@code PowVerifier} takes them. */
    @Override
    public Optional<Bytes> proof(Bytes input, Bytes output) {
        if (output.size() != OUTPUT || output.equals(none())) return Optional.empty();
        byte[] both = Arrays.copyOf(output.toArray(), OUTPUT + input.size());
        System.arraycopy(input.toArray(), 0, both, OUTPUT, input.size());
        return Optional.of(Bytes.wrap(both));
    }

    @Override
    public String describe(Bytes params, Bytes output) throws JobFault {
        ByteBuffer in = LittleEndian.read(output);
        long nonce = in.getLong();
        if (nonce == -1) {
            return "no nonce in the range";
        }
        return "nonce " + Long.toUnsignedString(nonce) + ", hash " + output.hashAt(Long.BYTES);
    }

    /** Two million nonces at most, and an answer about half-way. */
    @Override
    public Task example() {
        Hash32 target = new Hash32(1L << 43, 0, 0, 0);
        byte[] input = new byte[function.inputSize()];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) i;
        }
        return new Task(this, new SearchParams(0, 2 * UNIT, target).encode(), Bytes.wrap(input));
    }

    @Override
    public Task random(RandomGenerator random) {
        byte[] input = new byte[function.inputSize()];
        random.nextBytes(input);
        long count = random.nextLong(1, 20_000);
        long start = Math.floorMod(random.nextLong(), function.endOfNonces() >>> 1);
        ByteBuffer target = ByteBuffer.allocate(Hash32.BYTES).order(ByteOrder.BIG_ENDIAN);
        target.putLong(-1L >>> random.nextInt(0, 18)).putLong(random.nextLong());
        Hash32 limit = Hash32.of(target.array());
        return new Task(this, new SearchParams(start, count, limit).encode(), Bytes.wrap(input));
    }

    @Override
    public String toString() {
        return name();
    }
}
