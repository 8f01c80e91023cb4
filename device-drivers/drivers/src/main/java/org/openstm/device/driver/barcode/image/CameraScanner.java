package org.openstm.device.driver.barcode.image;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstm.device.BarcodeReader;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.driver.barcode.ShowCodeStep;
import org.openstm.device.driver.camera.CapturedFrame;
import org.openstm.device.driver.camera.FrameStream;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// Scans codes with a camera.
final class CameraScanner implements BarcodeReader {
    /// Time for the attempts at one picture.
    private static final Duration BUDGET = Duration.ofMillis(60);

    /// Interval between analysed pictures.
    private static final Duration PACE = Duration.ofMillis(200);

    /// Ratio of rest to analysis time, which leaves two processors to the screen.
    private static final int REST = 2;

    private final FrameStream frameStream;
    private @Nullable MotionDetector watched;
    private int turn;

    /// Remaining attempts for the current scene.
    private int left;

    CameraScanner(FrameStream frameStream) {
        this.frameStream = frameStream;
    }

    @Override
    public Scan scan(Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var missing = frameStream.missingProgramFault();
        if (missing.isPresent()) return new Scan.Failed(missing.get());
        try {
            return scanFrames(until);
        } catch (LinkLost lost) {
            return new Scan.Failed(lost.fault());
        }
    }

    private Scan scanFrames(Deadline until) throws LinkLost, InterruptedException {
        // the picture in transmission was taken before the request
        long seen = frameStream.newestNumber() + 1;
        Optional<Fault> trouble = Optional.empty();
        while (true) {
            var frame = frameStream.awaitFrameAfter(seen, until);
            if (frame.isEmpty()) break;
            var pause = Deadline.in(PACE);
            long began = System.nanoTime();
            seen = frame.get().number();
            var view = CapturedFrame.of(frame.get());
            trouble = Optional.of(FrameStream.NOT_PICTURES).filter(_ -> view.isEmpty());
            var found = view.flatMap(one -> decodePicture(one.picture()));
            if (found.isPresent()) return found.get();
            var rest = Duration.ofNanos(REST * (System.nanoTime() - began));
            Thread.sleep(Math.min(until.millisLeft(), Math.max(pause.millisLeft(), rest.toMillis())));
        }
        return trouble.or(frameStream::overdueFault).<Scan>map(Scan.Failed::new).orElseGet(Scan.Nothing::new);
    }

    /// Decodes a picture; a scene that has had all attempts and has not moved since is not tried again.
    private Optional<Scan> decodePicture(BufferedImage picture) {
        var scenery = MotionDetector.of(picture);
        if (watched == null || !watched.isLike(scenery)) {
            watched = scenery;
            left = Integer.MAX_VALUE;
        }
        if (left <= 0) return Optional.empty();
        var glimpse = CodeImageReader.decodeWithin(picture, turn, Deadline.in(BUDGET));
        turn = (turn + glimpse.made()) % glimpse.others();
        left = Math.min(left, glimpse.others()) - glimpse.made();
        if (glimpse.found().isPresent()) watched = null;
        return glimpse.found();
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        return frameStream.readStatus(patience);
    }

    @Override
    public Map<String, String> capabilities() {
        return Map.of("format", "mjpeg");
    }

    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var steps = new ArrayList<HealthReport.Step>();
        var status = status(patience);
        steps.add(HealthReport.statusStep(status));
        if (level == HealthLevel.INTERACTIVE && status.usable())
            steps.add(ShowCodeStep.toStep(scan(Duration.ofMillis(until.millisLeft()))));
        return HealthReport.of(level, steps);
    }

    /// Forgets the last picture and turns the camera off.
    @Override
    public void clear() throws InterruptedException {
        frameStream.stopStream();
        watched = null;
    }

    @Override
    public void reset(Duration patience) throws InterruptedException {
        clear();
    }

    @Override
    public void close() {
        frameStream.close();
    }
}
