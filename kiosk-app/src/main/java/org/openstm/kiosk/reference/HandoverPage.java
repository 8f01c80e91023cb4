package org.openstm.kiosk.reference;

import static org.openstm.kiosk.reference.Html.tag;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.Handed;
import org.openstm.kiosk.central.Handover;
import org.openstm.kiosk.central.Identity;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.Subject;
import org.openstm.kiosk.central.Submission;
import org.openstm.kiosk.central.TakenOver;
import org.openstm.kiosk.central.Wire;

/// What a phone, or the clerk at a counter, sees of a half-done case: takes it up, hands it in, or gives it
/// on to a terminal. Stands for the province's program; only in the demonstration, where whoever holds the
/// phone says who they are.
final class HandoverPage {
    static final String PATH = "/h/";

    /// Where the demonstration's phone begins a case.
    static final String BEGIN = "/demo/begin";

    private final Demo demo;
    private final Handovers handovers;
    private final Registry registry;

    HandoverPage(Demo demo, Handovers handovers, Registry registry) {
        this.demo = demo;
        this.handovers = handovers;
        this.registry = registry;
    }

    /// Empty: another page is meant.
    Optional<Answer> serve(Request request, Instant now) {
        if (request.method().equals("POST") && request.path().equals(BEGIN)) return Optional.of(begin(request, now));
        if (!request.path().startsWith(PATH)) return Optional.empty();
        var reference = request.path().substring(PATH.length());
        var way = handovers.wayOf(reference);
        if (way.isEmpty()) return Optional.of(sorry(404, demo.text("handover-unknown")));
        if (request.method().equals("GET")) return Optional.of(who());
        var said = new String(request.body(), StandardCharsets.UTF_8).split("=", 2);
        var person = said.length == 2 ? demo.subject(said[1]) : Optional.<Subject>empty();
        if (person.isEmpty()) return Optional.of(who());
        var by = way.get().equals("counter") ? "counter" : "phone";
        return Optional.of(
                switch (handovers.take(by, reference, person.get(), now)) {
                    case Handovers.Said.No<TakenOver>(var problem) ->
                        sorry(problem.status(), problem.message().getOrDefault("zh-CN", problem.code()));
                    case Handovers.Said.Yes<TakenOver>(var taken) ->
                        switch (said[0]) {
                            case "give" -> give(by, person.get(), taken, now);
                            case "submit" -> submit(by, person.get(), taken, now);
                            default -> shown(person.get(), taken);
                        };
                });
    }

    private Answer who() {
        var people = new LinkedHashMap<String, String>();
        for (var subject : demo.subjects()) people.put(subject.number(), subject.name());
        return Html.all(List.of(
                        tag("h1", "接着办"), tag("p", "这是谁的手机，或窗口前是谁？"), Html.form("take", people), tag("footer", "演示")))
                .form(200, "接着办");
    }

    private static Answer sorry(int status, String words) {
        return tag("h1", words).page(status, "接着办");
    }

    private String title(TakenOver taken) {
        return demo.service(taken.service())
                .map(s -> s.title().getOrDefault("zh-CN", taken.service()))
                .orElse(taken.service());
    }

    private Answer shown(Subject person, TakenOver taken) {
        var rows = new ArrayList<Html>();
        taken.answers().forEach((name, value) -> rows.add(Html.row(name, value)));
        return Html.all(List.of(
                        tag("h1", title(taken)),
                        tag("p", "办件编号 " + taken.caseNumber()),
                        tag("p", person.name() + "，已经填的："),
                        Html.table(List.of("项目", "内容"), rows),
                        Html.form("give", Map.of(person.number(), "带到自助机接着办")),
                        Html.form("submit", Map.of(person.number(), "提交")),
                        tag("footer", "演示")))
                .form(200, "接着办");
    }

    private Answer give(String by, Subject person, TakenOver taken, Instant now) {
        var half = new Handover("terminal", taken.service(), taken.serviceVersion(), person, taken.answers(), 0);
        return switch (handovers.give(by, by, taken.txId(), half, now)) {
            case Handovers.Said.No<Handed>(var problem) ->
                sorry(problem.status(), problem.message().getOrDefault("zh-CN", problem.code()));
            case Handovers.Said.Yes<Handed>(var handed) -> code(title(taken), handed);
        };
    }

    private static Answer code(String title, Handed handed) {
        return Html.all(List.of(
                        tag("h1", title),
                        QrMarkup.of(handed.qr()),
                        tag("p", "请对准自助机的扫码口，再放身份证"),
                        tag("p", "办件编号 " + handed.caseNumber()),
                        tag("details", tag("summary", "码里写的"), tag("code", handed.qr())),
                        tag("footer", "演示")))
                .page(200, "接着办");
    }

    private Answer submit(String by, Subject person, TakenOver taken, Instant now) {
        var service = demo.service(taken.service());
        if (service.isEmpty()) return sorry(404, demo.text("no-such-service"));
        var whole = new Submission(
                taken.txId(),
                taken.service(),
                taken.serviceVersion(),
                person,
                new Identity("L2", List.of(by)),
                taken.answers(),
                now,
                by,
                false);
        return switch (registry.submit(by, whole, Wire.bytes(whole), service.get(), IdentityDemand.NONE, now)) {
            case Registry.Taken.New(var answer) -> handedIn(answer);
            case Registry.Taken.Replay(var answer) -> handedIn(answer);
            case Registry.Taken.Refused(var problem) ->
                sorry(problem.status(), problem.message().getOrDefault("zh-CN", problem.code()));
            case Registry.Taken.InFlight() -> sorry(409, demo.text("in-flight"));
        };
    }

    private static Answer handedIn(byte[] answer) {
        var receipt = Wire.receipt(answer);
        return Html.all(List.of(
                        tag("h1", receipt.message().getOrDefault("zh-CN", "")),
                        tag("p", "办件编号 " + receipt.caseNumber()),
                        tag("footer", "演示")))
                .page(200, "接着办");
    }

    /// A case that is begun on the phone, as its program would: `{number, txId, service, answers}`.
    private Answer begin(Request request, Instant now) {
        var asked = Json.parse(request.body());
        var person = demo.subject(asked.text("number"));
        if (person.isEmpty()) return sorry(404, "没有这个人");
        var half = new Handover("terminal", asked.text("service"), 1, person.get(), asked.texts("answers"), 0);
        return switch (handovers.give("phone", "phone", asked.text("txId"), half, now)) {
            case Handovers.Said.No<Handed>(var problem) -> Answer.problem(problem);
            case Handovers.Said.Yes<Handed>(var handed) ->
                Answer.json(Map.of("qr", handed.qr(), "caseNumber", handed.caseNumber()));
        };
    }
}
