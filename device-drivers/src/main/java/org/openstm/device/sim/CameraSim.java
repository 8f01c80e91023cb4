package org.openstm.device.sim;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.openstm.device.DeviceClass;

/// A camera that sends one JPEG after the other, without the tables that USB cameras leave out, too (the
/// standard's own Huffman tables). A code is shown until somebody has seen it for a moment, as by a hand
/// that holds a phone.
final class CameraSim extends WiredSimulator {
    private static final int PER_SECOND = 10;
    private static final int VARIANTS = 4;

    /// Pictures for which a code is held up.
    private static final int HELD = 15;

    private static final int HUFFMAN = 0xC4;
    private static final int FRAME_SIZE = 0xC0;
    private static final int SCAN = 0xDA;

    private final Thread pump;
    private CameraScene scene = new CameraScene.Sheet();
    private CameraScene shown = scene;
    private CameraFault fault = CameraFault.NONE;
    private int width = 1600;
    private int height = 1200;
    private int held;
    private List<byte[]> pictures = List.of();
    private int turn;

    CameraSim(String link) throws IOException {
        super(link);
        pump = Thread.ofPlatform().daemon().name("sim camera pictures").start(this::run);
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.CAMERA;
    }

    @Override
    String words() {
        return "paper | face | empty | hold TEXT | show TEXT | hex BYTES | size WIDTH HEIGHT | well | "
                + String.join(
                        " | ",
                        Arrays.stream(CameraFault.values())
                                .map(CameraFault::word)
                                .toList());
    }

    @Override
    synchronized String act(String word, String rest) {
        switch (word) {
            case "paper" -> look(new CameraScene.Sheet());
            case "face" -> look(new CameraScene.Face());
            case "empty" -> look(new CameraScene.Empty());
            case "hold" -> look(new CameraScene.Code(rest.getBytes(StandardCharsets.UTF_8)));
            case "show" -> hold(rest.getBytes(StandardCharsets.UTF_8));
            case "hex" -> hold(HexFormat.of().parseHex(rest));
            case "size" -> size(rest.split("\\s+", -1));
            case "well" -> fault(CameraFault.NONE);
            default -> {
                var named = CameraFault.named(word);
                if (named.isEmpty()) return unknown(word);
                fault(named.get());
            }
        }
        // before the answer: a camera that draws when it is looked at stays silent for seconds on a busy machine
        if (pictures.isEmpty()) pictures = drawn();
        return "ok";
    }

    private void size(String[] said) {
        if (said.length != 2) throw new IllegalArgumentException("say size WIDTH HEIGHT");
        width = Math.clamp(Integer.parseInt(said[0]), 16, 4096);
        height = Math.clamp(Integer.parseInt(said[1]), 16, 4096);
        pictures = List.of();
    }

    private void look(CameraScene at) {
        scene = at;
        shown = at;
        held = 0;
        pictures = List.of();
    }

    /// In front of nobody's eyes it is gone at once.
    private void hold(byte[] content) {
        if (!outlet().connected()) return;
        shown = new CameraScene.Code(content);
        held = HELD;
        pictures = drawn();
    }

    private void fault(CameraFault now) {
        fault = now;
        turn = 0;
        pictures = List.of();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(1000 / PER_SECOND);
                if (outlet().connected()) outlet().send(next());
                else lowered();
            }
        } catch (InterruptedException _) {
            // close() ends the thread
        }
    }

    private synchronized void lowered() {
        if (held > 0) look(scene);
    }

    private synchronized byte[] next() {
        if (held > 0 && --held == 0) look(scene);
        turn++;
        return switch (fault) {
            case SILENT -> new byte[0];
            case GARBAGE -> outlet().faults().garbage(5000);
            case ENDLESS -> endless();
            case LYING -> lying(picture(turn));
            case CUT -> turn % 2 == 0 ? picture(turn) : Arrays.copyOf(picture(turn), picture(turn).length / 2);
            case FREEZE -> picture(0);
            case NONE, BLACK, BLURRED, SUN -> picture(turn);
        };
    }

    private byte[] picture(int which) {
        if (pictures.isEmpty()) pictures = drawn();
        return pictures.get(which % VARIANTS);
    }

    private List<byte[]> drawn() {
        var drawn = new ArrayList<byte[]>();
        for (int i = 0; i < VARIANTS; i++) drawn.add(withoutTables(jpeg(fault.on(shown.drawn(width, height, i)))));
        return List.copyOf(drawn);
    }

    /// Dots without an end behind a head that is whole.
    private byte[] endless() {
        var picture = picture(0);
        return Arrays.copyOfRange(picture, turn == 1 ? 0 : picture.length / 2, picture.length - 2);
    }

    private static byte[] lying(byte[] picture) {
        var lie = picture.clone();
        int at = segment(lie, FRAME_SIZE);
        for (int i = 5; i < 9; i += 2) {
            lie[at + i] = (byte) (60_000 >> 8);
            lie[at + i + 1] = (byte) (60_000 & 0xFF);
        }
        return lie;
    }

    private static byte[] jpeg(BufferedImage picture) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(picture, "jpeg", out);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return bytes.toByteArray();
    }

    private static byte[] withoutTables(byte[] jpeg) {
        var bare = new ByteArrayOutputStream();
        int at = 2;
        bare.write(jpeg, 0, 2);
        while ((jpeg[at + 1] & 0xFF) != SCAN) {
            int length = length(jpeg, at);
            if ((jpeg[at + 1] & 0xFF) != HUFFMAN) bare.write(jpeg, at, length);
            at += length;
        }
        bare.write(jpeg, at, jpeg.length - at);
        return bare.toByteArray();
    }

    private static int segment(byte[] jpeg, int mark) {
        int at = 2;
        while ((jpeg[at + 1] & 0xFF) != mark) at += length(jpeg, at);
        return at;
    }

    private static int length(byte[] jpeg, int at) {
        return 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
    }

    /// Whoever held something up for the one before has gone.
    @Override
    public void connected() {
        lowered();
    }

    /// A camera is not spoken to.
    @Override
    public void arrived(byte[] bytes, int count) {}

    @Override
    public void close() {
        pump.interrupt();
        super.close();
    }
}
