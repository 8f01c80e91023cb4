package org.openstm.device.driver.barcode.javapos;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import jpos.JposConst;
import jpos.JposException;
import jpos.Scanner;
import jpos.ScannerConst;
import jpos.events.ErrorEvent;
import jpos.events.ErrorListener;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.FaultCode;
import org.openstm.device.driver.barcode.CodeText;
import org.openstm.device.driver.javapos.JposFaults;
import org.openstm.device.link.Deadline;

/// Receives a code from the service's thread and hands it to a waiting scan.
final class JposCodeListener implements ErrorListener {
    private static final Map<Integer, String> SYMBOLOGIES = Map.ofEntries(
            entry(ScannerConst.SCAN_SDT_QRCODE, "qr-code"),
            entry(ScannerConst.SCAN_SDT_GS1QRCODE, "qr-code"),
            entry(ScannerConst.SCAN_SDT_Code39, "code-39"),
            entry(ScannerConst.SCAN_SDT_Code93, "code-93"),
            entry(ScannerConst.SCAN_SDT_Code128, "code-128"),
            entry(ScannerConst.SCAN_SDT_EAN128, "code-128"),
            entry(ScannerConst.SCAN_SDT_EAN8, "ean"),
            entry(ScannerConst.SCAN_SDT_EAN13, "ean"),
            entry(ScannerConst.SCAN_SDT_Codabar, "codabar"),
            entry(ScannerConst.SCAN_SDT_ITF, "itf"),
            entry(ScannerConst.SCAN_SDT_PDF417, "pdf-417"),
            entry(ScannerConst.SCAN_SDT_DATAMATRIX, "data-matrix"),
            entry(ScannerConst.SCAN_SDT_AZTEC, "aztec"),
            entry(ScannerConst.SCAN_SDT_HANXIN, "han-xin"));

    private boolean wanted;
    private Optional<Scan> read = Optional.empty();

    /// Accepts the next code from now on.
    synchronized void startListening() {
        wanted = true;
        read = Optional.empty();
    }

    /// Drops all codes from now on.
    synchronized void stopListening() {
        wanted = false;
        read = Optional.empty();
    }

    synchronized Optional<Scan> awaitCode(Deadline until) throws InterruptedException {
        while (read.isEmpty() && !until.over()) wait(until.millisLeft());
        return read;
    }

    void readCode(Scanner scanner) {
        try {
            var label = scanner.getScanDataLabel();
            // a service that cannot separate text and frame has only the raw data
            var bytes = label == null || label.length == 0 ? scanner.getScanData() : label;
            deliverScan(toScan(bytes == null ? new byte[0] : bytes, scanner.getScanDataType()));
        } catch (JposException trouble) {
            deliverScan(new Scan.Failed(JposFaults.toScannerFault(trouble)));
        }
    }

    private static Scan toScan(byte[] bytes, int type) {
        var text = CodeText.of(bytes);
        if (text.length() > CodeText.LONGEST)
            return new Scan.Failed(FaultCode.CODE_TOO_LONG.fault("more than any code holds"));
        return new Scan.Code(text, SYMBOLOGIES.getOrDefault(type, "unknown"));
    }

    @Override
    public void errorOccurred(ErrorEvent event) {
        event.setErrorResponse(JposConst.JPOS_ER_CLEAR);
        deliverScan(new Scan.Failed(
                JposFaults.toScannerFault(new JposException(event.getErrorCode(), event.getErrorCodeExtended()))));
    }

    private synchronized void deliverScan(Scan scan) {
        if (!wanted || read.isPresent()) return;
        read = Optional.of(scan);
        notifyAll();
    }
}
