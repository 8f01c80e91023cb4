package org.openstm.kiosk.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.journal.model.RigDoor;

/// What must be true after any fault. Holds a journal against what citizens were told, what central has and what
/// paper came out.
///
/// I1 what a citizen was told is on the disk. I2 central has at most one case for each id, and
/// exactly one where the journal says accepted; all its requests have the same bytes. I3 central
/// knows no case that the journal does not. I4 no paper came out that the journal did not announce.
/// I5 a copy of a paper came out once. I6 the file is whole, and the entry whose hash stands on a
/// paper is still there. I8 no person stands in clear in a file. I9 the entries of a case are in an
/// order that a case can go. I10 when faults are over, every case has its end.
///
/// M what was told of money is in the journal, and whom central will not give it back has a
/// finding.
///
/// I7 (an unknown case of more than 15 minutes raises an alarm) is a test of its own: [UnknownTest].
final class Invariants {
    private static final String CASES = "SELECT tx_id, state FROM tx";
    private static final String ENTRIES = "SELECT seq, tx_id, kind, lower(hex(hash)) FROM journal ORDER BY seq";
    private static final String EFFECTS = "SELECT effect_id, state FROM effect";
    private static final Set<String> ENDS = Set.of("ACCEPTED", "REJECTED", "CANCELLED", "DEAD_LETTER");

    private static final Set<String> PAID_ENDS = Set.of("PAY_CONFIRMED", "PAY_REVERSED", "PAY_MANUAL");

    private static final int PROVED = PrintResult.PROVED.code();
    private static final int NOT_PRINTED = PrintResult.NOT_PRINTED.code();

    private final Path dir;
    private boolean proofMayLack;
    private final List<String> broken = new ArrayList<>();
    private final Map<String, String> states = new HashMap<>();
    private final Map<String, Integer> effects = new HashMap<>();
    private final Map<String, String> money = new HashMap<>();
    private final Set<String> manual = new HashSet<>();
    private final Set<String> alarms = new HashSet<>();
    private final Map<Long, String> hashes = new HashMap<>();
    private final Map<String, List<String>> lives = new LinkedHashMap<>();

    private Invariants(Path dir) {
        this.dir = dir;
    }

    /// Reads a journal that no terminal has open, with the file's own checks (I6, I8, I9).
    static Invariants of(Path dir) {
        var found = new Invariants(dir);
        found.read();
        found.whole();
        found.witnessed();
        found.nobodyInClear();
        found.orders();
        return found;
    }

    private void read() {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:file:" + dir.resolve("journal.db") + "?mode=ro");
                var statement = connection.createStatement()) {
            try (var row = statement.executeQuery(CASES)) {
                while (row.next()) states.put(row.getString(1), RigDoor.kindName(row.getInt(2)));
            }
            try (var row = statement.executeQuery(EFFECTS)) {
                while (row.next()) effects.put(row.getString(1), row.getInt(2));
            }
            try (var row = statement.executeQuery("SELECT kind, tx_id FROM finding")) {
                while (row.next()) {
                    alarms.add(row.getString(1));
                    if (row.getString(1).equals("payment-manual")) manual.add(row.getString(2));
                }
            }
            money.putAll(payments(statement));
            try (var row = statement.executeQuery(ENTRIES)) {
                while (row.next()) {
                    hashes.put(row.getLong(1), row.getString(4));
                    lives.computeIfAbsent(row.getString(2), _ -> new ArrayList<>())
                            .add(RigDoor.kindName(row.getInt(3)));
                }
            }
        } catch (SQLException unreadable) {
            broken.add("I6 the journal cannot be read: " + unreadable.getMessage());
        }
    }

    /// By case, as the journal in this folder has them.
    static Map<String, String> payments(Path dir) {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:file:" + dir.resolve("journal.db") + "?mode=ro");
                var statement = connection.createStatement()) {
            return payments(statement);
        } catch (SQLException unreadable) {
            throw new AssertionError("the journal cannot be read", unreadable);
        }
    }

    private static Map<String, String> payments(Statement statement) throws SQLException {
        var all = new HashMap<String, String>();
        try (var row = statement.executeQuery("SELECT tx_id, state FROM payment")) {
            while (row.next()) all.put(row.getString(1), RigDoor.kindName(row.getInt(2)));
        }
        return all;
    }

    private void whole() {
        var found = JournalFiles.verifyFile(
                dir.resolve("journal.db"), FileKeyStore.openExisting(dir.resolve("journal.key")));
        must(found.sound(), "I6", "the journal is not whole: " + found.why());
        must(!Files.exists(dir.resolve("quarantine")), "I6", "a journal was put aside as damaged");
    }

    private void witnessed() {
        must(!alarms.contains("chain-fork"), "I6", "central has seen entries that are not there any more");
    }

    private void nobodyInClear() {
        try (var files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) nobodyIn(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// I8 for one more file, such as a log or the image of a whole disk.
    Invariants nobodyIn(Path file) {
        try {
            var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            var name =
                    new String(Terminal.CITIZEN.name().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            must(!content.contains(Terminal.CITIZEN.number()), "I8", "a number stands in " + file);
            must(!content.contains(name), "I8", "a name stands in " + file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return this;
    }

    private void orders() {
        lives.forEach((txId, life) -> {
            if (txId.isEmpty()) return;
            must(life.getFirst().equals("INTENT"), "I9", txId + " does not begin with its promise: " + life);
            boolean ended = false;
            String before = "";
            for (String kind : life) {
                boolean state =
                        Set.of("INTENT", "SENDING", "WAITING", "UNKNOWN").contains(kind) || ENDS.contains(kind);
                if (state) {
                    must(!ended, "I9", txId + " goes on after its end: " + life);
                    must(!kind.equals("SENDING") || !before.equals("SENDING"), "I9", txId + " is sent twice: " + life);
                    must(!kind.equals("INTENT") || before.isEmpty(), "I9", txId + " is promised twice: " + life);
                    ended = ENDS.contains(kind);
                    before = kind;
                }
            }
        });
    }

    /// I1 and the papers' half of I6.
    Invariants told(List<String> lines) {
        for (String line : lines) {
            String[] word = line.split(" ", -1);
            String state = word.length > 1 ? states.getOrDefault(word[1], "lost") : "";
            switch (word[0]) {
                case "promised", "unknown" -> must(!state.equals("lost"), "I1", line + ", and it is lost");
                case "stored" ->
                    must(!state.equals("lost") && !state.equals("CANCELLED"), "I1", line + ", and it is " + state);
                case "accepted" -> must(state.equals("ACCEPTED"), "I1", line + ", and it is " + state);
                case "paid", "withdrawn" -> {
                    String due = word[0].equals("paid") ? "PAY_CONFIRMED" : "PAY_REVERSED";
                    must(due.equals(money.get(word[1])), "M", line + ", and it is " + money.get(word[1]));
                }
                case "rejected" -> must(state.equals("REJECTED"), "I1", line + ", and it is " + state);
                case "not-sent" ->
                    must(state.equals("CANCELLED") || state.equals("DEAD_LETTER"), "I1", line + ", and it is " + state);
                case "not-kept" ->
                    must(state.equals("lost") || state.equals("CANCELLED"), "I1", line + ", and it is " + state);
                case "begun" ->
                    must(
                            effects.containsKey(word[1])
                                    && hashes.getOrDefault(Long.parseLong(word[2]), "")
                                            .startsWith(word[3].toLowerCase(java.util.Locale.ROOT)),
                            "I6",
                            line + ", and the journal does not have it");
                case "printed" -> must(isPrintKnown(word[1]), "I1", line + ", and no proof is kept");
                default -> {}
            }
        }
        return this;
    }

    /// To be said before [#told]: a paper that is out is handed over whether or not its proof could be written.
    Invariants onFailingDisk() {
        proofMayLack = true;
        return this;
    }

    private boolean isPrintKnown(String effect) {
        int state = effects.getOrDefault(effect, NOT_PRINTED);
        return proofMayLack ? state != NOT_PRINTED : state == PROVED;
    }

    /// I2 and I3.
    Invariants central(Ledger ledger, Function<String, Boolean> ours) {
        ledger.accounts().forEach((txId, account) -> {
            if (!ours.apply(txId)) return;
            must(
                    account.created().size() <= 1,
                    "I2",
                    txId + " was opened " + account.created().size() + " times");
            must(account.numbers().size() <= 1, "I2", txId + " has the numbers " + account.numbers());
            must(account.requests().size() <= 1, "I2", txId + " was sent with different bytes");
            must(account.rated().size() <= 1, "I2", txId + " was rated twice");
            must(states.containsKey(txId), "I3", txId + " was sent, and the journal does not know it");
        });
        states.forEach((txId, state) -> {
            if (!ours.apply(txId)) return;
            var account = ledger.of(txId);
            if (state.equals("ACCEPTED")) must(account.created().size() == 1, "I2", txId + " is accepted by nobody");
            if (state.equals("CANCELLED"))
                must(account.created().isEmpty(), "I2", txId + " is cancelled here and open at central");
        });
        return this;
    }

    /// I4 and I5.
    ///
    /// @param papers the effect that each paper shows
    Invariants papers(List<String> papers, Function<String, Boolean> ours) {
        var seen = new HashSet<String>();
        for (String effect : papers) {
            if (!ours.apply(effect)) continue;
            must(effects.containsKey(effect), "I4", "a paper of " + effect + " came out that was never announced");
            must(seen.add(effect), "I5", effect + " came out twice");
        }
        effects.forEach((effect, state) -> {
            if (!ours.apply(effect)) return;
            if (state == PROVED) must(seen.contains(effect), "I5", effect + " is called printed, and no paper came");
            if (state == NOT_PRINTED)
                must(!seen.contains(effect), "I5", effect + " is called not printed, and it came out");
        });
        return this;
    }

    /// I10: faults are over, and the terminal has had time.
    Invariants settled() {
        states.forEach((txId, state) -> must(ENDS.contains(state), "I10", txId + " has no end: " + state));
        money.forEach((txId, state) -> {
            must(PAID_ENDS.contains(state), "I10", "the money of " + txId + " has no end: " + state);
            must(manual.contains(txId) == state.equals("PAY_MANUAL"), "M", txId + " is " + state + ": staff know?");
        });
        return this;
    }

    /// No case was left to staff because it seemed too old: none was.
    Invariants notExpired() {
        states.forEach((txId, state) -> must(!state.equals("DEAD_LETTER"), "I10", txId + " was given up"));
        return this;
    }

    /// Everything that is not true.
    List<String> broken() {
        return broken;
    }

    private void must(boolean holds, String name, String otherwise) {
        if (!holds) broken.add(name + " " + otherwise);
    }

    /// @throws AssertionError with everything that is not true, and how to see it again
    void hold(String how) {
        if (!broken.isEmpty()) throw new AssertionError(how + ": " + String.join("; ", broken));
    }
}
