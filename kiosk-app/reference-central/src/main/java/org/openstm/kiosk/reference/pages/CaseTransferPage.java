package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.tag;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CaseTransfer;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.TakenOverCase;
import org.openstm.kiosk.central.TransferredCase;
import org.openstm.kiosk.central.codec.ReceiptCodec;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.cases.CaseService;
import org.openstm.kiosk.reference.cases.CaseTransferService;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.IdentityRequirement;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;

/// The page of a half-done case for a phone, or for a clerk at a counter: takes it up, submits it, or transfers
/// it to a terminal. Stands for the province's app; only in the demonstration, where the user of the phone
/// chooses who they are.
public final class CaseTransferPage {
    public static final String PATH = "/h/";

    /// Path at which the demonstration's phone begins a case.
    static final String BEGIN = "/demo/begin";

    private final DemoProvince demo;
    private final CaseTransferService handovers;
    private final CaseService registry;

    public CaseTransferPage(DemoProvince demo, CaseTransferService handovers, CaseService registry) {
        this.demo = demo;
        this.handovers = handovers;
        this.registry = registry;
    }

    /// Empty if the path is another page's.
    public Optional<ServerResponse> servePage(ServerRequest request, Instant now) {
        if (request.method().equals("POST") && request.path().equals(BEGIN))
            return Optional.of(beginCase(request, now));
        if (!request.path().startsWith(PATH)) return Optional.empty();
        var reference = request.path().substring(PATH.length());
        var way = handovers.findChannel(reference);
        if (way.isEmpty()) return Optional.of(errorPage(404, demo.sentences().chineseText("handover-unknown")));
        if (request.method().equals("GET")) return Optional.of(personChoicePage());
        var said = new String(request.body(), StandardCharsets.UTF_8).split("=", 2);
        var person = said.length == 2 ? demo.people().findSubject(said[1]) : Optional.<CaseSubject>empty();
        if (person.isEmpty()) return Optional.of(personChoicePage());
        var by = way.get().equals("counter") ? "counter" : "phone";
        return Optional.of(
                switch (handovers.takeCase(by, reference, person.get(), now)) {
                    case CaseTransferService.TransferReply.Refused<TakenOverCase>(var problem) ->
                        errorPage(problem.status(), problem.message().getOrDefault("zh-CN", problem.code()));
                    case CaseTransferService.TransferReply.Granted<TakenOverCase>(var taken) ->
                        switch (said[0]) {
                            case "give" -> transferToTerminal(by, person.get(), taken, now);
                            case "submit" -> submitTransferredCase(by, person.get(), taken, now);
                            default -> casePage(person.get(), taken);
                        };
                });
    }

    private ServerResponse personChoicePage() {
        var people = new LinkedHashMap<String, String>();
        for (var subject : demo.people().listSubjects()) people.put(subject.number(), subject.name());
        return HtmlFragment.joinParts(List.of(
                        tag("h1", "接着办"),
                        tag("p", "这是谁的手机，或窗口前是谁？"),
                        HtmlFragment.form("take", people),
                        tag("footer", "演示")))
                .form(200, "接着办");
    }

    private static ServerResponse errorPage(int status, String words) {
        return tag("h1", words).toPage(status, "接着办");
    }

    private String itemTitle(TakenOverCase taken) {
        return demo.services()
                .findService(taken.service())
                .map(s -> s.title().getOrDefault("zh-CN", taken.service()))
                .orElse(taken.service());
    }

    private ServerResponse casePage(CaseSubject person, TakenOverCase taken) {
        var rows = new ArrayList<HtmlFragment>();
        taken.answers().forEach((name, value) -> rows.add(HtmlFragment.row(name, value)));
        return HtmlFragment.joinParts(List.of(
                        tag("h1", itemTitle(taken)),
                        tag("p", "办件编号 " + taken.caseNumber()),
                        tag("p", person.name() + "，已经填的："),
                        HtmlFragment.table(List.of("项目", "内容"), rows),
                        HtmlFragment.form("give", Map.of(person.number(), "带到自助机接着办")),
                        HtmlFragment.form("submit", Map.of(person.number(), "提交")),
                        tag("footer", "演示")))
                .form(200, "接着办");
    }

    private ServerResponse transferToTerminal(String by, CaseSubject person, TakenOverCase taken, Instant now) {
        var half = new CaseTransfer("terminal", taken.service(), taken.serviceVersion(), person, taken.answers(), 0);
        return switch (handovers.giveCase(by, by, taken.txId(), half, now)) {
            case CaseTransferService.TransferReply.Refused<TransferredCase>(var problem) ->
                errorPage(problem.status(), problem.message().getOrDefault("zh-CN", problem.code()));
            case CaseTransferService.TransferReply.Granted<TransferredCase>(var handed) ->
                transferCodePage(itemTitle(taken), handed);
        };
    }

    private static ServerResponse transferCodePage(String title, TransferredCase handed) {
        return HtmlFragment.joinParts(List.of(
                        tag("h1", title),
                        QrMarkup.of(handed.qr()),
                        tag("p", "请对准自助机的扫码口，再放身份证"),
                        tag("p", "办件编号 " + handed.caseNumber()),
                        tag("details", tag("summary", "码里写的"), tag("code", handed.qr())),
                        tag("footer", "演示")))
                .toPage(200, "接着办");
    }

    private ServerResponse submitTransferredCase(String by, CaseSubject person, TakenOverCase taken, Instant now) {
        var service = demo.services().findService(taken.service());
        if (service.isEmpty()) return errorPage(404, demo.sentences().chineseText("no-such-service"));
        var whole = new CaseSubmission(
                taken.txId(),
                taken.service(),
                taken.serviceVersion(),
                person,
                new IdentityAssurance("L2", List.of(by)),
                taken.answers(),
                now,
                by,
                false);
        return switch (registry.submitCase(
                by, whole, SubmissionCodec.toBytes(whole), service.get(), IdentityRequirement.NONE, now)) {
            case CaseService.IntakeResult.New(var answer) -> receiptPage(answer);
            case CaseService.IntakeResult.Replay(var answer) -> receiptPage(answer);
            case CaseService.IntakeResult.Refused(var problem) ->
                errorPage(problem.status(), problem.message().getOrDefault("zh-CN", problem.code()));
            case CaseService.IntakeResult.InFlight() ->
                errorPage(409, demo.sentences().chineseText("in-flight"));
        };
    }

    private static ServerResponse receiptPage(byte[] answer) {
        var receipt = ReceiptCodec.parseReceipt(answer);
        return HtmlFragment.joinParts(List.of(
                        tag("h1", receipt.message().getOrDefault("zh-CN", "")),
                        tag("p", "办件编号 " + receipt.caseNumber()),
                        tag("footer", "演示")))
                .toPage(200, "接着办");
    }

    /// Begins a case on the phone, as the app would: `{number, txId, service, answers}`.
    private ServerResponse beginCase(ServerRequest request, Instant now) {
        var asked = StrictJson.parse(request.body());
        var person = demo.people().findSubject(asked.text("number"));
        if (person.isEmpty()) return errorPage(404, "没有这个人");
        var half = new CaseTransfer("terminal", asked.text("service"), 1, person.get(), asked.textMap("answers"), 0);
        return switch (handovers.giveCase("phone", "phone", asked.text("txId"), half, now)) {
            case CaseTransferService.TransferReply.Refused<TransferredCase>(var problem) ->
                ServerResponse.ofProblem(problem);
            case CaseTransferService.TransferReply.Granted<TransferredCase>(var handed) ->
                ServerResponse.ofJson(Map.of("qr", handed.qr(), "caseNumber", handed.caseNumber()));
        };
    }
}
