package org.openstm.kiosk.ime;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The one thread that owns both engines. They are opened in the background; earlier queries wait in the queue.
public final class InputMethodService implements ChineseInput, AutoCloseable {
    public static final String PINYIN = "pinyin";
    public static final String HANDWRITING = "handwriting";
    private static final System.Logger LOG = System.getLogger(InputMethodService.class.getName());
    private static final int PATIENCE_SECONDS = 5;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("input-method").factory());
    private final Map<String, String> troubles = new ConcurrentSkipListMap<>();

    // confined to the thread
    private Optional<RimeEngine> rime = Optional.empty();
    private Optional<ZinniaEngine> zinnia = Optional.empty();

    /// @param trouble receives for each unavailable engine what is wrong, and who must act
    public static InputMethodService open(EngineLocations places, Consumer<String> trouble) {
        var service = new InputMethodService();
        service.thread.execute(() -> service.startEngines(places, trouble));
        return service;
    }

    private InputMethodService() {}

    private void startEngines(EngineLocations places, Consumer<String> trouble) {
        rime = tryOpen(PINYIN, () -> RimeEngine.open(places.rime(), places.rimeData(), places.work()), trouble);
        zinnia = tryOpen(HANDWRITING, () -> ZinniaEngine.open(places.zinnia(), places.model()), trouble);
    }

    private interface EngineOpener<E> {
        E openEngine() throws EngineUnavailable;
    }

    private <E> Optional<E> tryOpen(String way, EngineOpener<E> opening, Consumer<String> trouble) {
        try {
            return Optional.of(opening.openEngine());
        } catch (EngineUnavailable | RuntimeException unusable) {
            var why = way + ": " + unusable.getMessage();
            LOG.log(Level.WARNING, why);
            troubles.put(way, why);
            trouble.accept(why);
            return Optional.empty();
        }
    }

    @Override
    public void readPinyin(String letters, Consumer<PinyinReading> told) {
        askEngine(
                told,
                PinyinReading.NONE,
                () -> rime.map(r -> r.readPinyin(letters)).orElse(PinyinReading.NONE));
    }

    @Override
    public void chooseCandidate(String letters, int candidate, Consumer<ChosenCandidate> told) {
        var nothing = new ChosenCandidate("", letters);
        askEngine(
                told,
                nothing,
                () -> rime.map(r -> r.chooseCandidate(letters, candidate)).orElse(nothing));
    }

    @Override
    public void recogniseStrokes(List<List<Integer>> strokes, int edge, Consumer<List<String>> told) {
        askEngine(
                told,
                List.of(),
                () -> zinnia.map(z -> z.recogniseStrokes(strokes, edge)).orElse(List.of()));
    }

    private <A> void askEngine(Consumer<A> told, A nothing, Supplier<A> question) {
        submitTask(() -> {
            var answer = nothing;
            try {
                answer = question.get();
            } catch (RuntimeException bug) {
                LOG.log(Level.ERROR, "an engine failed", bug); // never log what was written
            }
            told.accept(answer);
        });
    }

    @Override
    public void forgetInput() {
        submitTask(() -> rime.ifPresent(RimeEngine::renewSession));
    }

    private void submitTask(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "called after close", closed);
        }
    }

    @Override
    public Set<String> unavailableMethods() {
        return Set.copyOf(troubles.keySet());
    }

    /// What staff should know about an unavailable way of writing.
    public Optional<String> findTrouble(String way) {
        return Optional.ofNullable(troubles.get(way));
    }

    @Override
    public void close() {
        submitTask(() -> {
            rime.ifPresent(RimeEngine::close);
            zinnia.ifPresent(ZinniaEngine::close);
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS))
                LOG.log(Level.WARNING, "an engine did not stop");
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }
}
