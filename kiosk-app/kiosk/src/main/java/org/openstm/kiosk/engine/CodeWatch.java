package org.openstm.kiosk.engine;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.openstm.device.BarcodeReader;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.central.crypto.AppCodeVerifier;
import org.openstm.kiosk.session.model.SessionEvent;

/// Reads one code from the scanner while a session needs one. Scanned text is hostile: only our
/// verification codes are passed on, and text in the format of a phone code or of a
/// transferred case; everything else becomes "not ours". Nothing of it is logged.
final class CodeWatch implements AutoCloseable {
    private static final Duration SLICE = Duration.ofMillis(900);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Pattern CODE = Pattern.compile("[2-9A-HJ-NP-Z]{12}");
    private final DeviceProvider devices;
    private final String verifyBase;
    private final SessionLoop loop;
    private final SupervisedLoop thread = new SupervisedLoop("code-watch", this::watchOnce);
    private long wanting;
    private int clearing;

    CodeWatch(DeviceProvider devices, String verifyBase, SessionLoop loop) {
        this.devices = devices;
        this.verifyBase = verifyBase;
        this.loop = loop;
    }

    void start() {
        thread.start();
    }

    synchronized void watchCode(long session) {
        wanting = session;
        notifyAll();
    }

    synchronized void stopWatch() {
        wanting = 0;
    }

    /// A code shown while the scanner is being cleared would be discarded with the last citizen's codes.
    synchronized void setClearing(boolean begins) {
        clearing += begins ? 1 : -1;
        notifyAll();
    }

    private synchronized long awaitWanted() throws InterruptedException {
        while (wanting == 0 || clearing > 0) wait();
        return wanting;
    }

    private synchronized void endReading(long session) {
        if (wanting == session) wanting = 0;
    }

    List<SupervisedLoop> supervisedLoops() {
        return List.of(thread);
    }

    private void watchOnce() throws InterruptedException {
        long session = awaitWanted();
        var scanner = devices.barcodeReader();
        if (scanner.isPresent()) scanCode(scanner.get(), session);
        else Thread.sleep(AFTER_TROUBLE);
    }

    private void scanCode(BarcodeReader scanner, long session) throws InterruptedException {
        switch (scanner.scan(SLICE)) {
            case BarcodeReader.Scan.Code(var text, var _) -> {
                endReading(session);
                loop.postEvent(session, toEvent(text, verifyBase));
            }
            case BarcodeReader.Scan.Nothing _ -> {}
            case BarcodeReader.Scan.Failed _ -> Thread.sleep(AFTER_TROUBLE);
        }
    }

    static SessionEvent toEvent(String scanned, String verifyBase) {
        var text = scanned.strip();
        var half = CaseTransferClient.parseReference(text);
        if (!half.isEmpty()) return new SessionEvent.TransferCodeShown(half);
        return AppCodeVerifier.looksLikeCode(text)
                ? new SessionEvent.PhoneCodeShown(text)
                : new SessionEvent.SlipScanned(verificationCode(text, verifyBase));
    }

    /// @return the verification code of our slip, or empty
    static String verificationCode(String scanned, String verifyBase) {
        var text = scanned.strip();
        var code = text.startsWith(verifyBase) ? text.substring(verifyBase.length()) : text;
        return CODE.matcher(code).matches() ? code : "";
    }

    @Override
    public void close() {
        thread.close();
    }
}
