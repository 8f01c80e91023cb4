package org.openstm.kiosk.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.central.ContractSunset;
import org.openstm.kiosk.central.crypto.CertificateFile;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.access.CentralKeys;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.SimulatedOutages;
import org.openstm.kiosk.reference.demo.SimulatedOutages.Outage;
import org.openstm.kiosk.reference.demo.SimulatedOutages.OutageMode;
import org.openstm.kiosk.reference.http.BodyReceiver;
import org.openstm.kiosk.reference.http.HttpListener;
import org.openstm.kiosk.reference.http.ListenAddress;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.pages.CaseTransferPage;
import org.openstm.kiosk.reference.pages.MonitoringPages;
import org.openstm.kiosk.reference.pages.PaymentPage;
import org.openstm.kiosk.reference.pages.PhoneAppPage;
import org.openstm.kiosk.reference.resources.DemoResource;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.DatabaseOutageLog;

/// Runs the reference central on the kiosk's own machine or anywhere else. While the outage "all" is on, its
/// port is closed, as with a lost connection; the demonstration's own port stays open.
public final class ReferenceCentral implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ReferenceCentral.class.getName());

    /// Observes every exchange on the main port before the response is sent: tests use it to check both sides
    /// against the contract.
    public interface ExchangeListener {
        void onExchange(
                String method,
                String path,
                Map<String, String> requestHeaders,
                byte[] request,
                int status,
                String type,
                Map<String, String> answerHeaders,
                byte[] answer);
    }

    private final Database books;
    private final DatabaseOutageLog outages = new DatabaseOutageLog();
    private final BodyReceiver receiver;
    private final CentralServices services;
    private final CentralRouter router;
    private final DemoResource demoResource;
    private final MonitoringPages pages;
    private final PaymentPage payPage;
    private final Optional<PhoneAppPage> phone;
    private final CaseTransferPage handoverPage;
    private final boolean demo;
    private final @Nullable ExchangeListener witness;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final InetSocketAddress address;
    private final CentralKeys keys;
    private final Optional<SSLContext> tls;
    private final HttpListener sideDoor;
    private @Nullable HttpListener door;
    private final SunsetNotice sunset = new SunsetNotice();

    private ReferenceCentral(
            ListenAddress where,
            Path dataDir,
            Database books,
            CentralKeys keys,
            DemoProvince province,
            InstantSource clock,
            boolean demo,
            @Nullable ExchangeListener witness)
            throws IOException {
        this.books = books;
        this.receiver = new BodyReceiver(dataDir);
        this.keys = keys;
        this.tls = keys.authority().map(authority -> authority.serverTlsContext(where.names(), clock.instant()));
        this.demo = demo;
        this.witness = witness;
        this.services = new CentralServices(books, keys, province, clock, demo);
        this.router = new CentralRouter(services, this::awaitPause);
        this.demoResource = new DemoResource(
                services.database,
                services.sms,
                services.caseArchive,
                services.caseReports,
                services.payments,
                services.attachments,
                services.refusals);
        this.pages = services.createPages();
        this.payPage = new PaymentPage(services.payments);
        this.handoverPage = services.createTransferPage();
        this.phone =
                demo ? Optional.of(new PhoneAppPage(province, services.appLogins, clock.instant())) : Optional.empty();
        var first = openListener(where.socketAddress(), tls, this::serveTerminal);
        this.door = first;
        this.address = first.address();
        var beside = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        this.sideDoor = openListener(beside, Optional.empty(), this::serveStaff);
        // a phone has its own connection: it can pay while the terminals have none
        services.payments.setPaymentBase(demoUri() + PaymentPage.PATH);
        services.transfers.setPhoneBase(demoUri() + CaseTransferPage.PATH);
    }

    /// @param port 0 for any free one
    /// @param dataDir holds the database file and central's signing key
    /// @param demo lets terminals register themselves, and opens the port for outages and the phone
    public static ReferenceCentral start(int port, Path dataDir, InstantSource clock, boolean demo) {
        return start(ListenAddress.loopbackPlain(port), dataDir, Optional.empty(), clock, demo, null);
    }

    /// As above, with an observer of exchanges.
    public static ReferenceCentral start(
            int port, Path dataDir, InstantSource clock, boolean demo, ExchangeListener witness) {
        return start(ListenAddress.loopbackPlain(port), dataDir, Optional.empty(), clock, demo, witness);
    }

    /// @param url of another database than the file in `dataDir`
    static Database openDatabase(Path dataDir, Optional<String> url) {
        return Database.open(url.orElseGet(
                () -> "jdbc:sqlite:" + dataDir.resolve("central.db").toAbsolutePath()));
    }

    /// @param url JDBC URL of the database; the signing key stays in `dataDir`. Several instances of central on
    ///     one database need the same key.
    public static ReferenceCentral start(int port, Path dataDir, String url, InstantSource clock, boolean demo) {
        return start(port, dataDir, url, clock, demo, null);
    }

    public static ReferenceCentral start(
            int port, Path dataDir, String url, InstantSource clock, boolean demo, @Nullable ExchangeListener witness) {
        return start(ListenAddress.loopbackPlain(port), dataDir, Optional.of(url), clock, demo, witness);
    }

    /// @param door address for terminals; with TLS, pages for people are at [#staffUri] only
    /// @param url of another database than the file in `dataDir`
    public static ReferenceCentral start(
            ListenAddress door,
            Path dataDir,
            Optional<String> url,
            InstantSource clock,
            boolean demo,
            @Nullable ExchangeListener witness) {
        return start(door, dataDir, url, Optional.empty(), clock, demo, witness);
    }

    /// @param services folder of items that a branch adds: central accepts them with the data that they ask for
    public static ReferenceCentral start(
            ListenAddress door,
            Path dataDir,
            Optional<String> url,
            Optional<Path> services,
            InstantSource clock,
            boolean demo,
            @Nullable ExchangeListener witness) {
        try {
            Files.createDirectories(dataDir);
            var books = openDatabase(dataDir, url);
            try {
                var keys = CentralKeys.loadOrCreate(dataDir, door.tls(), clock.instant(), books);
                keys.requireSameKeys(books, dataDir);
                return new ReferenceCentral(
                        door, dataDir, books, keys, DemoProvince.loadProvince(services), clock, demo, witness);
            } catch (IOException | RuntimeException failed) {
                books.close();
                throw failed;
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("central cannot listen on port " + door.port(), broken);
        }
    }

    public URI uri() {
        var listens = address.getAddress();
        String host = listens.isAnyLocalAddress() ? "127.0.0.1" : listens.getHostAddress();
        return URI.create((tls.isPresent() ? "https://" : "http://") + host + ":" + address.getPort());
    }

    /// URL of the pages for central's staff, on this machine.
    public URI staffUri() {
        return URI.create("http://127.0.0.1:" + sideDoor.address().getPort());
    }

    /// Fingerprint of the authority that terminals trust (SHA-256, hex); empty without TLS.
    public Optional<String> authorityFingerprint() {
        return keys.authority().map(authority -> CertificateFile.sha256Fingerprint(authority.rootCertificate()));
    }

    /// URL of the pages for outages and the phone; available also while the connection is "down".
    public URI demoUri() {
        return staffUri();
    }

    /// Starts an outage, as `POST /demo/outages` does.
    ///
    /// @param mode `up`, `down`, `refuse`, `forbid`, `slow`, `silent-after-commit`, `garbage`
    public void startOutage(String system, String mode, Duration lasts) {
        var parsed = OutageMode.of(mode).orElseThrow(() -> new IllegalArgumentException("no such outage: " + mode));
        beginOutage(system, parsed, lasts, Duration.ofSeconds(8));
    }

    private synchronized void beginOutage(String system, OutageMode mode, Duration lasts, Duration delay) {
        services.outages.setOutage(
                system, new Outage(mode, services.clock.instant().plus(lasts), delay));
        if (!system.equals(SimulatedOutages.ALL)) return;
        if (mode == OutageMode.DOWN) {
            closeListener();
            var _ = threads.submit(() -> {
                if (awaitPause(lasts)) reopenListener();
            });
        } else {
            reopenListener();
        }
    }

    private synchronized void closeListener() {
        if (door != null) door.close();
        door = null;
    }

    private synchronized void reopenListener() {
        boolean stillDown = services.outages
                .currentOutage(SimulatedOutages.ALL)
                .map(o -> o.mode() == OutageMode.DOWN)
                .orElse(false);
        if (door != null || closing.getCount() == 0 || stillDown) return;
        try {
            door = openListener(address, tls, this::serveTerminal);
        } catch (IOException taken) {
            throw new UncheckedIOException("central cannot listen again on " + address, taken);
        }
    }

    /// Announces the sunset of this contract version in every answer from now on.
    public void announceSunset(ContractSunset end) {
        sunset.announceSunset(end);
    }

    /// True if the time is over, false if central closes.
    private boolean awaitPause(Duration time) {
        try {
            return !closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpListener openListener(
            InetSocketAddress at, Optional<SSLContext> safe, Function<ServerRequest, ServerResponse> desk)
            throws IOException {
        return HttpListener.open(at, safe, threads, receiver, services.refusals, new HttpListener.RequestHandler() {
            @Override
            public Optional<ServerResponse> refusalBeforeBody(ServerRequest head, InetAddress from) {
                return router.refusalBeforeBody(head, from).map(early -> sunset.withSunsetHeaders(head, early));
            }

            @Override
            public ServerResponse serveRequest(ServerRequest request) {
                return answerSafely(request, desk);
            }
        });
    }

    private ServerResponse serveTerminal(ServerRequest request) {
        if (demo && request.path().equals("/demo")) {
            return ServerResponse.ofJson(Map.of("control", demoUri().toString()));
        }
        if (tls.isEmpty() || request.path().equals(MonitoringPages.STYLE)) {
            var page = pages.servePage(request);
            if (page.isPresent()) return page.get();
        }
        ServerResponse answer = sunset.withSunsetHeaders(request, router.serveRequest(request));
        notifyListener(request, answer);
        return answer;
    }

    private void notifyListener(ServerRequest request, ServerResponse answer) {
        if (witness == null) return;
        witness.onExchange(
                request.method(),
                request.path(),
                request.headers(),
                request.body(),
                answer.status(),
                answer.type(),
                answer.headers(),
                answer.body());
    }

    private ServerResponse serveStaff(ServerRequest request) {
        var page = pages.servePage(request);
        if (page.isPresent()) return page.get();
        if (!demo) return services.refusals.notFound();
        var paying = payPage.servePage(request, services.clock.instant());
        if (paying.isPresent()) return paying.get();
        var shown = phone.flatMap(one -> one.servePage(request, services.clock.instant()));
        if (shown.isPresent()) return shown.get();
        var goingOn = handoverPage.servePage(request, services.clock.instant());
        if (goingOn.isPresent()) return goingOn.get();
        if (request.method().equals("POST") && request.path().equals("/demo/outages")) {
            StrictJson asked = StrictJson.parse(request.body());
            var mode = OutageMode.of(asked.text("mode"));
            if (mode.isEmpty()) return services.refusals.malformedRequest();
            int seconds = asked.has("forSeconds") ? asked.integer("forSeconds") : 3600;
            int delay = asked.has("delayMs") ? asked.integer("delayMs") : 8000;
            beginOutage(asked.text("system"), mode.get(), Duration.ofSeconds(seconds), Duration.ofMillis(delay));
            return ServerResponse.ofJson(Map.of("made", true));
        }
        return demoResource.serveDemo(request);
    }

    /// Reports an internal error as such: the caller then knows that the result is unknown.
    private ServerResponse answerSafely(ServerRequest request, Function<ServerRequest, ServerResponse> desk) {
        try {
            return desk.apply(request);
        } catch (RuntimeException bug) {
            if (bug.getCause() instanceof SQLException database) outages.logFailure(database);
            else LOG.log(System.Logger.Level.ERROR, "central failed at " + request, bug);
            return services.refusals.internalError();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        closeListener();
        sideDoor.close();
        threads.close();
        books.close();
    }
}
