package org.openstm.kiosk.telemetry;

import io.opentelemetry.api.common.Attributes;
import java.util.regex.Pattern;

/// Attribute values of metrics. They are codes of ours, of the contract, of `devices.yaml` or of the catalogue;
/// anything else is exported as `other`.
final class MetricLabels {
    /// Codes, routes and ids. Five digits in a row are in none of them, and in every number of a person.
    private static final Pattern CODE = Pattern.compile("(?!.*\\d{5})[A-Za-z0-9/{}._-]{1,100}");

    static final String OTHER = "other";

    private MetricLabels() {}

    static String toSafeCode(String text) {
        return CODE.matcher(text).matches() ? text : OTHER;
    }

    /// @param pairs name, value, name, value ...
    static Attributes of(String... pairs) {
        var all = Attributes.builder();
        for (int i = 0; i < pairs.length; i += 2) all.put(pairs[i], toSafeCode(pairs[i + 1]));
        return all.build();
    }
}
