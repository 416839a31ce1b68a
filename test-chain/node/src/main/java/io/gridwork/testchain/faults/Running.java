package io.gridwork.testchain.faults;

import io.gridwork.testchain.faults.Behaviour.OnRequest;
import io.gridwork.testchain.faults.Behaviour.Refusal;
import java.util.ArrayList;
import java.util.List;

/** A fault that is being played. Its counters are guarded by the {@link Stage}. */
final class Running implements Source {

    private final Scene scene;
    private final Behaviour behaviour;
    private long asked;
    private long played;

    Running(Scene scene) {
        this.scene = scene;
        this.behaviour = Traits.of(scene.plan().fault()).behaviour().get();
    }

    Scene scene() {
        return scene;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    Fault fault() {
        return scene.plan().fault();
    }

    @Override
    public List<Cue> cues(Request request) {
        var cues = new ArrayList<Cue>();
        for (int place : places(request)) {
            asked++;
            if (asked <= scene.plan().after()) continue;
            if (!scene.plan().rhythm().fires(asked - scene.plan().after(), played, scene.random())) continue;
            played++;
            cues.add(new Cue(this, place));
        }
        return cues;
    }

    /** Where in a request the fault can be played: calls by their index, the whole as {@link Cue#WHOLE}. */
    List<Integer> places(Request request) {
        return switch (behaviour) {
            case OnRequest(var concerned, var _) ->
                request.calls().stream().anyMatch(this::concerns) && concerned.test(request, scene)
                        ? List.of(Cue.WHOLE)
                        : List.of();
            case Behaviour.OnNode _ ->
                request.calls().stream().anyMatch(this::concerns) ? List.of(Cue.WHOLE) : List.of();
            case Behaviour.OnCall _, Behaviour.WhilePlayed _ -> calls(request);
            case Refusal() -> List.of();
        };
    }

    private List<Integer> calls(Request request) {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < request.calls().size(); i++)
            if (concerns(request.calls().get(i))) places.add(i);
        return places;
    }

    private boolean concerns(Call call) {
        return scene.plan().methods().isEmpty() || scene.plan().methods().contains(call.method());
    }

    @Override
    public void giveBack() {
        played--;
    }
}
