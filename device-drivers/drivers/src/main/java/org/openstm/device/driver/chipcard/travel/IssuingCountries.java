package org.openstm.device.driver.chipcard.travel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.X509CertificateHolder;

/// Checks which countries' documents an authority may sign: the lines name a country in three letters (ICAO Doc
/// 9303-3, section 5), its certificate in two. Without this check, one country's lost key could sign documents of
/// all countries.
final class IssuingCountries {
    private static final Map<String, String> BY_ISSUER = Arrays.stream(Locale.getISOCountries())
            .collect(Collectors.toUnmodifiableMap(two -> Locale.of("", two).getISO3Country(), two -> two));

    /// Hong Kong and Macao sign with keys of their own; their passports name China.
    private static final Map<String, String> PARTS = Map.of("HK", "CN", "MO", "CN");

    private IssuingCountries() {}

    /// Accepts organisations and unlisted names.
    static boolean isPossibleIssuer(String issuer, X509CertificateHolder authority) {
        var named = countryOf(issuer);
        var signing = countryOf(authority.getSubject());
        return named.isEmpty()
                || signing.isEmpty()
                || sovereignCountry(named.get()).equals(sovereignCountry(signing.get()));
    }

    private static Optional<String> countryOf(String issuer) {
        if (issuer.equals("D")) return Optional.of("DE");
        // citizens of the United Kingdom of several kinds: GBD, GBN, GBO, GBP, GBS
        if (issuer.startsWith("GB")) return Optional.of("GB");
        return Optional.ofNullable(BY_ISSUER.get(issuer));
    }

    private static Optional<String> countryOf(X500Name name) {
        return Arrays.stream(name.getRDNs(BCStyle.C))
                .findFirst()
                .map(part -> part.getFirst().getValue().toString().toUpperCase(Locale.ROOT));
    }

    private static String sovereignCountry(String country) {
        return PARTS.getOrDefault(country, country);
    }
}
