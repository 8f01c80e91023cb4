package org.openstm.kiosk.rig;

import java.util.function.Supplier;
import org.openstm.kiosk.rig.Relay.Valve;

/// The points of a case at which a terminal can be hit, in the order in which a case comes to them.
enum Point {
    BEFORE_INTENT("before", "INTENT", Obstacle.DISK),
    AFTER_INTENT("after", "INTENT", Obstacle.DISK),
    MID_FILE(Place.CENTRAL, Valves::halfFile, Obstacle.DISK),
    FILE_TAKEN(Place.CENTRAL, Valves::noAnswerToFile, Obstacle.DISK),
    AFTER_SENDING("after", "SENDING", Obstacle.LINE),
    MID_REQUEST(Place.CENTRAL, Valves::halfRequest, Obstacle.LINE),
    BEFORE_ANSWER(Place.CENTRAL, Valves::noAnswer, Obstacle.LINE),
    MID_ANSWER(Place.CENTRAL, Valves::halfAnswer, Obstacle.LINE),
    BEFORE_ACCEPTED("before", "ACCEPTED", Obstacle.LINE),
    BEFORE_PRINT_BEGUN("before", "PRINT_BEGUN", Obstacle.PRINTER),
    AFTER_PRINT_BEGUN("after", "PRINT_BEGUN", Obstacle.PRINTER),
    MID_PRINT(Place.PRINTER, Valves::halfSlip, Obstacle.PRINTER),
    BEFORE_PROOF(Place.PRINTER, Valves::noProof, Obstacle.PRINTER),
    BEFORE_PRINT_ENDED("before", "PRINT_ENDED", Obstacle.PRINTER),
    BEFORE_REPORT(Place.CENTRAL, Valves::noReport, Obstacle.PRINTER),
    MID_CHECKPOINT(Place.CHECKPOINT, () -> Relay.OPEN, Obstacle.CHECKPOINT);

    /// Where the terminal is stopped.
    enum Place {
        COMMIT,
        CENTRAL,
        PRINTER,
        CHECKPOINT
    }

    /// What makes the first attempt fail, where the point is to be met by a retry: the promise
    /// meets an I/O error and the citizen tries again; the line is cut and the same bytes go
    /// again; the printer cannot be reached and a second copy is printed; one checkpoint has
    /// gone well.
    enum Obstacle {
        DISK,
        LINE,
        PRINTER,
        CHECKPOINT
    }

    private final Place place;
    private final String commit;
    private final String kind;

    @SuppressWarnings("ImmutableEnumChecker") // it makes a new one each time
    private final Supplier<Valve> valve;

    private final Obstacle obstacle;

    Point(String when, String kind, Obstacle obstacle) {
        this.place = Place.COMMIT;
        this.commit = when;
        this.kind = kind;
        this.valve = () -> Relay.OPEN;
        this.obstacle = obstacle;
    }

    Point(Place place, Supplier<Valve> valve, Obstacle obstacle) {
        this.place = place;
        this.commit = "";
        this.kind = "";
        this.valve = valve;
        this.obstacle = obstacle;
    }

    Place place() {
        return place;
    }

    /// The commit at which to stop, as an order says it; `sound` for a point that is none.
    String stop(boolean retry) {
        boolean again = retry && (kind.equals("INTENT") || kind.equals("SENDING") || kind.startsWith("PRINT"));
        return place == Place.COMMIT ? commit + " " + kind + " " + (again ? 2 : 1) : "sound";
    }

    /// Whether only a case with a file comes to it.
    boolean filed() {
        return this == MID_FILE || this == FILE_TAKEN;
    }

    /// Whether the first promise must fail.
    boolean firstFails(boolean retry) {
        return retry && obstacle == Obstacle.DISK;
    }

    /// Puts the lines in the state that this point needs.
    void arm(RigCentral central, boolean retry) {
        Valve at = valve.get();
        Valve line = place == Place.CENTRAL ? at : Relay.OPEN;
        Valve printer = place == Place.PRINTER ? at : Relay.OPEN;
        central.line().through(retry && obstacle == Obstacle.LINE ? Valves.afterOneCut(line) : line);
        central.printerLine()
                .through(retry && obstacle == Obstacle.PRINTER ? Valves.afterOneRefusal(printer) : printer);
    }

    /// The line that stops at this point.
    Relay line(RigCentral central) {
        return place == Place.PRINTER ? central.printerLine() : central.line();
    }
}
