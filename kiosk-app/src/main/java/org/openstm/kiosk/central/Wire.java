package org.openstm.kiosk.central;

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

/// The JSON of the contract: records to bytes and back, canonical (RFC 8785) so that a digest means something.
public final class Wire {
    private static final String CURRENCY = "CNY";
    private static final Pattern CODE = Pattern.compile("(?=.{1,80}$)[a-z0-9-]+(/[a-z0-9-]+)?");

    private Wire() {}

    /// The bytes to journal and to send.
    public static byte[] bytes(Submission s) {
        var json = new LinkedHashMap<String, Object>();
        json.put("txId", s.txId());
        json.put("service", s.service());
        json.put("serviceVersion", s.serviceVersion());
        json.put("subject", tree(s.subject()));
        json.put("identity", tree(s.identity()));
        json.put("answers", s.answers());
        json.put("occurredAt", s.occurredAt());
        json.put("terminal", s.terminal());
        json.put("stored", s.stored());
        // without files these are the bytes of release 1
        if (!s.files().isEmpty())
            json.put("files", s.files().stream().map(Wire::tree).toList());
        if (s.catalogue() > 0) json.put("catalogue", s.catalogue());
        s.acting().ifPresent(other -> json.put("acting", Map.of("role", other.role(), "who", tree(other.who()))));
        return Json.canonical(json);
    }

    public static Submission submission(byte[] bytes) {
        Json json = Json.parse(bytes);
        Json identity = json.object("identity");
        return new Submission(
                json.text("txId"),
                json.text("service"),
                json.integer("serviceVersion"),
                subject(json.object("subject")),
                new Identity(
                        identity.text("level"),
                        identity.words("factors"),
                        identity.maybeText("evidence").orElse("")),
                json.texts("answers"),
                json.instant("occurredAt"),
                json.text("terminal"),
                json.truth("stored"),
                json.has("files")
                        ? json.objects("files").stream().map(Wire::file).toList()
                        : List.of(),
                json.has("catalogue") ? json.integer("catalogue") : 0,
                json.has("acting") ? Optional.of(acting(json.object("acting"))) : Optional.empty());
    }

    /// Without evidence these are the bytes of contract 1.6.
    private static Map<String, Object> tree(Identity identity) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("level", identity.level());
        tree.put("factors", identity.factors());
        if (!identity.evidence().isEmpty()) tree.put("evidence", identity.evidence());
        return tree;
    }

    /// A question about a person: who, and the evidence for it.
    static Map<String, Object> tree(ProvenSubject who) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("subject", tree(who.subject()));
        if (!who.evidence().isEmpty()) tree.put("evidence", who.evidence());
        return tree;
    }

    private static Acting acting(Json json) {
        return new Acting(json.text("role"), subject(json.object("who")));
    }

    private static Map<String, Object> tree(FileRef file) {
        return Map.of("name", file.name(), "sha256", file.sha256(), "type", file.type(), "bytes", file.bytes());
    }

    private static FileRef file(Json json) {
        return new FileRef(json.text("name"), json.text("sha256"), json.text("type"), json.integer("bytes"));
    }

    public static Map<String, Object> tree(Beat beat) {
        var tree = new LinkedHashMap<String, Object>();
        beat.journal().ifPresent(end -> tree.put("journal", tree(end)));
        tree.put("queued", beat.queued());
        tree.put("findings", beat.findings());
        tree.put("version", beat.version());
        tree.put("devices", beat.devices().stream().map(Wire::tree).toList());
        beat.offer().ifPresent(offer -> tree.put("offer", tree(offer)));
        return tree;
    }

    private static Map<String, Object> tree(Beat.JournalEnd end) {
        var journal = new LinkedHashMap<String, Object>();
        journal.put("begin", end.begin());
        journal.put("seq", end.seq());
        journal.put("hash", end.hash());
        end.seen().ifPresent(seen -> journal.put("seen", Map.of("seq", seen.seq(), "hash", seen.hash())));
        return journal;
    }

    private static Map<String, Object> tree(Beat.Offer offer) {
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

    private static String code(String text) {
        if (!CODE.matcher(text).matches()) throw new WireBroken("no id and no code: " + text);
        return text;
    }

    private static Beat.Offer offer(Json json) {
        var closed = json.objects("closed").stream()
                .map(one -> new Beat.Closed(code(one.text("item")), code(one.text("why"))))
                .toList();
        return new Beat.Offer(
                json.truth("open"), json.integer("offered"), closed, json.has("why") ? code(json.text("why")) : "");
    }

    private static Map<String, Object> tree(Beat.Instrument device) {
        return Map.of(
                "id", device.id(),
                "class", device.deviceClass(),
                "state", device.state(),
                "serves", device.serves(),
                "faults", device.faults());
    }

    private static Beat.Instrument instrument(Json json) {
        return new Beat.Instrument(
                json.text("id"), json.text("class"), json.text("state"), json.truth("serves"), json.words("faults"));
    }

    private static Beat.JournalEnd journalEnd(Json journal) {
        Optional<Beat.Seen> seen = journal.has("seen")
                ? Optional.of(new Beat.Seen(
                        journal.object("seen").whole("seq"),
                        journal.object("seen").text("hash")))
                : Optional.empty();
        return new Beat.JournalEnd(journal.whole("begin"), journal.whole("seq"), journal.text("hash"), seen);
    }

    public static Beat beat(Json json) {
        return new Beat(
                json.has("journal") ? Optional.of(journalEnd(json.object("journal"))) : Optional.empty(),
                json.integer("queued"),
                json.integer("findings"),
                json.text("version"),
                json.has("devices")
                        ? json.objects("devices").stream().map(Wire::instrument).toList()
                        : List.of(),
                json.has("offer") ? Optional.of(offer(json.object("offer"))) : Optional.empty());
    }

    public static Map<String, Object> tree(Pulse pulse) {
        return Map.of(
                "followed", pulse.followed(),
                "last", pulse.last().tree(),
                "time", pulse.time(),
                "reconnectWindowSeconds", pulse.reconnectWindow().toSeconds(),
                "commands", pulse.commands().stream().map(Command::tree).toList());
    }

    /// @param believed whether a command is the centre's
    static Pulse pulse(Json json, Predicate<Json> believed) {
        var commands = json.has("commands") ? json.objects("commands") : List.<Json>of();
        var good = commands.stream().filter(believed).map(Command::of).toList();
        return new Pulse(
                json.truth("followed"),
                Countersign.of(json.object("last")),
                json.instant("time"),
                Duration.ofSeconds(json.integer("reconnectWindowSeconds")),
                good,
                commands.size() - good.size());
    }

    public static Map<String, Object> tree(PaperReport report) {
        return Map.of(
                "paper", report.paper(),
                "copy", report.copy(),
                "result", report.result(),
                "evidence", report.evidence(),
                "sequence", report.sequence());
    }

    public static PaperReport paper(String effectId, Json json) {
        return new PaperReport(
                effectId,
                json.text("paper"),
                json.integer("copy"),
                json.text("result"),
                json.text("evidence"),
                json.whole("sequence"));
    }

    public static Map<String, Object> tree(Passage p) {
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

    public static Passage passage(Json json) {
        return new Passage(
                json.text("id"),
                json.text("item"),
                json.instant("hour"),
                json.text("outcome"),
                json.text("booking"),
                json.integer("asked"),
                json.integer("reused"),
                json.integer("missing"),
                json.objects("strides").stream()
                        .map(s -> new Passage.Stride(s.text("step"), s.whole("ms"), s.integer("touches")))
                        .toList());
    }

    public static Map<String, Object> tree(Subject subject) {
        return Map.of("name", subject.name(), "number", subject.number(), "layout", subject.layout());
    }

    public static Subject subject(Json json) {
        return new Subject(json.text("name"), json.text("number"), json.text("layout"));
    }

    public static Map<String, Object> tree(Handover half) {
        var json = new LinkedHashMap<String, Object>();
        json.put("to", half.to());
        json.put("service", half.service());
        json.put("serviceVersion", half.serviceVersion());
        json.put("subject", tree(half.subject()));
        json.put("answers", half.answers());
        if (half.catalogue() > 0) json.put("catalogue", half.catalogue());
        return json;
    }

    public static Handover handover(Json json) {
        return new Handover(
                json.text("to"),
                json.text("service"),
                json.integer("serviceVersion"),
                subject(json.object("subject")),
                json.texts("answers"),
                json.has("catalogue") ? json.integer("catalogue") : 0);
    }

    public static Map<String, Object> tree(Handed handed) {
        var json = new LinkedHashMap<String, Object>();
        json.put("txId", handed.txId());
        json.put("caseNumber", handed.caseNumber());
        json.put("qr", handed.qr());
        handed.ticket()
                .ifPresent(ticket -> json.put("ticket", Map.of("number", ticket.number(), "window", ticket.window())));
        json.put("until", handed.until());
        return json;
    }

    static Handed handed(Json json) {
        var ticket = json.has("ticket")
                ? Optional.of(new Handed.Ticket(
                        json.object("ticket").text("number"),
                        json.object("ticket").texts("window")))
                : Optional.<Handed.Ticket>empty();
        return new Handed(json.text("txId"), json.text("caseNumber"), json.text("qr"), ticket, json.instant("until"));
    }

    public static Map<String, Object> tree(TakenOver taken) {
        return Map.of(
                "txId", taken.txId(),
                "caseNumber", taken.caseNumber(),
                "service", taken.service(),
                "serviceVersion", taken.serviceVersion(),
                "answers", taken.answers());
    }

    static TakenOver takenOver(Json json) {
        return new TakenOver(
                json.text("txId"),
                json.text("caseNumber"),
                json.text("service"),
                json.integer("serviceVersion"),
                json.texts("answers"));
    }

    /// The members of a receipt; whoever signs leaves the signature empty first.
    public static Map<String, Object> tree(Receipt r) {
        var json = new LinkedHashMap<String, Object>();
        json.put("txId", r.txId());
        json.put("version", r.version());
        json.put("state", r.state().name());
        json.put("caseNumber", r.caseNumber());
        json.put("acceptedAt", r.acceptedAt());
        json.put("result", r.result());
        json.put("message", r.message());
        json.put("documents", r.documents().stream().map(Wire::tree).toList());
        r.due().ifPresent(due -> json.put("due", tree(due)));
        // of no chain: the bytes of contract 1.1
        if (!r.parts().isEmpty())
            json.put("parts", r.parts().stream().map(Wire::tree).toList());
        json.put("requestDigest", r.requestDigest());
        json.put("signature", r.signature());
        return json;
    }

    public static Map<String, Object> tree(Voucher p) {
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

    public static byte[] bytes(Voucher voucher) {
        return Json.canonical(tree(voucher));
    }

    public static Voucher voucher(byte[] bytes) {
        return voucher(Json.parse(bytes));
    }

    static Voucher voucher(Json json) {
        yuan(json);
        return new Voucher(
                json.text("txId"),
                json.integer("attempt"),
                json.text("reference"),
                named(Voucher.State.values(), json.text("state")),
                json.whole("fen"),
                json.text("qr"),
                json.instant("until"),
                json.text("signature"));
    }

    public static Map<String, Object> tree(Reversal r) {
        return Map.of(
                "txId", r.txId(),
                "state", r.state().name(),
                "fen", r.fen(),
                "currency", CURRENCY,
                "at", r.at(),
                "signature", r.signature());
    }

    public static byte[] bytes(Reversal reversal) {
        return Json.canonical(tree(reversal));
    }

    public static Reversal reversal(byte[] bytes) {
        return reversal(Json.parse(bytes));
    }

    static Reversal reversal(Json json) {
        yuan(json);
        return new Reversal(
                json.text("txId"),
                named(Reversal.State.values(), json.text("state")),
                json.whole("fen"),
                json.instant("at"),
                json.text("signature"));
    }

    private static Map<String, Object> tree(Due due) {
        return Map.of("fen", due.fen(), "currency", CURRENCY, "until", due.until());
    }

    private static Due due(Json json) {
        yuan(json);
        long fen = json.whole("fen");
        if (fen <= 0) throw new WireBroken("'due.fen' is no amount");
        return new Due(fen, json.instant("until"));
    }

    /// An amount in another currency must never be taken for one in this.
    private static void yuan(Json json) {
        if (!json.text("currency").equals(CURRENCY)) throw new WireBroken("'currency' is not " + CURRENCY);
    }

    public static byte[] bytes(Receipt receipt) {
        return Json.canonical(tree(receipt));
    }

    public static Receipt receipt(byte[] bytes) {
        return receipt(Json.parse(bytes));
    }

    static Receipt receipt(Json json) {
        return new Receipt(
                json.text("txId"),
                json.integer("version"),
                named(Receipt.State.values(), json.text("state")),
                json.text("caseNumber"),
                json.instant("acceptedAt"),
                json.texts("result"),
                json.texts("message"),
                json.objects("documents").stream()
                        .map(d -> new DocumentRef(
                                d.text("serial"), d.text("title"), d.integer("pages"), d.text("sha256")))
                        .toList(),
                json.has("due") ? Optional.of(due(json.object("due"))) : Optional.empty(),
                json.has("parts")
                        ? json.objects("parts").stream().map(Wire::part).toList()
                        : List.of(),
                json.text("requestDigest"),
                json.text("signature"));
    }

    private static Map<String, Object> tree(Receipt.Part part) {
        return Map.of(
                "service", part.service(),
                "title", part.title(),
                "caseNumber", part.caseNumber(),
                "state", part.state().name(),
                "message", part.message());
    }

    private static Receipt.Part part(Json json) {
        return new Receipt.Part(
                json.text("service"),
                json.texts("title"),
                json.text("caseNumber"),
                named(Receipt.State.values(), json.text("state")),
                json.texts("message"));
    }

    private static Map<String, Object> tree(DocumentRef document) {
        return Map.of(
                "serial", document.serial(),
                "title", document.title(),
                "pages", document.pages(),
                "sha256", document.sha256());
    }

    private static <E extends Enum<E>> E named(E[] states, String name) {
        for (var state : states) if (state.name().equals(name)) return state;
        throw new WireBroken("'state' is none of those known");
    }

    public static byte[] bytes(Problem p) {
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
        return Json.canonical(json);
    }

    public static Problem problem(byte[] bytes) {
        Json json = Json.parse(bytes);
        return new Problem(
                json.text("code"),
                json.integer("status"),
                json.truth("retryable"),
                json.texts("message"),
                json.text("traceId"),
                json.has("retryAfterMs")
                        ? Optional.of(Duration.ofMillis(Math.max(0, json.integer("retryAfterMs"))))
                        : Optional.empty(),
                json.maybeText("txState").orElse(""),
                json.has("facts") ? json.texts("facts") : Map.of());
    }

    public static Map<String, Object> tree(Option option) {
        return Map.of(
                "value", option.value(),
                "label", option.label(),
                "available", option.available(),
                "note", option.note());
    }

    static List<Option> options(Json json) {
        return json.objects("options").stream()
                .map(o -> new Option(o.text("value"), o.texts("label"), o.truth("available"), o.texts("note")))
                .toList();
    }

    public static Map<String, Object> tree(CaseProgress c) {
        var json = new LinkedHashMap<String, Object>();
        json.put("caseNumber", c.caseNumber());
        json.put("service", c.service());
        json.put("title", c.title());
        json.put("state", c.state());
        json.put("stateText", c.stateText());
        json.put("steps", c.steps().stream().map(Wire::tree).toList());
        json.put("owner", c.owner());
        json.put("phone", c.phone());
        c.promisedBy().ifPresent(day -> json.put("promisedBy", day.toString()));
        if (c.overdue()) json.put("overdue", true);
        if (!c.parts().isEmpty())
            json.put("parts", c.parts().stream().map(Wire::tree).toList());
        return json;
    }

    private static Map<String, Object> tree(CaseProgress.Step step) {
        var json = new LinkedHashMap<String, Object>();
        json.put("label", step.label());
        json.put("done", step.done());
        if (step.at() != null) json.put("at", step.at());
        return json;
    }

    public static Map<String, Object> tree(CaseList list) {
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

    static CaseList caseList(Json json) {
        return new CaseList(
                json.objects("cases").stream()
                        .map(c -> new CaseLine(
                                c.text("txId"),
                                c.text("caseNumber"),
                                named(Receipt.State.values(), c.text("state")),
                                c.instant("at")))
                        .toList(),
                json.text("next"));
    }

    static CaseProgress progress(Json json) {
        return new CaseProgress(
                json.text("caseNumber"),
                json.text("service"),
                json.texts("title"),
                json.text("state"),
                json.texts("stateText"),
                json.objects("steps").stream()
                        .map(s -> new CaseProgress.Step(
                                s.texts("label"), s.has("at") ? s.instant("at") : null, s.truth("done")))
                        .toList(),
                json.text("owner"),
                json.text("phone"),
                json.maybeText("promisedBy").flatMap(Wire::day),
                json.has("overdue") && json.truth("overdue"),
                json.has("parts")
                        ? json.objects("parts").stream().map(Wire::progress).toList()
                        : List.of());
    }

    public static Map<String, Object> tree(Mandate mandate) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", mandate.name());
        json.put("standing", mandate.standing());
        mandate.until().ifPresent(day -> json.put("until", day.toString()));
        return json;
    }

    static Mandate mandate(Json json) {
        return new Mandate(
                json.text("name"),
                json.text("standing"),
                json.maybeText("until").flatMap(Wire::day));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            throw new WireBroken("a day that is none");
        }
    }

    /// What a request's signature covers.
    public static byte[] signedWords(String method, String path, String idempotencyKey, byte[] body) {
        return String.join("\n", method, path, idempotencyKey, Sha256.digestHex(body))
                .getBytes(StandardCharsets.UTF_8);
    }
}
