package org.openstm.kiosk.rig;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.catalog.AgeRange;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.ItemPage;
import org.openstm.kiosk.catalog.ItemRelease;
import org.openstm.kiosk.catalog.ItemTheme;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.OfflineStoragePolicy;
import org.openstm.kiosk.catalog.OpeningHours;
import org.openstm.kiosk.form.PageCondition;

/// A catalogue of small items, one for each way in which a case may be stored and signed. Two have the ids of items
/// that the reference central decides. It is made without a file: a life of a terminal is shorter than the check of
/// the shipped catalogue.
final class RigCatalogue {
    private static final LocalizedText WORDS = LocalizedText.of("事项", "Item");

    /// Central asks whether the citizen means it when the same case comes again; here it always does.
    private static final ItemPage AGAIN = new ItemPage(
            "again",
            WORDS,
            WORDS,
            WORDS,
            new PageCondition.Always(),
            List.of(new ItemField(
                    "again",
                    ItemField.FieldKind.CHOICE,
                    WORDS,
                    List.of(new ItemField.FieldOption("yes", WORDS, LocalizedText.NONE)),
                    "",
                    List.of(),
                    0,
                    0,
                    "",
                    LocalizedText.NONE,
                    0,
                    false,
                    List.of(),
                    false)));

    static final ItemCatalogue ITEMS = new ItemCatalogue(
            List.of(new ItemTheme("pension", "T10", WORDS, WORDS, "t10", "green", 1)),
            List.of(create(false, false), create(false, true), create(true, false), create(true, true)));

    private RigCatalogue() {}

    /// @param stored whether a case may wait for the connection
    static String item(boolean stored, boolean signed) {
        if (stored) return signed ? "pension/old-age-allowance" : "pension/rig-stored";
        return signed ? "pension/rig-signed" : "pension/life-proof";
    }

    private static Item create(boolean stored, boolean signed) {
        return new Item(
                item(stored, signed),
                "T10.01H",
                "pension",
                3,
                WORDS,
                List.of(),
                Item.ItemKind.HANDLE,
                Item.AssuranceLevel.L3,
                Item.Visits.NONE,
                true,
                stored
                        ? Optional.of(
                                new OfflineStoragePolicy(Duration.ofDays(4000), Integer.MAX_VALUE, Optional.empty()))
                        : Optional.empty(),
                false,
                "civil-affairs",
                WORDS,
                new Item.GuideText(WORDS, WORDS, LocalizedText.NONE, WORDS, WORDS, WORDS, "12345", WORDS, "2026-11-01"),
                List.of(),
                List.of(AGAIN),
                List.of(),
                signed,
                Optional.empty(),
                new Item.CasePapers("receipt/accepted", false, List.of(), WORDS, WORDS, WORDS),
                "",
                ItemRelease.EVERYWHERE,
                OpeningHours.ALWAYS,
                List.of(),
                Set.of(),
                true,
                AgeRange.ANY);
    }
}
