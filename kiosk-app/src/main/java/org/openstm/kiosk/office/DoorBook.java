package org.openstm.kiosk.office;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.engine.OneUseCodes;
import org.openstm.kiosk.staff.News;

/// Who is let in, and for how long the door stays shut after wrong tries. It remembers by the audit log, so a restart
/// opens nothing. Which of the three was wrong is never said, and a number that nobody has is treated like any other.
final class DoorBook {
    static final int TRIES = 5;
    static final Duration SHUT = Duration.ofMinutes(15);

    /// Of all numbers together: someone tries one after the other.
    static final int TRIES_OF_ALL = 15;

    static final String ADMITTED = "admitted";
    static final String REFUSED = "refused";

    private final Roster roster;
    private final AuditLog log;
    private final Map<String, List<Instant>> wrong = new HashMap<>();
    private final List<Instant> wrongOfAll = new ArrayList<>();
    private final Map<String, Long> lastStep = new HashMap<>();

    DoorBook(Roster roster, AuditLog log) {
        this.roster = roster;
        this.log = log;
        for (var line : log.lines()) remember(line);
    }

    private void remember(AuditLog.Line line) {
        if (line.what().equals(ADMITTED)) {
            wrong.remove(line.who());
            lastStep.merge(line.who(), Long.parseLong(line.about()), Math::max);
        } else if (line.what().equals(REFUSED) && line.about().equals("wrong")) {
            wrong.computeIfAbsent(line.who(), _ -> new ArrayList<>()).add(line.at());
            wrongOfAll.add(line.at());
        }
    }

    synchronized News admit(String number, String pin, String code, Instant now) {
        if (roster.isEmpty()) return new News.Refused("staff.nobody", 0);
        long shut = Math.max(
                minutesShut(wrong.getOrDefault(number, List.of()), TRIES, now),
                minutesShut(wrongOfAll, TRIES_OF_ALL, now));
        if (shut > 0) {
            log.write(now, number, REFUSED, "locked");
            return new News.Refused("staff.locked", shut);
        }
        var entry = roster.find(number);
        if (entry.isPresent() && entry.get().knows(pin)) {
            var step = new OneUseCodes(entry.get().secret()).step(code, now);
            if (step.isPresent() && step.getAsLong() > lastStep.getOrDefault(number, Long.MIN_VALUE)) {
                write(now, number, ADMITTED, Long.toString(step.getAsLong()));
                return new News.Admitted(entry.get().officer());
            }
        }
        write(now, number, REFUSED, "wrong");
        long minutes = minutesShut(wrong.getOrDefault(number, List.of()), TRIES, now);
        return minutes > 0 ? new News.Refused("staff.locked", minutes) : new News.Refused("staff.wrong", 0);
    }

    private void write(Instant now, String number, String what, String about) {
        log.write(now, number, what, about);
        remember(new AuditLog.Line(0, now, number, what, about, ""));
    }

    /// @return 0 when the door is not shut
    private static long minutesShut(List<Instant> tries, int most, Instant now) {
        var lately = tries.stream().filter(at -> at.isAfter(now.minus(SHUT))).toList();
        if (lately.size() < most) return 0;
        return Math.max(1, Duration.between(now, lately.getLast().plus(SHUT)).toMinutes());
    }
}
