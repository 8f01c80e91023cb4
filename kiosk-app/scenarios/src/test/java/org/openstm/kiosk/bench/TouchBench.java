package org.openstm.kiosk.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.walk.TestBed;
import org.openstm.kiosk.walk.TestBedJvmOptions;

/// From the finger that goes up to the pixel that has changed, between the home screen and a theme.
///
/// A page that just came is deaf for a moment; the finger waits that out, it is not counted.
final class TouchBench implements Bench {
    private static final int ROUNDS = 160;
    private static final int FLOOR_ROUNDS = 80;
    private static final int WARMING = 10;
    private static final int WIDTH = 1080;

    /// Below the strip with its clock, above the help bar.
    private static final int TOP = 130;

    private static final int HEIGHT = 1570;
    private static final long REST_MILLIS = 460;
    private static final long HOLD_MILLIS = 70;
    private static final long PATIENCE_MILLIS = 10_000;

    /// Where the fingers go: the start, the tile 「我要养老」, the button that leads back.
    private static final Spot START = new Spot(150, 1490);

    private static final Spot TILE = new Spot(780, 1030);
    private static final Spot BACK = new Spot(150, 1660);

    record Spot(int x, int y) {}

    /// A pixel that tells one page from the other, whether or not a control is pressed.
    record Sign(int x, int y, int before, int after) {}

    @Override
    public String name() {
        return "touch";
    }

    @Override
    public String says() {
        return "finger-up to the changed pixel, seen on a display of 1080x1920 in software rendering, over a bare window"
                + " of the same toolkit that only changes its colour; " + ROUNDS + " touches each way";
    }

    @Override
    public List<Figure> run(Path folder) throws Exception {
        try (var screen = new BenchDisplay()) {
            var floor = new Samples();
            floor(screen, folder, floor);
            var there = new Samples();
            var back = new Samples();
            var firstThere = new Samples();
            var firstBack = new Samples();
            try (var town = new TestBed(folder, new TestBedJvmOptions(List.of("-Dprism.order=sw")), false)) {
                town.open();
                var signs = learn(screen);
                for (int i = 0; i < 3; i++) { // cold: the first touches of a fresh process
                    town.killKiosk();
                    town.startKiosk();
                    Thread.sleep(1500);
                    tap(screen, START);
                    Thread.sleep(1000);
                    firstThere.add(touch(screen, TILE, signs.getFirst()));
                    firstBack.add(touch(screen, BACK, signs.getLast()));
                }
                for (int i = -WARMING; i < ROUNDS; i++) {
                    double one = touch(screen, TILE, signs.getFirst());
                    double other = touch(screen, BACK, signs.getLast());
                    if (i < 0) continue;
                    there.add(one);
                    back.add(other);
                }
            }
            floor(screen, folder, floor);
            return List.of(
                    Figure.atMost("touch.home-to-theme.p50", "ms", there.median(), floor.median(), 20),
                    Figure.atMost("touch.home-to-theme.p99", "ms", there.at(0.99), floor.at(0.99), 50),
                    Figure.atMost("touch.theme-to-home.p50", "ms", back.median(), floor.median(), 20),
                    Figure.atMost("touch.theme-to-home.p99", "ms", back.at(0.99), floor.at(0.99), 50),
                    Figure.told("touch.home-to-theme.first", "ms", firstThere.median(), floor.median()),
                    Figure.told("touch.theme-to-home.first", "ms", firstBack.median(), floor.median()));
        }
    }

    /// Looks at both pages, with and without a finger on them.
    private static List<Sign> learn(BenchDisplay screen) throws InterruptedException {
        Thread.sleep(1500);
        tap(screen, START);
        Thread.sleep(1000);
        var home = seen(screen);
        press(screen, TILE);
        var homePressed = seen(screen);
        screen.up();
        Thread.sleep(1000);
        var theme = seen(screen);
        press(screen, BACK);
        var themePressed = seen(screen);
        screen.up();
        Thread.sleep(1000);
        return List.of(sign(home, homePressed, theme), sign(theme, themePressed, home));
    }

    private static int[] seen(BenchDisplay screen) {
        return screen.pixels(0, TOP, WIDTH, HEIGHT);
    }

    private static Sign sign(int[] before, int[] pressed, int[] after) {
        var all = new ArrayList<Sign>();
        for (int i = 0; i < before.length; i++)
            if (before[i] == pressed[i] && before[i] != after[i])
                all.add(new Sign(i % WIDTH, TOP + i / WIDTH, before[i], after[i]));
        if (all.size() < 1000) throw new IllegalStateException("the page did not change");
        return all.get(all.size() / 2);
    }

    private static void press(BenchDisplay screen, Spot spot) throws InterruptedException {
        screen.finger(spot.x(), spot.y());
        screen.down();
        Thread.sleep(REST_MILLIS);
    }

    private static void tap(BenchDisplay screen, Spot spot) throws InterruptedException {
        press(screen, spot);
        screen.up();
    }

    private static double touch(BenchDisplay screen, Spot spot, Sign sign) throws InterruptedException {
        screen.finger(spot.x(), spot.y());
        screen.down();
        Thread.sleep(HOLD_MILLIS);
        long up = System.nanoTime();
        screen.up();
        long changed = screen.waitFor(sign.x(), sign.y(), sign.after(), PATIENCE_MILLIS);
        Thread.sleep(REST_MILLIS);
        return (changed - up) / 1e6;
    }

    private static void floor(BenchDisplay screen, Path folder, Samples floor) throws Exception {
        var words = new ArrayList<>(Words.shipped());
        words.add("-Dprism.order=sw");
        var bare = Words.start(
                words,
                System.getProperty("java.class.path"),
                List.of(BareWindow.class.getName() + "$Start"),
                folder.resolve("bare.log"));
        try {
            screen.waitFor(540, 900, BareWindow.ONE, PATIENCE_MILLIS);
            Thread.sleep(1000);
            var spot = new Spot(540, 1000);
            for (int i = -WARMING; i < FLOOR_ROUNDS; i++) {
                boolean even = Math.floorMod(i, 2) == 0;
                int before = even ? BareWindow.ONE : BareWindow.OTHER;
                int after = even ? BareWindow.OTHER : BareWindow.ONE;
                double one = touch(screen, spot, new Sign(540, 900, before, after));
                if (i >= 0) floor.add(one);
            }
        } finally {
            bare.destroy();
            bare.waitFor();
        }
    }
}
