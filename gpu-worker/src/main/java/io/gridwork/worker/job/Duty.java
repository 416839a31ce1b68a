package io.gridwork.worker.job;

import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.ResultRoot;

/**
 * Where a dispute stands for this worker as a possible juror: Summoned → Ready → Judged → Pledged → Voted → Over. Pure, like {@link JobState}.
 */
public sealed interface Duty {
    /** The dispute is known and this worker can compute the job; nothing is promised. */
    record Summoned() implements Duty {
        public Ready ready() {
            return new Ready();
        }
    }

    /** Program and input are here, and checked: the node enrols if its tickets are drawn. */
    record Ready() implements Duty {
        public Judged judged(ResultRoot root) {
            return new Judged(root);
        }
    }

    /** The node is on the jury, and its own result of the job is known. */
    record Judged(ResultRoot root) implements Duty {
        /** @param commitment what will be signed, stored before it is */
        public Pledged pledged(Commitment commitment) {
            return new Pledged(root, commitment);
        }
    }

    /** A commitment to a root is stored, and signed or about to be. */
    record Pledged(ResultRoot root, Commitment commitment) implements Duty {
        public Voted voted() {
            return new Voted(root, commitment);
        }
    }

    /** Our vote is public; the verdict is left. */
    record Voted(ResultRoot root, Commitment commitment) implements Duty {
        /** A reorganisation took the vote back. */
        public Pledged unvoted() {
            return new Pledged(root, commitment);
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
            case Ready _ -> "ready to enrol: it has the program and the input";
            case Judged _ -> "a juror, and has computed the job";
            case Pledged _ -> "a juror, bound to its vote";
            case Voted _ -> "a juror, and its vote is public";
            case Over(String how) -> "done with it: " + how;
        };
    }

    /** The name that is stored and counted. */
    default String label() {
        return getClass().getSimpleName();
    }
}
