package org.openstm.kiosk.rig;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.dispatch.RetryPolicy;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.reference.ReferenceCentral;

/// The real things that stand behind every terminal, in one process: a central, the line to it, a journal, the
/// sender.
///
/// @param books central's folder
public record Station(
        ReferenceCentral central, Path books, HttpCentralClient client, Journal journal, OutboxDispatcher dispatch)
        implements AutoCloseable {
    public static final String TERMINAL = "ST-0412-03";

    /// @param dir empty folder of its own
    public static Station open(Path dir) {
        var books = dir.resolve("central");
        var central = ReferenceCentral.start(0, books, InstantSource.system(), true);
        var client = new HttpCentralClient(
                central.uri(),
                TERMINAL,
                SigningKey.loadOrCreate(dir.resolve("kiosk-key.json"), TERMINAL),
                CentralPublicKeys.trustOnFirstUse(dir.resolve("central-keys.json")));
        var journal = Journal.open(
                dir.resolve("kiosk"),
                TERMINAL,
                FileKeyStore.openOrCreate(dir.resolve("journal.key")),
                InstantSource.system());
        var dispatch = OutboxDispatcher.start(
                journal, client, RetryPolicy.forDemo(), QueuePolicy.of(Duration.ofDays(3), 200), "run");
        return new Station(central, books, client, journal, dispatch);
    }

    @Override
    public void close() {
        dispatch.close();
        journal.close();
        client.close();
        central.close();
    }
}
