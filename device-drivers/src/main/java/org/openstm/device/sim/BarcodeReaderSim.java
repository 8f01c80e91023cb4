package org.openstm.device.sim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.openstm.device.DeviceClass;

/// A code scanner on a line: sends what it is shown, framed as it was set up; or types it, as the events of a
/// keyboard.
final class BarcodeReaderSim extends WiredSimulator {
    private byte[] prefix = new byte[0];
    private byte[] suffix = {0x0D};
    private String aim = "";
    private Charset charset = StandardCharsets.UTF_8;
    private int piece = Integer.MAX_VALUE;
    private int pauseMillis;
    private boolean keys;

    BarcodeReaderSim(String link) throws IOException {
        super(link);
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.BARCODE_READER;
    }

    @Override
    String words() {
        return "show TEXT | hex BYTES | raw BYTES | prefix HEX|none | suffix HEX|none | aim ]Q1|off"
                + " | charset NAME | pieces BYTES MILLIS"
                + " | keys on|off | overrun (the kernel lost keys)";
    }

    @Override
    synchronized String act(String word, String rest) throws InterruptedException {
        switch (word) {
            case "show" -> send(framed(rest.getBytes(charset)));
            case "hex" -> send(framed(bytes(rest)));
            case "raw" -> send(bytes(rest));
            case "prefix" -> prefix = bytes(rest);
            case "suffix" -> suffix = bytes(rest);
            case "aim" -> aim = rest.equals("off") ? "" : rest;
            case "charset" -> charset = Charset.forName(rest);
            case "keys" -> keys = rest.equals("on");
            case "overrun" -> outlet().send(Keystrokes.lost());
            case "pieces" -> {
                var said = rest.split("\\s+", -1);
                piece = Math.max(1, Integer.parseInt(said[0]));
                pauseMillis = said.length > 1 ? Integer.parseInt(said[1]) : 0;
            }
            default -> {
                return unknown(word);
            }
        }
        return "ok";
    }

    private static byte[] bytes(String hex) {
        return hex.equals("none") ? new byte[0] : HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private byte[] framed(byte[] content) {
        var frame = new ByteArrayOutputStream();
        frame.writeBytes(prefix);
        frame.writeBytes(aim.getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(content);
        frame.writeBytes(suffix);
        return frame.toByteArray();
    }

    private void send(byte[] content) throws InterruptedException {
        var frame = keys ? Keystrokes.of(content) : content;
        for (int at = 0; at < frame.length; at += Math.min(piece, frame.length - at)) {
            outlet().send(frame, at, Math.min(piece, frame.length - at));
            if (pauseMillis > 0) Thread.sleep(pauseMillis);
        }
    }

    /// A scanner is not spoken to.
    @Override
    public void arrived(byte[] bytes, int count) {}
}
