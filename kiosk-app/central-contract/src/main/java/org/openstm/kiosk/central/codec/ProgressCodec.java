package org.openstm.kiosk.central.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.json.StrictJson;

/// The progress of a case.
public final class ProgressCodec {
    private ProgressCodec() {}

    public static Map<String, Object> toJsonTree(CaseProgress c) {
        var json = new LinkedHashMap<String, Object>();
        json.put("caseNumber", c.caseNumber());
        json.put("service", c.service());
        json.put("title", c.title());
        json.put("state", c.state());
        json.put("stateText", c.stateText());
        json.put("steps", c.steps().stream().map(ProgressCodec::toJsonTree).toList());
        json.put("owner", c.owner());
        json.put("phone", c.phone());
        c.promisedBy().ifPresent(day -> json.put("promisedBy", day.toString()));
        if (c.overdue()) json.put("overdue", true);
        if (!c.parts().isEmpty())
            json.put("parts", c.parts().stream().map(ProgressCodec::toJsonTree).toList());
        return json;
    }

    private static Map<String, Object> toJsonTree(CaseProgress.ProgressStep step) {
        var json = new LinkedHashMap<String, Object>();
        json.put("label", step.label());
        json.put("done", step.done());
        if (step.at() != null) json.put("at", step.at());
        return json;
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
                json.optionalDate("promisedBy"),
                json.has("overdue") && json.booleanValue("overdue"),
                json.has("parts")
                        ? json.objectList("parts").stream()
                                .map(ProgressCodec::parseProgress)
                                .toList()
                        : List.of());
    }
}
