package org.openstm.kiosk.central.codec;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.openstm.kiosk.central.CaseListPage;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseRepresentative;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CaseTransfer;
import org.openstm.kiosk.central.DocumentReference;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.central.ListedCase;
import org.openstm.kiosk.central.OrganisationAuthorisation;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.TakenOverCase;
import org.openstm.kiosk.central.TransferredCase;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.payment.AmountDue;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.JournalCountersignature;
import org.openstm.kiosk.central.terminal.PaperReport;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;
import org.openstm.kiosk.central.terminal.TerminalCommand;

/// Converts the contract's records to JSON and back, in canonical form (RFC 8785) so that digests are stable.
public final class ContractCodec {
    private static final String CURRENCY = "CNY";
    private static final Pattern CODE = Pattern.compile("(?=.{1,80}$)[a-z0-9-]+(/[a-z0-9-]+)?");

    private ContractCodec() {}

    /// The bytes to journal and to send.
    public static byte[] toBytes(CaseSubmission s) {
        var json = new LinkedHashMap<String, Object>();
        json.put("txId", s.txId());
        json.put("service", s.service());
        json.put("serviceVersion", s.serviceVersion());
        json.put("subject", toJsonTree(s.subject()));
        json.put("identity", toJsonTree(s.identity()));
        json.put("answers", s.answers());
        json.put("occurredAt", s.occurredAt());
        json.put("terminal", s.terminal());
        json.put("stored", s.stored());
        // without files, the bytes equal those of release 1
        if (!s.files().isEmpty())
            json.put("files", s.files().stream().map(ContractCodec::toJsonTree).toList());
        if (s.catalogue() > 0) json.put("catalogue", s.catalogue());
        s.acting().ifPresent(other -> json.put("acting", Map.of("role", other.role(), "who", toJsonTree(other.who()))));
        return StrictJson.toCanonicalBytes(json);
    }

    public static CaseSubmission parseSubmission(byte[] bytes) {
        StrictJson json = StrictJson.parse(bytes);
        StrictJson identity = json.object("identity");
        return new CaseSubmission(
                json.text("txId"),
                json.text("service"),
                json.integer("serviceVersion"),
                parseSubject(json.object("subject")),
                new IdentityAssurance(
                        identity.text("level"),
                        identity.textList("factors"),
                        identity.optionalText("evidence").orElse("")),
                json.textMap("answers"),
                json.instant("occurredAt"),
                json.text("terminal"),
                json.booleanValue("stored"),
                json.has("files")
                        ? json.objectList("files").stream()
                                .map(ContractCodec::parseFileReference)
                                .toList()
                        : List.of(),
                json.has("catalogue") ? json.integer("catalogue") : 0,
                json.has("acting") ? Optional.of(parseRepresentative(json.object("acting"))) : Optional.empty());
    }

    /// Without evidence, the bytes equal those of contract 1.6.
    private static Map<String, Object> toJsonTree(IdentityAssurance identity) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("level", identity.level());
        tree.put("factors", identity.factors());
        if (!identity.evidence().isEmpty()) tree.put("evidence", identity.evidence());
        return tree;
    }

    /// A query about a person, with the evidence of their identity.
    public static Map<String, Object> toJsonTree(ProvenSubject who) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("subject", toJsonTree(who.subject()));
        if (!who.evidence().isEmpty()) tree.put("evidence", who.evidence());
        return tree;
    }

    private static CaseRepresentative parseRepresentative(StrictJson json) {
        return new CaseRepresentative(json.text("role"), parseSubject(json.object("who")));
    }

    private static Map<String, Object> toJsonTree(FileReference file) {
        return Map.of("name", file.name(), "sha256", file.sha256(), "type", file.type(), "bytes", file.bytes());
    }

    private static FileReference parseFileReference(StrictJson json) {
        return new FileReference(json.text("name"), json.text("sha256"), json.text("type"), json.integer("bytes"));
    }

    public static Map<String, Object> toJsonTree(HeartbeatRequest heartbeat) {
        var tree = new LinkedHashMap<String, Object>();
        heartbeat.journal().ifPresent(end -> tree.put("journal", toJsonTree(end)));
        tree.put("queued", heartbeat.queued());
        tree.put("findings", heartbeat.findings());
        tree.put("version", heartbeat.version());
        tree.put(
                "devices",
                heartbeat.devices().stream().map(ContractCodec::toJsonTree).toList());
        heartbeat.offer().ifPresent(offer -> tree.put("offer", toJsonTree(offer)));
        return tree;
    }

    private static Map<String, Object> toJsonTree(HeartbeatRequest.JournalEnd end) {
        var journal = new LinkedHashMap<String, Object>();
        journal.put("begin", end.begin());
        journal.put("seq", end.seq());
        journal.put("hash", end.hash());
        end.seen().ifPresent(seen -> journal.put("seen", Map.of("seq", seen.seq(), "hash", seen.hash())));
        return journal;
    }

    private static Map<String, Object> toJsonTree(HeartbeatRequest.ServiceOffer offer) {
        var closed = offer.closed().stream()
                .map(one -> Map.of("item", one.item(), "why", one.why()))
                .toList();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("open", offer.open());
        tree.put("offered", offer.offered());
        tree.put("closed", closed);
        if (!offer.why().isEmpty()) tree.put("why", offer.why());
        return tree;
    }

    private static String requireCode(String text) {
        if (!CODE.matcher(text).matches()) throw new ContractViolationException("no id and no code: " + text);
        return text;
    }

    private static HeartbeatRequest.ServiceOffer parseOffer(StrictJson json) {
        var closed = json.objectList("closed").stream()
                .map(one ->
                        new HeartbeatRequest.ClosedItem(requireCode(one.text("item")), requireCode(one.text("why"))))
                .toList();
        return new HeartbeatRequest.ServiceOffer(
                json.booleanValue("open"),
                json.integer("offered"),
                closed,
                json.has("why") ? requireCode(json.text("why")) : "");
    }

    private static Map<String, Object> toJsonTree(HeartbeatRequest.DeviceReport device) {
        return Map.of(
                "id", device.id(),
                "class", device.deviceClass(),
                "state", device.state(),
                "serves", device.serves(),
                "faults", device.faults());
    }

    private static HeartbeatRequest.DeviceReport parseDeviceReport(StrictJson json) {
        return new HeartbeatRequest.DeviceReport(
                json.text("id"),
                json.text("class"),
                json.text("state"),
                json.booleanValue("serves"),
                json.textList("faults"));
    }

    private static HeartbeatRequest.JournalEnd parseJournalEnd(StrictJson journal) {
        Optional<HeartbeatRequest.CountersignedEntry> seen = journal.has("seen")
                ? Optional.of(new HeartbeatRequest.CountersignedEntry(
                        journal.object("seen").longValue("seq"),
                        journal.object("seen").text("hash")))
                : Optional.empty();
        return new HeartbeatRequest.JournalEnd(
                journal.longValue("begin"), journal.longValue("seq"), journal.text("hash"), seen);
    }

    public static HeartbeatRequest parseHeartbeatRequest(StrictJson json) {
        return new HeartbeatRequest(
                json.has("journal") ? Optional.of(parseJournalEnd(json.object("journal"))) : Optional.empty(),
                json.integer("queued"),
                json.integer("findings"),
                json.text("version"),
                json.has("devices")
                        ? json.objectList("devices").stream()
                                .map(ContractCodec::parseDeviceReport)
                                .toList()
                        : List.of(),
                json.has("offer") ? Optional.of(parseOffer(json.object("offer"))) : Optional.empty());
    }

    public static Map<String, Object> toJsonTree(HeartbeatResponse response) {
        return Map.of(
                "followed", response.followed(),
                "last", response.last().toJsonTree(),
                "time", response.time(),
                "reconnectWindowSeconds", response.reconnectWindow().toSeconds(),
                "commands",
                        response.commands().stream()
                                .map(TerminalCommand::toJsonTree)
                                .toList());
    }

    /// @param believed verifies that a command is central's
    public static HeartbeatResponse parseHeartbeatResponse(StrictJson json, Predicate<StrictJson> believed) {
        var commands = json.has("commands") ? json.objectList("commands") : List.<StrictJson>of();
        var good = commands.stream().filter(believed).map(TerminalCommand::of).toList();
        return new HeartbeatResponse(
                json.booleanValue("followed"),
                JournalCountersignature.of(json.object("last")),
                json.instant("time"),
                Duration.ofSeconds(json.integer("reconnectWindowSeconds")),
                good,
                commands.size() - good.size());
    }

    public static Map<String, Object> toJsonTree(PaperReport report) {
        return Map.of(
                "paper", report.paper(),
                "copy", report.copy(),
                "result", report.result(),
                "evidence", report.evidence(),
                "sequence", report.sequence());
    }

    public static PaperReport parsePaperReport(String effectId, StrictJson json) {
        return new PaperReport(
                effectId,
                json.text("paper"),
                json.integer("copy"),
                json.text("result"),
                json.text("evidence"),
                json.longValue("sequence"));
    }

    public static Map<String, Object> toJsonTree(ProcessDataRecord p) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", p.id());
        json.put("item", p.item());
        json.put("hour", p.hour());
        json.put("outcome", p.outcome());
        json.put("booking", p.booking());
        json.put("asked", p.asked());
        json.put("reused", p.reused());
        json.put("missing", p.missing());
        json.put(
                "strides",
                p.strides().stream()
                        .map(s -> Map.of("step", s.step(), "ms", s.ms(), "touches", s.touches()))
                        .toList());
        return json;
    }

    public static ProcessDataRecord parseProcessDataRecord(StrictJson json) {
        return new ProcessDataRecord(
                json.text("id"),
                json.text("item"),
                json.instant("hour"),
                json.text("outcome"),
                json.text("booking"),
                json.integer("asked"),
                json.integer("reused"),
                json.integer("missing"),
                json.objectList("strides").stream()
                        .map(s -> new ProcessDataRecord.StepTiming(
                                s.text("step"), s.longValue("ms"), s.integer("touches")))
                        .toList());
    }

    public static Map<String, Object> toJsonTree(CaseSubject subject) {
        return Map.of("name", subject.name(), "number", subject.number(), "layout", subject.layout());
    }

    public static CaseSubject parseSubject(StrictJson json) {
        return new CaseSubject(json.text("name"), json.text("number"), json.text("layout"));
    }

    public static Map<String, Object> toJsonTree(CaseTransfer half) {
        var json = new LinkedHashMap<String, Object>();
        json.put("to", half.to());
        json.put("service", half.service());
        json.put("serviceVersion", half.serviceVersion());
        json.put("subject", toJsonTree(half.subject()));
        json.put("answers", half.answers());
        if (half.catalogue() > 0) json.put("catalogue", half.catalogue());
        return json;
    }

    public static CaseTransfer parseCaseTransfer(StrictJson json) {
        return new CaseTransfer(
                json.text("to"),
                json.text("service"),
                json.integer("serviceVersion"),
                parseSubject(json.object("subject")),
                json.textMap("answers"),
                json.has("catalogue") ? json.integer("catalogue") : 0);
    }

    public static Map<String, Object> toJsonTree(TransferredCase handed) {
        var json = new LinkedHashMap<String, Object>();
        json.put("txId", handed.txId());
        json.put("caseNumber", handed.caseNumber());
        json.put("qr", handed.qr());
        handed.ticket()
                .ifPresent(ticket -> json.put("ticket", Map.of("number", ticket.number(), "window", ticket.window())));
        json.put("until", handed.until());
        return json;
    }

    public static TransferredCase parseTransferredCase(StrictJson json) {
        var ticket = json.has("ticket")
                ? Optional.of(new TransferredCase.QueueTicket(
                        json.object("ticket").text("number"),
                        json.object("ticket").textMap("window")))
                : Optional.<TransferredCase.QueueTicket>empty();
        return new TransferredCase(
                json.text("txId"), json.text("caseNumber"), json.text("qr"), ticket, json.instant("until"));
    }

    public static Map<String, Object> toJsonTree(TakenOverCase taken) {
        return Map.of(
                "txId", taken.txId(),
                "caseNumber", taken.caseNumber(),
                "service", taken.service(),
                "serviceVersion", taken.serviceVersion(),
                "answers", taken.answers());
    }

    public static TakenOverCase parseTakenOverCase(StrictJson json) {
        return new TakenOverCase(
                json.text("txId"),
                json.text("caseNumber"),
                json.text("service"),
                json.integer("serviceVersion"),
                json.textMap("answers"));
    }

    /// The members of a receipt; the signer leaves the signature empty first.
    public static Map<String, Object> toJsonTree(CaseReceipt r) {
        var json = new LinkedHashMap<String, Object>();
        json.put("txId", r.txId());
        json.put("version", r.version());
        json.put("state", r.state().name());
        json.put("caseNumber", r.caseNumber());
        json.put("acceptedAt", r.acceptedAt());
        json.put("result", r.result());
        json.put("message", r.message());
        json.put(
                "documents",
                r.documents().stream().map(ContractCodec::toJsonTree).toList());
        r.due().ifPresent(due -> json.put("due", toJsonTree(due)));
        // without parts, the bytes equal those of contract 1.1
        if (!r.parts().isEmpty())
            json.put("parts", r.parts().stream().map(ContractCodec::toJsonTree).toList());
        json.put("requestDigest", r.requestDigest());
        json.put("signature", r.signature());
        return json;
    }

    public static Map<String, Object> toJsonTree(PaymentHold p) {
        var json = new LinkedHashMap<String, Object>();
        json.put("txId", p.txId());
        json.put("attempt", p.attempt());
        json.put("reference", p.reference());
        json.put("state", p.state().name());
        json.put("fen", p.fen());
        json.put("currency", CURRENCY);
        json.put("qr", p.qr());
        json.put("until", p.until());
        json.put("signature", p.signature());
        return json;
    }

    public static byte[] toBytes(PaymentHold voucher) {
        return StrictJson.toCanonicalBytes(toJsonTree(voucher));
    }

    public static PaymentHold parsePaymentHold(byte[] bytes) {
        return parsePaymentHold(StrictJson.parse(bytes));
    }

    public static PaymentHold parsePaymentHold(StrictJson json) {
        requireYuan(json);
        return new PaymentHold(
                json.text("txId"),
                json.integer("attempt"),
                json.text("reference"),
                requireConstant(PaymentHold.HoldState.values(), json.text("state")),
                json.longValue("fen"),
                json.text("qr"),
                json.instant("until"),
                json.text("signature"));
    }

    public static Map<String, Object> toJsonTree(CaseReversal r) {
        return Map.of(
                "txId", r.txId(),
                "state", r.state().name(),
                "fen", r.fen(),
                "currency", CURRENCY,
                "at", r.at(),
                "signature", r.signature());
    }

    public static byte[] toBytes(CaseReversal reversal) {
        return StrictJson.toCanonicalBytes(toJsonTree(reversal));
    }

    public static CaseReversal parseReversal(byte[] bytes) {
        return parseReversal(StrictJson.parse(bytes));
    }

    public static CaseReversal parseReversal(StrictJson json) {
        requireYuan(json);
        return new CaseReversal(
                json.text("txId"),
                requireConstant(CaseReversal.ReversalState.values(), json.text("state")),
                json.longValue("fen"),
                json.instant("at"),
                json.text("signature"));
    }

    private static Map<String, Object> toJsonTree(AmountDue due) {
        return Map.of("fen", due.fen(), "currency", CURRENCY, "until", due.until());
    }

    private static AmountDue parseAmountDue(StrictJson json) {
        requireYuan(json);
        long fen = json.longValue("fen");
        if (fen <= 0) throw new ContractViolationException("'due.fen' is not an amount");
        return new AmountDue(fen, json.instant("until"));
    }

    /// An amount in another currency must never be read as one in this.
    private static void requireYuan(StrictJson json) {
        if (!json.text("currency").equals(CURRENCY))
            throw new ContractViolationException("'currency' is not " + CURRENCY);
    }

    public static byte[] toBytes(CaseReceipt receipt) {
        return StrictJson.toCanonicalBytes(toJsonTree(receipt));
    }

    public static CaseReceipt parseReceipt(byte[] bytes) {
        return parseReceipt(StrictJson.parse(bytes));
    }

    public static CaseReceipt parseReceipt(StrictJson json) {
        return new CaseReceipt(
                json.text("txId"),
                json.integer("version"),
                requireConstant(CaseReceipt.ReceiptState.values(), json.text("state")),
                json.text("caseNumber"),
                json.instant("acceptedAt"),
                json.textMap("result"),
                json.textMap("message"),
                json.objectList("documents").stream()
                        .map(d -> new DocumentReference(
                                d.text("serial"), d.text("title"), d.integer("pages"), d.text("sha256")))
                        .toList(),
                json.has("due") ? Optional.of(parseAmountDue(json.object("due"))) : Optional.empty(),
                json.has("parts")
                        ? json.objectList("parts").stream()
                                .map(ContractCodec::parseChainPart)
                                .toList()
                        : List.of(),
                json.text("requestDigest"),
                json.text("signature"));
    }

    private static Map<String, Object> toJsonTree(CaseReceipt.ChainPart part) {
        return Map.of(
                "service", part.service(),
                "title", part.title(),
                "caseNumber", part.caseNumber(),
                "state", part.state().name(),
                "message", part.message());
    }

    private static CaseReceipt.ChainPart parseChainPart(StrictJson json) {
        return new CaseReceipt.ChainPart(
                json.text("service"),
                json.textMap("title"),
                json.text("caseNumber"),
                requireConstant(CaseReceipt.ReceiptState.values(), json.text("state")),
                json.textMap("message"));
    }

    private static Map<String, Object> toJsonTree(DocumentReference document) {
        return Map.of(
                "serial", document.serial(),
                "title", document.title(),
                "pages", document.pages(),
                "sha256", document.sha256());
    }

    private static <E extends Enum<E>> E requireConstant(E[] states, String name) {
        for (var state : states) if (state.name().equals(name)) return state;
        throw new ContractViolationException("'state' is not a known value");
    }

    public static byte[] toBytes(ProblemDetails p) {
        var json = new LinkedHashMap<String, Object>();
        json.put("type", "urn:openstm:problem:" + p.code());
        json.put("title", p.message().getOrDefault("en", p.code()));
        json.put("status", p.status());
        json.put("code", p.code());
        json.put("retryable", p.retryable());
        json.put("message", p.message());
        json.put("traceId", p.traceId());
        json.put("txState", p.taken());
        json.put("facts", p.facts());
        p.retryAfter().ifPresent(after -> json.put("retryAfterMs", after.toMillis()));
        return StrictJson.toCanonicalBytes(json);
    }

    public static ProblemDetails parseProblem(byte[] bytes) {
        StrictJson json = StrictJson.parse(bytes);
        return new ProblemDetails(
                json.text("code"),
                json.integer("status"),
                json.booleanValue("retryable"),
                json.textMap("message"),
                json.text("traceId"),
                json.has("retryAfterMs")
                        ? Optional.of(Duration.ofMillis(Math.max(0, json.integer("retryAfterMs"))))
                        : Optional.empty(),
                json.optionalText("txState").orElse(""),
                json.has("facts") ? json.textMap("facts") : Map.of());
    }

    public static Map<String, Object> toJsonTree(ListOption option) {
        return Map.of(
                "value", option.value(),
                "label", option.label(),
                "available", option.available(),
                "note", option.note());
    }

    public static List<ListOption> parseOptions(StrictJson json) {
        return json.objectList("options").stream()
                .map(o -> new ListOption(
                        o.text("value"), o.textMap("label"), o.booleanValue("available"), o.textMap("note")))
                .toList();
    }

    public static Map<String, Object> toJsonTree(CaseProgress c) {
        var json = new LinkedHashMap<String, Object>();
        json.put("caseNumber", c.caseNumber());
        json.put("service", c.service());
        json.put("title", c.title());
        json.put("state", c.state());
        json.put("stateText", c.stateText());
        json.put("steps", c.steps().stream().map(ContractCodec::toJsonTree).toList());
        json.put("owner", c.owner());
        json.put("phone", c.phone());
        c.promisedBy().ifPresent(day -> json.put("promisedBy", day.toString()));
        if (c.overdue()) json.put("overdue", true);
        if (!c.parts().isEmpty())
            json.put("parts", c.parts().stream().map(ContractCodec::toJsonTree).toList());
        return json;
    }

    private static Map<String, Object> toJsonTree(CaseProgress.ProgressStep step) {
        var json = new LinkedHashMap<String, Object>();
        json.put("label", step.label());
        json.put("done", step.done());
        if (step.at() != null) json.put("at", step.at());
        return json;
    }

    public static Map<String, Object> toJsonTree(CaseListPage list) {
        return Map.of(
                "cases",
                list.cases().stream()
                        .map(c -> Map.of(
                                "txId",
                                c.txId(),
                                "caseNumber",
                                c.caseNumber(),
                                "state",
                                c.state().name(),
                                "at",
                                c.at()))
                        .toList(),
                "next",
                list.next());
    }

    public static CaseListPage parseCaseListPage(StrictJson json) {
        return new CaseListPage(
                json.objectList("cases").stream()
                        .map(c -> new ListedCase(
                                c.text("txId"),
                                c.text("caseNumber"),
                                requireConstant(CaseReceipt.ReceiptState.values(), c.text("state")),
                                c.instant("at")))
                        .toList(),
                json.text("next"));
    }

    public static CaseProgress parseProgress(StrictJson json) {
        return new CaseProgress(
                json.text("caseNumber"),
                json.text("service"),
                json.textMap("title"),
                json.text("state"),
                json.textMap("stateText"),
                json.objectList("steps").stream()
                        .map(s -> new CaseProgress.ProgressStep(
                                s.textMap("label"), s.has("at") ? s.instant("at") : null, s.booleanValue("done")))
                        .toList(),
                json.text("owner"),
                json.text("phone"),
                json.optionalText("promisedBy").flatMap(ContractCodec::parseDay),
                json.has("overdue") && json.booleanValue("overdue"),
                json.has("parts")
                        ? json.objectList("parts").stream()
                                .map(ContractCodec::parseProgress)
                                .toList()
                        : List.of());
    }

    public static Map<String, Object> toJsonTree(OrganisationAuthorisation mandate) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", mandate.name());
        json.put("standing", mandate.standing());
        mandate.until().ifPresent(day -> json.put("until", day.toString()));
        return json;
    }

    public static OrganisationAuthorisation parseAuthorisation(StrictJson json) {
        return new OrganisationAuthorisation(
                json.text("name"),
                json.text("standing"),
                json.optionalText("until").flatMap(ContractCodec::parseDay));
    }

    private static Optional<LocalDate> parseDay(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            throw new ContractViolationException("not a date");
        }
    }

    /// The bytes that a request's signature covers.
    public static byte[] requestSigningInput(String method, String path, String idempotencyKey, byte[] body) {
        return String.join("\n", method, path, idempotencyKey, Sha256.digestHex(body))
                .getBytes(StandardCharsets.UTF_8);
    }
}
