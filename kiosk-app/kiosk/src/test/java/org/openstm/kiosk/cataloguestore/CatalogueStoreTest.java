package org.openstm.kiosk.cataloguestore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;

/// Signed catalogues on the terminal: which are accepted, which are refused, and which is active after a power
/// failure.
class CatalogueStoreTest {
    @TempDir
    Path dir;

    private final List<String> told = new ArrayList<>();
    private Instant now = OtherEnd.NOW;
    private final InstantSource clock = () -> now;
    private OtherEnd central;
    private CatalogueStore stock;

    @BeforeEach
    void begin() throws Exception {
        central = new OtherEnd(dir, "centre");
        restart();
    }

    private Optional<VerifiedCatalogue> restart() {
        stock = new CatalogueStore(dir.resolve("catalogue"), central, clock);
        return stock.startWithCurrent(told::add);
    }

    private CatalogueDownloader.DownloadResult round() {
        return new CatalogueDownloader(central, stock, "0.1.0", clock).downloadOnce();
    }

    private String refused() {
        return assertInstanceOf(CatalogueDownloader.DownloadResult.CatalogueRefused.class, round())
                .why();
    }

    /// Between two sessions.
    private String activate() {
        var next = stock.findDueCatalogue(told::add);
        if (next.isEmpty()) return "none";
        stock.activateNext();
        return OtherEnd.titleIn(next);
    }

    private void inForce(int number, String title) {
        central.offer(number, OtherEnd.texts(title));
        assertEquals(new CatalogueDownloader.DownloadResult.CatalogueReady(number), round());
        assertEquals(title, activate());
        stock.confirmCurrent();
    }

    @Test
    @DisplayName(
            "R22 a signed catalogue is staged whole, comes into force when it is its turn, and stays after a restart")
    void it_is_taken() {
        assertEquals("shipped", OtherEnd.titleIn(restart()));
        central.offer(1, OtherEnd.texts("甲"));
        assertEquals(new CatalogueDownloader.DownloadResult.CatalogueReady(1), round());
        assertEquals("shipped", OtherEnd.titleIn(restart()), "not before its turn");
        assertEquals("甲", activate());
        assertEquals("甲", OtherEnd.titleIn(restart()));
        assertEquals(new CatalogueDownloader.DownloadResult.NothingNew(), round(), "it is known");
        inForce(2, "乙");
        assertEquals("乙", OtherEnd.titleIn(restart()));
        assertEquals(
                new CatalogueStore.StoreStatus(2, 1, 0, Optional.of(now.plus(Duration.ofDays(30)))),
                stock.storeStatus());
        inForce(3, "丙");
        assertEquals(List.of(), told);
        assertTrue(Files.notExists(dir.resolve("catalogue/sets/1")), "the one before the last is gone");
        assertTrue(Files.exists(dir.resolve("catalogue/sets/2")));
    }

    @Test
    void only_what_has_changed_is_fetched_and_a_broken_line_is_taken_up_again() {
        central.offer(1, OtherEnd.texts("甲"));
        central.breaksAfter = 2;
        assertEquals(new CatalogueDownloader.DownloadResult.NothingNew(), round());
        central.breaksAfter = Integer.MAX_VALUE;
        assertEquals(new CatalogueDownloader.DownloadResult.CatalogueReady(1), round());
        assertEquals(OtherEnd.texts("甲").values().stream().distinct().count(), central.parts, "each file once");
        activate();
        int before = central.parts;
        central.offer(2, OtherEnd.texts("乙"));
        assertEquals(new CatalogueDownloader.DownloadResult.CatalogueReady(2), round());
        assertEquals(before + 1, central.parts);
    }

    @Test
    void it_waits_for_its_day_and_is_dropped_when_that_is_over() {
        central.offer(1, OtherEnd.texts("甲"), now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(9)), "0.1.0");
        assertEquals(new CatalogueDownloader.DownloadResult.CatalogueReady(1), round());
        assertEquals("none", activate());
        now = now.plus(Duration.ofDays(1));
        assertEquals("甲", activate());
        central.offer(2, OtherEnd.texts("乙"), now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(9)), "0.1.0");
        round();
        now = now.plus(Duration.ofDays(30));
        assertEquals("none", activate());
        assertTrue(told.getFirst().contains("it counted until"), told.toString());
        assertEquals("甲", OtherEnd.titleIn(restart()), "what is in force stays, however old");
    }

    @Test
    void a_number_lower_than_seen_is_never_taken_also_after_a_restart() {
        inForce(1, "甲");
        var old = central.manifest;
        inForce(3, "丙");
        restart();
        central.manifest = old;
        assertTrue(refused().contains("number 3 was here before"));
        central.offer(2, OtherEnd.texts("乙"));
        assertTrue(refused().contains("number 3 was here before"));
        central.offer(3, OtherEnd.texts("丁"));
        assertTrue(refused().contains("another one with this number"));
        assertEquals("丙", OtherEnd.titleIn(restart()));
    }

    @Test
    void a_lost_label_forgets_neither_the_set_nor_its_number() throws Exception {
        inForce(1, "甲");
        var old = central.manifest;
        inForce(2, "乙");
        for (var text : List.of("", "{", "{\"seen\":99999999999999}")) {
            Files.writeString(dir.resolve("catalogue/label.json"), text);
            assertEquals("乙", OtherEnd.titleIn(restart()), text);
            central.manifest = old;
            assertTrue(refused().contains("number 2 was here before"), text);
        }
    }

    @Test
    void what_is_forged_swapped_cut_expired_or_too_new_is_refused_in_words() throws Exception {
        inForce(1, "甲");
        central.offer(2, OtherEnd.texts("乙"));
        var signed = central.manifest;
        var wrong = new LinkedHashMap<Runnable, String>();
        wrong.put(() -> central.manifest = "{\"number\":2}".getBytes(StandardCharsets.UTF_8), "signature");
        wrong.put(() -> central.manifest = replaced(signed, "\"number\":2", "\"number\":9"), "signature");
        wrong.put(() -> central.manifest = java.util.Arrays.copyOf(signed, signed.length / 2), "catalogue");
        wrong.put(() -> central.manifest = new byte[0], "catalogue");
        wrong.put(() -> foreign(OtherEnd.texts("乙")), "signature");
        wrong.put(() -> central.offer(2, OtherEnd.texts("乙"), now.minusSeconds(99), now, "0.1.0"), "it counted until");
        wrong.put(
                () -> central.offer(2, OtherEnd.texts("乙"), now, now.plusSeconds(99), "0.1.10"),
                "needs program 0.1.10");
        wrong.put(() -> central.offer(2, with("pension/life-proof.yaml", "id: [")), "it has a mistake");
        wrong.put(() -> central.offer(2, with("pension/bomb.yaml", bomb())), "it has a mistake");
        wrong.put(() -> central.offer(2, with("themes.yaml", "")), "it has a mistake");
        for (var one : wrong.entrySet()) {
            one.getKey().run();
            var why = refused();
            assertTrue(why.contains(one.getValue()), one.getValue() + ": " + why);
            assertEquals("none", activate());
            assertTrue(Files.notExists(dir.resolve("catalogue/staging")), why);
        }
        var changed = with("themes.yaml", OtherEnd.texts("乙").get("themes.yaml") + "\n# more");
        var other = central.offer(2, changed);
        var file = other.files().stream()
                .filter(f -> f.path().equals("themes.yaml"))
                .findFirst()
                .orElseThrow();
        central.swap(file.sha256(), new byte[file.bytes()]);
        assertTrue(refused().contains("themes.yaml is not what central signed"));
        central.swap(file.sha256(), new byte[0]);
        assertEquals(
                new CatalogueDownloader.DownloadResult.NothingNew(),
                round(),
                "a part that is too short is a broken line");
        central.lose(file.sha256());
        assertTrue(refused().contains("does not have its file themes.yaml"));
        assertEquals("甲", OtherEnd.titleIn(restart()));
        central.offer(2, OtherEnd.texts("乙"));
        assertEquals(
                new CatalogueDownloader.DownloadResult.CatalogueReady(2), round(), "and the right one is still taken");
    }

    private void foreign(Map<String, String> texts) {
        try {
            var stranger = new OtherEnd(dir, "stranger");
            stranger.offer(2, texts);
            central.manifest = stranger.manifest;
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    private static Map<String, String> with(String path, String text) {
        var texts = OtherEnd.texts("乙");
        texts.put(path, text);
        return texts;
    }

    private static String bomb() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int n = 1; n < 12; n++)
            bomb.append("a" + n + ": &a" + n + " [" + "*a" + (n - 1) + (", *a" + (n - 1)).repeat(8) + "]\n");
        return bomb.toString();
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        return new String(bytes, StandardCharsets.UTF_8).replace(from, to).getBytes(StandardCharsets.UTF_8);
    }

    /// Signed by the right key, but invalid: names that leave the folder, excessive sizes, nonsense.
    @Test
    void odd_manifests_are_refused_and_write_nothing_outside() throws Exception {
        var good = central.offer(1, OtherEnd.texts("甲"));
        for (var path :
                List.of("../out.yaml", "/tmp/out.yaml", "a/../../out.yaml", "a\\b.yaml", "con .yaml", "a.yaml/b", ""))
            odd(good.toJsonTree(), "files", List.of(Map.of("path", path, "sha256", "0".repeat(64), "bytes", 1)));
        odd(good.toJsonTree(), "files", List.of(Map.of("path", "a.yaml", "sha256", "0".repeat(64), "bytes", 1 << 30)));
        odd(good.toJsonTree(), "files", List.of(Map.of("path", "a.yaml", "sha256", "0".repeat(64), "bytes", -1)));
        odd(good.toJsonTree(), "files", List.of(Map.of("path", "a.yaml", "sha256", "zz", "bytes", 1)));
        var once = Map.<String, Object>of("path", "a.yaml", "sha256", "0".repeat(64), "bytes", 1);
        odd(good.toJsonTree(), "files", List.of(once, once));
        odd(good.toJsonTree(), "files", List.of());
        odd(good.toJsonTree(), "files", "themes.yaml");
        odd(good.toJsonTree(), "number", 0);
        odd(good.toJsonTree(), "number", -5);
        odd(good.toJsonTree(), "until", "soon");
        odd(good.toJsonTree(), "until", good.from());
        odd(good.toJsonTree(), "program", "latest");
        var huge = new ArrayList<Map<String, Object>>();
        for (int n = 0; n < 40; n++)
            huge.add(Map.of("path", "a" + n + ".yaml", "sha256", "0".repeat(64), "bytes", 1 << 20));
        odd(good.toJsonTree(), "files", huge);
        try (var all = Files.list(dir)) {
            assertTrue(all.noneMatch(f -> f.toString().contains("out")));
        }
    }

    private void odd(Map<String, Object> tree, String member, Object value) {
        var changed = new HashMap<>(tree);
        changed.put(member, value);
        central.offerSigned(changed);
        assertTrue(refused().contains("not taken"), member + " " + value);
        assertEquals(0, central.parts, "nothing is fetched for it");
    }

    @Test
    void central_may_sign_the_same_one_anew() {
        inForce(1, "甲");
        central.offer(1, OtherEnd.texts("甲"), OtherEnd.NOW, now.plus(Duration.ofDays(60)), "0.1.0");
        assertEquals(new CatalogueDownloader.DownloadResult.NothingNew(), round());
        assertEquals(
                Optional.of(now.plus(Duration.ofDays(60))), stock.storeStatus().until());
        assertEquals("甲", OtherEnd.titleIn(restart()));
    }

    @Test
    void what_does_not_start_gives_way_to_the_one_before_and_is_not_taken_again() {
        inForce(1, "甲");
        central.offer(2, OtherEnd.texts("乙"));
        round();
        activate();
        for (int start = 1; start < CatalogueStore.TRIALS; start++) assertEquals("乙", OtherEnd.titleIn(restart()));
        assertEquals(List.of(), told);
        assertEquals("甲", OtherEnd.titleIn(restart()));
        assertTrue(told.getFirst().contains("catalogue 2 of central is given up"), told.toString());
        assertEquals(new CatalogueDownloader.DownloadResult.NothingNew(), round(), "not again");
        inForce(3, "丙");
        assertEquals("丙", OtherEnd.titleIn(restart()));
    }

    @Test
    void a_damaged_set_gives_way_to_the_one_before_and_that_to_the_shipped_one() throws Exception {
        inForce(1, "甲");
        inForce(2, "乙");
        Files.writeString(dir.resolve("catalogue/sets/2/files/themes.yaml"), "themes: []");
        assertEquals("甲", OtherEnd.titleIn(restart()));
        var file = dir.resolve("catalogue/sets/1/files/pension/life-proof.yaml");
        var elsewhere = Files.move(file, dir.resolve("elsewhere.yaml"));
        Files.createSymbolicLink(file, elsewhere);
        assertTrue(Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
        assertEquals("shipped", OtherEnd.titleIn(restart()), "a link is not believed");
        assertEquals(2, told.size(), told.toString());
    }

    @Test
    void staff_go_back_and_another_central_counts_anew() throws Exception {
        inForce(1, "甲");
        inForce(2, "乙");
        assertTrue(stock.revertToPrevious("staff say so").contains("catalogue 1 is in force"));
        assertEquals("甲", OtherEnd.titleIn(restart()));
        assertEquals(new CatalogueDownloader.DownloadResult.NothingNew(), round(), "2 is not taken again");
        var other = new OtherEnd(dir, "another");
        other.offer(1, OtherEnd.texts("丙"));
        central = other;
        restart();
        assertEquals(new CatalogueDownloader.DownloadResult.CatalogueReady(1), round());
        assertEquals("丙", activate());
    }

    /// At whatever step the power fails: the old set or the new one is active, complete, and the next round
    /// downloads what is missing.
    @Test
    void a_cut_at_any_step_leaves_a_whole_set() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        inForce(1, "甲");
        int cuts = 0;
        int number = 2;
        for (int at = 0; at < 40; at++) {
            var before = OtherEnd.titleIn(restart());
            var title = "第" + number;
            central.offer(number, OtherEnd.texts(title));
            boolean cut = cutAt(at < 15 ? at : random.nextInt(15));
            var after = OtherEnd.titleIn(restart());
            var where = "step " + at + ", seed " + seed + ", told " + told;
            assertTrue(List.of(before, title).contains(after), after + " " + where);
            assertEquals(List.of(), told, where);
            if (cut) cuts++;
            if (!after.equals(title)) {
                round();
                assertEquals(title, activate(), where);
            }
            stock.confirmCurrent();
            number++;
        }
        assertTrue(cuts > 15, "most were cut: " + cuts);
    }

    private static final class Cut extends RuntimeException {}

    private boolean cutAt(int last) {
        var steps = new int[1];
        Consumer<String> step = _ -> {
            if (steps[0]++ == last) throw new Cut();
        };
        try {
            var cut = new CatalogueStore(new CatalogueDirectory(dir.resolve("catalogue"), step), central, clock);
            cut.startWithCurrent(told::add);
            new CatalogueDownloader(central, cut, "0.1.0", clock).downloadOnce();
            if (cut.findDueCatalogue(told::add).isPresent()) cut.activateNext();
            cut.confirmCurrent();
            return false;
        } catch (Cut power) {
            return true;
        }
    }

    @Test
    void a_flipped_bit_anywhere_is_found() throws Exception {
        inForce(1, "甲");
        long seed = Seeds.next();
        var random = new Random(seed);
        List<Path> files;
        try (var all = Files.walk(dir.resolve("catalogue/sets/1"))) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (int round = 0; round < 40; round++) {
            var file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            byte[] flipped = bytes.clone();
            flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            var label = Files.readAllBytes(dir.resolve("catalogue/label.json"));
            assertEquals("shipped", OtherEnd.titleIn(restart()), file + ", seed " + seed);
            Files.write(dir.resolve("catalogue/label.json"), label);
            Files.write(file, bytes);
        }
        assertEquals("甲", OtherEnd.titleIn(restart()));
    }
}
