package org.openstm.kiosk.engine;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.central.AppCode;
import org.openstm.kiosk.central.AppCodes;
import org.openstm.kiosk.central.AppIssuer;
import org.openstm.kiosk.central.AppLogin;
import org.openstm.kiosk.central.ChannelApi;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Person;

/// Whose the code of a phone is: proved here, then asked of the centre. Who may make codes is the centre's list, which
/// is
/// fetched when it is old, or when a code names a key that is not on it.
final class PhoneLogins {
    private static final Duration FRESH = Duration.ofMinutes(10);

    /// Codes with invented keys must not become questions to the centre without end.
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(5);

    private final ChannelApi central;
    private final AppCodes codes;
    private final InstantSource clock;
    private List<AppIssuer> issuers = List.of();
    private static final System.Logger LOG = System.getLogger(PhoneLogins.class.getName());

    private Instant fetched = Instant.MIN;

    PhoneLogins(ChannelApi central, AppCodes codes, InstantSource clock) {
        this.central = central;
        this.codes = codes;
        this.clock = clock;
    }

    synchronized Event redeem(String text) {
        var now = clock.instant();
        boolean known = AppCodes.keyId(text).filter(this::knows).isPresent();
        if (due(known, now) && !fetch(now)) return new Event.PhoneRefused("phone.no-line");
        return switch (judged(text, now)) {
            case AppCodes.Judged.Bad(var why) -> new Event.PhoneRefused(sentence(why));
            case AppCodes.Judged.Good(var code) -> ask(code);
        };
    }

    /// A code whose use cannot be kept would count twice: it does not count at all.
    private AppCodes.Judged judged(String text, Instant now) {
        try {
            return codes.judge(text, issuers, now);
        } catch (UncheckedIOException full) {
            LOG.log(System.Logger.Level.ERROR, "no phone's code is taken: which were used cannot be kept", full);
            return new AppCodes.Judged.Bad(AppCodes.Why.NOT_KEPT);
        }
    }

    private boolean knows(String key) {
        return issuers.stream().anyMatch(issuer -> issuer.keys().containsKey(key));
    }

    private boolean due(boolean known, Instant now) {
        return now.isAfter(fetched.plus(known ? FRESH : AT_MOST_EVERY)) || now.isBefore(fetched);
    }

    private boolean fetch(Instant now) {
        if (!(central.issuers() instanceof Reply.Done<List<AppIssuer>>(var list))) return false;
        issuers = List.copyOf(list);
        fetched = now;
        return true;
    }

    private Event ask(AppCode code) {
        return switch (central.redeem(code)) {
            case Reply.Done<AppLogin>(var login) ->
                new Event.PhoneKnown(Person.byPhone(
                        login.subject().name(),
                        login.subject().number(),
                        login.subject().layout(),
                        Item.Level.valueOf(login.level())));
            case Reply.Refused<AppLogin>(var problem) ->
                new Event.PhoneRefused(
                        switch (problem.code()) {
                            case "login-used" -> "phone.used";
                            case "login-expired" -> "phone.expired";
                            default -> "phone.not-proved";
                        });
            // it may have been redeemed: the same code would be refused
            case Reply.NoAnswer<AppLogin>(var _, var perhaps) ->
                new Event.PhoneRefused(perhaps ? "phone.no-answer" : "phone.no-line");
        };
    }

    private static String sentence(AppCodes.Why why) {
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
