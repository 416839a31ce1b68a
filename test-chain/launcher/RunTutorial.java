import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs the commands of a document in one bash, in the current folder, and compares what they print with what the document shows:
 * {@code java RunTutorial.java DOCUMENT SECONDS}.
 *
 * <p>Commands stand in blocks fenced {@code ```console}. A line that begins with {@code $ } is a command; it goes on after a backslash at
 * its end, and with a here-document up to its end. The lines up to the next command are what it prints, standard output and standard
 * error together. {@code …} stands for any text in a line; alone it stands for any number of lines. Runs of spaces are one space. A command may fail
 * only where the output that is shown says "error".
 */
class RunTutorial {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\\n(.*?)^```$");
    private static final Pattern HERE = Pattern.compile("<<'?(\\w+)'?");
    private static final String MARK = "@@tutorial@@ ";

    /** A command of the document, and the lines that it shows below it. */
    record Step(int line, String command, List<String> shown) {

        boolean mayFail() {
            return shown.stream().anyMatch(text -> text.toLowerCase().contains("error"));
        }

        boolean matches(String printed) {
            String pattern = shown.stream()
                    .map(text -> text.equals("…") ? "(?:.*\n)*?" : quoted(text) + "\n")
                    .collect(Collectors.joining());
            return Pattern.matches(pattern, printed);
        }

        private static String quoted(String text) {
            return Pattern.compile("…").splitAsStream(text + "\0").map(Pattern::quote).collect(Collectors.joining(".*"))
                    .replace("\0", "");
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path document = Path.of(arguments[0]);
        List<Step> steps = steps(Files.readString(document));
        if (steps.isEmpty()) throw new IllegalArgumentException(document + " has no ```console block");
        List<String> printed = run(steps, Integer.parseInt(arguments[1]));
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String output = i < printed.size() ? printed.get(i) : "";
            Matcher status = Pattern.compile("(?s)(.*)" + MARK + "(\\d+)\n").matcher(output);
            boolean ended = status.matches();
            String text = normal(ended ? status.group(1) : output);
            if (ended && (status.group(2).equals("0") || step.mayFail()) && step.matches(text)) continue;
            System.out.printf(
                    "%s, line %d: $ %s%n--- shown%n%s%n--- printed (%s)%n%s%n",
                    document.getFileName(),
                    step.line(),
                    step.command(),
                    String.join("\n", step.shown()),
                    ended ? "status " + status.group(2) : "did not end",
                    text);
            System.exit(1);
        }
        System.out.printf("%s: %d commands%n", document.getFileName(), steps.size());
    }

    private static List<Step> steps(String text) {
        var steps = new ArrayList<Step>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            int line = (int) text.substring(0, block.start(1)).lines().count() + 1;
            List<String> lines = block.group(1).lines().toList();
            for (int i = 0; i < lines.size(); ) {
                if (!lines.get(i).startsWith("$ ")) throw new IllegalArgumentException("line " + (line + i) + ": no command above the output");
                int first = i;
                var command = new StringBuilder(lines.get(i++).substring(2));
                while (command.toString().endsWith("\\")) command.append('\n').append(lines.get(i++));
                Matcher here = HERE.matcher(command);
                if (here.find()) {
                    do command.append('\n').append(lines.get(i)); while (!lines.get(i++).equals(here.group(1)));
                }
                var shown = new ArrayList<String>();
                while (i < lines.size() && !lines.get(i).startsWith("$ ")) shown.add(normalLine(lines.get(i++)));
                steps.add(new Step(line + first, command.toString(), shown));
            }
        }
        return steps;
    }

    /** What each command printed, with the mark and its exit status at the end; fewer if one did not end in time. */
    private static List<String> run(List<Step> steps, int seconds) throws IOException, InterruptedException {
        Path script = Files.createTempFile("tutorial", ".sh");
        Path output = Files.createTempFile("tutorial", ".out");
        String text = steps.stream()
                .map(step -> step.command() + "\nprintf '\\n" + MARK + "%d\\n' $?\n")
                .collect(Collectors.joining());
        Files.writeString(script, text);
        Process bash = new ProcessBuilder("bash", script.toString())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .start();
        if (!bash.waitFor(seconds, TimeUnit.SECONDS)) {
            bash.descendants().forEach(ProcessHandle::destroy);
            bash.destroy();
        }
        var printed = new ArrayList<String>();
        var one = new StringBuilder();
        for (String line : Files.readString(output).lines().toList()) {
            one.append(line).append('\n');
            if (!line.startsWith(MARK)) continue;
            printed.add(one.toString());
            one.setLength(0);
        }
        if (!one.isEmpty()) printed.add(one.toString());
        Files.delete(script);
        Files.delete(output);
        return printed;
    }

    private static String normal(String text) {
        return text.strip().lines().map(line -> normalLine(line) + "\n").collect(Collectors.joining());
    }

    private static String normalLine(String line) {
        return line.strip().replaceAll(" +", " ");
    }
}
