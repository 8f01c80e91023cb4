package org.openstm.kiosk.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.dispatch.Dispatch.Fate;
import org.openstm.kiosk.journal.Case;
import org.openstm.kiosk.journal.CaseState;
import org.openstm.kiosk.journal.Journal;

/// SIGKILL of a real kiosk process, again and again, wherever it happens to be.
class KillTest {
    private static final int KILLS = 12;

    @TempDir
    Path dir;

    @Test
    void a_kiosk_killed_at_any_moment_loses_no_promise_and_makes_no_second_case()
            throws IOException, InterruptedException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var told = new ArrayList<String>();
        try (var town = new Town(dir)) {
            town.stopKiosk();
            for (int kill = 0; kill < KILLS; kill++) {
                Path said = dir.resolve("said-" + kill);
                Process kiosk = child(town.central().uri(), "k" + kill, said);
                town.until(() -> said.toFile().length() > 0 || !kiosk.isAlive());
                Thread.sleep(random.nextInt(700));
                kiosk.destroyForcibly().waitFor();
                told.addAll(Files.readAllLines(said));
            }
            assertTrue(told.size() > KILLS, "the children said " + told.size() + " lines");
            town.startKiosk();
            settle(town);
            check(town, told, seed);
        }
    }

    private static void settle(Town town) throws InterruptedException {
        town.until(() -> town.journal().unsettled().isEmpty());
    }

    private static void check(Town town, List<String> told, long seed) {
        Set<String> promised = new HashSet<>();
        int accepted = 0;
        for (String line : told) {
            String[] word = line.split(" ", -1);
            if (word.length < 2) continue; // cut off by the kill
            Case now = town.journal().find(word[1]).orElseThrow(() -> new AssertionError(line + " lost, seed " + seed));
            promised.add(word[1]);
            if (word[0].equals("accepted")) assertEquals(CaseState.ACCEPTED, now.state(), line + " seed " + seed);
        }
        for (String txId : promised) {
            var state = town.journal().find(txId).orElseThrow().state();
            assertTrue(state == CaseState.ACCEPTED || state == CaseState.CANCELLED, txId + " " + state);
            if (state == CaseState.ACCEPTED) accepted++;
        }
        int atCentral = town.cases().values().stream()
                .flatMap(states -> states.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
        // a case whose INTENT was not yet told may be at central too, never fewer and never one of them twice
        assertTrue(atCentral >= accepted, atCentral + " at central, " + accepted + " accepted, seed " + seed);
        assertTrue(atCentral <= accepted + KILLS, "one more at most for each kill, seed " + seed);
        assertTrue(accepted > KILLS / 2, accepted + " cases in " + KILLS + " lives");
        assertTrue(Journal.verify(town.kioskDir().resolve("journal.db"), null).sound());
    }

    private Process child(URI central, String run, Path said) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-Djava.io.tmpdir=" + dir,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        dir.toString(),
                        central.toString(),
                        run)
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// The child: hands in one case after the other and says what it was told.
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (var town = Town.kioskOnly(Path.of(arguments[0]), URI.create(arguments[1]), arguments[2])) {
                for (int n = 0; n < 100_000; n++) {
                    String txId = arguments[2] + "-" + n;
                    boolean stored = n % 2 == 0;
                    town.intend(
                            town.journal(),
                            txId,
                            stored ? "pension/old-age-allowance" : "pension/life-proof",
                            Town.WANG_DEFU,
                            stored,
                            Map.of("again", "yes"));
                    System.out.println("intent " + txId);
                    var fate = town.dispatch().submit(txId, Duration.ofSeconds(20));
                    assertInstanceOf(Fate.Accepted.class, fate);
                    System.out.println("accepted " + txId);
                }
            }
        }
    }
}
