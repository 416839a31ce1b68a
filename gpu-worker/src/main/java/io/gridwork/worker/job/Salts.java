package io.gridwork.worker.job;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobId;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The salts of commitments: HMAC-SHA256(secret, jobId ‖ seat as one byte). Nothing to store but the secret, and a worker that
 * finds its secret again can reveal whatever it has committed.
 */
public final class Salts {
    /** In place of a seat's number, which is below 7: the salt of this node's vote. */
    public static final int VOTE = 128;
    /** In place of a seat's number: the salt of this account's challenge. */
    public static final int CHALLENGE = 129;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param secret 32 bytes */
    public Salts(Bytes secret) {
        if (secret.size() != 32) throw new IllegalArgumentException("a salt secret has 32 bytes, not " + secret.size());
        key = new SecretKeySpec(secret.toArray(), ALGORITHM);
    }

    /** @param seat number of the seat, {@link #VOTE} or {@link #CHALLENGE} */
    public Hash32 salt(JobId job, int seat) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(job.value().toArray());
            mac.update((byte) seat);
            return Hash32.of(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java has no " + ALGORITHM + ", which every Java platform must have", e);
        }
    }
}
