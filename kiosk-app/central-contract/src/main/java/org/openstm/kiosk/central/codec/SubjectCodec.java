package org.openstm.kiosk.central.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.json.StrictJson;

/// Persons in the contract, with the evidence of their identity.
public final class SubjectCodec {
    private SubjectCodec() {}

    /// A query about a person, with the evidence of their identity.
    public static Map<String, Object> toJsonTree(ProvenSubject who) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("subject", toJsonTree(who.subject()));
        if (!who.evidence().isEmpty()) tree.put("evidence", who.evidence());
        return tree;
    }

    public static Map<String, Object> toJsonTree(CaseSubject subject) {
        return Map.of("name", subject.name(), "number", subject.number(), "layout", subject.layout());
    }

    public static CaseSubject parseSubject(StrictJson json) {
        return new CaseSubject(json.text("name"), json.text("number"), json.text("layout"));
    }
}
