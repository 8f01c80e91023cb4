package org.openstm.kiosk.ime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;

/// Pinyin by librime (`rime_api.h` of 1.x, read by its slots and offsets). One per process, since the library's
/// state is global; runs on one thread. It holds no letters between two queries.
final class RimeEngine implements AutoCloseable {
    static final String SCHEMA = "luna_pinyin_simp";

    /// The only schema, without a user dictionary and without one used only to look up strokes.
    private static final String DEFAULTS = "patch:\n  schema_list:\n    - schema: " + SCHEMA + "\n";

    private static final String NOTHING_LEARNT = """
            patch:
              translator/enable_user_dict: false
              schema/dependencies: []
            """;

    private static final String LETTERS = "[a-z][a-z']{0,39}";

    private static final AtomicBoolean TAKEN = new AtomicBoolean();

    private final RimeApi api;
    private long session;

    private RimeEngine(RimeApi api) {
        this.api = api;
        this.session = api.openSession();
    }

    static RimeEngine open(String library, Path data, Path work) throws EngineUnavailable {
        if (!Files.isRegularFile(data.resolve(SCHEMA + ".schema.yaml")))
            throw new EngineUnavailable("the pinyin schema " + SCHEMA + " is not in " + data);
        var api = RimeApi.loadFunctions(EngineLibrary.open(library));
        if (!TAKEN.compareAndSet(false, true))
            throw new EngineUnavailable("librime already serves another terminal here");
        try {
            cleanWorkFolder(work);
            api.startEngine(data, work);
            var rime = new RimeEngine(api);
            if (rime.readPinyin("ni").candidates().isEmpty())
                throw new EngineUnavailable("librime knows no character for 'ni' from " + data);
            return rime;
        } catch (IOException disk) {
            TAKEN.set(false);
            throw new EngineUnavailable(work + " cannot be written (" + disk.getMessage() + ")");
        } catch (EngineUnavailable | RuntimeException unusable) {
            api.finishEngine();
            TAKEN.set(false);
            throw unusable;
        }
    }

    /// Deletes what an interrupted start left behind: it would be read as it is.
    private static void cleanWorkFolder(Path work) throws IOException {
        if (Files.exists(work))
            try (var files = Files.walk(work)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        Files.createDirectories(work);
        Files.writeString(work.resolve("default.custom.yaml"), DEFAULTS);
        Files.writeString(work.resolve(SCHEMA + ".custom.yaml"), NOTHING_LEARNT);
    }

    ChineseInput.PinyinReading readPinyin(String letters) {
        if (!letters.matches(LETTERS)) return ChineseInput.PinyinReading.NONE;
        try {
            api.typeLetters(session, letters);
            return new ChineseInput.PinyinReading(api.composedText(session), api.readCandidates(session));
        } finally {
            api.clearInput(session);
        }
    }

    ChineseInput.ChosenCandidate chooseCandidate(String letters, int candidate) {
        if (!letters.matches(LETTERS) || candidate < 0 || candidate >= ChineseInput.MOST)
            return new ChineseInput.ChosenCandidate("", letters);
        try {
            api.typeLetters(session, letters);
            if (!api.selectCandidate(session, candidate)) return new ChineseInput.ChosenCandidate("", letters);
            var whole = api.takeCommitted(session);
            return whole.isEmpty()
                    ? splitComposed(api.composedText(session))
                    : new ChineseInput.ChosenCandidate(whole, "");
        } finally {
            api.clearInput(session);
        }
    }

    /// `张wei` is the chosen characters and the remaining letters.
    private static ChineseInput.ChosenCandidate splitComposed(String composed) {
        int at = 0;
        while (at < composed.length() && !isLetter(composed.charAt(at))) at++;
        return new ChineseInput.ChosenCandidate(
                composed.substring(0, at).strip(), composed.substring(at).replaceAll("[^a-z']", ""));
    }

    private static boolean isLetter(char sign) {
        return sign >= 'a' && sign <= 'z';
    }

    /// The engine's session remembers its output; a new one does not.
    void renewSession() {
        api.closeSession(session);
        session = api.openSession();
    }

    @Override
    public void close() {
        api.closeSession(session);
        api.finishEngine();
        TAKEN.set(false);
    }
}
