package io.gridwork.worker.market;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What an action is called in messages: the parts of its key are names for machines. */
final class ActionName {
    private static final Pattern JOB = Pattern.compile("0x[0-9a-f]{64}");

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("approve", "the approval of the payment"),
            Map.entry("disapprove", "the reset of an old approval"),
            Map.entry("deposit", "the deposit into the vault"),
            Map.entry("consent", "the consent to a module of the vault"),
            Map.entry("withdraw", "the withdrawal from the vault"),
            Map.entry("post", "the post of the job"),
            Map.entry("relay", "the post of the signed order"),
            Map.entry("void", "the voiding of the order"),
            Map.entry("accept", "the acceptance of the result"),
            Map.entry("cancel", "the cancellation of the job"),
            Map.entry("challenge", "the challenge of the result"),
            Map.entry("claim", "the claim of a seat"),
            Map.entry("commit", "the commitment to the result"),
            Map.entry("submit", "the submission of the result"),
            Map.entry("submitVerified", "the submission of the result with its proof"),
            Map.entry("reveal", "the reveal of the result"),
            Map.entry("seed", "the recording of the jury's seed"),
            Map.entry("enrol", "the enrolment of a ticket"),
            Map.entry("commitVote", "the commitment to the vote"),
            Map.entry("openVote", "the opening of the vote"),
            Map.entry("openChallenge", "the opening of the challenge"),
            Map.entry("poke", "the end of an overdue state"),
            Map.entry("register", "the registration of the node"),
            Map.entry("stake", "the addition to the stake"),
            Map.entry("allowance", "the change of the allowance"),
            Map.entry("ripen", "the ripening of jury tickets"),
            Map.entry("unbond", "the request to take stake out"),
            Map.entry("collect", "the collection of the stake"),
            Map.entry("maintenance", "the announcement of the maintenance"),
            Map.entry("drain", "the start of the drain"),
            Map.entry("resume", "the end of the drain"),
            Map.entry("filler", "the transfer that uses up a lost nonce"));

    private ActionName() {}

    /** Such as "the claim of a seat". */
    static String words(Object... name) {
        return Arrays.asList(name).reversed().stream()
                .map(part -> WORDS.get(String.valueOf(part)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("the transaction");
    }

    /** The same, with the job where the name has one. */
    static String withJob(Object... name) {
        return JOB.matcher(String.valueOf(List.of(name)))
                .results()
                .map(MatchResult::group)
                .findFirst()
                .map(job -> words(name) + " (job " + job + ")")
                .orElse(words(name));
    }
}
