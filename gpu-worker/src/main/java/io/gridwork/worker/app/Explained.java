package io.gridwork.worker.app;

import io.gridwork.contracts.JobState;
import io.gridwork.worker.market.RefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Errors as people can use them: one line that names the value and the place, and what to do about it. */
final class Explained {
    private static final Pattern NOT_SENT = Pattern.compile("^action \\S+ would fail: ");
    private static final Pattern ERROR_NAME = Pattern.compile(": ([A-Z]\\w+)\\(");
    /** Names of the contracts' parameters that are Unix seconds. */
    private static final Pattern TIME = Pattern.compile(
            "\\b(postUntil|deadline|until|from|earliest|unlockAt|eligibleAt|stakeSince|postedAt|lastSeen): (\\d{9,11})\\b");

    /** The state of a job, as the contracts number it. */
    private static final Pattern JOB_STATE = Pattern.compile("\\bstate: (\\d)\\b");

    /** A short text in 32 bytes, as contracts name a window or a parameter. */
    private static final Pattern WORD = Pattern.compile("\\b0x((?:[3-7][0-9a-f]){1,31})(?:00)+\\b");

    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry("JobExists", "it was posted or voided before; job status tells which"),
            Map.entry("OrderExpired", "sign a new order, with a longer --valid-for"),
            Map.entry(
                    "BadSignature",
                    "the order is not what its requester has signed: get the file again as job post --sign-only wrote it"),
            Map.entry("WrongSpec", "the order is for other work: get the file again as job post --sign-only wrote it"),
            Map.entry("WrongState", "job status tells what the job is waiting for"),
            Map.entry("NotRequester", "only the key that posted or signed it may: give that one with --key"),
            Map.entry("InsufficientBalance", "deposit the rest into the vault for that account first"),
            Map.entry("DeadlinePassed", "it is too late for that; job status tells what comes next"),
            Map.entry("BadWindow", "give that window within those bounds, in seconds"),
            Map.entry("WrongProgramClass", "give the class that the program needs (--class)"),
            Map.entry("BondTooLow", "give at least that bond (--bond)"),
            Map.entry("UnknownNode", "give the number that worker register said (--node)"),
            Map.entry("NotOwner", "give the node's cold key (--owner-key)"),
            Map.entry("NotOperator", "give the node's hot key, or its owner's (--operator-key)"),
            Map.entry(
                    "NotEnoughFreeStake",
                    "the rest is locked in jobs and comes free when they end; worker status tells"),
            Map.entry("StakeTooLow", "what stays would be less than a node must have: take out less, or all of it"),
            Map.entry("NothingUnbonding", "start with an amount: worker unbond --node ID TOKENS"),
            Map.entry("StillUnbonding", "come back then"),
            Map.entry("MaintenanceTooSoon", "announce a later --from"),
            Map.entry("MaintenanceTooLong", "give fewer --hours, or use worker drain"),
            Map.entry("EntriesPaused", "nothing new can begin before; what is under way goes on"));

    private Explained() {}

    static String message(Throwable e) {
        return switch (e) {
            case RefusedException refused -> refusal(String.valueOf(refused.getMessage()));
            case NoSuchFileException file when file.getReason() == null -> "no such file or folder: " + file.getFile();
            case AccessDeniedException file
            when file.getReason() == null -> "no permission for " + file.getFile() + ": check its owner and mode";
            case FileAlreadyExistsException file
            when file.getReason() == null -> file.getFile() + " is there already: give another name";
            case FileSystemException file -> file.getClass().getSimpleName() + ": " + file.getMessage();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }

    private static String ascii(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.US_ASCII);
    }

    private static String refusal(String message) {
        String text = TIME.matcher(NOT_SENT.matcher(message).replaceFirst("the contracts refuse it: "))
                .replaceAll(found -> found.group(1) + ": " + Instant.ofEpochSecond(Long.parseLong(found.group(2))));
        text = JOB_STATE
                .matcher(text)
                .replaceAll(
                        found -> JobState.of(Integer.valueOf(found.group(1))).words());
        text = WORD.matcher(text).replaceAll(found -> ascii(found.group(1)));
        Matcher error = ERROR_NAME.matcher(text);
        String remedy = error.find() ? REMEDIES.get(error.group(1)) : null;
        return remedy == null ? text : text + "; " + remedy;
    }
}
