package io.gridwork.transactions;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A private key in a file that only its owner may read: 64 hexadecimal digits, or a keystore of version 3 (JSON). */
public final class KeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    /**
     * The key in a file.
     *
     * @param password of a keystore; null where there is none
     * @throws IllegalArgumentException when others may read the file, the password is wrong or missing, or it is no key
     * @throws IOException when the file cannot be read
     */
    public static Signer read(Path file, @Nullable String password) throws IOException {
        String content = readSecret(file);
        try {
            if (!content.startsWith("{")) return Signer.ofPrivateKey(content);
            if (password == null) throw new IllegalArgumentException("it is encrypted; name its password file");
            return Signer.ofPrivateKey(KeystoreV3.decrypt(JsonMapper.shared().readTree(content), password));
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException(
                    "key file " + file + ": neither 64 hexadecimal digits nor JSON", malformed);
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException("key file " + file + ": " + unusable.getMessage(), unusable);
        }
    }

    /** First line of a password file, which only its owner may read. */
    public static String readPassword(Path file) throws IOException {
        return readSecret(file).lines().findFirst().orElse("");
    }

    /** Makes a new key and writes it to a new file. @throws java.nio.file.FileAlreadyExistsException rather than replace one */
    public static Signer create(Path file) throws IOException {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Signer signer = Signer.ofPrivateKey(key);
        write(file, signer);
        return signer;
    }

    /** Writes the key to a new file that only its owner may read. */
    public static void write(Path file, Signer signer) throws IOException {
        if (isPosix(file.toAbsolutePath().getParent())) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, signer.privateKeyHex() + "\n", StandardOpenOption.WRITE);
    }

    private static String readSecret(Path file) throws IOException {
        if (isPosix(file)) {
            Set<PosixFilePermission> open = EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
            open.retainAll(Files.getPosixFilePermissions(file));
            if (!open.isEmpty()) {
                throw new IllegalArgumentException("key file " + file + ": others than its owner may use it ("
                        + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + "); run: chmod 600 "
                        + file);
            }
        }
        return Files.readString(file).strip();
    }

    private static boolean isPosix(@Nullable Path file) throws IOException {
        if (file == null) return false;
        FileStore store = Files.getFileStore(file);
        return store.supportsFileAttributeView("posix");
    }
}
