package io.gridwork.worker.journal;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.Energy;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Abandoned;
import io.gridwork.worker.job.JobState.Claimed;
import io.gridwork.worker.job.JobState.Committed;
import io.gridwork.worker.job.JobState.Computed;
import io.gridwork.worker.job.JobState.Discovered;
import io.gridwork.worker.job.JobState.Fetched;
import io.gridwork.worker.job.JobState.Paid;
import io.gridwork.worker.job.JobState.Revealed;
import io.gridwork.worker.job.Result;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A job's state as columns of its row. A column that a state has nothing to say about is null. */
record StateColumns(
        String state,
        @Nullable Integer seat,
        @Nullable Result result,
        @Nullable Commitment commitment,
        @Nullable BigInteger amount,
        @Nullable Abandoned abandoned) {

    static StateColumns of(JobState state) {
        String label = state.label();
        return switch (state) {
            case Discovered _ -> new StateColumns(label, null, null, null, null, null);
            case Claimed s -> new StateColumns(label, s.seat(), null, null, null, null);
            case Fetched s -> new StateColumns(label, s.seat(), null, null, null, null);
            case Computed s -> new StateColumns(label, s.seat(), s.result(), s.commitment(), null, null);
            case Committed s -> new StateColumns(label, s.seat(), s.result(), s.commitment(), null, null);
            case Revealed s -> new StateColumns(label, s.seat(), s.result(), s.commitment(), null, null);
            case Paid s -> new StateColumns(label, s.seat(), s.result(), null, s.amount(), null);
            case Abandoned s -> new StateColumns(label, null, null, null, null, s);
        };
    }

    /** In the order of the columns {@code state, seat, root, … over}. */
    @Nullable Object[] values(boolean over) {
        return new @Nullable Object[] {
            state,
            seat,
            result == null ? null : result.root().value().toArray(),
            result == null ? null : result.length(),
            result == null ? null : result.energy().milliJoules(),
            result == null ? null : result.energy().source().name(),
            result == null ? null : result.kernelNanos(),
            commitment == null ? null : commitment.value().toArray(),
            amount == null ? null : amount.toString(),
            abandoned == null ? null : abandoned.reason().name(),
            abandoned == null ? null : abandoned.detail(),
            over ? 1 : 0
        };
    }

    static JobState read(ResultSet row) throws SQLException {
        int seat = row.getInt("seat");
        return switch (row.getString("state")) {
            case "Discovered" -> new Discovered();
            case "Claimed" -> new Claimed(seat);
            case "Fetched" -> new Fetched(seat);
            case "Computed" -> new Computed(seat, result(row), commitment(row));
            case "Committed" -> new Committed(seat, result(row), commitment(row));
            case "Revealed" -> new Revealed(seat, result(row), commitment(row));
            case "Paid" -> new Paid(seat, result(row), new BigInteger(row.getString("amount")));
            case "Abandoned" ->
                new Abandoned(
                        JobState.Reason.valueOf(row.getString("reason")),
                        row.getString("detail"),
                        row.getBoolean("over"));
            default ->
                throw new JournalException("the journal holds a job in a state that this version does not know: "
                        + row.getString("state") + "; use the version that wrote it");
        };
    }

    private static Commitment commitment(ResultSet row) throws SQLException {
        return new Commitment(Hash32.of(row.getBytes("commitment")));
    }

    private static Result result(ResultSet row) throws SQLException {
        return new Result(
                new ResultRoot(Hash32.of(row.getBytes("root"))),
                row.getLong("length"),
                new Energy(row.getLong("milli_joules"), Energy.Source.valueOf(row.getString("energy_source"))),
                row.getLong("kernel_nanos"));
    }
}
