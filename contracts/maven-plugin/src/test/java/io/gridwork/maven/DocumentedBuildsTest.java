package io.gridwork.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each Maven project that a document shows becomes a project here, and maven-invoker-plugin then builds it twice, and once more from
 * scratch: what a reader pastes works on the second day too.
 */
class DocumentedBuildsTest {
    private static final Path ROOT = Path.of(System.getProperty("gridwork.root"));
    private static final Path BUILDS = Path.of("target", "documented-builds");
    private static final Path TEMPLATE = Path.of("src", "test", "resources", "documented-build");
    private static final Set<String> NO_DOCUMENTS = Set.of("target", "node_modules", "out", ".git", ".gridwork");
    private static final Pattern XML = Pattern.compile("(?ms)^```xml\\n(.*?)^```$");

    private static final String PROJECT = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example</groupId>
              <artifactId>documented</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <build>
                <pluginManagement>
                  <plugins><plugin><artifactId>maven-clean-plugin</artifactId><version>3.5.0</version></plugin></plugins>
                </pluginManagement>
                <plugins>
            @plugin@
                </plugins>
              </build>
            </project>
            """;

    @Test
    void every_documented_build_becomes_a_project() throws IOException {
        deleteAll(BUILDS);
        List<String> names = new ArrayList<>();
        for (Path document : documents()) {
            int number = 0;
            Matcher block = XML.matcher(Files.readString(document));
            while (block.find()) {
                if (!block.group(1).contains("gridwork-maven-plugin")) continue;
                String name = ROOT.relativize(document).toString().replaceAll("[^A-Za-z]+", "-") + ++number;
                make(BUILDS.resolve(name), block.group(1).strip());
                names.add(name);
            }
        }
        assertThat(names).contains("contracts-toolkit-README-md1").hasSizeGreaterThanOrEqualTo(2);
    }

    private static void make(Path project, String xml) throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATE)) {
            for (Path file : files.toList()) {
                Path copy = project.resolve(TEMPLATE.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(copy);
                else Files.copy(file, copy);
            }
        }
        Files.writeString(
                project.resolve("pom.xml"), xml.startsWith("<plugin>") ? PROJECT.replace("@plugin@", xml) : xml);
    }

    private static List<Path> documents() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NO_DOCUMENTS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) found.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        }
    }
}
