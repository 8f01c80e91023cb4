package org.openstm.kiosk.reference;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/// A central that runs on the kiosk's own machine or anywhere else.
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"}) // bodies follow
public final class ReferenceCentral implements AutoCloseable {
    private ReferenceCentral() {}

    /// @param port 0 for any free one
    public static ReferenceCentral start(int port, Path dataDir, InstantSource clock, boolean demo) {
        throw new UnsupportedOperationException(port + " " + dataDir + clock + demo);
    }

    public URI uri() {
        throw new UnsupportedOperationException();
    }

    /// Where outages are made and the phone is read; answers also while the line is "down".
    public URI demoUri() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
