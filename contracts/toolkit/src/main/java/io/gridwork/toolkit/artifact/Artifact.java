package io.gridwork.toolkit.artifact;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ContractAbi;
import io.gridwork.toolkit.ToolkitException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A compiled contract.
 *
 * @param origin where it was read, for messages
 * @param bytecode creation code as {@code 0x} hexadecimal, with placeholders where libraries are to be linked
 * @param linkReferences the libraries that the placeholders stand for, as far as the artifact names them
 */
public record Artifact(
        String contractName, String origin, ContractAbi abi, String bytecode, List<LinkReference> linkReferences) {
    private static final Pattern PLACEHOLDER = Pattern.compile("__.{36}__");

    public Artifact {
        linkReferences = List.copyOf(linkReferences);
    }

    /**
     * Creation code with the addresses of its libraries.
     *
     * @param libraries by library name or {@code path/File.sol:Library}
     * @throws ToolkitException if it has no code, or naming the library that is not given, or is not used
     */
    public Bytes link(Map<String, Address> libraries) {
        if (bytecode.length() <= 2) {
            throw new ToolkitException("artifact " + origin + " has no creation code: " + contractName
                    + " is an interface or an abstract contract; name the contract that implements it");
        }
        String linked = bytecode;
        for (Map.Entry<String, Address> library : libraries.entrySet()) {
            String placeholder = reference(library.getKey()).placeholder();
            if (!linked.contains(placeholder)) {
                throw new ToolkitException("artifact " + origin + " does not link " + library.getKey() + " (no "
                        + placeholder + " in its bytecode); it links " + unlinked(linked));
            }
            linked = linked.replace(placeholder, library.getValue().hex().substring(2));
        }
        TreeSet<String> left = unlinked(linked);
        if (!left.isEmpty()) {
            throw new ToolkitException("artifact " + origin + " needs libraries that the plan does not give: " + left
                    + "; add to the contract: libraries: {\"path/File.sol:Library\": \"${Library.address}\"}");
        }
        return Bytes.parse(linked);
    }

    private LinkReference reference(String name) {
        int colon = name.lastIndexOf(':');
        if (colon > 0) return new LinkReference(name.substring(0, colon), name.substring(colon + 1));
        List<LinkReference> named = linkReferences.stream()
                .filter(reference -> reference.library().equals(name))
                .toList();
        if (named.size() == 1) return named.getFirst();
        throw new ToolkitException("artifact " + origin + " names " + named.size() + " libraries " + name
                + "; write the library with its file, as path/File.sol:" + name);
    }

    private TreeSet<String> unlinked(String code) {
        TreeSet<String> names = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(code);
        while (matcher.find()) names.add(nameOf(matcher.group()));
        return names;
    }

    private String nameOf(String placeholder) {
        return linkReferences.stream()
                .filter(reference -> reference.placeholder().equals(placeholder))
                .map(LinkReference::qualifiedName)
                .findFirst()
                .orElse(placeholder);
    }
}
