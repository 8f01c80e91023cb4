package org.openstm.device.driver.camera;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.link.CaptureLink;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.DriverContext;

/// A camera's stream of pictures, while they are requested. The first request opens the link, and it is closed
/// shortly after the last: a camera must not film all day. A separate thread reads the stream and keeps only the
/// newest picture, so that none is delivered late.
public final class FrameStream implements AutoCloseable {
    private static final Duration LINGER = Duration.ofSeconds(4);
    private static final Duration SLICE = Duration.ofMillis(100);

    /// Start-up time: USB cameras take one to two seconds until the first picture.
    private static final Duration STARTING = Duration.ofSeconds(4);

    /// Maximum pause of the slowest camera.
    private static final Duration QUIET = Duration.ofSeconds(1);

    /// A stream without a complete picture after this many bytes is no stream of pictures.
    private static final long HOPELESS_BYTES = 2L * FrameCutter.LARGEST;

    /// Start-up time of a network camera.
    private static final Duration GLANCE = Duration.ofMillis(1500);

    private static final Duration ENDING = Duration.ofSeconds(1);
    private static final Duration GREETING = Duration.ofMillis(500);

    private static final Fault SILENT = FaultCode.NO_ANSWER.fault("the camera sends nothing");
    public static final Fault NOT_PICTURES = FaultCode.CAMERA_NOT_MJPEG.fault("what the camera sends is no MJPEG");
    private static final Fault NO_PROGRAM =
            FaultCode.CAPTURE_PROGRAM_MISSING.fault("the program v4l2-ctl (v4l-utils) is not installed");

    private final DriverContext context;
    private final boolean ofThisMachine;
    private @Nullable Thread reader;

    /// The previous reader thread, which may still hold the camera.
    private @Nullable Thread ending;

    private @Nullable JpegFrame newest;
    private @Nullable LinkLost lost;
    private Deadline wantedUntil = Deadline.inMillis(0);
    private long count;
    private long bytesWithoutPicture;
    private boolean closed;
    private boolean heard;
    private Deadline quietFrom = Deadline.inMillis(0);
    private Deadline pictureDue = Deadline.inMillis(0);

    private FrameStream(DriverContext context) {
        this.context = context;
        this.ofThisMachine = context.address().scheme().equals("camera");
    }

    /// @throws LinkLost if there is no camera
    public static FrameStream of(DriverContext context) throws LinkLost, InterruptedException {
        var footage = new FrameStream(context);
        if (footage.ofThisMachine) CaptureLink.find(context.address());
        else probeNetworkCamera(context);
        return footage;
    }

    /// A network adapter accepts the connection and closes it when no camera is plugged in.
    private static void probeNetworkCamera(DriverContext context) throws LinkLost, InterruptedException {
        try (var link = context.openLink()) {
            link.secret(true);
            int _ = link.read(new byte[1], Deadline.in(GREETING));
        }
    }

    /// The number of the newest picture; later ones are larger.
    public synchronized long newestNumber() {
        return count;
    }

    /// Whether the camera is on already: otherwise its first pictures are badly exposed.
    public synchronized boolean isRunning() {
        return reader != null;
    }

    /// The newest picture after this number; waits for it, and opens the link if necessary.
    ///
    /// @return empty when none came in time, or none for longer than a camera needs to start; then [#silenceFault]
    ///     gives the reason
    public synchronized Optional<JpegFrame> awaitFrameAfter(long number, Deadline until)
            throws LinkLost, InterruptedException {
        if (pictureDue.over()) detachReader(); // it failed for the previous caller; it may work by now
        // also where pictures arrive faster than they are analysed, and the next is always available
        if (until.over()) return Optional.empty();
        while (newest == null || newest.number() <= number) {
            if (closed) throw new LinkLost(context.address() + " was closed");
            if (lost != null) throw takeLoss(lost);
            if (reader == null) startReader();
            wantedUntil = Deadline.in(LINGER);
            if (until.over()) return Optional.empty();
            if (pictureDue.over() || bytesWithoutPicture > HOPELESS_BYTES) {
                // the next request starts anew
                detachReader();
                return Optional.empty();
            }
            wait(Math.clamp(until.orSooner(pictureDue).millisLeft(), 1, SLICE.toMillis()));
        }
        wantedUntil = Deadline.in(LINGER);
        return Optional.of(newest);
    }

    private LinkLost takeLoss(LinkLost why) {
        lost = null;
        reader = null;
        return why;
    }

    /// The fault of a missing program on this machine, without which no picture can come.
    public Optional<Fault> missingProgramFault() {
        return ofThisMachine && !CaptureLink.possible() ? Optional.of(NO_PROGRAM) : Optional.empty();
    }

    /// The fault of a missing picture.
    public synchronized Fault silenceFault() {
        return heard && !quietFrom.over() ? NOT_PICTURES : SILENT;
    }

    /// The fault of a missing picture, after the time for the start-up and for a complete picture.
    ///
    /// @return empty while pictures come
    public synchronized Optional<Fault> overdueFault() {
        return pictureDue.over() ? Optional.of(silenceFault()) : Optional.empty();
    }

    /// Status of the camera, without keeping a picture. A camera of this machine is not turned on for it.
    public DeviceStatus readStatus(Duration patience) throws InterruptedException {
        try {
            if (ofThisMachine) {
                CaptureLink.find(context.address());
                return missingProgramFault()
                        .map(fault -> DeviceStatus.of(DeviceState.HARDWARE_ERROR, fault))
                        .orElseGet(() -> DeviceStatus.of(DeviceState.ONLINE));
            }
            boolean on = isRunning();
            boolean seen = awaitFrameAfter(newestNumber(), Deadline.in(GLANCE).orSooner(Deadline.in(patience)))
                    .isPresent();
            if (!on) stopStream();
            if (seen) return DeviceStatus.of(DeviceState.ONLINE);
            return silenceFault().equals(SILENT)
                    ? DeviceStatus.of(DeviceState.UNKNOWN, SILENT)
                    : DeviceStatus.of(DeviceState.HARDWARE_ERROR, NOT_PICTURES);
        } catch (LinkLost gone) {
            return DeviceStatus.of(DeviceState.NO_DEVICE, gone.fault());
        }
    }

    private void startReader() {
        newest = null;
        lost = null;
        heard = false;
        pictureDue = Deadline.in(STARTING);
        bytesWithoutPicture = 0;
        wantedUntil = Deadline.in(LINGER);
        var before = ending;
        var thread = Thread.ofPlatform().daemon().name("camera " + context.id()).unstarted(() -> runReader(before));
        reader = thread;
        thread.start();
    }

    /// Opens the link on this thread, because a capture process ends with the thread that started it.
    private void runReader(@Nullable Thread before) {
        try {
            // a camera can be opened only once at a time
            if (before != null) before.join(ENDING);
        } catch (InterruptedException _) {
            return;
        }
        try (var link = context.openLink()) {
            link.secret(true); // the picture may show a person
            readFrames(link);
            endReader(null);
        } catch (LinkLost gone) {
            endReader(gone);
        } catch (InterruptedException _) {
            endReader(null);
        }
    }

    private void readFrames(Link link) throws LinkLost, InterruptedException {
        var cutter = new FrameCutter();
        var bytes = new byte[1 << 16];
        while (isWanted()) {
            int came = link.read(bytes, Deadline.in(SLICE));
            if (came > 0) recordBytes(came);
            cutter.feedBytes(bytes, came, this::acceptFrame);
        }
    }

    private synchronized boolean isWanted() {
        return reader == Thread.currentThread() && !wantedUntil.over();
    }

    private synchronized void recordBytes(int bytes) {
        heard = true;
        quietFrom = Deadline.in(QUIET);
        bytesWithoutPicture += bytes;
    }

    private synchronized void acceptFrame(byte[] jpeg) {
        if (reader != Thread.currentThread()) return;
        var before = newest;
        boolean same = before != null && Arrays.equals(before.jpeg(), jpeg);
        newest = new JpegFrame(jpeg, ++count, before != null && same ? before.repeats() + 1 : 0);
        bytesWithoutPicture = 0;
        pictureDue = Deadline.in(STARTING);
        notifyAll();
    }

    private synchronized void endReader(@Nullable LinkLost why) {
        if (reader != Thread.currentThread()) return;
        newest = null;
        if (why == null) reader = null;
        lost = why;
        notifyAll();
    }

    /// Ends the stream and forgets the last picture.
    public void stopStream() throws InterruptedException {
        var ended = detachReader();
        if (ended != null) ended.join(ENDING);
    }

    private synchronized @Nullable Thread detachReader() {
        var thread = reader;
        reader = null;
        newest = null;
        lost = null;
        notifyAll();
        if (thread != null) {
            thread.interrupt();
            ending = thread;
        }
        return thread;
    }

    /// Ends the stream for good.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        try {
            stopStream();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
