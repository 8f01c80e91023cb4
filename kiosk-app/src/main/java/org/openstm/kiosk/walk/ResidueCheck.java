package org.openstm.kiosk.walk;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.openstm.device.sim.HeapSearch;

/// What the citizens of a walk laid and typed, and whether anything of it is still in the kiosk's memory.
final class ResidueCheck {
    /// These stand on thousands of cards, and in the kiosk's own lists.
    private static final Set<String> OF_MANY = Set.of("layout", "sex", "nation", "country", "validTo");

    /// A home begins behind the region, which the branch has, too.
    private static final Pattern REGION = Pattern.compile(".*[省市区县镇]");

    private static final int LOOKS = 4;
    private static final long BETWEEN_MILLIS = 1000;

    private final HeapSearch search = new HeapSearch();

    /// @param fields `FIELD=VALUE`, one a line
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
        // the keys themselves stand in a row, too
        if ("01234567890".contains(words)) return;
        search.addText("what was typed", words);
    }

    /// A visit's last effects still run when the next page stands; so it is looked again before it is held against
    /// it.
    List<String> findResidue(ProcessHandle kiosk, Path folder) throws InterruptedException {
        var kept = search.findInProcess(kiosk, folder);
        for (int look = 1; look < LOOKS && !kept.isEmpty(); look++) {
            Thread.sleep(BETWEEN_MILLIS);
            kept = search.findInProcess(kiosk, folder);
        }
        return kept;
    }
}
