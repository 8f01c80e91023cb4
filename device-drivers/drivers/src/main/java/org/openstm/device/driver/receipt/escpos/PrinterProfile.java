package org.openstm.device.driver.receipt.escpos;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.openstm.print.Media;
import org.openstm.print.render.EscPosProfile;

/// Named settings for one printer model. The link's own settings take precedence, and values missing in a profile
/// are probed when the printer is opened.
///
/// @param name as in `profile=NAME`, for example `TM-T88V`
/// @param support `complete`, `good`, `basic` or `untested`
/// @param source source of the knowledge
/// @param settings settings in the form of a link's; none if refused
/// @param refused reason why this printer cannot print our receipts, and the remedy
public record PrinterProfile(
        String name,
        String maker,
        String model,
        String support,
        String source,
        Map<String, String> settings,
        Optional<String> refused) {
    private static final int NEAR = 3;
    private static final SortedMap<String, PrinterProfile> ALL = PrinterProfileFiles.readProfiles();

    public PrinterProfile {
        settings = Map.copyOf(settings);
    }

    /// All profiles by name.
    public static Collection<PrinterProfile> allProfiles() {
        return ALL.values();
    }

    /// @throws IllegalArgumentException if there is no such profile, or it is refused; the message gives the remedy
    public static PrinterProfile profileNamed(String name) {
        var profile = ALL.get(name);
        if (profile == null) throw new IllegalArgumentException("no printer profile " + name + similarNames(name));
        profile.refused.ifPresent(why -> {
            throw new IllegalArgumentException("the printer profile " + profile.name + " cannot be used: " + why);
        });
        return profile;
    }

    /// The profile for a printer that reports this model name; nothing is guessed.
    static Optional<PrinterProfile> findByModel(String model) {
        return Optional.ofNullable(ALL.get(model));
    }

    private static String similarNames(String name) {
        var asked = normalizeName(name);
        var near = ALL.keySet().stream()
                .filter(known -> !asked.isEmpty() && isSimilar(normalizeName(known), asked))
                .sorted(Comparator.comparingInt(known -> editDistance(normalizeName(known), asked)))
                .limit(5)
                .collect(Collectors.joining(", "));
        return near.isEmpty() ? " (stm device profiles lists all)" : " (near it: " + near + ")";
    }

    private static boolean isSimilar(String known, String asked) {
        return known.contains(asked)
                || asked.contains(known)
                || editDistance(known, asked) <= Math.min(NEAR, asked.length() / 2);
    }

    private static String normalizeName(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }

    /// The number of letters to insert, delete or change.
    private static int editDistance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) row[j] = j;
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j - 1], diagonal));
            }
        }
        return row[to.length()];
    }

    public Media media() {
        return Media.named(settings.getOrDefault("media", Media.THERMAL_80.name()));
    }

    /// The rendering profile for this printer where it cannot be probed.
    public EscPosProfile renderingProfile() {
        return EscPosSettings.of(Map.of(EscPosSettings.PROFILE, name))
                .renderingProfile(PrinterProbe.SILENT, Integer.MAX_VALUE);
    }
}
