package org.openstm.kiosk.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.Load;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.ui.screen.ScreenComposer;
import org.openstm.kiosk.ui.text.BranchInfo;

/// A province's catalogue: reading it, finding in it, turning its pages.
final class CatalogueBench implements Bench {
    private static final int ROUNDS = 40;
    private static final List<String> TYPED = List.of(
            "yanglao", "ylbx", "shebaoka", "gongjijin", "jzz", "pension", "load test", "fzcsyljff", "kbbx", "zzzz");
    private static final Instant NOW = Instant.parse("2026-11-24T06:32:00Z");

    private static final BranchInfo BOARD = new BranchInfo(
            LocalizedText.of("终端", "Terminal"),
            LocalizedText.of("网点", "Branch"),
            LocalizedText.of("附近", "Near"),
            LocalizedText.of("窗口", "Window"));

    @Override
    public String name() {
        return "catalogue";
    }

    @Override
    public String says() {
        return Load.ITEMS + " items from files; " + TYPED.size() + " words typed letter by letter into the search page,"
                + " each from the key to the new page's value (search, ranking, marks), and pages turned;"
                + " beside the shipped catalogue";
    }

    @Override
    public List<Figure> run(Path folder) throws Exception {
        Load.into(folder);
        var shipped = CatalogueFiles.loadShipped();
        long begun = System.nanoTime();
        var result = CatalogueFiles.loadWithOverlay(folder);
        double load = millis(begun);
        if (!result.problems().isEmpty())
            throw new IllegalStateException(result.problems().getFirst());
        begun = System.nanoTime();
        key(opened(shipped), "y");
        double first = millis(begun);
        var keys = new Samples();
        var turns = new Samples();
        var few = new Samples();
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            type(result.catalog(), round < 0 ? new Samples() : keys, round < 0 ? new Samples() : turns);
            type(shipped, round < 0 ? new Samples() : few, new Samples());
        }
        return List.of(
                Figure.atMost("catalogue.load", "ms", load, Double.NaN, 3000),
                Figure.told("catalogue.first-key", "ms", first, Double.NaN),
                Figure.told("catalogue.key.p50", "ms", keys.median(), few.median()),
                Figure.atMost("catalogue.key.p99", "ms", keys.at(0.99), few.at(0.99), 20),
                Figure.atMost("catalogue.turn.p99", "ms", turns.at(0.99), Double.NaN, 20));
    }

    private static Session opened(ItemCatalogue catalog) {
        var idle = Session.initialSession(catalog, false, NOW);
        return SessionStateMachine.nextStep(
                        SessionStateMachine.nextStep(idle, new SessionEvent.StartSession(), NOW)
                                .next(),
                        new SessionEvent.OpenSearch(),
                        NOW)
                .next();
    }

    private static void drawn(Session session) {
        if (!ScreenComposer.composeScreen(session, BOARD).name().equals("search"))
            throw new IllegalStateException("not the search page");
    }

    private static Session key(Session at, String key) {
        var next = SessionStateMachine.nextStep(at, new SessionEvent.PressKey(key), NOW)
                .next();
        drawn(next);
        return next;
    }

    private static void type(ItemCatalogue catalog, Samples keys, Samples turns) {
        for (var word : TYPED) {
            var session = opened(catalog);
            for (var letter : word.split("")) {
                long begun = System.nanoTime();
                session = key(session, letter);
                keys.add(millis(begun));
            }
            long begun = System.nanoTime();
            drawn(SessionStateMachine.nextStep(session, new SessionEvent.TurnPage(1), NOW)
                    .next());
            turns.add(millis(begun));
        }
    }

    private static double millis(long since) {
        return (System.nanoTime() - since) / 1e6;
    }
}
