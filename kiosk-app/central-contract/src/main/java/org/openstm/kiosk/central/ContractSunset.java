package org.openstm.kiosk.central;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Central's announcement that this major version of the contract ends: `Deprecation` (RFC 9745) and `Sunset`
/// (RFC 8594) in the headers of its answers.
///
/// @param since when a newer version should be used
/// @param until when central supports this version
public record ContractSunset(Optional<Instant> since, Instant until) {
    /// Header with [#since], `@` and seconds of the epoch.
    public static final String DEPRECATION = "Deprecation";

    /// Header with [#until], a date of HTTP.
    public static final String SUNSET = "Sunset";

    private static final Pattern SECONDS = Pattern.compile("@(\\d{1,11})");
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    /// Parses the headers; empty without a valid date.
    public static Optional<ContractSunset> of(Optional<String> deprecation, Optional<String> sunset) {
        var since = deprecation
                .map(SECONDS::matcher)
                .filter(Matcher::matches)
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds.group(1))));
        return sunset.flatMap(ContractSunset::parseHttpDate).map(until -> new ContractSunset(since, until));
    }

    private static Optional<Instant> parseHttpDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, HTTP_DATE.withZone(ZoneOffset.UTC))
                    .toInstant());
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    /// Value of the header [#DEPRECATION].
    public Optional<String> deprecationHeader() {
        return since.map(at -> "@" + at.getEpochSecond());
    }

    /// Value of the header [#SUNSET].
    public String sunsetHeader() {
        return HTTP_DATE.format(until.atZone(ZoneOffset.UTC));
    }
}
