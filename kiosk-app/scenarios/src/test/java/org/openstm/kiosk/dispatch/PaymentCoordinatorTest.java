package org.openstm.kiosk.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.dispatch.OutboxDispatcher.SubmissionResult;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.PaymentState;
import org.openstm.kiosk.journal.model.StaffFinding;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Payments end to end: journal file, HTTP, the reference central with its payment system, and a phone.
class PaymentCoordinatorTest {
    private static final CaseSubject YANG = new CaseSubject("杨䶮", "532901197211030043", "resident");
    private static final Map<String, String> ANSWERS = Map.of("year", "2026", "grade", "60");
    private static final long FEN = 1_056_480;
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path dir;

    private Town town;

    @BeforeEach
    void open() {
        town = new Town(dir);
    }

    @AfterEach
    void close() {
        town.close();
        assertEquals(
                "",
                JournalFiles.verifyFile(
                                town.kioskDir().resolve("journal.db"),
                                FileKeyStore.openExisting(town.kioskDir().resolve("journal.key")))
                        .why());
    }

    private void accepted(String txId) throws InterruptedException {
        var fate = town.submit(txId, "tax/own-premium", YANG, false, ANSWERS);
        var due = assertInstanceOf(SubmissionResult.Accepted.class, fate)
                .receipt()
                .due()
                .orElseThrow();
        assertEquals(FEN, due.fen());
    }

    private PaymentStatus step(String txId) {
        return town.dispatch().paymentCoordinator().advancePayment(txId);
    }

    /// As a waiting citizen: calls again while central does not answer.
    private <S extends PaymentStatus> S until(String txId, Class<S> wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            var now = step(txId);
            if (wanted.isInstance(now)) return wanted.cast(now);
            Thread.sleep(10);
        }
        throw new AssertionError("it is " + step(txId));
    }

    private PaymentStatus.Payable payable(String txId) throws InterruptedException {
        return until(txId, PaymentStatus.Payable.class);
    }

    private static String phone(String qr, String answer) {
        try (var http = HttpClient.newHttpClient()) {
            var page = HttpRequest.newBuilder(URI.create(qr)).build();
            assertTrue(
                    http.send(page, HttpResponse.BodyHandlers.ofString()).body().contains("¥10,564.80"));
            var said = HttpRequest.newBuilder(URI.create(qr))
                    .POST(BodyPublishers.ofString("answer=" + answer))
                    .build();
            return http.send(said, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    private PaymentState state(String txId) {
        return town.journal().payments().findPayment(txId).orElseThrow().state();
    }

    private void settles(String txId, PaymentState end) throws InterruptedException {
        town.until(() -> state(txId).isSettled());
        assertEquals(end, state(txId));
    }

    private List<String> findings() {
        return town.journal().findings().openFindings().stream()
                .map(StaffFinding::kind)
                .toList();
    }

    private JsonNode money(String txId) {
        for (var one : JsonMapper.shared().readTree(town.demo("/demo/money")).path("payments"))
            if (one.path("txId").asString().equals(txId)) return one;
        throw new AssertionError("central knows no payment of " + txId);
    }

    /// Done and charged exactly once, or withdrawn and nothing charged.
    private void booked(String txId, boolean done) {
        var money = money(txId);
        var accounts = money.path("accounts");
        assertEquals(done ? "ACCEPTED" : "WITHDRAWN", money.path("case").asString());
        assertEquals(done ? FEN : 0, accounts.path("treasury").asLong(0), money.toString());
        assertEquals(done ? -FEN : 0, accounts.path("citizen").asLong(0), money.toString());
        for (String empty : List.of("clearing", "held", "due"))
            assertEquals(0, accounts.path(empty).asLong(0), money.toString());
        if (done) assertEquals(1, money.path("charged").asInt());
    }

    @Test
    void a_case_that_costs_something_is_done_when_it_is_paid_and_confirmed() throws InterruptedException {
        accepted("p-1");
        assertEquals(Map.of("tax/own-premium", Map.of("DUE", 1)), town.cases());
        var payable = payable("p-1");
        assertEquals(FEN, payable.fen());
        assertEquals(payable, step("p-1"), "nothing moves before the phone has paid");
        assertTrue(phone(payable.qr(), "pay").contains("已付款"));
        var done = until("p-1", PaymentStatus.Done.class);
        assertTrue(done.reference().matches("ZF20261124\\d{6}"), done.reference());
        assertEquals(PaymentState.CONFIRMED, state("p-1"));
        booked("p-1", true);
        assertEquals(List.of(), findings());
        assertEquals(Map.of("tax/own-premium", Map.of("ACCEPTED", 1)), town.cases());
    }

    @Test
    void a_phone_that_refuses_has_paid_nothing_and_may_have_another_code() throws InterruptedException {
        accepted("p-1");
        var first = payable("p-1");
        phone(first.qr(), "refuse");
        assertEquals("REFUSED", until("p-1", PaymentStatus.NotPaid.class).why());
        var _ = town.dispatch().paymentCoordinator().retryPayment("p-1");
        var second = payable("p-1");
        assertTrue(phone(first.qr().replace(first.qr(), second.qr()), "pay").contains("已付款"));
        until("p-1", PaymentStatus.Done.class);
        booked("p-1", true);
        assertEquals(
                2, town.journal().payments().findPayment("p-1").orElseThrow().attempt());
    }

    @Test
    void whoever_leaves_without_paying_owes_nothing_and_the_old_code_is_dead() throws InterruptedException {
        accepted("p-1");
        var payable = payable("p-1");
        town.dispatch().paymentCoordinator().leavePayment("p-1");
        settles("p-1", PaymentState.REVERSED);
        assertTrue(phone(payable.qr(), "pay").contains("没有扣钱"));
        booked("p-1", false);
        assertEquals(List.of(), findings());
    }

    @Test
    void whoever_leaves_after_paying_has_a_case_that_is_done_and_staff_have_the_paper() throws InterruptedException {
        accepted("p-1");
        phone(payable("p-1").qr(), "pay");
        town.dispatch().paymentCoordinator().leavePayment("p-1");
        settles("p-1", PaymentState.CONFIRMED);
        booked("p-1", true);
        assertEquals(List.of("paid-unattended"), findings());
    }

    @Test
    void whoever_takes_it_back_hears_so_and_what_was_paid_before_counts() throws InterruptedException {
        accepted("p-1");
        payable("p-1");
        town.dispatch().paymentCoordinator().withdrawPayment("p-1");
        assertEquals(new PaymentStatus.Withdrawn(false), until("p-1", PaymentStatus.Withdrawn.class));
        town.submit("p-2", "tax/own-premium", YANG, false, Map.of("year", "2025", "grade", "60", "again", "yes"));
        var qr = payable("p-2").qr();
        try (var http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(URI.create(qr))
                            .POST(BodyPublishers.ofString("answer=pay"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
        town.dispatch().paymentCoordinator().withdrawPayment("p-2");
        until("p-2", PaymentStatus.Done.class);
        assertEquals(List.of(), findings(), "somebody stood there");
    }

    @Test
    void a_kiosk_that_starts_anew_asks_for_the_money_and_ends_it_either_way() throws InterruptedException {
        accepted("p-1");
        phone(payable("p-1").qr(), "pay");
        town.restartKiosk();
        settles("p-1", PaymentState.CONFIRMED);
        booked("p-1", true);
        assertEquals(List.of("paid-unattended"), findings());
        town.submit("p-2", "tax/own-premium", YANG, false, Map.of("year", "2025", "grade", "60"));
        payable("p-2");
        town.restartKiosk();
        settles("p-2", PaymentState.REVERSED);
        booked("p-1", true);
        assertEquals("WITHDRAWN", money("p-2").path("case").asString());
    }

    @Test
    void lost_answers_of_hold_confirmation_and_reversal_are_asked_for_and_charge_once() throws InterruptedException {
        accepted("p-1");
        town.central().startOutage("payment", "silent-after-commit", LONG);
        phone(payable("p-1").qr(), "pay");
        until("p-1", PaymentStatus.Done.class);
        booked("p-1", true);
        town.submit("p-2", "tax/own-premium", YANG, false, Map.of("year", "2025", "grade", "60"));
        payable("p-2");
        town.dispatch().paymentCoordinator().leavePayment("p-2");
        Thread.sleep(300);
        assertEquals(PaymentState.REVERSING, state("p-2"), "an answer that never comes is waited for");
        town.central().startOutage("payment", "up", LONG);
        settles("p-2", PaymentState.REVERSED);
    }

    @Test
    void a_line_that_is_down_after_the_phone_has_paid_leaves_it_unknown_until_it_is_back() throws InterruptedException {
        accepted("p-1");
        var qr = payable("p-1").qr();
        town.central().startOutage("all", "down", LONG);
        assertInstanceOf(PaymentStatus.Silent.class, step("p-1"));
        phone(qr, "pay"); // a phone has its own line
        assertInstanceOf(PaymentStatus.Silent.class, step("p-1"));
        town.dispatch().paymentCoordinator().leavePayment("p-1");
        assertEquals(PaymentState.HELD, state("p-1"));
        town.central().startOutage("all", "up", LONG);
        settles("p-1", PaymentState.CONFIRMED);
        booked("p-1", true);
    }

    @Test
    void a_payment_system_that_is_down_charges_nothing_and_the_citizen_may_go() throws InterruptedException {
        town.central().startOutage("payment", "down", LONG);
        accepted("p-1");
        for (int i = 0; i < 5; i++) assertInstanceOf(PaymentStatus.Silent.class, step("p-1"));
        town.dispatch().paymentCoordinator().leavePayment("p-1");
        town.central().startOutage("payment", "up", LONG);
        settles("p-1", PaymentState.REVERSED);
        assertEquals(Map.of("tax/own-premium", Map.of("WITHDRAWN", 1)), town.cases());
    }

    @Test
    void money_that_is_neither_confirmed_nor_given_back_is_left_to_staff_with_both_references()
            throws InterruptedException {
        accepted("p-1");
        phone(payable("p-1").qr(), "pay");
        town.central().startOutage("payment", "forbid", LONG);
        until("p-1", PaymentStatus.Manual.class);
        var note = town.journal().findings().openFindings().getFirst();
        assertEquals("payment-manual", note.kind());
        assertTrue(note.text().matches("case SF\\d{12}, payment ZF\\d{14}, 1056480 fen: .*forbidden"), note.text());
    }

    @Test
    void charged_money_whose_confirmation_is_refused_for_good_is_given_back() throws InterruptedException {
        accepted("p-1");
        phone(payable("p-1").qr(), "pay");
        while (state("p-1") != PaymentState.PAID) step("p-1");
        town.central().startOutage("payment", "forbid", LONG);
        while (state("p-1") != PaymentState.REVERSING) step("p-1");
        town.central().startOutage("payment", "up", LONG);
        assertEquals(new PaymentStatus.Withdrawn(true), until("p-1", PaymentStatus.Withdrawn.class));
        booked("p-1", false);
        assertEquals(1, money("p-1").path("charged").asInt());
    }

    @Test
    void a_lost_journal_finds_its_payments_in_the_second_copy_and_ends_them() throws Exception {
        accepted("p-1");
        phone(payable("p-1").qr(), "pay");
        town.stopKiosk();
        for (var part : List.of("journal.db", "journal.db-wal", "journal.db-shm"))
            java.nio.file.Files.deleteIfExists(town.kioskDir().resolve(part));
        town.startKiosk();
        town.until(() -> town.journal().payments().findPayment("p-1").isPresent());
        settles("p-1", PaymentState.CONFIRMED);
        booked("p-1", true);
    }

    @Test
    void whatever_happens_in_between_a_case_is_done_and_charged_once_or_withdrawn_and_not() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        for (int n = 0; n < 25; n++) {
            String txId = "r-" + n;
            var fate = town.submit(
                    txId, "tax/own-premium", YANG, false, Map.of("year", "2026", "grade", "60", "again", "yes"));
            if (!(fate instanceof SubmissionResult.Accepted)) {
                town.dispatch().paymentCoordinator().leavePayment(txId);
                continue;
            }
            String qr = "";
            for (int moves = random.nextInt(12); moves > 0; moves--) {
                switch (random.nextInt(7)) {
                    case 0 -> town.restartKiosk();
                    case 1 -> town.central().startOutage("payment", "silent-after-commit", Duration.ofSeconds(5));
                    case 2 -> town.central().startOutage("payment", "down", Duration.ofMillis(200));
                    case 3 -> town.dispatch().paymentCoordinator().withdrawPayment(txId);
                    case 4 -> {
                        if (!qr.isEmpty()) phone(qr, random.nextInt(4) == 0 ? "refuse" : "pay");
                    }
                    default -> {
                        if (step(txId) instanceof PaymentStatus.Payable(var shown, var _, var _)) qr = shown;
                    }
                }
            }
            town.dispatch().paymentCoordinator().leavePayment(txId);
        }
        town.central().startOutage("payment", "up", LONG);
        town.central().startOutage("all", "up", LONG);
        town.until(() -> town.journal().payments().unsettledPayments().isEmpty());
        for (int n = 0; n < 25; n++) {
            var payment = town.journal().payments().findPayment("r-" + n);
            if (payment.isEmpty() || payment.get().reference().isEmpty()) continue;
            booked("r-" + n, payment.get().state() == PaymentState.CONFIRMED);
        }
        long done = town.cases().getOrDefault("tax/own-premium", Map.of()).getOrDefault("ACCEPTED", 0);
        long paid = 0;
        for (var one : JsonMapper.shared().readTree(town.demo("/demo/money")).path("payments"))
            paid += one.path("accounts").path("treasury").asLong(0);
        assertEquals(done * FEN, paid, "seed " + seed);
    }
}
