package org.openstm.device.driver.camera.mjpeg;

import java.util.Optional;
import org.openstm.device.Camera.Picture;
import org.openstm.device.Camera.Shot;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.driver.camera.CapturedFrame;
import org.openstm.device.driver.camera.FrameStream;
import org.openstm.device.driver.camera.ImageQuality;
import org.openstm.device.driver.camera.JpegFrame;

/// One picture and its analysis. It is kept compressed: two of the largest would fill a driver host.
record FrameAnalysis(JpegFrame frame, int width, int height, ImageQuality judgement) {
    /// Share of dark dots with a cap or a hand on the lens.
    private static final int TOO_DARK = 90;

    /// Share of bright dots at which print is unreadable; a correctly exposed white sheet stays below white.
    private static final int TOO_BRIGHT = 25;

    /// Share of content of an empty tray; its edge is less.
    private static final int TOO_EMPTY = 2;

    private static final Fault FROZEN =
            FaultCode.CAMERA_FROZEN.fault("the camera sends the same picture again and again");

    static Optional<FrameAnalysis> analyzeFrame(JpegFrame frame) {
        return CapturedFrame.of(frame)
                .map(view -> new FrameAnalysis(frame, view.width(), view.height(), view.assessQuality()));
    }

    /// @return the reason why this is not the wanted picture, or empty if it is
    Optional<Picture> findDefect(Shot wanted, int leastSharpness) {
        if (width < wanted.leastWidth() || height < wanted.leastHeight())
            return Optional.of(new Picture.TooSmall(width, height));
        if (judgement.dark() > TOO_DARK) return Optional.of(new Picture.TooDark());
        if (judgement.bright() > TOO_BRIGHT) return Optional.of(new Picture.TooBright());
        if (frame.isFrozen()) return Optional.of(new Picture.Failed(FROZEN));
        if (judgement.seen() < TOO_EMPTY) return Optional.of(new Picture.Blank());
        if (judgement.sharpness() < leastSharpness) return Optional.of(new Picture.TooBlurred(judgement.sharpness()));
        return Optional.empty();
    }

    Picture toPicture() {
        return CapturedFrame.of(frame)
                .<Picture>map(view -> new Picture.Taken(view.toJpeg(), width, height, judgement.sharpness()))
                .orElse(new Picture.Failed(FrameStream.NOT_PICTURES));
    }
}
