package org.openstm.device.sim.camera;

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
import org.openstm.device.sim.link.WiredSimulator;

/// A camera that sends one JPEG after the other, also without the tables that USB cameras leave out (the standard's
/// own Huffman tables). A code is shown until it was seen for a moment, as by a hand that holds a phone.
public final class CameraSim extends WiredSimulator {
    private static final int PER_SECOND = 10;
    private static final int VARIANTS = 4;

    /// Number of pictures that show a held code.
    private static final int HELD = 15;

    private static final int HUFFMAN = 0xC4;
    private static final int FRAME_SIZE = 0xC0;
    private static final int SCAN = 0xDA;

    private final Thread pump;
    private CameraScene scene = new CameraScene.PaperSheet();
    private CameraScene shown = scene;
    private CameraFault fault = CameraFault.NONE;
    private int width = 1600;
    private int height = 1200;
    private int held;
    private List<byte[]> pictures = List.of();
    private int turn;

    public CameraSim(String link) throws IOException {
        super(link);
        pump = Thread.ofPlatform().daemon().name("sim camera pictures").start(this::run);
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.CAMERA;
    }

    @Override
    protected String commandHelp() {
        return "paper | face | empty | hold TEXT | show TEXT | hex BYTES | size WIDTH HEIGHT | well | "
                + String.join(
                        " | ",
                        Arrays.stream(CameraFault.values())
                                .map(CameraFault::controlWord)
                                .toList());
    }

    @Override
    protected synchronized String runWord(String word, String rest) {
        switch (word) {
            case "paper" -> showScene(new CameraScene.PaperSheet());
            case "face" -> showScene(new CameraScene.PersonFace());
            case "empty" -> showScene(new CameraScene.EmptyTray());
            case "hold" -> showScene(new CameraScene.ShownQrCode(rest.getBytes(StandardCharsets.UTF_8)));
            case "show" -> holdUpCode(rest.getBytes(StandardCharsets.UTF_8));
            case "hex" -> holdUpCode(HexFormat.of().parseHex(rest));
            case "size" -> setSize(rest.split("\\s+", -1));
            case "well" -> setFault(CameraFault.NONE);
            default -> {
                var named = CameraFault.findByWord(word);
                if (named.isEmpty()) return unknownWordError(word);
                setFault(named.get());
            }
        }
        // drawn before the answer: a camera that draws on request stays silent for seconds on a busy machine
        if (pictures.isEmpty()) pictures = drawPictures();
        return "ok";
    }

    private void setSize(String[] said) {
        if (said.length != 2) throw new IllegalArgumentException("say size WIDTH HEIGHT");
        width = Math.clamp(Integer.parseInt(said[0]), 16, 4096);
        height = Math.clamp(Integer.parseInt(said[1]), 16, 4096);
        pictures = List.of();
    }

    private void showScene(CameraScene at) {
        scene = at;
        shown = at;
        held = 0;
        pictures = List.of();
    }

    /// Shows a code; without a connected peer it disappears at once.
    private void holdUpCode(byte[] content) {
        if (!simulatorPort().isConnected()) return;
        shown = new CameraScene.ShownQrCode(content);
        held = HELD;
        pictures = drawPictures();
    }

    private void setFault(CameraFault now) {
        fault = now;
        turn = 0;
        pictures = List.of();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(1000 / PER_SECOND);
                if (simulatorPort().isConnected()) simulatorPort().sendBytes(nextPicture());
                else lowerCode();
            }
        } catch (InterruptedException _) {
            // close() ends the thread
        }
    }

    private synchronized void lowerCode() {
        if (held > 0) showScene(scene);
    }

    private synchronized byte[] nextPicture() {
        if (held > 0 && --held == 0) showScene(scene);
        turn++;
        return switch (fault) {
            case SILENT -> new byte[0];
            case GARBAGE -> simulatorPort().linkFaults().randomBytes(5000);
            case ENDLESS -> endlessPicture();
            case LYING -> withFalseSize(pictureAt(turn));
            case CUT -> turn % 2 == 0 ? pictureAt(turn) : Arrays.copyOf(pictureAt(turn), pictureAt(turn).length / 2);
            case FREEZE -> pictureAt(0);
            case NONE, BLACK, BLURRED, SUN -> pictureAt(turn);
        };
    }

    private byte[] pictureAt(int which) {
        if (pictures.isEmpty()) pictures = drawPictures();
        return pictures.get(which % VARIANTS);
    }

    private List<byte[]> drawPictures() {
        var drawn = new ArrayList<byte[]>();
        for (int i = 0; i < VARIANTS; i++)
            drawn.add(withoutHuffmanTables(toJpeg(fault.applyTo(shown.drawScene(width, height, i)))));
        return List.copyOf(drawn);
    }

    /// A valid header followed by endless scan data.
    private byte[] endlessPicture() {
        var picture = pictureAt(0);
        return Arrays.copyOfRange(picture, turn == 1 ? 0 : picture.length / 2, picture.length - 2);
    }

    private static byte[] withFalseSize(byte[] picture) {
        var lie = picture.clone();
        int at = findSegment(lie, FRAME_SIZE);
        for (int i = 5; i < 9; i += 2) {
            lie[at + i] = (byte) (60_000 >> 8);
            lie[at + i + 1] = (byte) (60_000 & 0xFF);
        }
        return lie;
    }

    private static byte[] toJpeg(BufferedImage picture) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(picture, "jpeg", out);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return bytes.toByteArray();
    }

    private static byte[] withoutHuffmanTables(byte[] jpeg) {
        var bare = new ByteArrayOutputStream();
        int at = 2;
        bare.write(jpeg, 0, 2);
        while ((jpeg[at + 1] & 0xFF) != SCAN) {
            int length = segmentLength(jpeg, at);
            if ((jpeg[at + 1] & 0xFF) != HUFFMAN) bare.write(jpeg, at, length);
            at += length;
        }
        bare.write(jpeg, at, jpeg.length - at);
        return bare.toByteArray();
    }

    private static int findSegment(byte[] jpeg, int mark) {
        int at = 2;
        while ((jpeg[at + 1] & 0xFF) != mark) at += segmentLength(jpeg, at);
        return at;
    }

    private static int segmentLength(byte[] jpeg, int at) {
        return 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
    }

    /// A new peer does not see a code that was shown to the previous one.
    @Override
    public void onPeerConnected() {
        lowerCode();
    }

    /// A camera receives no data.
    @Override
    public void onBytesReceived(byte[] bytes, int count) {}

    @Override
    public void close() {
        pump.interrupt();
        super.close();
    }
}
