package io.gridwork.indexer.app;

import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.EventSchema;
import io.gridwork.indexer.event.EventDeclaration;
import io.gridwork.indexer.event.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The ABI in what tools write as JSON: the array itself; an artifact with one under {@code abi} (Foundry, Hardhat, Truffle),
 * or under {@code output.abi} (solc's metadata); a list of contracts (solc's combined and standard output, exports of
 * hardhat-deploy); an explorer's answer with one in a string; lines of declarations, as ethers takes them.
 */
final class AbiJson {
    private final String place;
    private final @Nullable String contract;

    private AbiJson(String place, @Nullable String contract) {
        this.place = place;
        this.contract = contract;
    }

    static boolean looksLike(String text) {
        String bare = text.stripLeading();
        return bare.startsWith("[") || bare.startsWith("{") || bare.startsWith("\"");
    }

    /** @param contract which one, of a file with several; null where there is but one */
    static ContractAbi parse(String place, String json, @Nullable String contract) {
        try {
            return new AbiJson(place, contract).parse(json);
        } catch (JacksonException e) {
            throw new Refusal(
                    place + " line " + e.getLocation().getLineNr() + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new Refusal(place + " cannot be read: " + e.getMessage(), e);
        }
    }

    private ContractAbi parse(String json) {
        ContractAbi abi = abi(array(JsonMapper.shared().readTree(json)));
        if (abi.events().isEmpty()) throw new Refusal(place + " declares no event, so there is nothing to index");
        return abi;
    }

    private ContractAbi abi(ArrayNode array) {
        List<EventSchema> declared = new ArrayList<>();
        ArrayNode objects = JsonMapper.shared().createArrayNode();
        for (JsonNode each : array) {
            if (each.isString()) {
                declared.addAll(EventDeclaration.all(each.asString()));
            } else {
                objects.add(each);
            }
        }
        ContractAbi abi = ContractAbi.parse(objects.toString());
        if (declared.isEmpty()) return abi;
        declared.addAll(abi.events());
        return new ContractAbi(declared, abi.functions(), abi.errors(), abi.constructorInputs());
    }

    private ArrayNode array(JsonNode node) {
        if (node instanceof ArrayNode array) return array;
        if (node.isString()) return array(quoted(node.asString()));
        if (node.path("type").asString("").equals("event")) {
            return JsonMapper.shared().createArrayNode().add(node);
        }
        for (JsonNode inside : List.of(node.path("abi"), node.at("/output/abi"), node.path("result"))) {
            if (!inside.isMissingNode()) return array(inside);
        }
        if (node.path("contracts").isObject()) return array(oneOf(contracts(node.path("contracts"))));
        throw new Refusal(place + " is neither an ABI (a JSON array) nor an artifact with one under \"abi\"");
    }

    private JsonNode quoted(String text) {
        if (looksLike(text)) return JsonMapper.shared().readTree(text);
        throw new Refusal(place + " has no ABI where one should be, but: " + text);
    }

    /** By {@code File.sol:Name}, or by the name alone where no file is said. */
    private static Map<String, JsonNode> contracts(JsonNode all) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        all.forEachEntry((name, value) -> {
            if (value.has("abi")) {
                found.put(name, value);
            } else {
                value.forEachEntry((inner, each) -> found.put(name + ":" + inner, each));
            }
        });
        return found;
    }

    private JsonNode oneOf(Map<String, JsonNode> contracts) {
        Map<String, JsonNode> fitting = new LinkedHashMap<>(contracts);
        fitting.entrySet().removeIf(each -> contract == null ? !hasEvents(each.getValue()) : !isNamed(each.getKey()));
        if (fitting.size() == 1) return fitting.values().iterator().next();
        throw new Refusal(place + " has the contracts "
                + (fitting.isEmpty() ? contracts : fitting).keySet()
                + "; write FILE:CONTRACT to choose one, such as out.json:Token");
    }

    private boolean hasEvents(JsonNode artifact) {
        return !abi(array(artifact)).events().isEmpty();
    }

    private boolean isNamed(String name) {
        return name.equals(contract) || name.endsWith(":" + contract);
    }
}
