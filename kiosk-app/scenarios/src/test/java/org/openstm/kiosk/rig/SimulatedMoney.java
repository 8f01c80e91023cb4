package org.openstm.kiosk.rig;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.payment.AmountDue;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;

/// The honest payment system of a [SimulatedCentral], and the phones of its citizens. Some money it
/// never gives back.
final class SimulatedMoney {
    private static final Duration HOLD = Duration.ofMinutes(5);

    /// @param charges how often the citizen's money was taken
    /// @param returns how often it was given back
    private record Purse(int attempt, PaymentHold.HoldState state, Instant until, int charges, int returns) {
        Purse in(PaymentHold.HoldState next) {
            return new Purse(attempt, next, until, charges, returns);
        }
    }

    private final Stage stage;
    private final Map<String, Purse> purses = new LinkedHashMap<>();
    private final Map<String, CaseReversal> reversals = new LinkedHashMap<>();

    SimulatedMoney(Stage stage) {
        this.stage = stage;
    }

    /// Whether a case costs something, and how much, stands in its name.
    static boolean costs(String txId) {
        return txId.endsWith("p");
    }

    static Optional<AmountDue> due(String txId, Instant now) {
        return costs(txId) ? Optional.of(new AmountDue(fen(txId), now.plus(Duration.ofDays(1)))) : Optional.empty();
    }

    private static long fen(String txId) {
        return 100L + Math.floorMod(txId.hashCode(), 1000);
    }

    /// Given back only by people.
    private static boolean stubborn(String txId) {
        return Math.floorMod(txId.hashCode(), 3) == 1;
    }

    void forget() {
        purses.clear();
        reversals.clear();
    }

    boolean withdrawn(String txId) {
        return reversals.containsKey(txId);
    }

    /// The citizen's phone, whose line is not the terminal's.
    void phone(String txId, boolean pays) {
        var purse = aged(txId);
        if (purse == null || purse.state() != PaymentHold.HoldState.HELD) return;
        purses.put(
                txId,
                pays
                        ? new Purse(
                                purse.attempt(),
                                PaymentHold.HoldState.PAID,
                                purse.until(),
                                purse.charges() + 1,
                                purse.returns())
                        : purse.in(PaymentHold.HoldState.REFUSED));
    }

    private @org.jspecify.annotations.Nullable Purse aged(String txId) {
        return purses.computeIfPresent(
                txId,
                (_, purse) -> purse.state() == PaymentHold.HoldState.HELD
                                && !stage.now().isBefore(purse.until())
                        ? purse.in(PaymentHold.HoldState.EXPIRED)
                        : purse);
    }

    CentralReply<PaymentHold> hold(String txId, int attempt, boolean accepted) {
        if (withdrawn(txId)) return refused(410, "reversed");
        if (!accepted) return refused(404, "no-such-transaction");
        var purse = aged(txId);
        if (purse != null && purse.attempt() == attempt) return word(txId, purse);
        boolean over = purse == null
                || purse.state() == PaymentHold.HoldState.EXPIRED
                || purse.state() == PaymentHold.HoldState.REFUSED;
        if (!over || attempt != (purse == null ? 1 : purse.attempt() + 1)) return refused(409, "other-attempt");
        int charges = purse == null ? 0 : purse.charges();
        var fresh = new Purse(attempt, PaymentHold.HoldState.HELD, stage.now().plus(HOLD), charges, 0);
        purses.put(txId, fresh);
        return word(txId, fresh);
    }

    CentralReply<PaymentHold> payment(String txId) {
        var purse = aged(txId);
        return purse == null ? refused(404, "no-such-payment") : word(txId, purse);
    }

    CentralReply<PaymentHold> confirm(String txId) {
        var purse = aged(txId);
        if (purse == null) return refused(404, "no-such-payment");
        return switch (purse.state()) {
            case CONFIRMED -> word(txId, purse);
            case PAID -> {
                // of some charged money the confirmation is refused for good: it must go back
                if (Math.floorMod(txId.hashCode(), 5) == 2) yield refused(409, "forbidden");
                var done = purse.in(PaymentHold.HoldState.CONFIRMED);
                purses.put(txId, done);
                yield word(txId, done);
            }
            case HELD, EXPIRED, REFUSED -> refused(409, "not-paid");
            case RELEASED, RETURNED -> refused(410, "reversed");
        };
    }

    CentralReply<CaseReversal> reverse(String txId) {
        var before = reversals.get(txId);
        if (before != null) return new CentralReply.Done<>(before);
        var purse = aged(txId);
        boolean charged = purse != null && purse.state().isCharged();
        if (charged && stubborn(txId)) return refused(409, "forbidden");
        var state = purse == null
                ? CaseReversal.ReversalState.NOTHING
                : charged ? CaseReversal.ReversalState.RETURNED : CaseReversal.ReversalState.RELEASED;
        if (purse != null) {
            var next = charged ? PaymentHold.HoldState.RETURNED : PaymentHold.HoldState.RELEASED;
            purses.put(
                    txId,
                    new Purse(
                            purse.attempt(),
                            next,
                            purse.until(),
                            purse.charges(),
                            purse.returns() + (charged ? 1 : 0)));
        }
        var made = new CaseReversal(txId, state, charged ? fen(txId) : 0, stage.now(), "");
        reversals.put(txId, made);
        return new CentralReply.Done<>(made);
    }

    private static CentralReply<PaymentHold> word(String txId, Purse purse) {
        boolean open = purse.state() == PaymentHold.HoldState.HELD;
        return new CentralReply.Done<>(new PaymentHold(
                txId, purse.attempt(), "ZF-" + txId, purse.state(), fen(txId), open ? "qr" : "", purse.until(), ""));
    }

    private static <T> CentralReply<T> refused(int status, String code) {
        return new CentralReply.Refused<>(new ProblemDetails(code, status, false, Map.of(), ""));
    }

    private boolean confirmed(String txId) {
        var purse = purses.get(txId);
        return purse != null && purse.state() == PaymentHold.HoldState.CONFIRMED;
    }

    /// Holds the money against what the journals say: done and charged once; or withdrawn and
    /// nothing charged; or people have it.
    ///
    /// @param states of payments in the journal
    List<String> broken(Map<String, String> states) {
        var broken = new ArrayList<String>();
        states.forEach((txId, state) -> {
            var purse = purses.get(txId);
            int charges = purse == null ? 0 : purse.charges();
            int returns = purse == null ? 0 : purse.returns();
            boolean holds = switch (state) {
                case "PAY_CONFIRMED" -> charges == 1 && returns == 0 && confirmed(txId) && !withdrawn(txId);
                case "PAY_REVERSED" -> charges == returns && charges <= 1 && withdrawn(txId);
                case "PAY_MANUAL" -> charges == 1 && returns == 0 && stubborn(txId);
                default -> false;
            };
            if (!holds) broken.add("M1 " + txId + " is " + state + ", and its money " + purse);
        });
        purses.forEach((txId, purse) -> {
            if (!states.containsKey(txId)) broken.add("M2 money of " + txId + ", which no journal knows: " + purse);
        });
        return broken;
    }
}
