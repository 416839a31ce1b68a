package io.gridwork.indexer.app;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.event.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The YAML file of {@code --config}. Paths in it are relative to its folder; everything may be left out. */
record ConfigFile(
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> rpc,

        @Nullable String db,
        @Nullable List<Contract> contracts,
        @Nullable String deployment,
        @Nullable String preset,
        @Nullable Long toBlock,
        @Nullable Integer concurrency,
        @Nullable Integer maxRps,
        @Nullable Integer pollMillis,
        @Nullable Integer httpPort,
        @Nullable KeepRaw keepRaw,
        @Nullable Verification verify,
        @Nullable List<ConfigFile> chains) {

    /** One of {@code contracts}. */
    record Contract(
            @Nullable String name,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> abi,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> events,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> address,

            @Nullable Factory factory,
            @Nullable List<Implementation> implementations,
            @Nullable Long fromBlock) {}

    /** By whose event a contract's addresses are known. */
    record Factory(
            @Nullable String contract,
            @Nullable String event,
            @Nullable String parameter) {}

    /** One of a proxy's implementations. */
    record Implementation(
            @Nullable String name,
            @Nullable String abi,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> address) {}

    static final ConfigFile EMPTY =
            new ConfigFile(null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** One of {@code chains}, which has what it does not say itself from the file it is in. */
    ConfigFile within(ConfigFile whole) {
        return new ConfigFile(
                rpc,
                db,
                contracts,
                deployment,
                preset,
                toBlock,
                first(concurrency, whole.concurrency),
                first(maxRps, whole.maxRps),
                first(pollMillis, whole.pollMillis),
                whole.httpPort,
                first(keepRaw, whole.keepRaw),
                first(verify, whole.verify),
                null);
    }

    private static <T> @Nullable T first(@Nullable T stronger, @Nullable T weaker) {
        return stronger != null ? stronger : weaker;
    }

    /** A file with the places of its keys. */
    record Read(ConfigFile file, ConfigPlaces places) {
        static final Read NOTHING = new Read(EMPTY, ConfigPlaces.none());
    }

    /** @param environment what stands for {@code ${NAME}} in its texts */
    @SuppressWarnings("MissingSummary")
    static Read read(Path file, Map<String, String> environment) {
        if (!Files.isReadable(file))
            throw new Refusal("cannot read the configuration " + file + "; give the path of a YAML file with --config");
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .addModule(new SimpleModule().addDeserializer(String.class, new EnvironmentText(environment)))
                .build();
        ConfigPlaces places = ConfigPlaces.of(file, yaml);
        try {
            ConfigFile read = yaml.readValue(file.toFile(), ConfigFile.class);
            return new Read(read == null ? EMPTY : read, places);
        } catch (UnrecognizedPropertyException e) {
            throw places.refused(e, "there is no such key; known here are " + e.getKnownPropertyIds());
        } catch (MismatchedInputException e) {
            if (e.getPath().isEmpty()) throw new Refusal(file + " holds no keys with values; see docs/indexing.md", e);
            throw places.refused(e, "it is not " + expected(e.getTargetType()));
        } catch (JacksonException e) {
            throw places.refused(e, e.getOriginalMessage());
        }
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == Long.class || type == Integer.class) return "a whole number";
        if (type == Boolean.class) return "true or false";
        if (type == String.class) return "a single value";
        if (type != null && type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(each -> each.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return type != null && List.class.isAssignableFrom(type) ? "a list" : "a group of keys with values";
    }
}
