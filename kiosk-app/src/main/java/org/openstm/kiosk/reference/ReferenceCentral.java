package org.openstm.kiosk.reference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.central.ContractSunset;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.crypto.CertificateFile;
import org.openstm.kiosk.central.export.ExportFile;
import org.openstm.kiosk.central.export.ExportKey;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.JournalCountersignature;
import org.openstm.kiosk.central.terminal.TerminalCommand;
import org.openstm.kiosk.reference.access.CentralKeys;
import org.openstm.kiosk.reference.access.KeySetService;
import org.openstm.kiosk.reference.access.PairingRegister;
import org.openstm.kiosk.reference.access.RequestAuthenticator;
import org.openstm.kiosk.reference.access.SigningKeyStatus;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.SimulatedOutages;
import org.openstm.kiosk.reference.demo.SimulatedOutages.Outage;
import org.openstm.kiosk.reference.demo.SimulatedOutages.OutageMode;
import org.openstm.kiosk.reference.http.BodyReceiver;
import org.openstm.kiosk.reference.http.ListenAddress;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.pages.CaseTransferPage;
import org.openstm.kiosk.reference.pages.MonitoringPages;
import org.openstm.kiosk.reference.pages.PaymentPage;
import org.openstm.kiosk.reference.pages.PhoneAppPage;
import org.openstm.kiosk.reference.resources.DemoResource;
import org.openstm.kiosk.reference.store.AttachmentStore;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.DatabaseOutageLog;
import org.openstm.kiosk.reference.terminals.CommandQueue;
import org.openstm.kiosk.reference.terminals.JournalHeads;
import org.openstm.kiosk.reference.terminals.PublishedCatalogues;

/// Runs the reference central on the kiosk's own machine or anywhere else. While the outage "all" is on, its
/// port is closed, as with a lost connection; the demonstration's own port stays open.
public final class ReferenceCentral implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ReferenceCentral.class.getName());
    private static final int BACKLOG = 200;
    private static final int DRAINED = 2 * FileReference.LARGEST;

    /// A terminal may be off for months.
    private static final int NOTICE_DAYS = 180;

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

    static {
        // read once, when the first server is created: idle or slow callers are disconnected
        setDefaultLimit("sun.net.httpserver.maxReqTime", 90);
        setDefaultLimit("sun.net.httpserver.maxRspTime", 300);
        setDefaultLimit("sun.net.httpserver.idleInterval", 60);
        setDefaultLimit("sun.net.httpserver.maxIdleConnections", 2000);
        setDefaultLimit("jdk.httpserver.maxConnections", 5000);
    }

    private static void setDefaultLimit(String property, int value) {
        if (System.getProperty(property) == null) System.setProperty(property, Integer.toString(value));
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
    private final HttpServer sideDoor;
    private @Nullable HttpServer door;
    private volatile Optional<ContractSunset> ending = Optional.empty();

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
        this.address = first.getAddress();
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

    private static String databaseUrl(Path dataDir) {
        return "jdbc:sqlite:" + dataDir.resolve("central.db").toAbsolutePath();
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
            var books = Database.open(url.orElseGet(() -> databaseUrl(dataDir)));
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

    /// A code that lets this terminal register its key within the next quarter of an hour, once.
    ///
    /// @param dataDir folder of the database file, where there is no `url`
    public static String createPairingCode(Path dataDir, Optional<String> url, String terminal, InstantSource clock) {
        try (var books = Database.open(url.orElseGet(() -> databaseUrl(dataDir)))) {
            return PairingRegister.issueCode(books, terminal, clock.instant());
        }
    }

    /// Publishes a catalogue, which terminals take from now on.
    ///
    /// @param dataDir of central, with its key and, if there is no `url`, its database
    /// @param files by path, complete: a file that is missing is not in the catalogue
    /// @param from not before now
    /// @param counts how long terminals accept it without renewal by central
    /// @param program lowest version of the terminals' program
    /// @return its number, or empty if these are the files of the last one
    /// @throws ContractViolationException with a description, if a file's name or size is not allowed
    public static Optional<Integer> publishCatalogue(
            Path dataDir,
            Optional<String> url,
            Map<String, byte[]> files,
            Instant from,
            Duration counts,
            String program,
            InstantSource clock) {
        if (from.isBefore(clock.instant().minusSeconds(60)))
            throw new IllegalArgumentException("a catalogue cannot have been in force before it was published");
        try (var books = Database.open(url.orElseGet(() -> databaseUrl(dataDir)))) {
            var keys = CentralKeys.loadOrCreate(dataDir, false, clock.instant(), books);
            keys.requireSameKeys(books, dataDir);
            return new PublishedCatalogues(books, keys.signing()).publishCatalogue(files, from, counts, program);
        }
    }

    /// Signs a command for a terminal, which receives it with its next heartbeat.
    ///
    /// @param id a UUID that no earlier command had
    /// @param good period after which it is no longer started
    public static void queueCommand(
            Path dataDir,
            Optional<String> url,
            String id,
            String terminal,
            TerminalCommand.CommandType kind,
            Duration good,
            InstantSource clock) {
        try (var books = Database.open(url.orElseGet(() -> databaseUrl(dataDir)))) {
            var keys = CentralKeys.loadOrCreate(dataDir, false, clock.instant(), books);
            keys.requireSameKeys(books, dataDir);
            new CommandQueue(books, keys.signing()).queueCommand(id, terminal, kind, good, clock.instant());
        }
    }

    /// Changes nothing.
    public static SigningKeyStatus signingKeys(Path dataDir, Optional<String> url) {
        return withKeys(dataDir, url, KeySetService::keyStatus);
    }

    /// Makes the next signing key and tells terminals of it with their heartbeats.
    public static SigningKeyStatus announceKey(Path dataDir, Optional<String> url, InstantSource clock) {
        return withKeys(dataDir, url, keys -> {
            keys.announceKey(clock.instant());
            return keys.keyStatus();
        });
    }

    /// From the next start on every instance signs with the announced key; the one before stays valid for a
    /// while.
    public static SigningKeyStatus changeKey(
            Path dataDir, Optional<String> url, Duration overlap, InstantSource clock) {
        return withKeys(dataDir, url, keys -> {
            keys.changeKey(overlap, clock.instant());
            return keys.keyStatus();
        });
    }

    /// Nobody is to believe the key before the one that signs.
    public static SigningKeyStatus retireKey(Path dataDir, Optional<String> url, InstantSource clock) {
        return withKeys(dataDir, url, keys -> {
            keys.retireKey(clock.instant());
            return keys.keyStatus();
        });
    }

    private static SigningKeyStatus withKeys(
            Path dataDir, Optional<String> url, Function<KeySetService, SigningKeyStatus> work) {
        try (var books = Database.open(url.orElseGet(() -> databaseUrl(dataDir)))) {
            return work.apply(new KeySetService(books, dataDir));
        }
    }

    /// Validity of a code of [#createPairingCode].
    public static Duration pairingCodeValidity() {
        return PairingRegister.VALID;
    }

    /// Decrypts an export file of a terminal into a new payload file.
    ///
    /// @throws ExportFile.Refused with a sentence for the person who brought it; then no file is left
    public static ExportFile.OpenedExport openExport(Path file, Path dataDir, Optional<String> url, Path payload)
            throws ExportFile.Refused {
        var key = ExportKey.loadExisting(dataDir.resolve(CentralKeys.EXPORTS));
        try (var books = Database.open(url.orElseGet(() -> databaseUrl(dataDir)))) {
            return ExportFile.openExport(
                    file,
                    key,
                    terminal -> books.inTransaction(b -> RequestAuthenticator.findRegisteredJwk(b, terminal)),
                    payload);
        }
    }

    /// How far central has countersigned the journal of a terminal; empty if it never has.
    public static Optional<JournalCountersignature> findCountersignature(
            String terminal, Path dataDir, Optional<String> url) {
        try (var books = Database.open(url.orElseGet(() -> databaseUrl(dataDir)))) {
            return books.inTransaction(b -> JournalHeads.findLastCountersignature(b, terminal));
        }
    }

    /// The newest support bundle of a terminal, as it was received.
    public static Optional<byte[]> findSupportBundle(String terminal, Path dataDir, Optional<String> url) {
        try (var books = Database.open(url.orElseGet(() -> databaseUrl(dataDir)))) {
            return AttachmentStore.findNewestExport(books, terminal);
        }
    }

    public URI uri() {
        var listens = address.getAddress();
        String host = listens.isAnyLocalAddress() ? "127.0.0.1" : listens.getHostAddress();
        return URI.create((tls.isPresent() ? "https://" : "http://") + host + ":" + address.getPort());
    }

    /// URL of the pages for central's staff, on this machine.
    public URI staffUri() {
        return URI.create("http://127.0.0.1:" + sideDoor.getAddress().getPort());
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
        if (door != null) door.stop(0);
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

    /// True if the time is over, false if central closes.
    private boolean awaitPause(Duration time) {
        try {
            return !closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpServer openListener(
            InetSocketAddress at, Optional<SSLContext> safe, Function<ServerRequest, ServerResponse> desk)
            throws IOException {
        var server = safe.isPresent() ? createTlsServer(at, safe.get()) : HttpServer.create(at, BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", exchange -> handleExchange(exchange, desk));
        server.start();
        return server;
    }

    /// Requests a client certificate, which is checked with the request.
    private static HttpServer createTlsServer(InetSocketAddress at, SSLContext context) throws IOException {
        var server = HttpsServer.create(at, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                var wanted = context.getDefaultSSLParameters();
                wanted.setProtocols(new String[] {"TLSv1.3"});
                wanted.setWantClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        return server;
    }

    private ServerResponse serveTerminal(ServerRequest request) {
        if (demo && request.path().equals("/demo")) {
            return ServerResponse.ofJson(Map.of("control", demoUri().toString()));
        }
        if (tls.isEmpty() || request.path().equals(MonitoringPages.STYLE)) {
            var page = pages.servePage(request);
            if (page.isPresent()) return page.get();
        }
        ServerResponse answer = withSunsetHeaders(request, router.serveRequest(request));
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

    /// Every answer of the contract carries the sunset headers once the sunset is announced.
    private ServerResponse withSunsetHeaders(ServerRequest request, ServerResponse answer) {
        var said = ending;
        if (said.isEmpty() || !request.path().startsWith("/v1/")) return answer;
        var with = answer.withHeader(ContractSunset.SUNSET, said.get().sunsetHeader());
        return said.get()
                .deprecationHeader()
                .map(since -> with.withHeader(ContractSunset.DEPRECATION, since))
                .orElse(with);
    }

    /// The sunset of this contract version on a day, for [#announceSunset].
    ///
    /// @throws IllegalArgumentException with a description, if terminals that were off might not learn of it in
    ///     time
    public static ContractSunset createSunset(LocalDate day, Instant now) {
        var first = CaseKeys.dayOf(now).plusDays(NOTICE_DAYS);
        if (day.isBefore(first))
            throw new IllegalArgumentException("terminals need " + NOTICE_DAYS
                    + " days to hear that this version ends: the first day that can be said is " + first);
        return new ContractSunset(
                Optional.of(now), day.atStartOfDay(CaseKeys.ZONE).toInstant());
    }

    /// Announces the sunset in every answer from now on.
    public void announceSunset(ContractSunset end) {
        ending = Optional.of(end);
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

    private void handleExchange(HttpExchange exchange, Function<ServerRequest, ServerResponse> desk)
            throws IOException {
        try (exchange) {
            var head = readHead(exchange);
            var early =
                    router.refusalBeforeBody(head, exchange.getRemoteAddress().getAddress());
            if (early.isPresent()) {
                exchange.getRequestBody().skip(DRAINED); // otherwise the caller sees a reset instead of the reason
                writeResponse(exchange, withSunsetHeaders(head, early.get()));
                return;
            }
            int largest = ServerRequest.maximumBodySize(head.method(), head.path());
            switch (receiver.receiveBody(exchange.getRequestBody(), contentLength(head), largest)) {
                case BodyReceiver.ReceivedBody.Busy() -> writeResponse(exchange, services.refusals.busy());
                case BodyReceiver.ReceivedBody.CompleteBody whole -> {
                    try {
                        if (whole.bytes().length > largest)
                            exchange.getRequestBody().skip(DRAINED);
                        writeResponse(exchange, answerSafely(head.withBody(whole.bytes()), desk));
                    } finally {
                        receiver.releaseBody(whole);
                    }
                }
            }
        }
    }

    private static ServerRequest readHead(HttpExchange exchange) {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        var uri = exchange.getRequestURI();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return new ServerRequest(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                query,
                headers,
                new byte[0],
                clientCertificate(exchange));
    }

    /// @return -1 if the caller does not declare it
    private static long contentLength(ServerRequest head) {
        var told = head.header("Content-Length");
        if (told.isEmpty()) return head.header("Transfer-Encoding").isEmpty() ? 0 : -1;
        return told.matches("[0-9]{1,12}") ? Long.parseLong(told) : -1;
    }

    private static void writeResponse(HttpExchange exchange, ServerResponse answer) throws IOException {
        if (answer.silent()) return; // closes without a byte: the caller cannot know the result
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    private static Optional<X509Certificate> clientCertificate(HttpExchange exchange) {
        if (!(exchange instanceof HttpsExchange safe)) return Optional.empty();
        try {
            return Optional.of((X509Certificate) safe.getSSLSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
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
        sideDoor.stop(0);
        threads.close();
        books.close();
    }
}
