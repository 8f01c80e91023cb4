package org.openstm.device.sim.barcode;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.xfs4iot.XfsServiceMessages;
import org.openstm.device.sim.xfs4iot.XfsServiceMessages.ServiceCommand;
import org.openstm.device.sim.xfs4iot.XfsServiceSim;
import tools.jackson.databind.node.ObjectNode;

/// An XFS4IoT service of a code scanner. A code that is shown while no Read is running is lost, as it should be.
public final class BarcodeServiceSim extends XfsServiceSim {
    private final List<byte[]> shown = new ArrayList<>();
    private boolean reading;
    private volatile String scanner = "on";
    private volatile String symbology = "qrCode";
    private volatile Charset charset = StandardCharsets.UTF_8;
    private volatile boolean defective;

    public BarcodeServiceSim(String link) throws IOException {
        super(link);
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.BARCODE_READER;
    }

    @Override
    protected String interfaceName() {
        return "BarcodeReader";
    }

    @Override
    protected Map<String, String> ownCommands() {
        return Map.of("BarcodeReader.Read", "2.0", "BarcodeReader.Reset", "2.0");
    }

    @Override
    protected void putStatus(ObjectNode payload) {
        payload.putObject("barcodeReader").put("scanner", scanner);
    }

    @Override
    protected void putCapabilities(ObjectNode payload) {
        var can = payload.putObject("barcodeReader").put("canFilterSymbologies", false);
        can.putObject("symbologies")
                .put("qrCode", true)
                .put("code128", true)
                .put("ean13", true)
                .put("maxiCode", false);
    }

    @Override
    protected String deviceHelp() {
        return "show TEXT | hex BYTES | symbology NAME | charset NAME | defective | scanner on|off|inoperative|unknown";
    }

    @Override
    protected String runDeviceWord(String word, String rest) {
        switch (word) {
            case "show" -> showCode(rest.getBytes(charset));
            case "hex" -> showCode(HexFormat.of().parseHex(rest.replace(" ", "")));
            case "symbology" -> symbology = rest;
            case "charset" -> charset = Charset.forName(rest);
            case "defective" -> defective = true;
            case "scanner" -> scanner = rest;
            default -> {
                return unknownWordError(word);
            }
        }
        return "ok";
    }

    @Override
    protected void resetFaults() {
        scanner = "on";
        symbology = "qrCode";
        charset = StandardCharsets.UTF_8;
        defective = false;
    }

    private synchronized void showCode(byte[] code) {
        if (!reading) return;
        shown.add(code);
        notifyAll();
    }

    @Override
    protected boolean isDeviceCommand(String command) {
        return command.equals("BarcodeReader.Read");
    }

    @Override
    protected void executeCommand(ServiceCommand command) throws InterruptedException {
        if (command.name().equals("BarcodeReader.Read")) readCodes(command);
        else completeCommand(command, "success", "", XfsServiceMessages.newPayload());
    }

    private void readCodes(ServiceCommand command) throws InterruptedException {
        if (!blockingCompletionCode().isEmpty()) {
            completeCommand(command, blockingCompletionCode(), "", XfsServiceMessages.newPayload());
            return;
        }
        long end = System.nanoTime() + command.timeoutMillis() * 1_000_000;
        var code = new byte[0][];
        synchronized (this) {
            reading = true;
            shown.clear();
            boolean endless = command.timeoutMillis() == 0;
            while (shown.isEmpty() && !isCancelled(command) && (endless || System.nanoTime() - end < 0)) wait(10);
            code = shown.toArray(byte[][]::new);
            reading = false;
        }
        if (code.length > 0) completeWithCodes(command, code);
        else
            completeCommand(
                    command, isCancelled(command) ? "canceled" : "timeOut", "", XfsServiceMessages.newPayload());
    }

    private void completeWithCodes(ServiceCommand command, byte[][] codes) throws InterruptedException {
        if (defective) {
            completeCommand(command, "commandErrorCode", "barcodeInvalid", XfsServiceMessages.newPayload());
            return;
        }
        var payload = XfsServiceMessages.newPayload();
        var read = payload.putArray("readOutput");
        for (var code : codes)
            read.addObject()
                    .put("symbology", symbology)
                    .put("barcodeData", Base64.getEncoder().encodeToString(code));
        completeCommand(command, "success", "", payload);
    }
}
