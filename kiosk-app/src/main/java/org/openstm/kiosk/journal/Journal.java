package org.openstm.kiosk.journal;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The journal of one terminal. Every method that changes something returns after the change is on the disk.
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"}) // bodies follow
public final class Journal implements AutoCloseable {
    private Journal() {}

    /// Opens or makes `journal.db` in this directory.
    public static Journal open(Path dir, String terminal, KeyStore keys, InstantSource clock) {
        throw new UnsupportedOperationException(dir + terminal + keys + clock);
    }

    /// Promises a case; nothing may leave the terminal before this has returned.
    public Case intend(
            String txId,
            String service,
            int serviceVersion,
            String sessionId,
            boolean mayBeStored,
            byte[] request,
            String verificationCode) {
        throw new UnsupportedOperationException();
    }

    public Optional<Case> find(String txId) {
        throw new UnsupportedOperationException();
    }

    public List<Case> unsettled() {
        throw new UnsupportedOperationException();
    }

    /// Cases that wait on this terminal for the line.
    public int queued() {
        throw new UnsupportedOperationException();
    }

    /// Must return before the first byte goes to the printer.
    public PrintMark printBegun(String txId, String effectId, String template, int copyNo) {
        throw new UnsupportedOperationException();
    }

    public void printEnded(String effectId, PrintResult result, String evidence) {
        throw new UnsupportedOperationException();
    }

    public List<OpenPrint> unprovedPrints() {
        throw new UnsupportedOperationException();
    }

    public List<StaffNote> findings() {
        throw new UnsupportedOperationException();
    }

    /// Other things worth keeping: a staff check, a document verified.
    public void note(String kind, String text) {
        throw new UnsupportedOperationException();
    }

    /// Checks a whole file, with the key or without.
    public static Verification verify(Path file, @Nullable KeyStore keys) {
        throw new UnsupportedOperationException(file.toString() + keys);
    }

    @Override
    public void close() {}
}
