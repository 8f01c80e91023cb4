package org.openstm.device.sim.receipt;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Renders the paper for some bytes: all papers below each other, the last one even without a cut.
public final class EscPosPaperRenderer implements PrinterMechanism {
    /// All bytes were read.
    private static final class EndOfBytes extends RuntimeException {
        EndOfBytes() {
            super("done", null, false, false);
        }
    }

    /// Maximum height; a file of many cuts must not exhaust the memory.
    private static final int TALLEST = 200_000;

    private final byte[] bytes;
    private int at;
    private int rows;
    private final List<PrintedPaper> papers = new ArrayList<>();
    private final PaperRoll roll = new PaperRoll(576);
    private final EscPosInterpreter machine = new EscPosInterpreter(this, roll);

    private EscPosPaperRenderer(byte[] bytes) {
        this.bytes = bytes;
    }

    public static EscPosRendering renderBytes(byte[] bytes) {
        var view = new EscPosPaperRenderer(bytes);
        view.printAll();
        return new EscPosRendering(view.joinedPicture(), view.joinedText(), view.machine.unknownCommands());
    }

    private void printAll() {
        try {
            while (true) machine.executeNext();
        } catch (EndOfBytes _) {
            if (roll.rows() > 0 || papers.isEmpty()) papers.add(roll.tearOff());
        } catch (InterruptedException | ReceiveBuffer.BufferCleared impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String joinedText() {
        return papers.stream().map(PrintedPaper::text).collect(Collectors.joining("\n"));
    }

    private BufferedImage joinedPicture() {
        var pictures = papers.stream().map(PrintedPaper::picture).toList();
        if (pictures.size() == 1) return pictures.getFirst();
        int tall =
                pictures.stream().mapToInt(picture -> picture.getHeight() + 8).sum() - 8;
        var all = new BufferedImage(pictures.getFirst().getWidth(), tall, BufferedImage.TYPE_BYTE_GRAY);
        var pen = all.createGraphics();
        int top = 0;
        for (var picture : pictures) {
            pen.drawImage(picture, 0, top, null);
            top += picture.getHeight() + 8;
        }
        pen.dispose();
        return all;
    }

    @Override
    public int nextByte() {
        if (at == bytes.length) throw new EndOfBytes();
        return bytes[at++] & 0xFF;
    }

    @Override
    public void cutPaper(PrintedPaper paper) {
        rows += paper.picture().getHeight();
        if (rows <= TALLEST) papers.add(paper);
    }

    @Override
    public void awaitReady() {}

    @Override
    public void onPaperMoved(int rows) {}

    @Override
    public void sendAnswer(byte... answer) {}

    @Override
    public void setStatusMask(int mask) {}

    @Override
    public String identityText(int which) {
        return "";
    }

    @Override
    public int paperSensorBits() {
        return 0;
    }

    @Override
    public OptionalLong counterValue(int which) {
        return OptionalLong.empty();
    }

    @Override
    public void resetCounter(int which) {}

    @Override
    public void reportPaperDone(byte[] id) {}

    @Override
    public boolean answersBarrier() {
        return false;
    }
}
