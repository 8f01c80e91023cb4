package org.openstm.kiosk.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.TerminalCommand.CommandType;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.StaffFinding;
import org.openstm.kiosk.reference.CentralAdministration;
import org.openstm.kiosk.rig.Station;

/// Central's commands come over a real connection, and are carried out once or not at all.
@Timeout(120)
class CentralCommandsTest {
    private static final String TERMINAL = Station.TERMINAL;
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path dir;

    private final List<CommandType> done = new CopyOnWriteArrayList<>();
    private volatile List<HeartbeatRequest.DeviceReport> devices = List.of();
    private volatile HeartbeatRequest.ServiceOffer offer = new HeartbeatRequest.ServiceOffer(true, 44, List.of());
    private Station station;
    private Journal journal;
    private OutboxDispatcher dispatch;

    @BeforeEach
    void open() {
        station = Station.open(dir);
        journal = station.journal();
        dispatch = station.dispatch();
    }

    private void serve() {
        dispatch.setStatusSuppliers(() -> devices, () -> offer);
        dispatch.setCommandAction(done::add);
        dispatch.requestHeartbeatNow();
    }

    @AfterEach
    void close() {
        station.close();
    }

    private String give(String terminal, CommandType kind, Instant at) {
        var id = UUID.randomUUID().toString();
        CentralAdministration.queueCommand(station.books(), Optional.empty(), id, terminal, kind, HOUR, () -> at);
        return id;
    }

    private String give(CommandType kind) {
        return give(TERMINAL, kind, Instant.now());
    }

    private void books(String change) throws SQLException {
        try (var db = DriverManager.getConnection(
                        "jdbc:sqlite:" + station.books().resolve("central.db"));
                var statement = db.createStatement()) {
            statement.execute("PRAGMA busy_timeout=5000");
            assertTrue(statement.executeUpdate(change) > 0, change);
        }
    }

    private String page(String path) throws IOException, InterruptedException {
        return get(station.central().staffUri() + path);
    }

    private String available(String where) throws IOException, InterruptedException {
        return get(station.central().uri() + "/v1/availability" + where);
    }

    private static String get(String address) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private void awaitThat(String what, Callable<Boolean> holds) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > until)
                throw new AssertionError(what + "; the page says " + page("/terminals/" + TERMINAL));
            Thread.sleep(30);
        }
    }

    private void awaitOutcome(String words) throws Exception {
        awaitThat(words, () -> page("/terminals/" + TERMINAL).contains(words));
    }

    private List<String> findings() {
        return journal.findings().openFindings().stream()
                .map(StaffFinding::kind)
                .toList();
    }

    @Test
    void a_command_is_done_once_and_central_hears_of_it() throws Exception {
        serve();
        give(CommandType.LOCK_SERVICE);
        awaitOutcome("做了");
        assertEquals(List.of(CommandType.LOCK_SERVICE), done);
    }

    @Test
    void everybody_can_ask_what_works_here() throws Exception {
        serve();
        awaitThat("all works", () -> available("?branch=0412").contains("\"offered\":44"));
        assertTrue(available("").contains("\"state\":\"open\""));
        assertTrue(available("?branch=0101").contains("\"terminals\":[]"), "another branch");
        offer = new HeartbeatRequest.ServiceOffer(
                false, 44, List.of(new HeartbeatRequest.ClosedItem("driving/points", "line")));
        dispatch.requestHeartbeatNow();
        awaitThat("nobody is served", () -> available("").contains("\"state\":\"closed\""));
        assertTrue(available("").contains("{\"item\":\"driving/points\",\"why\":\"line\"}"));
    }

    @Test
    void one_that_comes_again_is_not_done_again() throws Exception {
        serve();
        give(CommandType.ROTATE_KEY);
        awaitOutcome("做了");
        books("UPDATE command SET outcome = ''"); // as if the answer had been lost, or somebody sends it once more
        awaitThat("it is told again", () -> page("/terminals/" + TERMINAL).contains("做了"));
        assertEquals(List.of(CommandType.ROTATE_KEY), done);
    }

    @Test
    void one_that_was_begun_before_the_power_went_is_never_begun_again() throws Exception {
        var id = give(CommandType.FLUSH_OUTBOX);
        journal.notes().addNote("command/" + id, "flush-outbox");
        serve();
        awaitOutcome("不知道做成没有");
        assertEquals(List.of(), done);
    }

    @Test
    void one_that_is_too_old_is_not_begun() throws Exception {
        give(TERMINAL, CommandType.LOCK_SERVICE, Instant.now().minus(HOUR).minusSeconds(5));
        serve();
        awaitOutcome("过期没做");
        assertEquals(List.of(), done);
    }

    @Test
    void a_forged_one_is_not_done_and_staff_see_it() throws Exception {
        give(CommandType.UPDATE_CATALOGUE);
        // somebody in central's database makes another of it; the signature is not theirs to make
        books(
                "UPDATE command SET signed = CAST(replace(CAST(signed AS TEXT), 'update-catalogue', 'lock-service') AS BLOB)");
        serve();
        awaitThat("staff see it", () -> findings().contains("command-forged"));
        assertEquals(List.of(), done);
    }

    @Test
    void one_for_another_terminal_is_not_done_here() throws Exception {
        give("ST-0999-01", CommandType.LOCK_SERVICE, Instant.now());
        books("UPDATE command SET terminal = '" + TERMINAL + "'");
        serve();
        awaitThat("staff see it", () -> findings().contains("command-forged"));
        assertEquals(List.of(), done);
    }

    @Test
    void what_fails_is_told_and_not_tried_again() throws Exception {
        dispatch.setCommandAction(kind -> {
            done.add(kind);
            throw new IllegalStateException("there is no room");
        });
        give(CommandType.UPDATE_CATALOGUE);
        dispatch.requestHeartbeatNow();
        awaitOutcome("没做成");
        assertEquals(List.of(CommandType.UPDATE_CATALOGUE), done);
        assertTrue(findings().contains("command-failed"));
    }

    @Test
    void a_device_that_dies_is_on_centrals_page_at_once() throws Exception {
        serve();
        devices = List.of(
                new HeartbeatRequest.DeviceReport("receipt-printer-1", "receipt-printer", "online", true, List.of()));
        dispatch.requestHeartbeatNow();
        awaitThat("it is there", () -> page("/terminals/" + TERMINAL).contains("receipt-printer-1"));
        devices = List.of(new HeartbeatRequest.DeviceReport(
                "receipt-printer-1", "receipt-printer", "no-device", false, List.of("link-lost")));
        long begin = System.nanoTime();
        dispatch.requestHeartbeatNow();
        awaitThat("it is dead there", () -> page("/terminals/" + TERMINAL).contains("link-lost"));
        System.out.println(
                "fleet: a dead device was on central's page after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        assertTrue(page("/terminals/" + TERMINAL).contains("有设备停了"));
    }
}
