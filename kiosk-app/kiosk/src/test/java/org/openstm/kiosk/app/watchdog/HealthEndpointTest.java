package org.openstm.kiosk.app.watchdog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HealthEndpointTest {
    private static HttpResponse<String> asked(HealthEndpoint door) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(door.uri()).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void all_parts_that_answer_are_well() throws Exception {
        try (var door = HealthEndpoint.open(0, Map.of("screen", () -> true, "visit", () -> 7))) {
            var answer = asked(door);
            assertEquals(200, answer.statusCode());
            assertEquals("{\"silent\":[],\"well\":true}", sorted(answer.body()));
        }
    }

    @Test
    void one_that_hangs_or_breaks_is_named_and_keeps_no_other_from_answering() throws Exception {
        var never = new CountDownLatch(1);
        try (var door = HealthEndpoint.open(0, Map.of("visit", () -> true, "screen", () -> {
            never.await();
            return true;
        }))) {
            var answer = asked(door);
            assertEquals(503, answer.statusCode());
            assertEquals("{\"silent\":[\"screen\"],\"well\":false}", sorted(answer.body()));
        }
        try (var door = HealthEndpoint.open(0, Map.of("journal", () -> {
            throw new IllegalStateException("the disk is gone");
        }))) {
            assertEquals(
                    "{\"silent\":[\"journal\"],\"well\":false}",
                    sorted(asked(door).body()));
        }
    }

    /// Two keys, in either order.
    private static String sorted(String body) {
        int cut = body.indexOf(",\"silent\"");
        return body.startsWith("{\"well\"") && cut > 0
                ? "{" + body.substring(cut + 1, body.length() - 1) + "," + body.substring(1, cut) + "}"
                : body;
    }
}
