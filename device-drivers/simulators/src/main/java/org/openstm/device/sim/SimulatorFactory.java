package org.openstm.device.sim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.barcode.BarcodeReaderSim;
import org.openstm.device.sim.barcode.BarcodeServiceSim;
import org.openstm.device.sim.camera.CameraSim;
import org.openstm.device.sim.chipcard.CardServiceSim;
import org.openstm.device.sim.chipcard.ChipCardReaderSim;
import org.openstm.device.sim.chipcard.VirtualCardReader;
import org.openstm.device.sim.document.DocumentPrinterSim;
import org.openstm.device.sim.idcard.IdCardReaderSim;
import org.openstm.device.sim.lights.LightBoardSim;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.sim.receipt.EscPosPaperRenderer;
import org.openstm.device.sim.receipt.EscPosRendering;
import org.openstm.device.sim.receipt.PrinterServiceSim;
import org.openstm.device.sim.receipt.ReceiptPrinterSim;

/// Starts simulators; the entry point of this package.
public final class SimulatorFactory {
    private SimulatorFactory() {}

    /// @param link `tcp://127.0.0.1:0` (any free port; see [DeviceSimulator#link]) or `pty:PATH`; for chip cards
    ///     where a vpcd listens, or `tcp://127.0.0.1:0` for a `pcscd` of its own; `ws://127.0.0.1:0` for an XFS4IoT
    ///     service of the class
    /// @param outDir folder for papers; created for the first one
    /// @throws IllegalArgumentException if there is no simulator of this class, or the link is invalid
    public static DeviceSimulator startSimulator(DeviceClass deviceClass, String link, Path outDir) throws IOException {
        if (link.startsWith("ws:")) return startService(deviceClass, link, outDir);
        return switch (deviceClass) {
            case ID_CARD_READER -> new IdCardReaderSim(link).startListening();
            case RECEIPT_PRINTER -> new ReceiptPrinterSim(link, outDir).startListening();
            case BARCODE_READER -> new BarcodeReaderSim(link).startListening();
            case LIGHTS -> new LightBoardSim(link).startListening();
            case CAMERA -> new CameraSim(link).startListening();
            case DOCUMENT_PRINTER -> DocumentPrinterSim.start(link, outDir);
            case CHIP_CARD_READER -> ChipCardReaderSim.start(link);
        };
    }

    private static DeviceSimulator startService(DeviceClass deviceClass, String link, Path outDir) throws IOException {
        return switch (deviceClass) {
            case RECEIPT_PRINTER -> new PrinterServiceSim(link, outDir).startService();
            case BARCODE_READER -> new BarcodeServiceSim(link).startService();
            case CHIP_CARD_READER -> new CardServiceSim(link).startService();
            default ->
                throw new IllegalArgumentException(
                        "there is no simulator of an XFS4IoT service for a " + deviceClass.text());
        };
    }

    /// Whether a simulator of this class can be started here: the programs for chip cards are not on every machine.
    public static boolean isAvailable(DeviceClass deviceClass) {
        return deviceClass != DeviceClass.CHIP_CARD_READER || VirtualCardReader.isAvailable();
    }

    /// Renders the paper of a receipt printer from the bytes alone, with the simulator's own interpreter.
    public static EscPosRendering renderEscPos(byte[] bytes) {
        return EscPosPaperRenderer.renderBytes(bytes);
    }

    /// Plays a fault script on a thread of its own; interrupt it to stop.
    ///
    /// @throws IllegalArgumentException if a line of the script is invalid
    public static Thread playScript(DeviceSimulator simulator, List<String> script) {
        var parsed = new FaultScript(script);
        return Thread.ofVirtual().name("fault script").start(() -> {
            try {
                parsed.playScript(simulator);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
