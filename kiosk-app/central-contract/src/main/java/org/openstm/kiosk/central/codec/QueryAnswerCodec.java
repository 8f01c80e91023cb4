package org.openstm.kiosk.central.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.central.OrganisationAuthorisation;
import org.openstm.kiosk.central.json.StrictJson;

/// Answers to queries: options of a field, and whom a citizen may act for.
public final class QueryAnswerCodec {
    private QueryAnswerCodec() {}

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

    public static Map<String, Object> toJsonTree(OrganisationAuthorisation mandate) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", mandate.name());
        json.put("standing", mandate.standing());
        mandate.until().ifPresent(day -> json.put("until", day.toString()));
        return json;
    }

    public static OrganisationAuthorisation parseAuthorisation(StrictJson json) {
        return new OrganisationAuthorisation(json.text("name"), json.text("standing"), json.optionalDate("until"));
    }
}
