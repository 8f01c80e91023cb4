package org.openstm.device.sim;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Shows what a printer would make of some bytes: all papers below each other, the last one even without a cut.
final class PaperView implements PrinterBody {
    /// All bytes were read.
    private static final class Done extends RuntimeException {
        Done() {
            super("done", null, false, false);
        }
    }

    /// More than anybody looks at; a file of nothing but cuts must not cost the memory.
    private static final int TALLEST = 200_000;

    private final byte[] bytes;
    private int at;
    private int rows;
    private final List<Paper> papers = new ArrayList<>();
    private final PaperRoll roll = new PaperRoll(576);
    private final EscPosMachine machine = new EscPosMachine(this, roll);

    private PaperView(byte[] bytes) {
        this.bytes = bytes;
    }

    static EscPosRendering of(byte[] bytes) {
        var view = new PaperView(bytes);
        view.print();
        return new EscPosRendering(view.joined(), view.text(), view.machine.unknown());
    }

    private void print() {
        try {
            while (true) machine.step();
        } catch (Done _) {
            if (roll.rows() > 0 || papers.isEmpty()) papers.add(roll.tear());
        } catch (InterruptedException | RxBuffer.Cleared impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String text() {
        return papers.stream().map(Paper::text).collect(Collectors.joining("\n"));
    }

    private BufferedImage joined() {
        var pictures = papers.stream().map(Paper::picture).toList();
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
    public int next() {
        if (at == bytes.length) throw new Done();
        return bytes[at++] & 0xFF;
    }

    @Override
    public void cut(Paper paper) {
        rows += paper.picture().getHeight();
        if (rows <= TALLEST) papers.add(paper);
    }

    @Override
    public void ready() {}

    @Override
    public void moved(int rows) {}

    @Override
    public void answer(byte... answer) {}

    @Override
    public void watch(int mask) {}

    @Override
    public String identity(int which) {
        return "";
    }

    @Override
    public int rollBits() {
        return 0;
    }

    @Override
    public OptionalLong counter(int which) {
        return OptionalLong.empty();
    }

    @Override
    public void resetCounter(int which) {}

    @Override
    public void paperDone(byte[] id) {}

    @Override
    public boolean answersBarrier() {
        return false;
    }
}
