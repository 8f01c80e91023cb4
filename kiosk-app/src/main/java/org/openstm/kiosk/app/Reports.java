package org.openstm.kiosk.app;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What a command prints for programs.
final class Reports {
    private static final JsonMapper JSON = new JsonMapper();

    private Reports() {}

    static String json(Map<String, ?> report) {
        return JSON.writeValueAsString(report);
    }
}
