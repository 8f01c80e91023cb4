package org.openstm.kiosk.reference.resources;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.reference.access.AppLoginService;
import org.openstm.kiosk.reference.cases.DepartmentRules;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.IdentityRequirement;
import org.openstm.kiosk.reference.demo.ServiceDefinition;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.http.RefusalResponses;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.terminals.PublishedCatalogues;
import tools.jackson.databind.JsonNode;

/// Checks a submission against the item of the catalogue under which the case was made: who may hand it in, and
/// that it carries what the item asks for and nothing else.
public final class SubmissionCheck {
    /// Whether central decides a case.
    public sealed interface CheckedSubmission {
        /// @param service by the catalogue under which the case was made, as is the identity that it needs
        record Allowed(ServiceDefinition service, IdentityRequirement identity) implements CheckedSubmission {}

        record Refused(ServerResponse response) implements CheckedSubmission {}
    }

    /// Answers that every item allows.
    private static final Set<String> ANYWHERE = Set.of(CaseSubmission.AGAIN);
    /// The answer for a picture that is brought later.
    private static final String LATER = "later";

    private final PublishedCatalogues catalogues;
    private final DepartmentRules rules;
    private final AppLoginService appLogins;
    private final DemoProvince demo;
    private final ProblemFactory problems;
    private final RefusalResponses refusals;

    public SubmissionCheck(
            PublishedCatalogues catalogues,
            DepartmentRules rules,
            AppLoginService appLogins,
            DemoProvince demo,
            ProblemFactory problems,
            RefusalResponses refusals) {
        this.catalogues = catalogues;
        this.rules = rules;
        this.appLogins = appLogins;
        this.demo = demo;
        this.problems = problems;
        this.refusals = refusals;
    }

    public CheckedSubmission checkSubmission(String terminal, CaseSubmission s, Instant now) {
        var outdated = catalogues.findRefusal(s);
        if (outdated.isPresent()) return new CheckedSubmission.Refused(refusals.refuse(422, outdated.get()));
        var service = findService(s);
        if (service.isEmpty()) return new CheckedSubmission.Refused(refusals.refuse(403, "no-such-service"));
        var notTheirs = rules.findActingRefusal(service.get(), s, CaseKeys.dayOf(s.occurredAt()));
        if (notTheirs.isPresent())
            return new CheckedSubmission.Refused(ServerResponse.ofProblem(problems.createProblem(
                    403, notTheirs.get().code(), notTheirs.get().facts())));
        if (appLogins.hasInventedLogin(terminal, s, now))
            return new CheckedSubmission.Refused(refusals.refuse(403, "login-not-told"));
        var more = s.answers().keySet().stream()
                .filter(name -> !service.get().asks().contains(name) && !ANYWHERE.contains(name))
                .sorted()
                .toList();
        var files = s.files().stream().map(FileReference::name).toList();
        if (files.stream().distinct().count() < files.size())
            return new CheckedSubmission.Refused(refusals.malformedRequest());
        var others = files.stream()
                .filter(name -> !service.get().files().contains(name))
                .sorted()
                .toList();
        if (!others.isEmpty())
            return new CheckedSubmission.Refused(ServerResponse.ofProblem(
                    problems.createProblem(422, "more-than-asked", Map.of("files", String.join(", ", others)))));
        if (!hasAnsweredPictures(service.get(), s)) return new CheckedSubmission.Refused(refusals.malformedRequest());
        if (!more.isEmpty())
            return new CheckedSubmission.Refused(ServerResponse.ofProblem(
                    problems.createProblem(422, "more-than-asked", Map.of("fields", String.join(", ", more)))));
        return new CheckedSubmission.Allowed(service.get(), identityRequirement(s));
    }

    /// Whether each picture is the one that its answer names; a picture that is brought later must be absent.
    private static boolean hasAnsweredPictures(ServiceDefinition service, CaseSubmission s) {
        var there = new HashMap<String, String>();
        for (var file : s.files()) there.put(file.name(), file.sha256());
        return service.files().stream()
                        .filter(name -> !name.equals(ServiceDefinition.SIGNATURE))
                        .allMatch(name -> s.answers().getOrDefault(name, LATER).equals(there.getOrDefault(name, LATER)))
                // a required picture cannot be brought later
                && service.needs().stream().filter(service.files()::contains).allMatch(there::containsKey);
    }

    /// The service by the catalogue under which the case was made.
    private IdentityRequirement identityRequirement(CaseSubmission s) {
        return catalogues
                .findItem(s.catalogue(), s.service())
                .map(item ->
                        demo.services().inheritedRequirement(item, part -> catalogues.findItem(s.catalogue(), part)))
                .orElseGet(() -> demo.services().identityRequirement(s.service()));
    }

    /// The item by the catalogue under which the case was made.
    private Optional<ServiceDefinition> findService(CaseSubmission s) {
        Function<String, Optional<JsonNode>> items = id -> catalogues.findItem(s.catalogue(), id);
        return items.apply(s.service())
                .flatMap(item -> demo.services().findServiceInCatalogue(s.service(), item, items))
                .or(() -> demo.services().findService(s.service()));
    }
}
