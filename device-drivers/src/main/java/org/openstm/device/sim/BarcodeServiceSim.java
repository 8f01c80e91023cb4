package org.openstm.device.sim;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.XfsMessages.Command;
import tools.jackson.databind.node.ObjectNode;

/// An XFS4IoT service of a code scanner. What is shown while no Read is under way is lost, as it should be.
final class BarcodeServiceSim extends XfsService {
    private final List<byte[]> shown = new ArrayList<>();
    private boolean reading;
    private volatile String scanner = "on";
    private volatile String symbology = "qrCode";
    private volatile Charset charset = StandardCharsets.UTF_8;
    private volatile boolean defective;

    BarcodeServiceSim(String link) throws IOException {
        super(link);
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.BARCODE_READER;
    }

    @Override
    String interfaceName() {
        return "BarcodeReader";
    }

    @Override
    Map<String, String> ownCommands() {
        return Map.of("BarcodeReader.Read", "2.0", "BarcodeReader.Reset", "2.0");
    }

    @Override
    void status(ObjectNode payload) {
        payload.putObject("barcodeReader").put("scanner", scanner);
    }

    @Override
    void capabilities(ObjectNode payload) {
        var can = payload.putObject("barcodeReader").put("canFilterSymbologies", false);
        can.putObject("symbologies")
                .put("qrCode", true)
                .put("code128", true)
                .put("ean13", true)
                .put("maxiCode", false);
    }

    @Override
    String wordsHere() {
        return "show TEXT | hex BYTES | symbology NAME | charset NAME | defective | scanner on|off|inoperative|unknown";
    }

    @Override
    String actHere(String word, String rest) {
        switch (word) {
            case "show" -> show(rest.getBytes(charset));
            case "hex" -> show(HexFormat.of().parseHex(rest.replace(" ", "")));
            case "symbology" -> symbology = rest;
            case "charset" -> charset = Charset.forName(rest);
            case "defective" -> defective = true;
            case "scanner" -> scanner = rest;
            default -> {
                return unknown(word);
            }
        }
        return "ok";
    }

    @Override
    void heal() {
        scanner = "on";
        symbology = "qrCode";
        charset = StandardCharsets.UTF_8;
        defective = false;
    }

    private synchronized void show(byte[] code) {
        if (!reading) return;
        shown.add(code);
        notifyAll();
    }

    @Override
    boolean works(String command) {
        return command.equals("BarcodeReader.Read");
    }

    @Override
    void execute(Command command) throws InterruptedException {
        if (command.name().equals("BarcodeReader.Read")) read(command);
        else complete(command, "success", "", XfsMessages.object());
    }

    private void read(Command command) throws InterruptedException {
        if (!stopped().isEmpty()) {
            complete(command, stopped(), "", XfsMessages.object());
            return;
        }
        long end = System.nanoTime() + command.timeoutMillis() * 1_000_000;
        var code = new byte[0][];
        synchronized (this) {
            reading = true;
            shown.clear();
            boolean endless = command.timeoutMillis() == 0;
            while (shown.isEmpty() && !unwanted(command) && (endless || System.nanoTime() - end < 0)) wait(10);
            code = shown.toArray(byte[][]::new);
            reading = false;
        }
        if (code.length > 0) tellCodes(command, code);
        else complete(command, unwanted(command) ? "canceled" : "timeOut", "", XfsMessages.object());
    }

    private void tellCodes(Command command, byte[][] codes) throws InterruptedException {
        if (defective) {
            complete(command, "commandErrorCode", "barcodeInvalid", XfsMessages.object());
            return;
        }
        var payload = XfsMessages.object();
        var read = payload.putArray("readOutput");
        for (var code : codes)
            read.addObject()
                    .put("symbology", symbology)
                    .put("barcodeData", Base64.getEncoder().encodeToString(code));
        complete(command, "success", "", payload);
    }
}
