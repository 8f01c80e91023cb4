package org.openstm.kiosk.office;

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
import org.openstm.kiosk.engine.Backroom;
import org.openstm.kiosk.engine.Terminal;
import org.openstm.kiosk.rig.Station;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.staff.Act;
import org.openstm.kiosk.staff.Duty;
import org.openstm.kiosk.staff.News;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.Order;

/// What the room behind the terminal does when its own files are not what they were.
class OfficeTest {
    private static final Officer YANG = new Officer("0417", "杨晓云", Duty.BRANCH);

    @TempDir
    Path dir;

    private Path audit;
    private Station station;
    private DeviceManager desk;
    private final List<News> news = new ArrayList<>();
    private final Session session = Session.first(
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

    private Backroom office() {
        var words = LocalizedText.of("示范", "Demo");
        var terminal = new Terminal(
                Station.TERMINAL,
                words,
                words,
                words,
                URI.create("https://x.example/").toString(),
                words);
        return Office.open(
                Officers.open(Roster.read(dir.resolve("nobody.yaml")), dir, station.journal(), InstantSource.system()),
                audit,
                new Probe(desk, station.journal(), station.dispatch(), "test"),
                desk,
                station.journal(),
                new SelfTest(terminal, desk, station.journal(), _ -> ""),
                new Fitter(
                        desk,
                        new BundleStore(dir.resolve("drivers"), new TrustStore(dir.resolve("trust"))),
                        new Surroundings(dir, dir, dir, dir),
                        new SwapReport(terminal, desk, station.journal(), _ -> ""),
                        station.journal()::note,
                        InstantSource.system()),
                new Inspection(desk, dir.resolve("traces")),
                new CaseBook(station.journal(), station.dispatch()),
                new Reprint(terminal, desk, station.journal(), () -> "e-1"),
                InstantSource.system());
    }

    private News last(Backroom office, Order order) throws InterruptedException {
        news.clear();
        office.does(order, session, news::add);
        return news.getLast();
    }

    private String door(Backroom office) throws InterruptedException {
        return assertInstanceOf(News.Refused.class, last(office, new Order.Admit("0417", "1", "2")))
                .why();
    }

    @Test
    void a_log_that_was_cut_off_keeps_everybody_out_until_an_auditor_has_said_so() throws Exception {
        var office = office();
        office.does(new Order.ReadAudit(YANG), session, news::add);
        office.does(new Order.Left(YANG, "left"), session, news::add);
        assertEquals("staff.nobody", door(office));
        Files.writeString(audit, "");
        assertEquals("staff.shut", door(office()));
        assertTrue(station.journal().findings().stream()
                .anyMatch(found -> found.kind().equals("audit-log")));

        Office.accept(audit, station.journal(), "auditor 0901");
        assertEquals("staff.nobody", door(office()));
    }

    @Test
    void a_change_in_the_file_is_seen_by_whoever_reads_it() throws Exception {
        var office = office();
        var whole = assertInstanceOf(News.Audited.class, last(office, new Order.ReadAudit(YANG)));
        assertTrue(whole.whole());
        Files.writeString(audit, Files.readString(audit).replace("audit-read", "audit-rexd"));
        var changed = assertInstanceOf(News.Audited.class, last(office, new Order.ReadAudit(YANG)));
        assertTrue(!changed.whole());
    }

    @Test
    void what_cannot_be_done_is_told() throws InterruptedException {
        assertEquals(new News.Failed(), last(office(), new Order.Settle(YANG, "finding/999", Act.How.DONE)));
    }
}
