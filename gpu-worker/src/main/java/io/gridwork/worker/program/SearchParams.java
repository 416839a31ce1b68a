package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Uint256;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Parameters of the proof-of-work searches: try {@code count} nonces from {@code start} on, find the lowest one whose hash is
 * below {@code target}.
 *
 * @param start first nonce, unsigned
 * @param target as a big-endian number, whatever byte order the hash itself is read in
 */
public record SearchParams(long start, long count, Hash32 target) {
    public static final long MAX_COUNT = 1L << 31;
    static final ParamSchema SCHEMA = new ParamSchema(List.of(
            new ParamSchema.Field("start", ParamSchema.Type.U64, "first nonce"),
            new ParamSchema.Field("count", ParamSchema.Type.U32, "nonces to try, 1 to " + MAX_COUNT),
            new ParamSchema.Field("target", ParamSchema.Type.BYTES32, "a hash must be below it")));

    static SearchParams decode(Bytes params, long endOfNonces) throws JobFault {
        ByteBuffer in = SCHEMA.reader(params);
        long start = in.getLong();
        long count = Integer.toUnsignedLong(in.getInt());
        byte[] target = new byte[Hash32.BYTES];
        in.get(target);
        if (count < 1 || count > MAX_COUNT) {
            throw new JobFault(JobError.INVALID_PARAMS, "count is " + count + ": give 1 to " + MAX_COUNT);
        }
        if (Long.compareUnsigned(start, endOfNonces - count) > 0) {
            throw new JobFault(
                    JobError.INVALID_PARAMS,
                    "start is " + Long.toUnsignedString(start) + " and count " + count
                            + ": the range must end at or before " + Long.toUnsignedString(endOfNonces));
        }
        return new SearchParams(start, count, Hash32.of(target));
    }

    public Bytes encode() {
        return Bytes.wrap(LittleEndian.allocate(SCHEMA.size())
                .putLong(start)
                .putInt((int) count)
                .put(target.toArray())
                .array());
    }

    boolean accepts(Hash32 hash) {
        Uint256 limit = target.toUint256();
        return hash.toUint256().compareTo(limit) < 0;
    }
}
