package org.openstm.kiosk.engine;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.central.AppLogin;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ChannelApi;
import org.openstm.kiosk.central.crypto.AppCodeVerifier;
import org.openstm.kiosk.central.crypto.AppIssuer;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.SessionEvent;

/// Identifies the owner of a phone code: verified here, then by central. Central's list names the keys that may
/// sign codes; it is fetched when it is old, or when a code names a key that is not on it. The same code in the
/// same session is one reading, however often it is read; only while there is no reply is central asked again,
/// under the same key.
final class PhoneLoginService {
    private static final Duration FRESH = Duration.ofMinutes(10);

    /// Limit for codes with invented keys, which must not cause endless requests to central.
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(5);

    /// A lost connection may be retried at once; after a timeout the citizen has waited long enough.
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(PhoneLoginService.class.getName());

    private final ChannelApi central;
    private final AppCodeVerifier codes;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private volatile ScanDeduplicator readings = new ScanDeduplicator();
    private List<AppIssuer> issuers = List.of();
    private Instant fetched = Instant.MIN;

    /// @param ids ids for requests to central
    PhoneLoginService(ChannelApi central, AppCodeVerifier codes, Supplier<String> ids, InstantSource clock) {
        this.central = central;
        this.codes = codes;
        this.ids = ids;
        this.clock = clock;
    }

    /// The session has ended: forgets its readings. Does not wait for a pending request.
    void forgetReadings() {
        readings = new ScanDeduplicator();
    }

    /// @param visit number of the session in which it was read
    synchronized SessionEvent redeemCode(long visit, String text) {
        var kept = readings;
        var before = kept.findReading(visit, text, clock.instant());
        if (before.isEmpty()) return redeemNewCode(kept, visit, text);
        return before.get().answer().orElseGet(() -> askCentral(kept, visit, text, before.get()));
    }

    private SessionEvent redeemNewCode(ScanDeduplicator kept, long visit, String text) {
        var now = clock.instant();
        boolean known = AppCodeVerifier.findKeyId(text).filter(this::isKnownKey).isPresent();
        if (isFetchDue(known, now) && !fetchIssuers(now)) return new SessionEvent.PhoneRefused(text, "phone.no-line");
        return switch (judgeCode(text, now)) {
            case AppCodeVerifier.CodeVerdict.Bad(var why) -> new SessionEvent.PhoneRefused(text, textKey(why));
            case AppCodeVerifier.CodeVerdict.Good(var code) ->
                askCentral(kept, visit, text, new ScanDeduplicator.CodeReading(code, ids.get(), now, Optional.empty()));
        };
    }

    /// A code whose use cannot be recorded could be used twice: it is refused.
    private AppCodeVerifier.CodeVerdict judgeCode(String text, Instant now) {
        try {
            return codes.verifyCode(text, issuers, now);
        } catch (UncheckedIOException full) {
            LOG.log(System.Logger.Level.ERROR, "phone codes are refused: used codes cannot be recorded", full);
            return new AppCodeVerifier.CodeVerdict.Bad(AppCodeVerifier.RejectionReason.NOT_KEPT);
        }
    }

    private boolean isKnownKey(String key) {
        return issuers.stream().anyMatch(issuer -> issuer.keys().containsKey(key));
    }

    private boolean isFetchDue(boolean known, Instant now) {
        return now.isAfter(fetched.plus(known ? FRESH : AT_MOST_EVERY)) || now.isBefore(fetched);
    }

    private boolean fetchIssuers(Instant now) {
        if (!(central.listIssuers() instanceof CentralReply.Done<List<AppIssuer>>(var list))) return false;
        issuers = List.copyOf(list);
        fetched = now;
        return true;
    }

    /// Central's reply for a reading is final; without one it may be asked again.
    private SessionEvent askCentral(
            ScanDeduplicator kept, long visit, String text, ScanDeduplicator.CodeReading reading) {
        kept.keepReading(visit, text, reading);
        var reply = redeemAtCentral(reading);
        var answer = toEvent(text, reply);
        if (isFinal(reply)) kept.keepReading(visit, text, reading.withAnswer(answer));
        return answer;
    }

    private static boolean isFinal(CentralReply<AppLogin> reply) {
        return switch (reply) {
            case CentralReply.Done<AppLogin> _ -> true;
            case CentralReply.Refused<AppLogin>(var problem) -> problem.code().startsWith("login-");
            case CentralReply.NoAnswer<AppLogin> _ -> false;
        };
    }

    private CentralReply<AppLogin> redeemAtCentral(ScanDeduplicator.CodeReading reading) {
        var began = clock.instant();
        var reply = central.redeemAppCode(reading.code(), reading.key());
        boolean lost = reply instanceof CentralReply.NoAnswer<AppLogin>(var _, var _, var perhaps) && perhaps;
        boolean soon = clock.instant().isBefore(began.plus(AT_ONCE));
        return lost && soon && !Thread.currentThread().isInterrupted()
                ? central.redeemAppCode(reading.code(), reading.key())
                : reply;
    }

    private static SessionEvent toEvent(String text, CentralReply<AppLogin> reply) {
        return switch (reply) {
            case CentralReply.Done<AppLogin>(var login) ->
                new SessionEvent.PhoneIdentified(
                        text,
                        IdentifiedPerson.ofPhone(
                                login.subject().name(),
                                login.subject().number(),
                                login.subject().layout(),
                                Item.AssuranceLevel.valueOf(login.level())));
            case CentralReply.Refused<AppLogin>(var problem) ->
                new SessionEvent.PhoneRefused(
                        text,
                        switch (problem.code()) {
                            case "login-used" -> "phone.used";
                            case "login-expired" -> "phone.expired";
                            case "login-unknown", "login-differs" -> "phone.not-proved";
                            default -> "phone.no-line"; // not available now, whatever the code is
                        });
            case CentralReply.NoAnswer<AppLogin>(var _, var _, var perhaps) ->
                new SessionEvent.PhoneRefused(text, perhaps ? "phone.no-answer" : "phone.no-line");
        };
    }

    private static String textKey(AppCodeVerifier.RejectionReason why) {
        return switch (why) {
            case STRANGE -> "phone.strange";
            case NOT_PROVED -> "phone.not-proved";
            case EXPIRED -> "phone.expired";
            case ELSEWHERE -> "phone.elsewhere";
            case USED -> "phone.used";
            case NOT_KEPT -> "phone.not-kept";
        };
    }
}
