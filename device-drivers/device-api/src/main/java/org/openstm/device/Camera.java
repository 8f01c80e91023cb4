package org.openstm.device;

import java.time.Duration;

/// A camera over a tray for papers, or one that looks at a person. It is on only while a picture is wanted, and
/// briefly afterwards in case of another request.
public interface Camera extends Device {
    @Override
    default DeviceClass deviceClass() {
        return DeviceClass.CAMERA;
    }

    /// Takes the best still picture within `patience`; waits for movement or changing light to settle. Uses no
    /// image from before the call.
    Picture take(Shot wanted, Duration patience) throws InterruptedException;

    /// The view of a camera. A camera has both unless the setting `looks=paper` or `looks=person` of its link says
    /// which.
    enum View {
        /// A tray for papers.
        PAPER,
        /// The person in front.
        PERSON
    }

    /// @param leastWidth in dots; of a sheet A4 that must be read, 1,600
    /// @param leastHeight in dots
    record Shot(int leastWidth, int leastHeight) {
        public Shot {
            if (leastWidth < 1 || leastHeight < 1) throw new IllegalArgumentException("a picture has dots");
        }
    }

    /// Result of a request. All but [Taken] and [Failed] can be cured by the person in front.
    sealed interface Picture {
        /// @param jpeg baseline JPEG without metadata, at most 4 MB
        /// @param sharpness see [TooBlurred]
        record Taken(byte[] jpeg, int width, int height, int sharpness) implements Picture {
            @Override
            public String toString() {
                return "Taken[" + width + " x " + height + ", sharpness " + sharpness + ", " + jpeg.length + " bytes]";
            }
        }

        /// The image is out of focus or moved, or the glass is dirty.
        ///
        /// @param sharpness 0 (fog) to 100 and more (print in focus)
        record TooBlurred(int sharpness) implements Picture {}

        /// No light, or something lies on the lens.
        record TooDark() implements Picture {}

        /// Sun or a lamp shines in.
        record TooBright() implements Picture {}

        /// The tray is empty.
        record Blank() implements Picture {}

        /// The camera's pictures are smaller than requested.
        record TooSmall(int width, int height) implements Picture {}

        record Failed(Fault fault) implements Picture {}
    }
}
