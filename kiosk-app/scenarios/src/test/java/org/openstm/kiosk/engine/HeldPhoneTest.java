package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.openstm.kiosk.engine.TerminalUnderTest.until;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.BarcodeReader;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.kiosk.central.Contract;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.rig.DemoPhone;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;

/// A phone is held under the scanner for seconds, the scanner reads it repeatedly, and
/// central is slow: the real loop from the scanner to the reference central.
@Timeout(60)
class HeldPhoneTest {
    private static final String LI = "530102195503080028";
    private static final String WANG = "530103194405120139";
    private static final long BEGAN = System.nanoTime();
    private static final InstantSource CLOCK =
            () -> Instant.parse("2026-11-24T06:32:00Z").plusNanos(System.nanoTime() - BEGAN);

    @TempDir
    Path dir;

    private final Contract contract = new Contract();
    private final HttpClient http = HttpClient.newHttpClient();
    private final EagerScanner scanner = new EagerScanner();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private TerminalUnderTest terminal;
    private SlowLine line;
    private SessionLoop loop;

    @BeforeEach
    void open() {
        var ids = new AtomicInteger();
        terminal = TerminalUnderTest.in(dir)
                .clock(CLOCK)
                .witness(contract::check)
                .channelLine(SlowLine::new)
                .queue(QueuePolicy.of(Duration.ofDays(1), 200))
                .devices(scanner)
                .ids(() -> "reading-" + ids.incrementAndGet())
                .screen(this::seen)
                .start();
        line = (SlowLine) terminal.channels;
        loop = terminal.loop;
    }

    @AfterEach
    void close() {
        terminal.close();
        http.close();
        assertEquals(List.of(), contract.breaches());
    }

    private void seen(Session session) {
        if (session.at() instanceof SessionState.Choosing(SelectionPage.PhoneLogin phone, var _))
            phone.trouble().ifPresent(wrong -> troubles.add(wrong.text()));
    }

    /// Held at the scanner from now on.
    private void holds(String number) throws Exception {
        scanner.shown = new DemoPhone(http, terminal.central.demoUri()).code(number, "real-name", "");
    }

    private void asked(int times) throws InterruptedException {
        until(() -> line.keys.size() == times);
    }

    /// Waits while the scanner reads.
    private void whileItReads() throws InterruptedException {
        Thread.sleep(300);
        loop.awaitIdle();
    }

    private void touch(SessionEvent.TouchEvent... touches) throws InterruptedException {
        for (var each : touches) loop.postTouch(each);
        loop.awaitIdle();
    }

    private void known(String number) throws InterruptedException {
        until(() -> loop.session()
                .findPerson()
                .filter(p -> p.number().equals(number))
                .isPresent());
    }

    private void nobody() throws InterruptedException {
        loop.awaitIdle();
        assertEquals(Optional.empty(), loop.session().findPerson());
    }

    @Test
    void at_the_sleeping_screen_it_is_asked_about_once_and_nobody_is_frightened() throws Exception {
        holds(LI);
        asked(1);
        whileItReads();
        nobody();
        line.answers(9);
        known(LI);
        whileItReads();
        assertEquals(1, line.keys.size());
        assertEquals(List.of(), troubles);
        assertInstanceOf(
                SelectionPage.ThemeList.class,
                ((SessionState.Choosing) loop.session().at()).shelf());
    }

    @Test
    void on_the_page_that_asks_for_it_too() throws Exception {
        touch(new SessionEvent.StartSession(), new SessionEvent.SeeMyCases(), new SessionEvent.LoginByPhone());
        holds(LI);
        asked(1);
        whileItReads();
        line.answers(9);
        known(LI);
        whileItReads();
        assertEquals(1, line.keys.size());
        assertEquals(List.of(), troubles);
    }

    @Test
    void when_answers_get_lost_it_is_asked_about_again_as_the_same_reading() throws Exception {
        line.loses(3);
        line.answers(1);
        holds(LI);
        known(LI);
        assertEquals(4, line.keys.size());
        assertEquals(1, Set.copyOf(line.keys).size(), line.keys.toString());
        assertEquals(List.of("phone.no-answer"), troubles, "said once, and it does not flicker");
    }

    @Test
    void who_shows_theirs_while_another_is_asked_about_is_not_taken_for_them_and_is_known_in_their_own_visit()
            throws Exception {
        holds(LI);
        asked(1);
        holds(WANG);
        whileItReads();
        nobody();
        line.answers(9);
        known(LI);
        whileItReads();
        assertEquals(1, line.keys.size(), "nobody else's code was spent");
        assertEquals(LI, loop.session().findPerson().orElseThrow().number());
        touch(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        known(WANG);
        assertEquals(2, Set.copyOf(line.keys).size());
        assertEquals(List.of(), troubles);
    }

    @Test
    void who_went_back_and_holds_it_again_is_known_by_the_answer_that_came_meanwhile() throws Exception {
        holds(LI);
        asked(1);
        touch(new SessionEvent.GoBack());
        line.answers(9);
        whileItReads();
        nobody();
        touch(new SessionEvent.SeeMyCases(), new SessionEvent.LoginByPhone());
        known(LI);
        assertEquals(1, line.keys.size());
        assertEquals(List.of(), troubles);
    }

    @Test
    void the_answer_to_a_code_that_was_left_behind_logs_nobody_in_when_another_one_is_shown() throws Exception {
        holds(LI);
        asked(1);
        scanner.shown = "";
        touch(new SessionEvent.GoBack(), new SessionEvent.SeeMyCases(), new SessionEvent.LoginByPhone());
        holds(WANG);
        whileItReads();
        line.answers(1);
        asked(2);
        nobody();
        line.answers(1);
        known(WANG);
        assertEquals(List.of(), troubles);
    }

    @Test
    void once_the_visit_is_over_the_same_code_is_used_and_stays_so() throws Exception {
        line.answers(9);
        holds(LI);
        known(LI);
        touch(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        until(() -> troubles.contains("phone.used"));
        whileItReads();
        nobody();
        assertEquals(1, line.keys.size());
        assertEquals(List.of("phone.used"), troubles, "said once, and it does not flicker");
    }

    @Test
    void the_person_of_a_code_is_not_kept_after_the_visit() throws Exception {
        line.answers(9);
        holds(LI);
        known(LI);
        var person = new WeakReference<>(loop.session().findPerson().orElseThrow());
        scanner.shown = "";
        touch(new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave());
        nobody();
        until(() -> {
            System.gc();
            return person.get() == null;
        });
    }

    /// Reads the code held at it whenever a read is requested; there is no other device.
    private static final class EagerScanner implements FewDevices, BarcodeReader {
        private volatile String shown = "";

        @Override
        public Scan scan(Duration patience) throws InterruptedException {
            Thread.sleep(20);
            var text = shown;
            return text.isEmpty() ? new Scan.Nothing() : new Scan.Code(text, "qr-code");
        }

        @Override
        public DeviceStatus status(Duration patience) {
            return new DeviceStatus(DeviceState.ONLINE, List.of(), Map.of());
        }

        @Override
        public void close() {}

        @Override
        public Optional<BarcodeReader> barcodeReader() {
            return Optional.of(this);
        }

        @Override
        public void clear() {}
    }
}
