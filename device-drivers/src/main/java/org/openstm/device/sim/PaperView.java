package org.openstm.device.sim;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

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
    private final List<BufferedImage> papers = new ArrayList<>();
    private final PaperRoll roll = new PaperRoll(576);
    private final EscPosMachine machine = new EscPosMachine(this, roll);

    private PaperView(byte[] bytes) {
        this.bytes = bytes;
    }

    static Simulators.Printed of(byte[] bytes) {
        var view = new PaperView(bytes);
        view.print();
        return new Simulators.Printed(view.joined(), view.machine.unknown());
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

    private BufferedImage joined() {
        if (papers.size() == 1) return papers.getFirst();
        int tall = papers.stream().mapToInt(paper -> paper.getHeight() + 8).sum() - 8;
        var all = new BufferedImage(papers.getFirst().getWidth(), tall, BufferedImage.TYPE_BYTE_GRAY);
        var pen = all.createGraphics();
        int top = 0;
        for (var paper : papers) {
            pen.drawImage(paper, 0, top, null);
            top += paper.getHeight() + 8;
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
    public void cut(BufferedImage paper) {
        rows += paper.getHeight();
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
    public boolean answersProcessId() {
        return false;
    }

    @Override
    public boolean answersBarrier() {
        return false;
    }
}
