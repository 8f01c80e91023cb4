package org.openstm.kiosk.walk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.process.CommandFailedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Client of central's demonstration port, and of the pages that a citizen's phone opens.
public final class DemoCentralClient {
    private static final JsonMapper JSON = new JsonMapper();

    private final Optional<Path> authority;
    private final HttpClient http = newHttpClient();
    private URI central;
    private @Nullable URI demoUri;

    /// @param authority central's own certificate authority; empty without TLS
    DemoCentralClient(URI central, Optional<Path> authority) {
        this.central = central;
        this.authority = authority;
    }

    /// Refers to a central that has just started.
    void useCentral(URI started) {
        central = started;
        demoUri = null;
    }

    /// Sends a request to central's demonstration port.
    public String callDemoEndpoint(String method, String path, String body) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(demoEndpoint().resolve(path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Content-Type", "application/json")
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300)
                throw new CommandFailedException(path + ": " + answer.statusCode() + " " + answer.body());
            return answer.body();
        } catch (IOException problem) {
            throw new CommandFailedException("central's demonstration port does not answer: " + problem);
        }
    }

    /// A citizen's phone opens the payment page and submits an answer.
    public void answerPaymentPage(String address, String answer) throws InterruptedException {
        try {
            var page = http.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
            if (page.statusCode() != 200 || !page.body().contains("<form"))
                throw new CommandFailedException(address + " shows nothing to pay: " + page.statusCode());
            var sent = http.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .POST(HttpRequest.BodyPublishers.ofString(answer))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (sent.statusCode() != 200) throw new CommandFailedException(address + ": " + sent.statusCode());
        } catch (IOException | IllegalArgumentException problem) {
            throw new CommandFailedException("the payment system does not answer the phone: " + problem);
        }
    }

    /// A citizen's phone submits a form on the page of a transferred case.
    ///
    /// @return the page that answers
    public String postToTransferPage(String address, String said) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(address))
                    .POST(HttpRequest.BodyPublishers.ofString(said))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | IllegalArgumentException problem) {
            throw new CommandFailedException("central does not answer the phone: " + problem);
        }
    }

    /// Text messages that central sent to a number, newest first.
    public List<String> smsMessages(String mobile) {
        try {
            var all = new ArrayList<JsonNode>();
            JSON.readTree(callDemoEndpoint("GET", "/demo/phone?mobile=" + mobile, ""))
                    .path("messages")
                    .forEach(all::add);
            all.sort(Comparator.comparingLong(m -> -m.path("atMs").asLong()));
            return all.stream().map(m -> m.path("text").asString("")).toList();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /// Starts an outage at central, or ends it (`up`).
    public void setOutage(String system, String mode, int seconds) throws InterruptedException {
        callDemoEndpoint(
                "POST",
                "/demo/outages",
                "{\"system\":\"" + system + "\",\"mode\":\"" + mode + "\",\"forSeconds\":" + seconds + "}");
    }

    private static HttpClient newHttpClient() {
        return HttpClient.newHttpClient();
    }

    /// Trusts central's own certificate authority.
    private static HttpClient trustingHttpClient(Path authority) throws IOException {
        try (var in = Files.newInputStream(authority)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "central", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(context).build();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("central's certificate authority " + authority + " cannot be used", broken);
        }
    }

    /// Address of the demonstration port, which starts outages and shows messages; central publishes it.
    private URI demoEndpoint() throws IOException, InterruptedException {
        if (demoUri != null) return demoUri;
        var question = HttpRequest.newBuilder(central.resolve("/demo")).build();
        String said;
        try (var caller = authority.isPresent() ? trustingHttpClient(authority.get()) : newHttpClient()) {
            said = caller.send(question, HttpResponse.BodyHandlers.ofString()).body();
        }
        var control = JSON.readTree(said).path("control").asString("");
        if (control.isEmpty()) throw new CommandFailedException("this central has no demonstration port");
        var found = URI.create(control);
        demoUri = found;
        return found;
    }
}
