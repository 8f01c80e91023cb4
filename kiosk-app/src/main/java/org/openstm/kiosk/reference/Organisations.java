package org.openstm.kiosk.reference;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.Mandate;

/// The register of organisations: who may act for which (S34). An organisation is a record like a citizen's, under
/// its credit code: `type`, `state`, the number of its `representative`, and for each handler the last day.
final class Organisations {
    static final String ROLE = "organisation";

    sealed interface Said {
        record May(Mandate mandate) implements Said {}

        record MayNot(String code, Map<String, String> facts) implements Said {}
    }

    private final Demo demo;

    Organisations(Demo demo) {
        this.demo = demo;
    }

    Said may(String number, String code, LocalDate today) {
        var found = demo.person(code).filter(one -> !one.fact("type").isEmpty());
        if (found.isEmpty()) return new Said.MayNot("organisation-unknown", Map.of());
        var one = found.get();
        if (one.fact("state").equals("已注销")) return new Said.MayNot("organisation-struck-off", Map.of());
        if (one.fact("representative").equals(number))
            return new Said.May(new Mandate(one.name(), "legal-representative", Optional.empty()));
        var until = one.fact("handler-" + number);
        if (until.isEmpty()) return new Said.MayNot("not-authorised", Map.of());
        return LocalDate.parse(until).isBefore(today)
                ? new Said.MayNot("authorisation-expired", Map.of("until", until))
                : new Said.May(new Mandate(one.name(), "handler", Optional.of(LocalDate.parse(until))));
    }
}
