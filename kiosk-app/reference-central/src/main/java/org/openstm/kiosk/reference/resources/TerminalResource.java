package org.openstm.kiosk.reference.resources;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.openstm.kiosk.central.ProcessDataApi;
import org.openstm.kiosk.central.codec.HeartbeatCodec;
import org.openstm.kiosk.central.codec.TerminalReportCodec;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.reference.access.KeySetService;
import org.openstm.kiosk.reference.access.RequestAuthenticator;
import org.openstm.kiosk.reference.http.RefusalResponses;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.AttachmentStore;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.terminals.CommandQueue;
import org.openstm.kiosk.reference.terminals.HelpCalls;
import org.openstm.kiosk.reference.terminals.JournalHeads;
import org.openstm.kiosk.reference.terminals.ProcessDataReports;

/// What a terminal reports of itself: heartbeats, results of commands, help calls, process data, and its
/// certificate.
public final class TerminalResource {
    private static final System.Logger LOG = System.getLogger(TerminalResource.class.getName());
    private static final int MOST_DEVICES = 40;
    private static final Set<String> COMMAND_OUTCOMES = Set.of("done", "failed", "expired", "unknown", "not-known");

    private final Database database;
    private final RequestAuthenticator authenticator;
    private final JournalHeads heads;
    private final CommandQueue commands;
    private final HelpCalls helpCalls;
    private final ProcessDataReports processData;
    private final AttachmentStore attachments;
    private final SigningKey key;
    private final RefusalResponses refusals;
    private final InstantSource clock;

    public TerminalResource(
            Database database,
            RequestAuthenticator authenticator,
            JournalHeads heads,
            CommandQueue commands,
            HelpCalls helpCalls,
            ProcessDataReports processData,
            AttachmentStore attachments,
            SigningKey key,
            RefusalResponses refusals,
            InstantSource clock) {
        this.database = database;
        this.authenticator = authenticator;
        this.heads = heads;
        this.commands = commands;
        this.helpCalls = helpCalls;
        this.processData = processData;
        this.attachments = attachments;
        this.key = key;
        this.refusals = refusals;
        this.clock = clock;
    }

    public ServerResponse acceptHeartbeat(ServerRequest request, String terminal) {
        attachments.deleteExpired(clock.instant());
        var asked = StrictJson.parse(request.body());
        var told = HeartbeatCodec.parseHeartbeatRequest(asked);
        if (told.devices().size() > MOST_DEVICES) return refusals.malformedRequest();
        var keySet = KeySetService.findNewestKeySet(database);
        if (keySet.isPresent() && !keySet.get().hasKey(key.id())) return retired();
        if (asked.has("keySet")) KeySetService.recordTakenVersion(database, terminal, asked.integer("keySet"));
        return heads.acceptHeartbeat(terminal, told, clock.instant())
                .map(pulse -> {
                    var answer = new LinkedHashMap<>(HeartbeatCodec.toJsonTree(new HeartbeatResponse(
                            pulse.followed(),
                            pulse.last(),
                            pulse.time(),
                            pulse.reconnectWindow(),
                            commands.listOpenCommands(terminal),
                            0)));
                    keySet.ifPresent(set -> answer.put("keySet", set.toJsonTree()));
                    return ServerResponse.ofJson(answer);
                })
                .orElseGet(refusals::notFound);
    }

    /// Terminals that take the new keys would reject this instance's answers: until it is restarted, they do
    /// not receive the new keys here.
    private ServerResponse retired() {
        LOG.log(System.Logger.Level.ERROR, "this instance signs with the retired key " + key.id() + ": restart it");
        return refusals.busy();
    }

    public ServerResponse recordCommandOutcome(ServerRequest request, String terminal, String id) {
        var outcome = StrictJson.parse(request.body()).text("outcome");
        if (!COMMAND_OUTCOMES.contains(outcome)) return refusals.malformedRequest();
        return ServerResponse.ofJson(Map.of("taken", commands.recordOutcome(terminal, id, outcome, clock.instant())));
    }

    public ServerResponse registerHelpCall(ServerRequest request, String terminal) {
        StrictJson asked = StrictJson.parse(request.body());
        String where = asked.text("where");
        String why = asked.text("why");
        return ServerResponse.ofJson(
                201,
                StrictJson.toCanonicalBytes(
                        Map.of("ticket", helpCalls.registerCall(terminal, where, why, clock.instant()))));
    }

    public ServerResponse serveHelpState(String terminal, String ticket) {
        return helpCalls
                .callState(terminal, ticket)
                .map(state -> ServerResponse.ofJson(Map.of("ticket", ticket, "state", state)))
                .orElseGet(() -> refusals.refuse(404, "no-such-call"));
    }

    public ServerResponse storeProcessData(ServerRequest request, String terminal) {
        var told = StrictJson.parse(request.body()).objectList("passages").stream()
                .map(TerminalReportCodec::parseProcessDataRecord)
                .toList();
        if (told.size() > ProcessDataApi.MOST || !told.stream().allMatch(ProcessDataReports::isWithinContract))
            return refusals.malformedRequest();
        return ServerResponse.ofJson(Map.of("taken", processData.storeRecords(terminal, told)));
    }

    public ServerResponse renewCertificate(ServerRequest request, String terminal) {
        return authenticator
                .renewCertificate(request, terminal, clock.instant())
                .orElseGet(refusals::notFound);
    }
}
