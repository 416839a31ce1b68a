package io.gridwork.worker.job;

import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.ResultRoot;

/**
 * Where a dispute stands for this worker as a possible juror: Summoned → Judged → Pledged → Voted → Over. Pure, like {@link JobState}.
 */
public sealed interface Duty {
    /** The dispute is known and this worker can compute the job; nothing is promised. */
    record Summoned() implements Duty {
        public Judged judged(ResultRoot root) {
            return new Judged(root);
        }
    }

    /** Our own result of the job is known. */
    record Judged(ResultRoot root) implements Duty {
        /** @param commitment what will be signed for that juror's seat, stored before it is */
        public Pledged pledged(int juror, Commitment commitment) {
            return new Pledged(juror, root, commitment);
        }
    }

    /** A commitment for a juror's seat is stored, and signed or about to be. */
    record Pledged(int juror, ResultRoot root, Commitment commitment) implements Duty {
        public Voted voted() {
            return new Voted(juror, root, commitment);
        }

        /** The seat went to another, or a reorganisation took it away: the next one is pledged for anew. */
        public Judged outrun() {
            return new Judged(root);
        }
    }

    /** Our vote is public; the verdict is left. */
    record Voted(int juror, ResultRoot root, Commitment commitment) implements Duty {
        /** A reorganisation took the vote back. */
        public Pledged unvoted() {
            return new Pledged(juror, root, commitment);
        }
    }

    /** Nothing of ours is left in the dispute. */
    record Over(String how) implements Duty {}

    default Over over(String how) {
        return new Over(how);
    }

    /** The duty for people, to follow "this node is". */
    default String words() {
        return switch (this) {
            case Summoned _ -> "a possible juror";
            case Judged _ -> "done with computing the job again";
            case Pledged(int juror, ResultRoot _, Commitment _) -> "juror " + juror + ", bound to its vote";
            case Voted(int juror, ResultRoot _, Commitment _) -> "juror " + juror + ", and its vote is public";
            case Over(String how) -> "done with it: " + how;
        };
    }

    /** The name that is stored and counted. */
    default String label() {
        return getClass().getSimpleName();
    }
}
