package io.gridwork.testchain.faults;

import io.gridwork.testchain.faults.Behaviour.CallPlay;
import io.gridwork.testchain.faults.Behaviour.OnCall;
import io.gridwork.testchain.faults.Behaviour.OnNode;
import io.gridwork.testchain.faults.Behaviour.OnRequest;
import io.gridwork.testchain.faults.Behaviour.WhilePlayed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plays the faults that a request meets: on the node, on each call, and on the request as a whole. */
final class Performance {

    private final Request request;
    private final List<Cue> cues;
    private final Upstream node;
    private final List<Cue> played = new ArrayList<>();

    Performance(Request request, List<Cue> cues, Upstream node) {
        this.request = request;
        this.cues = cues;
        this.node = node;
    }

    Reply reply() {
        for (Cue cue : cues)
            if (cue.running().behaviour() instanceof OnNode(var act)
                    && act.test(cue.running().scene())) played.add(cue);
        for (Cue cue : cues)
            if (cue.running().behaviour() instanceof OnRequest(var _, var play)) {
                played.add(cue);
                return play.reply(request, cue.running().scene(), this::answer);
            }
        return Reply.whole(answer());
    }

    List<Fault> played() {
        return played.stream().map(cue -> cue.running().fault()).distinct().toList();
    }

    /** Cues that came to nothing. */
    List<Cue> idle() {
        return cues.stream().filter(cue -> !played.contains(cue)).toList();
    }

    private HttpAnswer answer() {
        if (cues.stream().noneMatch(cue -> play(cue).isPresent())) return node.forward(request.body());
        if (!request.batch()) {
            Answer only = answer(0);
            return HttpAnswer.json(only.status(), only.json());
        }
        var answers = new ArrayList<Object>();
        for (int i = 0; i < request.calls().size(); i++) answers.add(answer(i).json());
        return HttpAnswer.json(200, answers);
    }

    private Answer answer(int place) {
        Function<Call, Answer> next = node::ask;
        for (Cue cue : cues) if (cue.place() == place) next = layer(cue, next);
        return next.apply(request.calls().get(place));
    }

    private Function<Call, Answer> layer(Cue cue, Function<Call, Answer> next) {
        Optional<CallPlay> play = play(cue);
        if (play.isEmpty()) return next;
        return call -> {
            var honest = new AtomicReference<@Nullable Answer>();
            Answer answer = play.get().answer(call, cue.running().scene(), inner -> {
                Answer given = next.apply(inner);
                if (inner.equals(call)) honest.set(given);
                return given;
            });
            if (!answer.equals(honest.get())) played.add(cue);
            return answer;
        };
    }

    private static Optional<CallPlay> play(Cue cue) {
        return switch (cue.running().behaviour()) {
            case OnCall(var play) -> Optional.of(play);
            case WhilePlayed(var _, var play) -> Optional.of(play);
            case OnRequest _, OnNode _, Behaviour.Refusal _ -> Optional.empty();
        };
    }
}
