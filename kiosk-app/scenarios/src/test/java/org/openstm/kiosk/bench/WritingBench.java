package org.openstm.kiosk.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openstm.kiosk.ime.EngineLocations;
import org.openstm.kiosk.ime.InputMethodService;

/// From a key to what it may mean, and from a stroke.
final class WritingBench implements Bench {
    private static final int ROUNDS = 20;
    private static final int EDGE = 600;
    private static final List<String> TYPED = List.of(
            "zhangwei", "yunnansheng", "yanglaobaoxian", "shenfenzheng", "renminlu", "laozhangzaodian", "xi'an");
    private static final List<List<Integer>> TEN =
            List.of(List.of(60, 300, 300, 295, 540, 300), List.of(300, 60, 302, 300, 300, 540));

    @Override
    public String name() {
        return "writing";
    }

    @Override
    public String says() {
        return TYPED.size() + " words typed letter by letter, each from the key to its candidates on another thread;"
                + " and a character of two strokes; beside a question that no engine is asked";
    }

    @Override
    public List<Figure> run(Path folder) throws Exception {
        long begun = System.nanoTime();
        try (var scribe = InputMethodService.open(EngineLocations.debianDefaults(folder.resolve("ime")), why -> {
            throw new IllegalStateException(why);
        })) {
            asked(scribe, "ni");
            double start = (System.nanoTime() - begun) / 1e6;
            var keys = new Samples();
            var strokes = new Samples();
            var nothing = new Samples();
            for (int round = -ROUNDS / 2; round < ROUNDS; round++) {
                for (var word : TYPED)
                    for (int length = 1; length <= word.length(); length++) {
                        double took = asked(scribe, word.substring(0, length));
                        double empty = asked(scribe, "");
                        if (round >= 0) keys.add(took);
                        if (round >= 0) nothing.add(empty);
                    }
                double drawn = drawn(scribe);
                if (round >= 0) strokes.add(drawn);
            }
            return List.of(
                    Figure.told("writing.start", "ms", start, Double.NaN),
                    Figure.told("writing.key.p50", "ms", keys.median(), nothing.median()),
                    Figure.atMost("writing.key.p99", "ms", keys.at(0.99), nothing.at(0.99), 50),
                    Figure.atMost("writing.stroke.p99", "ms", strokes.at(0.99), nothing.at(0.99), 50));
        }
    }

    /// Milliseconds to the answer.
    private static double asked(InputMethodService scribe, String letters) throws InterruptedException {
        var answer = new ArrayBlockingQueue<Object>(1);
        long begun = System.nanoTime();
        scribe.readPinyin(letters, answer::add);
        return come(answer, begun);
    }

    private static double drawn(InputMethodService scribe) throws InterruptedException {
        var answer = new ArrayBlockingQueue<Object>(1);
        long begun = System.nanoTime();
        scribe.recogniseStrokes(TEN, EDGE, answer::add);
        return come(answer, begun);
    }

    private static double come(ArrayBlockingQueue<Object> answer, long begun) throws InterruptedException {
        if (answer.poll(30, TimeUnit.SECONDS) == null) throw new IllegalStateException("no answer comes");
        return (System.nanoTime() - begun) / 1e6;
    }
}
