package org.openstm.kiosk.reference.resources;

import java.time.InstantSource;
import java.util.Map;
import org.openstm.kiosk.central.codec.SubjectCodec;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.access.IdentityRegister;
import org.openstm.kiosk.reference.access.SmsService;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.http.RefusalResponses;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.Database;

/// Codes that are sent to a mobile number and checked.
public final class SmsCodeResource {
    private final Database database;
    private final SmsService sms;
    private final IdentityRegister identities;
    private final DemoProvince demo;
    private final ProblemFactory problems;
    private final RefusalResponses refusals;
    private final InstantSource clock;

    public SmsCodeResource(
            Database database,
            SmsService sms,
            IdentityRegister identities,
            DemoProvince demo,
            ProblemFactory problems,
            RefusalResponses refusals,
            InstantSource clock) {
        this.database = database;
        this.sms = sms;
        this.identities = identities;
        this.demo = demo;
        this.problems = problems;
        this.refusals = refusals;
        this.clock = clock;
    }

    public ServerResponse sendSmsCode(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        String mobile = asked.text("mobile");
        String service = asked.optionalText("service").orElse("");
        if (!asked.has("subject")) return refusals.refuse(403, "identity-unproven"); // a terminal of contract 1.6
        if (!mobile.matches("1[3-9]\\d{9}")) return refusals.malformedRequest();
        if (demo.services().findService(service).isEmpty()) return refusals.refuse(404, "no-such-service");
        var unproven = identities.findRefusal(asked, terminal, clock.instant());
        if (unproven.isPresent()) return unproven.get();
        var who = SubjectCodec.parseSubject(asked.object("subject"));
        var evidence = asked.text("evidence");
        return switch (database.inTransaction(
                b -> sms.sendCode(b, terminal, who, evidence, service, mobile, clock.instant()))) {
            case SmsService.SendResult.Sent(var id) ->
                ServerResponse.ofJson(201, StrictJson.toCanonicalBytes(Map.of("id", id)));
            case SmsService.SendResult.RetryLater(var code, var wait) ->
                ServerResponse.ofProblem(problems.createRetryable(429, code, Map.of(), wait));
            case SmsService.SendResult.Refused(var code) -> refusals.refuse(403, code);
        };
    }

    public ServerResponse checkSmsCode(ServerRequest request, String terminal, String id) {
        String code = StrictJson.parse(request.body()).text("code");
        return database.inTransaction(b -> sms.checkCode(b, terminal, id, code, clock.instant()))
                .map(right -> ServerResponse.ofJson(Map.of("right", right)))
                .orElseGet(() -> refusals.refuse(404, "code-gone"));
    }
}
