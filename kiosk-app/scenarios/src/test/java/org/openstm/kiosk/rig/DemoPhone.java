package org.openstm.kiosk.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;

/// The phones of the demonstration's citizens.
///
/// @param demo of the reference central
public record DemoPhone(HttpClient http, URI demo) {
    private static final Pattern CODE = Pattern.compile("<code>([^<]+)</code>");

    /// What the phone shows.
    ///
    /// @param acr how the phone knew the person
    /// @param query where it is to count, and by which suite
    public String code(String number, String acr, String query) throws IOException, InterruptedException {
        var page = http.send(
                HttpRequest.newBuilder(URI.create(demo + "/phone/" + number + query))
                        .POST(HttpRequest.BodyPublishers.ofString("acr=" + acr))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, page.statusCode());
        var found = CODE.matcher(page.body());
        assertTrue(found.find(), page.body());
        assertTrue(page.body().contains("<svg"), "a code to hold at the scanner");
        return found.group(1);
    }
}
