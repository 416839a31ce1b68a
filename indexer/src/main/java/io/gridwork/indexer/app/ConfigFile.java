package io.gridwork.indexer.app;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.gridwork.indexer.event.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
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
        @Nullable Integer pollMillis,
        @Nullable Integer httpPort,
        @Nullable Boolean keepRawLogs) {

    /** One of {@code contracts}. */
    record Contract(
            @Nullable String name,
            @Nullable String abi,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> address,

            @Nullable Long fromBlock) {}

    static final ConfigFile EMPTY = new ConfigFile(null, null, null, null, null, null, null, null, null, null);

    static ConfigFile read(Path file) {
        if (!Files.isReadable(file))
            throw new Refusal("cannot read the configuration " + file + "; give the path of a YAML file with --config");
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try {
            ConfigFile read = yaml.readValue(file.toFile(), ConfigFile.class);
            return read == null ? EMPTY : read;
        } catch (JacksonException e) {
            throw new Refusal("the configuration " + file + " is wrong: " + e.getMessage(), e);
        }
    }
}
