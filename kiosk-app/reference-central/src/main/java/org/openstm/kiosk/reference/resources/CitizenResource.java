package org.openstm.kiosk.reference.resources;

import java.time.InstantSource;
import java.util.Map;
import org.openstm.kiosk.central.codec.ProgressCodec;
import org.openstm.kiosk.central.codec.QueryAnswerCodec;
import org.openstm.kiosk.central.codec.SubjectCodec;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.access.IdentityRegister;
import org.openstm.kiosk.reference.access.OrganisationRegister;
import org.openstm.kiosk.reference.cases.CaseArchive;
import org.openstm.kiosk.reference.cases.CaseProgressService;
import org.openstm.kiosk.reference.cases.Preferences;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.http.RefusalResponses;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.CaseKeys;

/// What a citizen has at central: cases, their progress, documents, mandates and personalization.
public final class CitizenResource {
    private final CaseArchive archive;
    private final CaseProgressService progress;
    private final OrganisationRegister organisations;
    private final Preferences preferences;
    private final IdentityRegister identities;
    private final ProblemFactory problems;
    private final RefusalResponses refusals;
    private final InstantSource clock;

    public CitizenResource(
            CaseArchive archive,
            CaseProgressService progress,
            OrganisationRegister organisations,
            Preferences preferences,
            IdentityRegister identities,
            ProblemFactory problems,
            RefusalResponses refusals,
            InstantSource clock) {
        this.archive = archive;
        this.progress = progress;
        this.organisations = organisations;
        this.preferences = preferences;
        this.identities = identities;
        this.problems = problems;
        this.refusals = refusals;
        this.clock = clock;
    }

    public ServerResponse serveDocument(String terminal, String serial) {
        return archive.findDocument(terminal, serial)
                .map(pdf -> new ServerResponse(200, "application/pdf", pdf, Map.of(), false))
                .orElseGet(() -> refusals.refuse(404, "no-such-document"));
    }

    public ServerResponse serveProgress(String code) {
        return progress.findProgress(code, clock.instant())
                .map(found -> ServerResponse.ofJson(ProgressCodec.toJsonTree(found)))
                .orElseGet(() -> refusals.refuse(404, "no-such-code"));
    }

    public ServerResponse serveCases(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        var unproven = identities.findRefusal(asked, terminal, clock.instant());
        if (unproven.isPresent()) return unproven.get();
        var subject = SubjectCodec.parseSubject(asked.object("subject"));
        return ServerResponse.ofJson(Map.of(
                "cases",
                progress.listCases(subject, clock.instant()).stream()
                        .map(ProgressCodec::toJsonTree)
                        .toList()));
    }

    public ServerResponse serveMandate(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        var unproven = identities.findRefusal(asked, terminal, clock.instant());
        if (unproven.isPresent()) return unproven.get();
        String number = SubjectCodec.parseSubject(asked.object("subject")).number();
        return switch (organisations.isAuthorised(
                number, asked.text("organisation"), CaseKeys.dayOf(clock.instant()))) {
            case OrganisationRegister.Authorisation.Authorised(var mandate) ->
                ServerResponse.ofJson(QueryAnswerCodec.toJsonTree(mandate));
            case OrganisationRegister.Authorisation.NotAuthorised(var code, var facts) ->
                ServerResponse.ofProblem(problems.createProblem(403, code, facts));
        };
    }

    public ServerResponse serveRecentServices(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        var unproven = identities.findRefusal(asked, terminal, clock.instant());
        if (unproven.isPresent()) return unproven.get();
        var subject = SubjectCodec.parseSubject(asked.object("subject"));
        var lately = preferences.recentServices(subject, clock.instant());
        return ServerResponse.ofJson(Map.of("wanted", lately.wanted(), "lately", lately.services()));
    }

    public ServerResponse savePersonalization(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        var unproven = identities.findRefusal(asked, terminal, clock.instant());
        if (unproven.isPresent()) return unproven.get();
        return ServerResponse.ofJson(Map.of(
                "taken",
                preferences.savePersonalization(
                        SubjectCodec.parseSubject(asked.object("subject")), asked.booleanValue("wanted"))));
    }
}
