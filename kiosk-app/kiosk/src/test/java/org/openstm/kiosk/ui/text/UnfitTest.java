package org.openstm.kiosk.ui.text;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.catalog.DisplayLanguage;

/// Every possible problem with a driver bundle has a text of its own, in each language.
class UnfitTest {
    private static final Path REASONS = Repository.path(
            "device-drivers/device-runtime/src/main/java/org/openstm/device/bundle/BundleRefusalReason.java");
    private static final Pattern CODE = Pattern.compile("\\(\"([a-z-]+)\", WhoActs");

    @Test
    void every_reason_has_its_sentence() throws IOException {
        var codes = CODE.matcher(Files.readString(REASONS))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertTrue(codes.size() > 20, "the reasons are read");
        for (var language : DisplayLanguage.values())
            for (var code : codes)
                assertTrue(StaffTexts.forLanguage(language).hasUnfitReason(code), language + ": " + code);
    }
}
