package org.openstm.device.sim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openstm.device.DeviceClass;

/// Starts simulators; the only door into this package.
public final class Simulators {
    private Simulators() {}

    /// @param link `tcp://127.0.0.1:0` (any free port; the simulator tells which) or `pty:PATH`; for
    ///     chip cards where a vpcd listens, or `tcp://127.0.0.1:0` for a `pcscd` of its own;
    ///     `ws://127.0.0.1:0` for an XFS4IoT service of the class
    /// @param outDir where papers go; made when the first one comes out
    /// @throws IllegalArgumentException if there is no simulator of this class, or the link is none
    public static Simulator start(DeviceClass deviceClass, String link, Path outDir) throws IOException {
        if (link.startsWith("ws:")) return service(deviceClass, link, outDir);
        return switch (deviceClass) {
            case ID_CARD_READER -> new IdCardReaderSim(link).started();
            case RECEIPT_PRINTER -> new ReceiptPrinterSim(link, outDir).started();
            case BARCODE_READER -> new BarcodeReaderSim(link).started();
            case LIGHTS -> new LightBoardSim(link).started();
            case CAMERA -> new CameraSim(link).started();
            case DOCUMENT_PRINTER -> DocumentPrinterSim.start(link, outDir);
            case CHIP_CARD_READER -> ChipCardReaderSim.start(link);
        };
    }

    private static Simulator service(DeviceClass deviceClass, String link, Path outDir) throws IOException {
        return switch (deviceClass) {
            case RECEIPT_PRINTER -> new PrinterServiceSim(link, outDir).startedService();
            case BARCODE_READER -> new BarcodeServiceSim(link).startedService();
            case CHIP_CARD_READER -> new CardServiceSim(link).startedService();
            default ->
                throw new IllegalArgumentException(
                        "there is no simulator of an XFS4IoT service for a " + deviceClass.text());
        };
    }

    /// Whether one of this class can be started here: what chip cards need is not on every machine.
    public static boolean possible(DeviceClass deviceClass) {
        return deviceClass != DeviceClass.CHIP_CARD_READER || VirtualReader.possible();
    }

    /// What a receipt printer would put on paper: drawn from the bytes alone, by the simulator's own reading of
    /// them.
    public static EscPosRendering renderEscPos(byte[] bytes) {
        return PaperView.of(bytes);
    }

    /// Plays a fault script on a thread of its own; interrupt it to stop.
    ///
    /// @throws IllegalArgumentException if a line of the script is wrong
    public static Thread play(Simulator simulator, List<String> script) {
        var parsed = new Script(script);
        return Thread.ofVirtual().name("fault script").start(() -> {
            try {
                parsed.play(simulator);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
