package org.openstm.kiosk.walk;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.openstm.device.sim.HeapSearch;

/// Checks that the personal data entered in a walk is no longer in the kiosk's memory.
final class ResidueCheck {
    /// These values appear on thousands of cards, and in the kiosk's own lists.
    private static final Set<String> OF_MANY = Set.of("layout", "sex", "nation", "country", "validTo");

    /// A home address begins after the region, which the branch's address has, too.
    private static final Pattern REGION = Pattern.compile(".*[省市区县镇]");

    private static final int LOOKS = 4;
    private static final long BETWEEN_MILLIS = 1000;

    private final HeapSearch search = new HeapSearch();

    /// @param fields `FIELD=VALUE`, one per line
    void recordCard(String fields) {
        for (var field : fields.lines().toList()) {
            int is = field.indexOf('=');
            if (is < 1 || OF_MANY.contains(field.substring(0, is))) continue;
            var name = field.substring(0, is);
            var value = field.substring(is + 1);
            search.addText(
                    "a card's " + name,
                    name.equals("address") ? REGION.matcher(value).replaceFirst("") : value);
        }
    }

    void recordTyping(String words) {
        // the keys themselves are listed in sequence, too
        if ("01234567890".contains(words)) return;
        search.addText("what was typed", words);
    }

    /// The last effects of a session still run when the next page is shown; so the check is repeated before it
    /// fails.
    List<String> findResidue(ProcessHandle kiosk, Path folder) throws InterruptedException {
        var kept = search.findInProcess(kiosk, folder);
        for (int look = 1; look < LOOKS && !kept.isEmpty(); look++) {
            Thread.sleep(BETWEEN_MILLIS);
            kept = search.findInProcess(kiosk, folder);
        }
        return kept;
    }
}
