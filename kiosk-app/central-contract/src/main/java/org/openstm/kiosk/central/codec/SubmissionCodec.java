package org.openstm.kiosk.central.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CaseRepresentative;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.json.StrictJson;

/// Submitted cases. The bytes are journaled and sent as they are.
public final class SubmissionCodec {
    private SubmissionCodec() {}

    /// The bytes to journal and to send.
    public static byte[] toBytes(CaseSubmission s) {
        var json = new LinkedHashMap<String, Object>();
        json.put("txId", s.txId());
        json.put("service", s.service());
        json.put("serviceVersion", s.serviceVersion());
        json.put("subject", SubjectCodec.toJsonTree(s.subject()));
        json.put("identity", toJsonTree(s.identity()));
        json.put("answers", s.answers());
        json.put("occurredAt", s.occurredAt());
        json.put("terminal", s.terminal());
        json.put("stored", s.stored());
        // without files, the bytes equal those of release 1
        if (!s.files().isEmpty())
            json.put(
                    "files", s.files().stream().map(SubmissionCodec::toJsonTree).toList());
        if (s.catalogue() > 0) json.put("catalogue", s.catalogue());
        s.acting()
                .ifPresent(other ->
                        json.put("acting", Map.of("role", other.role(), "who", SubjectCodec.toJsonTree(other.who()))));
        return StrictJson.toCanonicalBytes(json);
    }

    public static CaseSubmission parseSubmission(byte[] bytes) {
        StrictJson json = StrictJson.parse(bytes);
        StrictJson identity = json.object("identity");
        return new CaseSubmission(
                json.text("txId"),
                json.text("service"),
                json.integer("serviceVersion"),
                SubjectCodec.parseSubject(json.object("subject")),
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
                                .map(SubmissionCodec::parseFileReference)
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

    private static CaseRepresentative parseRepresentative(StrictJson json) {
        return new CaseRepresentative(json.text("role"), SubjectCodec.parseSubject(json.object("who")));
    }

    private static Map<String, Object> toJsonTree(FileReference file) {
        return Map.of("name", file.name(), "sha256", file.sha256(), "type", file.type(), "bytes", file.bytes());
    }

    private static FileReference parseFileReference(StrictJson json) {
        return new FileReference(json.text("name"), json.text("sha256"), json.text("type"), json.integer("bytes"));
    }
}
