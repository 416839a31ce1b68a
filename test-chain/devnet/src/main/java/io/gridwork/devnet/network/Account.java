package io.gridwork.devnet.network;

import io.gridwork.abi.Address;
import io.gridwork.transactions.KeyFile;
import io.gridwork.transactions.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An account whose key lies in a file that only its owner may read.
 *
 * @param keyFile as {@link KeyFile} writes it, mode 0600
 */
public record Account(Signer signer, Path keyFile) {

    /** The key in {@code folder/name.key}, which is made if it is not there. */
    static Account of(Path folder, String name) {
        Path file = folder.resolve(name + ".key");
        try {
            return new Account(Files.exists(file) ? KeyFile.read(file, null) : KeyFile.create(file), file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write the key file " + file, e);
        }
    }

    /** Writes a key known elsewhere to {@code folder/name.key}, if it is not there. */
    static Account known(Path folder, String name, Signer signer) {
        Path file = folder.resolve(name + ".key");
        try {
            if (!Files.exists(file)) KeyFile.write(file, signer);
            return new Account(signer, file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the key file " + file, e);
        }
    }

    public Address address() {
        return signer.address();
    }
}
