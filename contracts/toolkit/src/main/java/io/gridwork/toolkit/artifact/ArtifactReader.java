package io.gridwork.toolkit.artifact;

import io.gridwork.abi.ContractAbi;
import io.gridwork.toolkit.ToolkitException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Artifacts as JSON: {@code abi}, and {@code bytecode} as a text (flat form, Hardhat, Truffle) or as an object with {@code object} and {@code
 * linkReferences} (Foundry).
 */
final class ArtifactReader {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ArtifactReader() {}

    /** @throws ToolkitException naming the origin and what is missing there */
    static Artifact read(String name, String origin, String json) {
        try {
            JsonNode root = JSON.readTree(json);
            JsonNode abi = root.path("abi");
            JsonNode bytecode = root.path("bytecode");
            JsonNode code = bytecode.isObject() ? bytecode.path("object") : bytecode;
            if (!abi.isArray() || !code.isString()) {
                throw new ToolkitException("artifact " + origin + " has no \"" + (abi.isArray() ? "bytecode" : "abi")
                        + "\"; is it the output of a Solidity compiler?");
            }
            JsonNode links = bytecode.isObject() ? bytecode.path("linkReferences") : root.path("linkReferences");
            return new Artifact(
                    root.path("contractName").asString(name),
                    origin,
                    ContractAbi.parse(abi.toString()),
                    prefixed(code.asString()),
                    linkReferences(links));
        } catch (JacksonException malformed) {
            throw new ToolkitException(
                    "artifact " + origin + " is not JSON: " + malformed.getOriginalMessage(), malformed);
        } catch (IllegalArgumentException malformed) {
            throw new ToolkitException("artifact " + origin + ": " + malformed.getMessage(), malformed);
        }
    }

    private static String prefixed(String code) {
        return code.startsWith("0x") ? code : "0x" + code;
    }

    private static List<LinkReference> linkReferences(JsonNode bySource) {
        List<LinkReference> references = new ArrayList<>();
        bySource.properties()
                .forEach(source -> source.getValue()
                        .propertyNames()
                        .forEach(library -> references.add(new LinkReference(source.getKey(), library))));
        return references;
    }
}
