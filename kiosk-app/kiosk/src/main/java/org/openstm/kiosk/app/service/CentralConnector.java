package org.openstm.kiosk.app.service;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.PairingSecret;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.http.TlsCredentials;

/// Sets up the terminal's connection to central: the trusted certificate and the pairing.
public final class CentralConnector {
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private CentralConnector() {}

    /// Central is trusted at first contact only in a demonstration, or on this machine, where no attacker is
    /// in between. Otherwise a person must enter a code once.
    ///
    /// @param code code as typed
    public static HttpCentralClient open(KioskSettings settings, Path data, SigningKey signer, Optional<String> code) {
        String terminal = settings.terminal().id();
        boolean safe = isTls(settings);
        boolean believesFirst = settings.demo() || isThisMachine(settings);
        Optional<TlsCredentials> credentials = safe
                ? Optional.of(TlsCredentials.loadFrom(data, signer, settings.centralCa(), InstantSource.system()))
                : Optional.empty();
        var file = data.resolve("central.keys");
        var trusted =
                believesFirst ? CentralPublicKeys.trustOnFirstUse(file) : CentralPublicKeys.trustAfterPairing(file);
        boolean known = !trusted.isEmpty()
                && credentials.map(TlsCredentials::isComplete).orElse(true);
        if (!known && code.isEmpty() && !believesFirst)
            throw new IllegalStateException(terminal + " is not paired with " + settings.central()
                    + ": have central's staff run stm central pair " + terminal
                    + ", then start here once with --pair CODE");
        var pairing = code.map(typed -> PairingSecret.fromCode(typed, terminal)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + typed + "' is no pairing code: eight letters and digits, without 0, O, 1 and I")));
        var central = new HttpCentralClient(
                settings.central(),
                terminal,
                signer,
                trusted,
                HttpCentralClient.CallTimeouts.USUAL,
                InstantSource.system(),
                pairing,
                credentials);
        if (pairing.isEmpty()) return central;
        String trouble = switch (central.enrolTerminal()) {
            case CentralReply.Done<Boolean> _ -> "";
            case CentralReply.Refused<Boolean>(var problem) ->
                problem.code() + ": " + problem.message().getOrDefault("en", "");
            case CentralReply.NoAnswer<Boolean>(var _, var why, var _) ->
                "no answer from " + settings.central() + ": " + why;
        };
        if (trouble.isEmpty()) return central;
        central.close();
        throw new IllegalStateException("pairing failed, " + trouble);
    }

    private static boolean isThisMachine(KioskSettings settings) {
        return THIS_MACHINE.contains(String.valueOf(settings.central().getHost()));
    }

    /// Whether the connection uses TLS. Without it, it can be read by others.
    private static boolean isTls(KioskSettings settings) {
        return switch (String.valueOf(settings.central().getScheme())) {
            case "https" -> true;
            case "http" -> {
                if (!isThisMachine(settings) && !settings.demo())
                    throw new IllegalStateException(settings.central() + " is another machine, and http is not safe"
                            + " there: write https in terminal.yaml, and run central with --tls");
                yield false;
            }
            default -> throw new IllegalArgumentException(settings.central() + ": central begins with https: or http:");
        };
    }
}
