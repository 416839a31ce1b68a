package io.gridwork.worker.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.ProgramHash;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramsTest {
    static Stream<BuiltIn> programs() {
        return Programs.builtIn().stream();
    }

    private static Properties golden() throws IOException {
        Properties golden = new Properties();
        try (InputStream in = ProgramsTest.class.getResourceAsStream("golden.properties")) {
            golden.load(in);
        }
        return golden;
    }

    /** A program's hash is its name on chain: when this fails, jobs and vetting of the old one no longer reach the new one. */
    @ParameterizedTest
    @MethodSource("programs")
    void hashIsTheOnePublished(BuiltIn program) throws IOException {
        assertThat(program.hash()).hasToString(golden().getProperty(program.name() + ".hash"));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void referenceGivesTheGoldenRootOfTheExample(BuiltIn program) throws IOException, JobFault {
        Task task = program.example();
        Bytes output = program.reference(task.params(), task.input());

        ResultRoot root = ResultRoot.of(
                new ProgramHash(program.hash()), Keccak256.hash(task.input().toArray()), output.toArray());

        assertThat(root).hasToString(golden().getProperty(program.name() + ".root"));
        assertThat(output.size()).isEqualTo((int) program.outputLength(task.params()));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void manifestNamesTheSource(BuiltIn program) {
        assertThat(program.manifest().source())
                .isEqualTo(Keccak256.hash(program.source().getBytes(StandardCharsets.UTF_8)));
        assertThat(Programs.byHash(program.hash())).contains(program);
        assertThat(Programs.byName(program.name())).contains(program);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void sourceObeysTheRulesOfVettedPrograms(BuiltIn program) {
        assertThat(SourceLint.check(program.source())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void parametersGoThroughTextAndBack(BuiltIn program) throws JobFault {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 50; i++) {
            Bytes params = program.random(random).params();
            assertThat(program.schema().encode(program.schema().decode(params))).isEqualTo(params);
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyRandomTaskIsValidAndHasTheLengthItSays(BuiltIn program) throws JobFault {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20; i++) {
            Task task = program.random(random);
            assertThat(program.reference(task.params(), task.input()).size())
                    .isEqualTo((int) program.outputLength(task.params()));
            assertThat(program.units(task.params())).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void parametersOfAnotherLengthAreTheJobsFault(BuiltIn program) {
        Bytes longer = Bytes.wrap(new byte[program.schema().size() + 1]);

        assertThatThrownBy(() -> program.reference(longer, Bytes.EMPTY))
                .isInstanceOfSatisfying(
                        JobFault.class, fault -> assertThat(fault.error()).isEqualTo(JobError.INVALID_PARAMS));
        assertThatThrownBy(() -> program.launch(longer, Bytes.EMPTY, 64)).isInstanceOf(JobFault.class);
        assertThatThrownBy(() -> program.outputLength(longer)).isInstanceOf(JobFault.class);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void anInputOfAnotherLengthIsTheJobsFault(BuiltIn program) {
        Bytes wrong = program instanceof Histogram ? Bytes.EMPTY : Bytes.wrap(new byte[7]);

        assertThatThrownBy(() -> program.reference(program.example().params(), wrong))
                .isInstanceOfSatisfying(
                        JobFault.class, fault -> assertThat(fault.error()).isEqualTo(JobError.INVALID_INPUT));
    }

    @Test
    void anUnknownNameIsNotFound() {
        assertThat(Programs.byName("fold-proteins")).isEmpty();
    }
}
