package org.openstm.kiosk.ime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;

/// Pinyin by librime (`rime_api.h` of 1.x, read by its slots and offsets). One a process, since the
/// library's state is the process's; one thread. Between two questions it holds no letter.
final class Rime implements AutoCloseable {
    static final String SCHEMA = "luna_pinyin_simp";

    /// The only schema, with no dictionary of a user and none that it would only look up strokes in.
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

    private Rime(RimeApi api) {
        this.api = api;
        this.session = api.session();
    }

    static Rime open(String library, Path data, Path work) throws Unusable {
        if (!Files.isRegularFile(data.resolve(SCHEMA + ".schema.yaml")))
            throw new Unusable("the pinyin schema " + SCHEMA + " is not in " + data);
        var api = RimeApi.from(Library.open(library));
        if (!TAKEN.compareAndSet(false, true)) throw new Unusable("librime already serves another terminal here");
        try {
            clean(work);
            api.start(data, work);
            var rime = new Rime(api);
            if (rime.read("ni").candidates().isEmpty())
                throw new Unusable("librime knows no character for 'ni' from " + data);
            return rime;
        } catch (IOException disk) {
            TAKEN.set(false);
            throw new Unusable(work + " cannot be written (" + disk.getMessage() + ")");
        } catch (Unusable | RuntimeException unusable) {
            api.finish();
            TAKEN.set(false);
            throw unusable;
        }
    }

    /// What a start that was cut short left behind would be read as it lies there; so it goes.
    private static void clean(Path work) throws IOException {
        if (Files.exists(work))
            try (var files = Files.walk(work)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        Files.createDirectories(work);
        Files.writeString(work.resolve("default.custom.yaml"), DEFAULTS);
        Files.writeString(work.resolve(SCHEMA + ".custom.yaml"), NOTHING_LEARNT);
    }

    Writing.Reading read(String letters) {
        if (!letters.matches(LETTERS)) return Writing.Reading.NONE;
        try {
            api.type(session, letters);
            return new Writing.Reading(api.composed(session), api.candidates(session));
        } finally {
            api.clear(session);
        }
    }

    Writing.Chosen choose(String letters, int candidate) {
        if (!letters.matches(LETTERS) || candidate < 0 || candidate >= Writing.MOST)
            return new Writing.Chosen("", letters);
        try {
            api.type(session, letters);
            if (!api.select(session, candidate)) return new Writing.Chosen("", letters);
            var whole = api.committed(session);
            return whole.isEmpty() ? parted(api.composed(session)) : new Writing.Chosen(whole, "");
        } finally {
            api.clear(session);
        }
    }

    /// `张wei` is what was chosen and what is left.
    private static Writing.Chosen parted(String composed) {
        int at = 0;
        while (at < composed.length() && !letter(composed.charAt(at))) at++;
        return new Writing.Chosen(
                composed.substring(0, at).strip(), composed.substring(at).replaceAll("[^a-z']", ""));
    }

    private static boolean letter(char sign) {
        return sign >= 'a' && sign <= 'z';
    }

    /// The engine's session has a memory of what it gave; another has none.
    void forget() {
        api.leave(session);
        session = api.session();
    }

    @Override
    public void close() {
        api.leave(session);
        api.finish();
        TAKEN.set(false);
    }
}
