package io.gridwork.testchain.faults;

import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a fault does, by the place where it does it. */
sealed interface Behaviour {

    /** Gives a reply to a whole HTTP request, from the answer that would be given otherwise or without asking for it. */
    record OnRequest(BiPredicate<Request, Scene> concerned, RequestPlay play) implements Behaviour {}

    /** Answers one call, in a batch or alone. */
    record OnCall(CallPlay play) implements Behaviour {}

    /** Does something to the node before a request is passed on. */
    record OnNode(Predicate<Scene> act) implements Behaviour {}

    /** Changes the node from {@code play} to {@code heal}, and answers calls meanwhile. */
    record WhilePlayed(NodeChange begin, CallPlay play) implements Behaviour {}

    /** Takes no connections from {@code play} to {@code heal}. */
    record Refusal() implements Behaviour {}

    @FunctionalInterface
    interface RequestPlay {
        Reply reply(Request request, Scene scene, Supplier<HttpAnswer> honest);
    }

    /** Returns what {@code next} gave for the call itself where there is nothing to play. */
    @FunctionalInterface
    interface CallPlay {
        Answer answer(Call call, Scene scene, Function<Call, Answer> next);
    }

    /** Returns what undoes it. */
    @FunctionalInterface
    interface NodeChange {
        Runnable begin(Scene scene);
    }

    static Behaviour onRequest(RequestPlay play) {
        return new OnRequest((_, _) -> true, play);
    }

    /** On batches only. */
    static Behaviour onBatch(RequestPlay play) {
        return new OnRequest((request, _) -> request.batch(), play);
    }

    static Behaviour onCall(CallPlay play) {
        return new OnCall(play);
    }

    /** Answers with an error, without asking the node. */
    static Behaviour error(long code, String message) {
        return onCall((call, _, _) -> Answer.error(call, code, message));
    }

    /** Changes an answer of the node. */
    static Behaviour onAnswer(Function<Answer, Answer> change) {
        return onCall((call, _, next) -> change.apply(next.apply(call)));
    }

    /** Changes each object in a result that {@code which} accepts. */
    static Behaviour onObjects(Predicate<Map<?, ?>> which, Consumer<Map<String, @Nullable Object>> change) {
        return onAnswer(answer -> answer.withResult(Trees.changed(answer.result(), which, change)));
    }
}
