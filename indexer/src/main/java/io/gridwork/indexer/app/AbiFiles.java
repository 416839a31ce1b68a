package io.gridwork.indexer.app;

import io.gridwork.abi.ContractAbi;
import io.gridwork.indexer.event.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a contract's ABI: a JSON array, or a compiler's artifact that has one under {@code abi}. */
final class AbiFiles {
    private static final String ARTIFACTS = "/io/gridwork/contracts/artifacts/";

    private AbiFiles() {}

    static ContractAbi read(Path file) {
        try {
            return parse("the ABI file " + file, Files.readString(file));
        } catch (IOException e) {
            throw new Refusal(
                    "cannot read the ABI file " + file + " (" + e
                            + "); give the path of a contract's ABI JSON with --abi",
                    e);
        }
    }

    /** Of one of Gridwork's own contracts, which come with this program. */
    static ContractAbi bundled(String contract) {
        String resource = ARTIFACTS + contract + ".json";
        try (InputStream in = AbiFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new Refusal("this program comes without the ABI of " + contract + " (" + resource
                        + "): gridwork-contracts is missing from its class path; build it anew with ./gridwork build");
            }
            return parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Refusal("cannot read " + resource + ": " + e.getMessage(), e);
        }
    }

    private static ContractAbi parse(String place, String json) {
        try {
            JsonNode root = JsonMapper.shared().readTree(json);
            JsonNode abi = root.isObject() ? root.path("abi") : root;
            if (!abi.isArray()) {
                throw new Refusal(place + " is neither an ABI (a JSON array) nor an artifact with one under \"abi\"");
            }
            ContractAbi parsed = ContractAbi.parse(abi.toString());
            if (parsed.events().isEmpty())
                throw new Refusal(place + " declares no event, so there is nothing to index");
            return parsed;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new Refusal(place + " cannot be read: " + e.getMessage(), e);
        }
    }
}
