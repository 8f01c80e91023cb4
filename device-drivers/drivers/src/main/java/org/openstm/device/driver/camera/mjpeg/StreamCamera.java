package org.openstm.device.driver.camera.mjpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.Camera;
import org.openstm.device.DeviceStatus;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.driver.camera.FrameStream;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// A camera that takes the best of a few pictures of its stream.
final class StreamCamera implements Camera {
    /// Exposure time after the camera was turned on.
    private static final Duration SETTLING = Duration.ofMillis(600);

    /// Number of good pictures of which the sharpest is taken, to avoid movement.
    private static final int ENOUGH = 4;

    private final FrameStream frameStream;
    private final int leastSharpness;

    StreamCamera(FrameStream frameStream, int leastSharpness) {
        this.frameStream = frameStream;
        this.leastSharpness = leastSharpness;
    }

    @Override
    public Picture take(Shot wanted, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var missing = frameStream.missingProgramFault();
        if (missing.isPresent()) return new Picture.Failed(missing.get());
        try {
            boolean settled = frameStream.isRunning() || awaitExposure(until);
            return settled ? takeBest(wanted, until) : new Picture.Failed(frameStream.silenceFault());
        } catch (LinkLost lost) {
            return new Picture.Failed(lost.fault());
        }
    }

    /// @return whether any picture came
    private boolean awaitExposure(Deadline until) throws LinkLost, InterruptedException {
        var seen = frameStream.awaitFrameAfter(frameStream.newestNumber(), until);
        if (seen.isEmpty()) return false;
        var settled = Deadline.in(SETTLING).orSooner(until);
        while (seen.isPresent() && !settled.over())
            seen = frameStream.awaitFrameAfter(seen.get().number(), settled);
        return true;
    }

    private Picture takeBest(Shot wanted, Deadline until) throws LinkLost, InterruptedException {
        // the next picture was begun before the request
        long seen = frameStream.newestNumber() + 1;
        Optional<FrameAnalysis> best = Optional.empty();
        Optional<Picture> trouble = Optional.empty();
        for (int good = 0; good < ENOUGH; ) {
            var frame = frameStream.awaitFrameAfter(seen, until);
            if (frame.isEmpty()) break;
            seen = frame.get().number();
            var look = FrameAnalysis.analyzeFrame(frame.get());
            if (look.isEmpty()) {
                trouble = Optional.of(new Picture.Failed(FrameStream.NOT_PICTURES));
                continue;
            }
            var wrong = look.get().findDefect(wanted, leastSharpness);
            if (wrong.isPresent()) {
                trouble = wrong;
                if (isHopeless(wrong.get())) break;
                continue;
            }
            good++;
            best = best.filter(one -> isSharper(one, look.get())).or(() -> look);
        }
        var why = trouble;
        return best.map(FrameAnalysis::toPicture)
                .or(() -> why)
                .orElseGet(() -> new Picture.Failed(frameStream.silenceFault()));
    }

    private static boolean isSharper(FrameAnalysis one, FrameAnalysis other) {
        return one.judgement().sharpness() >= other.judgement().sharpness();
    }

    /// Whether neither a steady hand nor light will help.
    private static boolean isHopeless(Picture trouble) {
        return trouble instanceof Picture.TooSmall || trouble instanceof Picture.Failed;
    }

    @Override
    public DeviceStatus status(Duration patience) throws InterruptedException {
        return frameStream.readStatus(patience);
    }

    @Override
    public Map<String, String> capabilities() {
        return Map.of("format", "mjpeg", "least-sharpness", Integer.toString(leastSharpness));
    }

    /// The external check takes a picture and discards it; an empty tray is no fault of a camera. The interactive
    /// check needs a sheet on the tray, and it must be sharp.
    @Override
    public HealthReport checkHealth(HealthLevel level, Duration patience) throws InterruptedException {
        var until = Deadline.in(patience);
        var steps = new ArrayList<HealthReport.Step>();
        var status = status(patience);
        steps.add(HealthReport.statusStep(status));
        if (level != HealthLevel.INTERNAL && status.usable()) {
            var picture = take(new Shot(1, 1), Duration.ofMillis(until.millisLeft()));
            frameStream.stopStream();
            steps.add(new HealthReport.Step(
                    level == HealthLevel.INTERACTIVE ? "show-a-page" : "picture",
                    isAcceptable(picture, level == HealthLevel.INTERACTIVE),
                    picture.toString()));
        }
        return HealthReport.of(level, steps);
    }

    private static boolean isAcceptable(Picture picture, boolean ofAPage) {
        return switch (picture) {
            case Picture.Taken _ -> true;
            case Picture.Blank _, Picture.TooBlurred _ -> !ofAPage;
            case Picture.TooDark _, Picture.TooBright _, Picture.TooSmall _, Picture.Failed _ -> false;
        };
    }

    /// Forgets the last picture and turns the camera off.
    @Override
    public void clear() throws InterruptedException {
        frameStream.stopStream();
    }

    @Override
    public void reset(Duration patience) throws InterruptedException {
        frameStream.stopStream();
    }

    @Override
    public void close() {
        frameStream.close();
    }
}
