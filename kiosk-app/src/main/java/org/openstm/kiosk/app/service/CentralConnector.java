package org.openstm.kiosk.app.service;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.central.Credentials;
import org.openstm.kiosk.central.HttpCentral;
import org.openstm.kiosk.central.KioskKey;
import org.openstm.kiosk.central.Pairing;
import org.openstm.kiosk.central.PublicKeys;
import org.openstm.kiosk.central.Reply;

/// The terminal's line to central: whose word is believed, and how it began.
public final class CentralConnector {
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private CentralConnector() {}

    /// A centre is believed at first sight only in a demonstration, or on this very machine where nobody sits
    /// between. Else a person has carried a code once.
    ///
    /// @param code as it was typed
    public static HttpCentral open(KioskSettings settings, Path data, KioskKey signer, Optional<String> code) {
        String terminal = settings.terminal().id();
        boolean safe = isTls(settings);
        boolean believesFirst = settings.demo() || isThisMachine(settings);
        Optional<Credentials> credentials = safe
                ? Optional.of(Credentials.at(data, signer, settings.centralCa(), InstantSource.system()))
                : Optional.empty();
        var file = data.resolve("central.keys");
        var trusted = believesFirst ? PublicKeys.onFirstUse(file) : PublicKeys.paired(file);
        boolean known =
                !trusted.isEmpty() && credentials.map(Credentials::complete).orElse(true);
        if (!known && code.isEmpty() && !believesFirst)
            throw new IllegalStateException(terminal + " is not paired with " + settings.central()
                    + ": have the centre's people run stm central pair " + terminal
                    + ", then start here once with --pair CODE");
        var pairing = code.map(typed -> Pairing.of(typed, terminal)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + typed + "' is no pairing code: eight letters and digits, without 0, O, 1 and I")));
        var central = new HttpCentral(
                settings.central(),
                terminal,
                signer,
                trusted,
                HttpCentral.Patience.USUAL,
                InstantSource.system(),
                pairing,
                credentials);
        if (pairing.isEmpty()) return central;
        String trouble = switch (central.enrol()) {
            case Reply.Done<Boolean> _ -> "";
            case Reply.Refused<Boolean>(var problem) ->
                problem.code() + ": " + problem.message().getOrDefault("en", "");
            case Reply.NoAnswer<Boolean>(var why, var _) -> "no answer from " + settings.central() + ": " + why;
        };
        if (trouble.isEmpty()) return central;
        central.close();
        throw new IllegalStateException("pairing failed, " + trouble);
    }

    private static boolean isThisMachine(KioskSettings settings) {
        return THIS_MACHINE.contains(String.valueOf(settings.central().getHost()));
    }

    /// Whether the line is one with TLS. Without it anybody on the way reads along.
    private static boolean isTls(KioskSettings settings) {
        return switch (String.valueOf(settings.central().getScheme())) {
            case "https" -> true;
            case "http" -> {
                if (!isThisMachine(settings) && !settings.demo())
                    throw new IllegalStateException(settings.central() + " is another machine, and http is not safe"
                            + " there: write https in terminal.yaml, and run the centre with --tls");
                yield false;
            }
            default -> throw new IllegalArgumentException(settings.central() + ": central begins with https: or http:");
        };
    }
}
