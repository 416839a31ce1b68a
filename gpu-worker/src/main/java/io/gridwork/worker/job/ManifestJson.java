package io.gridwork.worker.job;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a {@link Manifest}. */
final class ManifestJson {
    private static final int MAX_CHARS = 1 << 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ManifestJson() {}

    /** @param source stands for a "source" that is left out */
    static Manifest read(String json, Optional<Hash32> source) {
        if (json.length() > MAX_CHARS) {
            throw new BadManifestException("text", "has " + json.length() + " characters: at most " + MAX_CHARS);
        }
        JsonObject root = new JsonObject("", parse(json));
        String format = root.text("format");
        if (!format.equals(Manifest.FORMAT)) {
            throw new BadManifestException("format", "is \"" + format + "\": this worker reads " + Manifest.FORMAT);
        }
        Manifest manifest = new Manifest(
                root.text("kind"),
                root.optional("version").isPresent() ? (int) root.number("version", Integer.MAX_VALUE) : 1,
                source.isPresent() && root.optional("source").isEmpty() ? source.get() : hash(root, "source"),
                root.text("entry"),
                root.texts("buildOptions"),
                root.optional("ndrange").map(node -> ndrange(new JsonObject("ndrange", node))),
                root.optional("args").isPresent() ? args(root.objects("args")) : List.of(),
                limits(root.object("limits")));
        root.end();
        return manifest;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new BadManifestException("text", "is not JSON: " + e.getOriginalMessage());
        }
    }

    private static Hash32 hash(JsonObject object, String name) {
        try {
            return Hash32.parse(object.text(name));
        } catch (IllegalArgumentException e) {
            throw new BadManifestException(name, "is " + e.getMessage());
        }
    }

    private static NdRange ndrange(JsonObject object) {
        NdRange range = new NdRange(object.numbers("global"), object.numbers("local"));
        object.end();
        return range;
    }

    private static Limits limits(JsonObject object) {
        Limits limits = new Limits(
                object.number("buildMs", Long.MAX_VALUE),
                object.number("wallMs", Long.MAX_VALUE),
                object.number("memoryBytes", Long.MAX_VALUE),
                object.number("outputBytes", Long.MAX_VALUE),
                object.number("logBytes", Long.MAX_VALUE));
        object.end();
        return limits;
    }

    private static List<KernelArg> args(List<JsonObject> objects) {
        List<KernelArg> args = new ArrayList<>();
        for (JsonObject object : objects) {
            String type = object.text("type");
            args.add(
                    switch (type) {
                        case "input" -> new KernelArg.Input(object.number("size", Long.MAX_VALUE));
                        case "params" -> new KernelArg.Params(object.number("size", Long.MAX_VALUE));
                        case "output" -> new KernelArg.Output(object.number("size", Long.MAX_VALUE));
                        case "local" -> new KernelArg.Local(object.number("size", Long.MAX_VALUE));
                        default -> scalar(object, type);
                    });
            object.end();
        }
        return args;
    }

    private static KernelArg scalar(JsonObject object, String name) {
        for (ScalarType type : ScalarType.values()) {
            if (type.clName().equals(name)) {
                return new KernelArg.Scalar(
                        type, type.bitsOf(object.integer("value", type.writtenAsText()), object.place("value")));
            }
        }
        throw new BadManifestException(
                object.place("type"),
                "is \"" + name
                        + "\": give input, params, output, local, int, uint, long, ulong, float (its bits) or double (its bits)");
    }

    static Bytes write(Manifest manifest) {
        Map<String, Object> json = new TreeMap<>();
        json.put("format", Manifest.FORMAT);
        json.put("kind", manifest.kind());
        json.put("version", manifest.version());
        json.put("source", manifest.source().toString());
        json.put("entry", manifest.entry());
        json.put("buildOptions", manifest.buildOptions());
        manifest.ndrange()
                .ifPresent(range ->
                        json.put("ndrange", new TreeMap<>(Map.of("global", range.global(), "local", range.local()))));
        if (!manifest.args().isEmpty()) {
            json.put("args", manifest.args().stream().map(ManifestJson::arg).toList());
        }
        Limits limits = manifest.limits();
        json.put(
                "limits",
                new TreeMap<>(Map.of(
                        "buildMs", limits.buildMs(),
                        "wallMs", limits.wallMs(),
                        "memoryBytes", limits.memoryBytes(),
                        "outputBytes", limits.outputBytes(),
                        "logBytes", limits.logBytes())));
        return Bytes.wrap(JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> arg(KernelArg arg) {
        return new TreeMap<>(
                switch (arg) {
                    case KernelArg.Input(long size) -> Map.of("type", "input", "size", size);
                    case KernelArg.Params(long size) -> Map.of("type", "params", "size", size);
                    case KernelArg.Output(long size) -> Map.of("type", "output", "size", size);
                    case KernelArg.Local(long size) -> Map.of("type", "local", "size", size);
                    case KernelArg.Scalar(ScalarType type, long bits) ->
                        Map.of(
                                "type",
                                type.clName(),
                                "value",
                                type.writtenAsText() ? type.valueOf(bits).toString() : type.valueOf(bits));
                });
    }
}
