package org.openstm.kiosk.ime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;

/// Both engines as installed by Debian.
class InputMethodServiceTest {
    private static final int EDGE = 600;
    private static final List<Integer> ACROSS = List.of(60, 300, 300, 295, 540, 300);
    private static final List<Integer> DOWN = List.of(300, 60, 302, 300, 300, 540);

    @TempDir
    Path work;

    private final List<String> troubles = new CopyOnWriteArrayList<>();

    private InputMethodService open() {
        return InputMethodService.open(EngineLocations.debianDefaults(work.resolve("ime")), troubles::add);
    }

    private static <A> A answer(Consumer<Consumer<A>> question) throws Exception {
        var answer = new CompletableFuture<A>();
        question.accept(answer::complete);
        return answer.get(3, TimeUnit.MINUTES);
    }

    private static List<String> candidates(InputMethodService scribe, String letters) throws Exception {
        return InputMethodServiceTest.<ChineseInput.PinyinReading>answer(told -> scribe.readPinyin(letters, told))
                .candidates();
    }

    private static ChineseInput.ChosenCandidate choose(InputMethodService scribe, String letters, int candidate)
            throws Exception {
        return answer(told -> scribe.chooseCandidate(letters, candidate, told));
    }

    private static List<String> drawn(InputMethodService scribe, List<List<Integer>> strokes) throws Exception {
        return answer(told -> scribe.recogniseStrokes(strokes, EDGE, told));
    }

    @Test
    void pinyin_becomes_the_likeliest_words() throws Exception {
        try (var scribe = open()) {
            var reading = InputMethodServiceTest.<ChineseInput.PinyinReading>answer(
                    told -> scribe.readPinyin("zhongguo", told));
            assertEquals("zhong guo", reading.shown());
            assertEquals("中国", reading.candidates().getFirst());
            assertTrue(candidates(scribe, "zhangwei").subList(0, 5).contains("张伟"));
            assertTrue(candidates(scribe, "shenfenzheng").subList(0, 5).contains("身份证"));
            assertTrue(candidates(scribe, "yunnanshengkunmingshi").subList(0, 5).contains("云南省昆明市"));
            assertTrue(candidates(scribe, "xi'an").subList(0, 5).contains("西安"));
            assertEquals(Set.of(), scribe.unavailableMethods());
            assertEquals(List.of(), troubles);
        }
    }

    @Test
    void a_candidate_takes_its_letters_and_leaves_the_rest() throws Exception {
        try (var scribe = open()) {
            assertEquals(new ChineseInput.ChosenCandidate("中国", ""), choose(scribe, "zhongguo", 0));
            var of = candidates(scribe, "zhangwei");
            assertEquals(new ChineseInput.ChosenCandidate("张", "wei"), choose(scribe, "zhangwei", of.indexOf("张")));
            for (int at = 0; at < of.size(); at++) {
                var chosen = choose(scribe, "zhangwei", at);
                assertEquals(of.get(at), chosen.text(), "whichever was touched, also far back");
            }
            assertEquals(new ChineseInput.ChosenCandidate("", "zhangwei"), choose(scribe, "zhangwei", 59_000));
            assertEquals(new ChineseInput.ChosenCandidate("", "zhangwei"), choose(scribe, "zhangwei", -1));
        }
    }

    @Test
    void strokes_become_characters() throws Exception {
        try (var scribe = open()) {
            assertEquals("十", drawn(scribe, List.of(ACROSS, DOWN)).getFirst());
            assertEquals("一", drawn(scribe, List.of(ACROSS)).getFirst());
            var left = List.of(300, 60, 260, 250, 60, 540);
            var right = List.of(290, 220, 380, 380, 540, 540);
            assertTrue(drawn(scribe, List.of(left, right)).subList(0, 3).contains("人"));
            assertEquals(List.of(), drawn(scribe, List.of()));
        }
    }

    @Test
    void the_second_citizen_is_offered_what_the_first_was() throws Exception {
        try (var scribe = open()) {
            var words = List.of("zhangwei", "ji", "zhongguo", "lixiulan", "wei");
            var first = new ArrayList<List<String>>();
            for (var word : words) first.add(candidates(scribe, word));
            for (int times = 0; times < 5; times++)
                for (var word : words) {
                    var offered = candidates(scribe, word);
                    assertFalse(choose(scribe, word, offered.size() - 1).text().isEmpty());
                }
            scribe.forgetInput();
            for (int at = 0; at < words.size(); at++)
                assertEquals(first.get(at), candidates(scribe, words.get(at)), words.get(at));
        }
    }

    @Test
    void nothing_that_was_typed_is_written_to_the_disk() throws Exception {
        try (var scribe = open()) {
            candidates(scribe, "ni");
            var before = files();
            var name = candidates(scribe, "ouyangzhenhua");
            var chosen = choose(scribe, "ouyangzhenhua", 0).text();
            assertEquals(name.getFirst(), chosen);
            drawn(scribe, List.of(ACROSS, DOWN));
            scribe.forgetInput();
            candidates(scribe, "ni");
            var after = files();
            assertTimesOnly(work.resolve(CLOCKED));
            before.remove(CLOCKED);
            after.remove(CLOCKED);
            assertEquals(before, after);
            for (var file : files().keySet()) {
                var text = new String(Files.readAllBytes(work.resolve(file)), StandardCharsets.UTF_8);
                assertFalse(text.contains(chosen) || text.contains("ouyangzhenhua"), file);
            }
        }
        for (var file : files().keySet()) assertFalse(file.contains("userdb"), file);
    }

    /// The file in which librime records when each schema was used.
    private static final String CLOCKED = "ime/user.yaml";

    private static void assertTimesOnly(Path notes) throws IOException {
        for (var line : Files.readAllLines(notes))
            assertTrue(
                    line.matches("var:|  schema_access_time:|  previously_selected_schema: luna_pinyin_simp"
                            + "|  last_build_time: \\d+|    luna_pinyin_simp: \\d+"),
                    line);
    }

    private Map<String, String> files() throws IOException {
        var all = new TreeMap<String, String>();
        try (var files = Files.walk(work)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                all.put(work.relativize(file).toString(), HexFormat.of().formatHex(sha256(Files.readAllBytes(file))));
        }
        return all;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (java.security.NoSuchAlgorithmException none) {
            throw new IllegalStateException(none);
        }
    }

    @Test
    void whatever_is_typed_or_drawn_both_go_on() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        try (var scribe = open()) {
            for (int n = 0; n < TestTier.pick(100, 1_000); n++) {
                var letters = letters(random);
                var offered = candidates(scribe, letters);
                var chosen = choose(scribe, letters, random.nextInt(80) - 10);
                assertTrue(
                        chosen.text().isEmpty() || offered.contains(chosen.text()),
                        letters + " gives " + chosen + " of " + offered + ", seed " + seed);
                if (n % 4 == 0) assertTrue(drawn(scribe, scribble(random)).size() <= 60, "seed " + seed);
                if (n % 50 == 0) scribe.forgetInput();
            }
            assertEquals("中国", candidates(scribe, "zhongguo").getFirst(), "seed " + seed);
            assertEquals("十", drawn(scribe, List.of(ACROSS, DOWN)).getFirst(), "seed " + seed);
        }
    }

    /// Mostly letters; sometimes characters that no key has.
    private static String letters(Random random) {
        var signs = random.nextInt(10) == 0 ? "ab'{}\\/ `\u0000国A1;F4\n%s" : "abcdefghijklmnopqrstuvwxyz'";
        var typed = new StringBuilder();
        for (int length = random.nextInt(random.nextInt(20) == 0 ? 300 : 30); length > 0; length--)
            typed.append(signs.charAt(random.nextInt(signs.length())));
        return typed.toString();
    }

    private static List<List<Integer>> scribble(Random random) {
        var strokes = new ArrayList<List<Integer>>();
        for (int n = random.nextInt(random.nextInt(10) == 0 ? 200 : 12); n > 0; n--) {
            var points = new ArrayList<Integer>();
            for (int p = random.nextInt(random.nextInt(10) == 0 ? 3000 : 60); p > 0; p--)
                points.add(random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(EDGE));
            strokes.add(points);
        }
        return strokes;
    }

    @Test
    void without_its_library_a_way_of_writing_is_broken_and_the_other_works() throws Exception {
        var there = EngineLocations.debianDefaults(work.resolve("ime"));
        var noPinyin =
                new EngineLocations("librime.so.99", there.rimeData(), there.work(), there.zinnia(), there.model());
        try (var scribe = InputMethodService.open(noPinyin, troubles::add)) {
            assertEquals(List.of(), candidates(scribe, "zhongguo"), "an answer comes in any case");
            assertEquals("十", drawn(scribe, List.of(ACROSS, DOWN)).getFirst());
            assertEquals(Set.of(InputMethodService.PINYIN), scribe.unavailableMethods());
            assertTrue(troubles.getFirst().contains("librime.so.99"), troubles.toString());
            assertTrue(troubles.getFirst().contains("scripts/setup"), troubles.toString());
        }
        var model = Files.writeString(work.resolve("broken.model"), "no model at all");
        var noHand = new EngineLocations(there.rime(), there.rimeData(), there.work(), there.zinnia(), model);
        try (var scribe = InputMethodService.open(noHand, troubles::add)) {
            assertEquals("中国", candidates(scribe, "zhongguo").getFirst());
            assertEquals(List.of(), drawn(scribe, List.of(ACROSS, DOWN)));
            assertEquals(Set.of(InputMethodService.HANDWRITING), scribe.unavailableMethods());
        }
        var noData =
                new EngineLocations(there.rime(), work.resolve("nowhere"), there.work(), "libnone.so", there.model());
        try (var scribe = InputMethodService.open(noData, troubles::add)) {
            assertEquals(List.of(), candidates(scribe, "zhongguo"));
            assertEquals(
                    Set.of(InputMethodService.PINYIN, InputMethodService.HANDWRITING), scribe.unavailableMethods());
        }
    }

    @Test
    void a_start_that_was_cut_short_harms_no_later_one() throws Exception {
        var build = Files.createDirectories(work.resolve("ime/build"));
        Files.write(build.resolve("luna_pinyin_simp.prism.bin"), new byte[100]);
        Files.writeString(build.resolve("default.yaml"), "[");
        try (var scribe = open()) {
            assertEquals("中国", candidates(scribe, "zhongguo").getFirst());
        }
    }
}
