package org.openstm.kiosk.staff.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.bundle.BundleStore;
import org.openstm.device.bundle.TrustStore;
import org.openstm.device.manager.DeviceManager;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.engine.StaffPort;
import org.openstm.kiosk.engine.TerminalProfile;
import org.openstm.kiosk.rig.Station;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.StaffCommand;
import org.openstm.kiosk.staff.StaffEvent;
import org.openstm.kiosk.staff.StaffRole;

/// The staff service with damaged or changed files of its own.
class StaffServiceTest {
    private static final Officer YANG = new Officer("0417", "杨晓云", StaffRole.BRANCH);

    @TempDir
    Path dir;

    private Path audit;
    private Station station;
    private DeviceManager desk;
    private final List<StaffEvent> news = new ArrayList<>();
    private final Session session = Session.initialSession(
            CatalogueFiles.loadShipped(), true, InstantSource.system().instant());

    @BeforeEach
    void open() {
        audit = dir.resolve("audit.log");
        station = Station.open(dir);
        desk = DeviceManager.open(List.of(), Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        desk.close();
        station.close();
    }

    private StaffPort office() {
        var words = LocalizedText.of("示范", "Demo");
        var terminal = new TerminalProfile(
                Station.TERMINAL,
                words,
                words,
                words,
                URI.create("https://x.example/").toString(),
                words);
        return StaffService.open(
                OfficerAuthenticator.open(
                        StaffRoster.readFile(dir.resolve("nobody.yaml")),
                        dir,
                        station.journal(),
                        InstantSource.system()),
                audit,
                new StatusCollector(desk, station.journal(), station.dispatch(), "test"),
                desk,
                station.journal(),
                new SelfTestReport(terminal, desk, station.journal(), _ -> ""),
                new DriverSwapService(
                        desk,
                        new BundleStore(dir.resolve("drivers"), new TrustStore(dir.resolve("trust"))),
                        new PortScanner(dir, dir, dir, dir),
                        new DriverSwapReport(terminal, desk, station.journal(), _ -> ""),
                        station.journal().notes()::addNote,
                        InstantSource.system()),
                new DeviceInspection(desk, dir.resolve("traces")),
                new CaseLookup(station.journal(), station.dispatch()),
                new SlipReprinter(terminal, desk, station.journal(), () -> "e-1"),
                InstantSource.system());
    }

    private StaffEvent last(StaffPort office, StaffCommand order) throws InterruptedException {
        news.clear();
        office.runCommand(order, session, news::add);
        return news.getLast();
    }

    private String door(StaffPort office) throws InterruptedException {
        return assertInstanceOf(
                        StaffEvent.LoginRefused.class, last(office, new StaffCommand.AdmitOfficer("0417", "1", "2")))
                .why();
    }

    @Test
    void a_log_that_was_cut_off_keeps_everybody_out_until_an_auditor_has_said_so() throws Exception {
        var office = office();
        office.runCommand(new StaffCommand.ReadAuditLog(YANG), session, news::add);
        office.runCommand(new StaffCommand.EndStaffSession(YANG, "left"), session, news::add);
        assertEquals("staff.nobody", door(office));
        Files.writeString(audit, "");
        assertEquals("staff.shut", door(office()));
        assertTrue(station.journal().findings().openFindings().stream()
                .anyMatch(found -> found.kind().equals("audit-log")));

        StaffService.acceptLog(audit, station.journal(), "auditor 0901");
        assertEquals("staff.nobody", door(office()));
    }

    @Test
    void a_change_in_the_file_is_seen_by_whoever_reads_it() throws Exception {
        var office = office();
        var whole = assertInstanceOf(StaffEvent.AuditLogRead.class, last(office, new StaffCommand.ReadAuditLog(YANG)));
        assertTrue(whole.whole());
        Files.writeString(audit, Files.readString(audit).replace("audit-read", "audit-rexd"));
        var changed =
                assertInstanceOf(StaffEvent.AuditLogRead.class, last(office, new StaffCommand.ReadAuditLog(YANG)));
        assertTrue(!changed.whole());
    }

    @Test
    void what_cannot_be_done_is_told() throws InterruptedException {
        assertEquals(
                new StaffEvent.CommandFailed(),
                last(office(), new StaffCommand.SettleTask(YANG, "finding/999", StaffAction.SettledHow.DONE)));
    }
}
