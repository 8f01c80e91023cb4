package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openstm.device.contract.LongTest;
import org.openstm.kiosk.Repository;
import tools.jackson.databind.json.JsonMapper;

/// `scripts/stm` as used on a terminal: moved, through a link, by a user who may not write to it, built
/// for the first time. Where only the script matters, a command that repeats its arguments replaces Java.
@Timeout(300)
@LongTest(oneIn = 3)
class InstallationTest {
    private static final Path REPOSITORY = Repository.path("");

    /// An unprivileged user; the tests of a build machine run as root, who may do everything.
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    /// @param out standard output
    /// @param err standard error
    private record Ended(int exit, String out, String err) {}

    private Path folder = Path.of("");
    private Path home = Path.of("");

    /// Not below the build's folder, which other users cannot enter.
    @BeforeEach
    void lay_out_the_scripts() throws IOException {
        folder = Files.createTempDirectory(Path.of("/tmp"), "installation");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = folder.resolve("first");
        Files.createDirectories(home.resolve("scripts"));
        for (var name : List.of("stm", "launch", "package"))
            Files.copy(
                    REPOSITORY.resolve("scripts").resolve(name),
                    home.resolve("scripts").resolve(name));
        write("scripts/with-display", "#!/bin/sh\nDISPLAY=:1 exec \"$@\"\n");
        write("scripts/setup", "export JAVA_HOME='" + folder.resolve("jdk") + "'\n");
        for (var module : List.of(
                "kiosk-app", "kiosk-app/kiosk", "device-drivers", "device-drivers/device-api", "printer-templates")) {
            write(module + "/pom.xml", "");
            write(module + "/src/main/some", "");
        }
        write("pom.xml", "");
        executable(folder.resolve("jdk/bin/java"), "#!/bin/sh\necho \"java runs $*\"\n");
        executable(folder.resolve("jdk/bin/jar"), "#!/bin/sh\n");
    }

    @AfterEach
    void take_away() throws IOException {
        FolderCleaner.removeFolder(folder);
    }

    private void write(String name, String text) throws IOException {
        executable(home.resolve(name), text);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// As if it was built a while ago.
    private void build(String javaHome) throws IOException {
        write("kiosk-app/target/lib/.built", javaHome + "\n");
        Files.setLastModifiedTime(
                home.resolve("kiosk-app/target/lib/.built"),
                FileTime.from(Instant.now().plusSeconds(60)));
    }

    private Ended run(Map<String, String> environment, List<String> command) throws Exception {
        var out = folder.resolve("out").toFile();
        var err = folder.resolve("err").toFile();
        var builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectOutput(out)
                .redirectError(err);
        for (var gone : List.of("DISPLAY", "WAYLAND_DISPLAY", "JAVA_HOME", "STM_TRACE"))
            builder.environment().remove(gone);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(200, TimeUnit.SECONDS), "it did not end: " + command);
        return new Ended(
                process.exitValue(),
                Files.readString(out.toPath(), StandardCharsets.UTF_8),
                Files.readString(err.toPath(), StandardCharsets.UTF_8));
    }

    private Ended stm(String... words) throws Exception {
        return stm(Map.of(), words);
    }

    private Ended stm(Map<String, String> environment, String... words) throws Exception {
        var command = new ArrayList<>(List.of(home.resolve("scripts/stm").toString()));
        command.addAll(List.of(words));
        return run(environment, command);
    }

    /// The program of this build, with the start-up caches that scripts/package creates.
    private void install() throws Exception {
        var lib = home.resolve("kiosk-app/target/lib");
        Files.createDirectories(lib.resolve("javafx"));
        int jars = 0;
        for (var part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (part.isEmpty()) continue; // the working folder
            var path = Path.of(part);
            var name = path.getFileName().toString();
            if (Files.isDirectory(path)) jar(path, lib.resolve("part-" + jars++ + ".jar"));
            else if (!name.startsWith("javafx-")) Files.copy(path, lib.resolve(name));
            else if (name.contains("-linux"))
                Files.copy(path, lib.resolve("javafx").resolve(name));
        }
        build(System.getProperty("java.home"));
        for (var made : List.of("status.aot", "start.aot")) {
            var words = made.startsWith("status") ? "status --data /nowhere" : "print --example receipt/accepted";
            stm(Map.of("JDK_JAVA_OPTIONS", "-XX:AOTCacheOutput=" + lib.resolve(made)), words.split(" ", -1));
            assertTrue(Files.size(lib.resolve(made)) > 0, made);
        }
    }

    private static void jar(Path classes, Path file) {
        int exit = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", file.toString(), "-C", classes.toString(), ".");
        assertEquals(0, exit);
    }

    @Test
    void a_moved_installation_prints_nothing_but_the_answer() throws Exception {
        install();
        var moved = folder.resolve("moved");
        Files.move(home, moved);
        home = moved;
        var example = stm("print", "--example", "receipt/accepted");
        assertEquals(ExitCodes.DONE, example.exit(), example.err());
        assertTrue(new JsonMapper().readTree(example.out()).size() > 3, example.out());
        assertEquals("", example.err());
        var list = stm("catalog", "list", "--json");
        for (var line : list.out().lines().toList())
            assertTrue(new JsonMapper().readTree(line).has("id"), list.out());
        var status = stm("status", "--json", "--data", "/nowhere");
        assertEquals(ExitCodes.FAILED, status.exit());
        assertEquals("", status.out());
        assertEquals(1, status.err().lines().count(), status.err());
        var kiosk = stm(
                "kiosk",
                "--config",
                "/nowhere",
                "--data",
                folder.resolve("data").toString());
        assertEquals(ExitCodes.FAILED, kiosk.exit(), "there is no display");
        assertEquals("", kiosk.out());
        assertEquals(1, kiosk.err().lines().count(), kiosk.err());
        var dead = stm(
                Map.of("DISPLAY", ":4711"),
                "kiosk",
                "--config",
                "/nowhere",
                "--data",
                folder.resolve("data").toString());
        assertEquals(ExitCodes.FAILED, dead.exit(), dead.err());
        assertEquals(1, dead.err().lines().count(), dead.err());
        var paper = folder.resolve("slip.png").toString();
        var drawn = stm(Map.of("DISPLAY", ":4711"), "print", "receipt/accepted", "--example", "--to", paper);
        assertEquals(ExitCodes.DONE, drawn.exit(), drawn.err());
    }

    @Test
    void a_link_leads_to_the_installation_and_makes_nothing_beside_itself() throws Exception {
        build(folder.resolve("jdk").toString());
        var link = folder.resolve("usr/local/bin/stm");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, home.resolve("scripts/stm"));
        var ended = run(Map.of(), List.of(link.toString(), "catalog", "list"));
        assertEquals("", ended.err());
        assertTrue(ended.out().startsWith("java runs "), ended.out());
        assertTrue(ended.out().strip().endsWith("Main catalog list"), ended.out());
        assertFalse(Files.exists(folder.resolve("usr/local/target")));
    }

    @Test
    void who_may_not_write_uses_what_is_built_after_the_sources_have_changed() throws Exception {
        build(folder.resolve("jdk").toString());
        Files.setLastModifiedTime(
                home.resolve("kiosk-app/kiosk/src/main/some"),
                FileTime.from(Instant.now().plusSeconds(120)));
        var ended = asNobody("device", "list");
        assertEquals(ExitCodes.DONE, ended.exit(), ended.err());
        assertTrue(ended.out().strip().endsWith("Main device list"), ended.out());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(ended.err().contains("the sources are newer"), ended.err());
    }

    @Test
    void who_may_not_write_is_told_who_builds_what_is_not_built() throws Exception {
        var ended = asNobody("device", "list");
        assertEquals(ExitCodes.FAILED, ended.exit());
        assertEquals("", ended.out());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(ended.err().contains("is not built yet"), ended.err());
        assertFalse(Files.exists(home.resolve("target")));
    }

    private Ended asNobody(String... words) throws Exception {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) command.addAll(AS_NOBODY);
        else
            for (var closed : List.of(
                    "",
                    "kiosk-app",
                    "kiosk-app/kiosk",
                    "device-drivers",
                    "device-drivers/device-api",
                    "printer-templates"))
                Files.setPosixFilePermissions(home.resolve(closed), PosixFilePermissions.fromString("r-xr-xr-x"));
        command.add(home.resolve("scripts/stm").toString());
        command.addAll(List.of(words));
        try {
            return run(Map.of(), command);
        } finally {
            for (var opened : List.of(
                    "",
                    "kiosk-app",
                    "kiosk-app/kiosk",
                    "device-drivers",
                    "device-drivers/device-api",
                    "printer-templates"))
                Files.setPosixFilePermissions(home.resolve(opened), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void the_suite_for_a_central_is_a_program_of_its_own_with_the_words_that_were_typed() throws Exception {
        build(folder.resolve("jdk").toString());
        var jar = home.resolve("kiosk-app/central-conformance/target/central-conformance-1.jar");
        write("kiosk-app/central-conformance/target/central-conformance-1.jar", "");
        var ended = stm("central-conformance", "--central", "http://central.example");
        assertEquals(ExitCodes.DONE, ended.exit(), ended.err());
        assertTrue(ended.out().strip().endsWith("-jar " + jar + " --central http://central.example"), ended.out());
    }

    @Test
    void the_first_build_says_how_far_it_is_and_prints_only_the_answer() throws Exception {
        executable(folder.resolve("bin/mvn"), """
                #!/bin/sh
                mkdir -p kiosk-app/target/lib
                touch kiosk-app/target/lib/javafx-base-1-linux.jar
                """);
        var path = folder.resolve("bin") + File.pathSeparator + System.getenv("PATH");
        var ended = stm(Map.of("PATH", path), "catalog", "list");
        assertEquals(ExitCodes.DONE, ended.exit(), ended.err());
        assertTrue(ended.out().strip().endsWith("Main catalog list"), ended.out());
        assertEquals(1, ended.out().lines().count(), ended.out());
        var steps = ended.err()
                .lines()
                .filter(line -> line.matches("package: [1-4] of 4: .*"))
                .toList();
        assertEquals(4, steps.size(), ended.err());
    }
}
