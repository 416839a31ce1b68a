package io.gridwork.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.exception.CipherException;
import tools.jackson.databind.json.JsonMapper;

class KeyFileTest {
    private static final String KEY = "0x4646464646464646464646464646464646464646464646464646464646464646";
    private static final String ADDRESS = "0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F";

    /** Test vector of the Web3 Secret Storage definition, PBKDF2. */
    private static final String VECTOR = """
            {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
            "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
            "kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",
            "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
            "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
            "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}""";

    @TempDir
    Path folder;

    private Path file(String content, String mode) throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void readsAKeyThatOnlyItsOwnerMayRead(String mode) throws IOException {
        assertThat(KeyFile.read(file(KEY + "\n", mode), null).address()).hasToString(ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----", "rwxrwxrwx"})
    void refusesAKeyThatOthersMayUseAndSaysWhatToRun(String mode) throws IOException {
        Path file = file(KEY, mode);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFile.read(file, null))
                .withMessageContaining("chmod 600 " + file)
                .withMessageContaining(mode);
        assertThatIllegalArgumentException().isThrownBy(() -> KeyFile.readPassword(file));
    }

    @Test
    void aNewKeyIsWrittenForItsOwnerAloneAndNeverOverAnother() throws IOException {
        Path file = folder.resolve("new");
        Signer created = KeyFile.create(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(KeyFile.read(file, null).address()).isEqualTo(created.address());
        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> KeyFile.create(file));
        assertThat(KeyFile.read(file, null).address()).isEqualTo(created.address());
    }

    @Test
    void opensTheKeystoreOfTheDefinition() throws IOException {
        assertThat(KeyFile.read(file(VECTOR, "rw-------"), "testpassword").address())
                .hasToString("0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b");
    }

    @Test
    void opensAKeystoreThatWeb3jWrote() throws IOException, CipherException {
        String json = JsonMapper.shared()
                .writeValueAsString(
                        Wallet.createLight("pässword", Credentials.create(KEY).getEcKeyPair()));
        assertThat(KeyFile.read(file(json, "rw-------"), "pässword").address()).hasToString(ADDRESS);
    }

    @Test
    void aWrongOrMissingPasswordIsSaidAndNotRepeated() throws IOException {
        Path file = file(VECTOR, "rw-------");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFile.read(file, "wrong-one"))
                .withMessageContaining("password is wrong")
                .withMessageContaining(file.toString())
                .withMessageNotContaining("wrong-one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFile.read(file, null))
                .withMessageContaining("password file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{}", "{\"version\":1}", "my secret key", "0x1234", "{\"version\":3,\"crypto\":{}}"})
    void whatIsNoKeyFileIsNamedAndNotRepeated(String content) throws IOException {
        Path file = file(content, "rw-------");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFile.read(file, "p"))
                .withMessageContaining(file.toString())
                .withMessageNotContaining("my secret key");
    }

    @Test
    void aScryptThatWouldEatAllMemoryIsRefused() throws IOException {
        String greedy = VECTOR.replace("pbkdf2", "scrypt").replace("\"c\":262144", "\"n\":1073741824,\"r\":8,\"p\":1");
        Path file = file(greedy, "rw-------");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFile.read(file, "p"))
                .withMessageContaining("scrypt parameters");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path file = folder.resolve("nothing");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> KeyFile.read(file, null))
                .withMessageContaining("nothing");
    }
}
