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

/// The one thread that owns both engines. They are opened in the background: what is asked before
/// waits its turn.
public final class Scribe implements Writing, AutoCloseable {
    public static final String PINYIN = "pinyin";
    public static final String HANDWRITING = "handwriting";
    private static final System.Logger LOG = System.getLogger(Scribe.class.getName());
    private static final int PATIENCE_SECONDS = 5;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("scribe").factory());
    private final Map<String, String> troubles = new ConcurrentSkipListMap<>();

    // the thread's own
    private Optional<Rime> rime = Optional.empty();
    private Optional<Zinnia> zinnia = Optional.empty();

    /// @param trouble told of each engine that is not to be had: what is wrong, and who acts
    public static Scribe open(Places places, Consumer<String> trouble) {
        var scribe = new Scribe();
        scribe.thread.execute(() -> scribe.start(places, trouble));
        return scribe;
    }

    private Scribe() {}

    private void start(Places places, Consumer<String> trouble) {
        rime = opened(PINYIN, () -> Rime.open(places.rime(), places.rimeData(), places.work()), trouble);
        zinnia = opened(HANDWRITING, () -> Zinnia.open(places.zinnia(), places.model()), trouble);
    }

    private interface Opening<E> {
        E open() throws Unusable;
    }

    private <E> Optional<E> opened(String way, Opening<E> opening, Consumer<String> trouble) {
        try {
            return Optional.of(opening.open());
        } catch (Unusable | RuntimeException unusable) {
            var why = way + ": " + unusable.getMessage();
            LOG.log(Level.WARNING, why);
            troubles.put(way, why);
            trouble.accept(why);
            return Optional.empty();
        }
    }

    @Override
    public void read(String letters, Consumer<Reading> told) {
        ask(told, Reading.NONE, () -> rime.map(r -> r.read(letters)).orElse(Reading.NONE));
    }

    @Override
    public void choose(String letters, int candidate, Consumer<Chosen> told) {
        var nothing = new Chosen("", letters);
        ask(told, nothing, () -> rime.map(r -> r.choose(letters, candidate)).orElse(nothing));
    }

    @Override
    public void recognise(List<List<Integer>> strokes, int edge, Consumer<List<String>> told) {
        ask(told, List.of(), () -> zinnia.map(z -> z.recognise(strokes, edge)).orElse(List.of()));
    }

    private <A> void ask(Consumer<A> told, A nothing, Supplier<A> question) {
        run(() -> {
            var answer = nothing;
            try {
                answer = question.get();
            } catch (RuntimeException bug) {
                LOG.log(Level.ERROR, "an engine failed", bug); // never what was written
            }
            told.accept(answer);
        });
    }

    @Override
    public void forget() {
        run(() -> rime.ifPresent(Rime::forget));
    }

    private void run(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "asked after the end", closed);
        }
    }

    @Override
    public Set<String> broken() {
        return Set.copyOf(troubles.keySet());
    }

    /// What staff should know of a way of writing, if it does not work.
    public Optional<String> trouble(String way) {
        return Optional.ofNullable(troubles.get(way));
    }

    @Override
    public void close() {
        run(() -> {
            rime.ifPresent(Rime::close);
            zinnia.ifPresent(Zinnia::close);
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS))
                LOG.log(Level.WARNING, "an engine does not end");
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }
}
