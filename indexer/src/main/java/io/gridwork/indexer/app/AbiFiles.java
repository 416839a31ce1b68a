package io.gridwork.indexer.app;

import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.EventSchema;
import io.gridwork.indexer.event.EventDeclaration;
import io.gridwork.indexer.event.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds a contract's ABI: in a file, whatever tool wrote it; under {@code FILE:NAME} in a file with several contracts; by the
 * name of a standard, such as {@code erc20}; or in the words of an {@code event …} declaration itself.
 */
final class AbiFiles {
    static final List<String> STANDARDS = List.of("erc20", "erc721", "erc1155", "erc4626");

    private static final String OWN = "/io/gridwork/contracts/artifacts/";
    private static final String STANDARD = "/io/gridwork/indexer/abi/";
    private static final Pattern DECLARATION = Pattern.compile("\\s*event\\s.*", Pattern.DOTALL);
    private static final Pattern ONE_OF_SEVERAL = Pattern.compile("(?<file>.+?):(?<name>[^/\\\\]+|.+\\.sol:[^/\\\\]+)");

    private AbiFiles() {}

    /**
     * The contract's ABI, which has an event at least.
     *
     * @param given as the user wrote it
     * @param folder what a path is relative to
     */
    static ContractAbi read(String given, Path folder) {
        if (DECLARATION.matcher(given).matches()) return declared("the declaration", given);
        Path file = folder.resolve(given);
        if (Files.isRegularFile(file)) return parse("the ABI file " + file, text(file), null);
        Matcher part = ONE_OF_SEVERAL.matcher(given);
        if (part.matches() && Files.isRegularFile(folder.resolve(part.group("file")))) {
            Path whole = folder.resolve(part.group("file"));
            return parse("the ABI file " + whole, text(whole), part.group("name"));
        }
        if (STANDARDS.contains(given)) return resource(STANDARD + given + ".txt");
        throw new Refusal("there is no ABI file " + file
                + "; give the path of one, an \"event …\" declaration, or one of the standards " + STANDARDS);
    }

    /** Of one of Gridwork's own contracts, which come with this program. */
    static ContractAbi bundled(String contract) {
        return resource(OWN + contract + ".json");
    }

    /** What to call the contract: the name of its ABI file without its ends. Null for a declaration, which has none. */
    static @Nullable String name(String given) {
        if (DECLARATION.matcher(given).matches()) return null;
        String last = given.substring(given.lastIndexOf(':') + 1);
        return String.valueOf(Path.of(last).getFileName()).replaceFirst("(\\.abi)?\\.[A-Za-z]+$", "");
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Refusal("cannot read the ABI file " + file + " (" + e + "); make it readable for this user", e);
        }
    }

    private static ContractAbi resource(String name) {
        try (InputStream in = AbiFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new Refusal("this program comes without " + name
                        + ": a library is missing from its class path; build it anew with ./gridwork build");
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), null);
        } catch (IOException e) {
            throw new Refusal("cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    private static ContractAbi parse(String place, String text, @Nullable String contract) {
        String bare = text.startsWith("\ufeff") ? text.substring(1) : text;
        return AbiJson.looksLike(bare) ? AbiJson.parse(place, bare, contract) : declared(place, bare);
    }

    private static ContractAbi declared(String place, String text) {
        try {
            List<EventSchema> events = EventDeclaration.all(text);
            if (events.isEmpty()) {
                throw new Refusal(place + " is neither JSON nor text with declarations such as"
                        + " \"event Transfer(address indexed from, address indexed to, uint256 value)\"");
            }
            return new ContractAbi(events, List.of(), List.of(), List.of());
        } catch (IllegalArgumentException e) {
            throw new Refusal(place + " cannot be read: " + e.getMessage(), e);
        }
    }
}
