package org.openstm.kiosk.reference.access;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.OrganisationAuthorisation;
import org.openstm.kiosk.reference.demo.DemoProvince;

/// The register of organisations and their authorised persons. An organisation is a record like a
/// citizen's, under its credit code: `type`, `state`, the number of its `representative`, and for each handler
/// the last day.
public final class OrganisationRegister {
    public static final String ROLE = "organisation";

    public sealed interface Authorisation {
        record Authorised(OrganisationAuthorisation mandate) implements Authorisation {}

        record NotAuthorised(String code, Map<String, String> facts) implements Authorisation {}
    }

    private final DemoProvince demo;

    public OrganisationRegister(DemoProvince demo) {
        this.demo = demo;
    }

    public Authorisation isAuthorised(String number, String code, LocalDate today) {
        var found =
                demo.people().findPerson(code).filter(one -> !one.fact("type").isEmpty());
        if (found.isEmpty()) return new Authorisation.NotAuthorised("organisation-unknown", Map.of());
        var one = found.get();
        if (one.fact("state").equals("已注销"))
            return new Authorisation.NotAuthorised("organisation-struck-off", Map.of());
        if (one.fact("representative").equals(number))
            return new Authorisation.Authorised(
                    new OrganisationAuthorisation(one.name(), "legal-representative", Optional.empty()));
        var until = one.fact("handler-" + number);
        if (until.isEmpty()) return new Authorisation.NotAuthorised("not-authorised", Map.of());
        return LocalDate.parse(until).isBefore(today)
                ? new Authorisation.NotAuthorised("authorisation-expired", Map.of("until", until))
                : new Authorisation.Authorised(
                        new OrganisationAuthorisation(one.name(), "handler", Optional.of(LocalDate.parse(until))));
    }
}
