package io.gridwork.worker.app;

import io.gridwork.transactions.KeyFile;
import io.gridwork.transactions.Signer;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code worker keys}: key files. A key is never shown, only its address. */
@Command(name = "keys", description = "Make key files, and see whose they are.", mixinStandardHelpOptions = true)
final class KeysCommand {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Command(name = "new", description = "Make a new key in a new file of mode 0600.", mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "FILE", description = "The file.") Path file,
            @Option(names = "--json") boolean json)
            throws IOException {
        try {
            tell(KeyFile.create(file), file, json);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalArgumentException(
                    file + " is there already, and a key is never overwritten: name another file", e);
        }
        return 0;
    }

    @Command(name = "show", description = "The address of a key.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "FILE", description = "The file.") Path file,
            @Option(names = "--password-file", paramLabel = "FILE") Optional<Path> passwordFile,
            @Option(names = "--json") boolean json)
            throws IOException {
        String password = passwordFile.isPresent() ? KeyFile.readPassword(passwordFile.get()) : null;
        tell(KeyFile.read(file, password), file, json);
        return 0;
    }

    private void tell(Signer signer, Path file, boolean json) {
        Map<String, String> facts = Map.of("address", signer.address().toString(), "file", file.toString());
        new Output(spec.commandLine().getOut(), json).say(facts, signer.address() + "  " + file);
    }
}
