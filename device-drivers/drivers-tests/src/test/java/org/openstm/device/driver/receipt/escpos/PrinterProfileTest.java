package org.openstm.device.driver.receipt.escpos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstm.device.contract.Seeds;
import org.openstm.print.render.EscPosProfile.CutKind;
import org.openstm.print.render.EscPosProfile.Hanzi;

class PrinterProfileTest {
    @Test
    void all_printers_of_the_database_are_there_and_ours() {
        assertEquals(52, PrinterProfile.allProfiles().size());
        for (var profile : PrinterProfile.allProfiles()) {
            assertFalse(profile.maker().isBlank() || profile.model().isBlank(), profile::name);
            assertTrue(Set.of("complete", "good", "basic", "untested").contains(profile.support()), profile::name);
        }
    }

    @Test
    void printers_of_other_commands_and_customer_displays_are_refused() {
        var refused = PrinterProfile.allProfiles().stream()
                .filter(profile -> profile.refused().isPresent())
                .map(PrinterProfile::name)
                .collect(Collectors.toCollection(TreeSet::new));
        var star = Set.of("SP2000", "TSP600", "TSP800", "TUP500", "mcPrint");
        var noPictures = Set.of("AF-240", "OCD-100", "OCD-300", "TM-U220", "TM-U220B");
        var all = new TreeSet<>(star);
        all.addAll(noPictures);
        assertEquals(all, refused);
        for (var name : star) assertTrue(wrong(Map.of("profile", name)).contains("Star's own commands"), name);
        for (var name : noPictures) assertTrue(wrong(Map.of("profile", name)).contains("no raster pictures"), name);
    }

    @ParameterizedTest
    @CsvSource({
        "TM-T88VI, TM-T88V",
        "tmt70, TM-T70",
        "T88, TM-T88II",
        "ITPP74, ITPP047",
        "TM-T20, TM-T20II",
        "PPU231, PPU-231"
    })
    void a_name_that_is_not_known_is_answered_with_names_near_it(String name, String near) {
        assertTrue(wrong(Map.of("profile", name)).contains(near), () -> wrong(Map.of("profile", name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Laserjet 4000", "-", "x"})
    void a_name_that_is_near_to_none_is_answered_with_where_they_are_listed(String name) {
        assertTrue(
                wrong(Map.of("profile", name)).contains("stm device profiles"), () -> wrong(Map.of("profile", name)));
    }

    private static String wrong(Map<String, String> link) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> EscPosSettings.of(link))
                .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        // from the database
        "TM-T88V, 512, 180, PARTIAL",
        "TM-T20II, 576, 203, PARTIAL",
        "TM-T20II-42col, 546, 203, PARTIAL",
        "TM-T70II-CH-58mm, 416, 203, PARTIAL",
        "ZJ-5870, 384, 203, NONE",
        "RP332, 504, 203, FULL",
        // if the database has the width of the paper: the width of a line of letters
        "CT-S651, 576, 203, PARTIAL",
        "YHD-8390, 576, 203, PARTIAL",
        "P822D, 504, 203, PARTIAL",
        // if the database has the wrong letters
        "NT-80-V-UL, 576, 203, PARTIAL",
        "ppu-231, 576, 203, PARTIAL",
        "PPU-231-58mm, 432, 203, PARTIAL"
    })
    void a_profile_brings_paper_and_cutter(String name, int dots, int dpi, CutKind cut) {
        var settings = EscPosSettings.of(Map.of("profile", name));
        assertEquals(dots, settings.media().widthDots());
        assertEquals(dpi, settings.media().dotsPerInch());
        assertEquals(cut, settings.cut());
    }

    @Test
    void what_nobody_has_measured_is_left_to_be_found_out() {
        for (var profile : PrinterProfile.allProfiles()) {
            if (profile.refused().isPresent()) continue;
            var settings = EscPosSettings.of(Map.of("profile", profile.name()));
            assertEquals("auto", settings.processId(), profile::name);
            assertEquals(profile.name().startsWith("PPU-231"), settings.presenter(), profile::name);
            if (profile.source().equals("escpos-printer-db")) {
                assertEquals(EscPosSettings.StatusMode.AUTO, settings.status(), profile::name);
                assertEquals("auto", settings.hanzi(), profile::name);
            }
        }
    }

    @Test
    void a_printer_that_says_its_charset_overrules_nothing_that_is_known() {
        var probe = new PrinterProbe(true, true, Map.of("model", "TM-T70II", "charset", "CHINA GB18030"), true, true);
        assertEquals(
                Hanzi.GB18030,
                EscPosSettings.of(Map.of()).renderingProfile(probe, 0).hanzi());
        assertEquals(
                Hanzi.GB18030,
                EscPosSettings.of(Map.of("profile", "TM-T70II-CH"))
                        .renderingProfile(probe, 0)
                        .hanzi());
        assertEquals(
                Hanzi.NONE,
                EscPosSettings.of(Map.of("profile", "TM-T70II"))
                        .renderingProfile(probe, 0)
                        .hanzi());
    }

    @Test
    void the_profile_of_a_printer_that_says_its_name_is_proposed_and_not_taken() {
        var probe = new PrinterProbe(true, true, Map.of("model", "TM-T88V"), true, true);
        var open = EscPosSettings.of(Map.of());
        assertEquals("TM-T88V", open.capabilities(probe, 0).get("profile-proposed"));
        assertEquals("thermal-80", open.capabilities(probe, 0).get("media"));
        var named = EscPosSettings.of(Map.of("profile", "TM-T88V")).capabilities(probe, 0);
        assertFalse(named.containsKey("profile-proposed"));
        assertEquals("TM-T88V", named.get("profile"));
        assertEquals("untested", named.get("support"));
    }

    /// The values of each setting, and their targets.
    private record Choice(List<String> words, Function<EscPosSettings, Object> place) {}

    private static final Map<String, Choice> CHOICES = Map.of(
            "media", new Choice(List.of("thermal-80", "thermal-58", "roll-432-203"), EscPosSettings::media),
            "layout", new Choice(List.of("auto", "picture", "text"), EscPosSettings::layout),
            "hanzi", new Choice(List.of("auto", "none", "gb2312", "gb18030"), EscPosSettings::hanzi),
            "qr", new Choice(List.of("auto", "native", "raster"), EscPosSettings::qr),
            "cut", new Choice(List.of("partial", "full", "none"), EscPosSettings::cut),
            "picture", new Choice(List.of("raster", "graphics"), EscPosSettings::graphics),
            "status", new Choice(List.of("auto", "dle-eot", "asb", "none"), EscPosSettings::status),
            "process-id", new Choice(List.of("auto", "on", "off"), EscPosSettings::processId),
            "presenter", new Choice(List.of("off", "on"), EscPosSettings::presenter));

    @Test
    void what_the_link_says_wins_and_the_profile_says_the_rest() {
        long seed = Seeds.next();
        var random = new Random(seed);
        var usable = PrinterProfile.allProfiles().stream()
                .filter(profile -> profile.refused().isEmpty())
                .toList();
        for (int round = 0; round < 2000; round++) {
            var profile = usable.get(random.nextInt(usable.size()));
            var link = new HashMap<String, String>();
            CHOICES.forEach((name, choice) -> {
                if (random.nextBoolean())
                    link.put(
                            name,
                            choice.words().get(random.nextInt(choice.words().size())));
            });
            var byLink = EscPosSettings.of(link);
            var byProfile = EscPosSettings.of(Map.of("profile", profile.name()));
            link.put("profile", profile.name());
            var both = EscPosSettings.of(link);
            assertEquals(Optional.of(profile), both.profile());
            CHOICES.forEach((name, choice) -> assertEquals(
                    choice.place().apply(link.containsKey(name) ? byLink : byProfile),
                    choice.place().apply(both),
                    () -> name + " of " + link + ", seed " + seed));
        }
    }

    @Test
    void a_word_that_a_setting_does_not_know_is_answered_with_those_that_it_knows() {
        assertEquals(
                "status of a receipt printer is auto, dle-eot, asb, none, not dle", wrong(Map.of("status", "dle")));
        assertTrue(wrong(Map.of("media", "roll-99999-203")).contains("roll-DOTS-DPI"));
    }
}
