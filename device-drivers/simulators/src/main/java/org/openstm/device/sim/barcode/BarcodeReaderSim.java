package org.openstm.device.sim.barcode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.link.WiredSimulator;

/// A code scanner on a byte link: sends a shown code in its configured framing, or types it as key events of a
/// keyboard.
public final class BarcodeReaderSim extends WiredSimulator {
    private byte[] prefix = new byte[0];
    private byte[] suffix = {0x0D};
    private String aim = "";
    private Charset charset = StandardCharsets.UTF_8;
    private int piece = Integer.MAX_VALUE;
    private int pauseMillis;
    private boolean keys;

    public BarcodeReaderSim(String link) throws IOException {
        super(link);
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.BARCODE_READER;
    }

    @Override
    protected String commandHelp() {
        return "show TEXT | hex BYTES | raw BYTES | prefix HEX|none | suffix HEX|none | aim ]Q1|off"
                + " | charset NAME | pieces BYTES MILLIS"
                + " | keys on|off | overrun (the kernel lost keys)";
    }

    @Override
    protected synchronized String runWord(String word, String rest) throws InterruptedException {
        switch (word) {
            case "show" -> sendCode(toFrame(rest.getBytes(charset)));
            case "hex" -> sendCode(toFrame(parseHex(rest)));
            case "raw" -> sendCode(parseHex(rest));
            case "prefix" -> prefix = parseHex(rest);
            case "suffix" -> suffix = parseHex(rest);
            case "aim" -> aim = rest.equals("off") ? "" : rest;
            case "charset" -> charset = Charset.forName(rest);
            case "keys" -> keys = rest.equals("on");
            case "overrun" -> simulatorPort().sendBytes(KeyEventEncoder.overrunEvents());
            case "pieces" -> {
                var said = rest.split("\\s+", -1);
                piece = Math.max(1, Integer.parseInt(said[0]));
                pauseMillis = said.length > 1 ? Integer.parseInt(said[1]) : 0;
            }
            default -> {
                return unknownWordError(word);
            }
        }
        return "ok";
    }

    private static byte[] parseHex(String hex) {
        return hex.equals("none") ? new byte[0] : HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private byte[] toFrame(byte[] content) {
        var frame = new ByteArrayOutputStream();
        frame.writeBytes(prefix);
        frame.writeBytes(aim.getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(content);
        frame.writeBytes(suffix);
        return frame.toByteArray();
    }

    private void sendCode(byte[] content) throws InterruptedException {
        var frame = keys ? KeyEventEncoder.toKeyEvents(content) : content;
        for (int at = 0; at < frame.length; at += Math.min(piece, frame.length - at)) {
            simulatorPort().sendBytes(frame, at, Math.min(piece, frame.length - at));
            if (pauseMillis > 0) Thread.sleep(pauseMillis);
        }
    }

    /// A scanner receives no data.
    @Override
    public void onBytesReceived(byte[] bytes, int count) {}
}
