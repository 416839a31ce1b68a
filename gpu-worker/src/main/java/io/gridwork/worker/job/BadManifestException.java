package io.gridwork.worker.job;

/** A manifest breaks a rule. The message names the place (a path such as {@code args[2].size}), the value and the remedy. */
public final class BadManifestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public BadManifestException(String place, String problem) {
        super("manifest: " + place + " " + problem);
    }
}
