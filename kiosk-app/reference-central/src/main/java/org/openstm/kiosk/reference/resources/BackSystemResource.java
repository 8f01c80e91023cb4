package org.openstm.kiosk.reference.resources;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.central.codec.QueryAnswerCodec;
import org.openstm.kiosk.central.codec.SubjectCodec;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.access.IdentityRegister;
import org.openstm.kiosk.reference.cases.AppointmentSlots;
import org.openstm.kiosk.reference.cases.DepartmentRules;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.http.RefusalResponses;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Database;

/// Values that the back systems know of a citizen, and lists of options.
public final class BackSystemResource {
    private final Database database;
    private final DemoProvince demo;
    private final DepartmentRules rules;
    private final AppointmentSlots slots;
    private final IdentityRegister identities;
    private final ProblemFactory problems;
    private final RefusalResponses refusals;
    private final InstantSource clock;

    public BackSystemResource(
            Database database,
            DemoProvince demo,
            DepartmentRules rules,
            AppointmentSlots slots,
            IdentityRegister identities,
            ProblemFactory problems,
            RefusalResponses refusals,
            InstantSource clock) {
        this.database = database;
        this.demo = demo;
        this.rules = rules;
        this.slots = slots;
        this.identities = identities;
        this.problems = problems;
        this.refusals = refusals;
        this.clock = clock;
    }

    public ServerResponse queryBackSystem(ServerRequest request, String terminal, String system) {
        StrictJson asked = StrictJson.parse(request.body());
        var service = demo.services()
                .findService(asked.text("service"))
                .filter(s -> s.system().equals(system));
        if (service.isEmpty()) return refusals.refuse(404, "no-such-service");
        var unproven = identities.findRefusal(
                asked,
                terminal,
                demo.services().identityRequirement(service.get().id()),
                service.get().id(),
                clock.instant());
        if (unproven.isPresent()) return unproven.get();
        var subject = SubjectCodec.parseSubject(asked.object("subject"));
        var unfit = rules.unfit(service.get(), subject.number(), CaseKeys.dayOf(clock.instant()));
        if (unfit.isPresent()) {
            var facts = new HashMap<>(unfit.get().result());
            facts.put("unfit", "yes");
            return ServerResponse.ofProblem(
                    problems.createProblem(403, unfit.get().code(), facts));
        }
        return rules.lookUpValues(
                        service.get(), subject.number(), asked.textMap("answers"), CaseKeys.dayOf(clock.instant()))
                .map(values -> ServerResponse.ofJson(Map.of("values", values)))
                .orElseGet(() -> refusals.refuse(404, "no-record"));
    }

    public ServerResponse serveOptionList(ServerRequest request, String name) {
        var given = StrictJson.parse(request.body()).textMap("given");
        Optional<List<ListOption>> options = switch (name) {
            case "dates" -> Optional.of(AppointmentSlots.dateOptions(CaseKeys.dayOf(clock.instant()), 7));
            case "dates-14" -> Optional.of(AppointmentSlots.dateOptions(CaseKeys.dayOf(clock.instant()), 14));
            case "slots" -> Optional.of(database.inTransaction(b -> slots.listSlots(b, given)));
            case "years" ->
                Optional.of(AppointmentSlots.yearOptions(
                        CaseKeys.dayOf(clock.instant()).getYear()));
            case "past-years" ->
                Optional.of(AppointmentSlots.yearOptions(
                        CaseKeys.dayOf(clock.instant()).getYear() - 1));
            case "premium-years" -> Optional.of(rules.premiumYears());
            case "premium-grades" -> Optional.of(rules.premiumGrades(given.getOrDefault("year", "")));
            case "clinics" -> demo.lists().findOptions(name, given.getOrDefault("hospital", ""));
            case "endorsement-times" -> demo.lists().findOptions(name, given.getOrDefault("place", ""));
            default -> demo.lists().findOptions(name, given.getOrDefault("parent", ""));
        };
        return options.map(all -> ServerResponse.ofJson(Map.of(
                        "options",
                        all.stream().map(QueryAnswerCodec::toJsonTree).toList())))
                .orElseGet(() -> refusals.refuse(404, "no-such-list"));
    }
}
