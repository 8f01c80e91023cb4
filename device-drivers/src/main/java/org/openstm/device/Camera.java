package org.openstm.device;

import java.time.Duration;

/// A camera over a tray for papers, or one that looks at a person. It looks only while a picture is wanted, and a
/// moment after, in case it is wanted again.
public interface Camera extends Device {
    @Override
    default DeviceClass deviceClass() {
        return DeviceClass.CAMERA;
    }

    /// Takes the best still picture that comes within `patience`; a hand that moves, or light that changes, is
    /// waited for. Nothing that was seen before the call is in it.
    Picture take(Shot wanted, Duration patience) throws InterruptedException;

    /// What it looks at. A camera sees both unless the setting `looks=paper` or `looks=person` of its link says
    /// which.
    enum View {
        /// A tray for papers.
        PAPER,
        /// Who stands in front.
        PERSON
    }

    /// @param leastWidth in dots; of a sheet A4 that must be read, 1,600
    /// @param leastHeight in dots
    record Shot(int leastWidth, int leastHeight) {
        public Shot {
            if (leastWidth < 1 || leastHeight < 1) throw new IllegalArgumentException("a picture has dots");
        }
    }

    /// What became of it. All but [Taken] and [Failed] can be cured by whoever stands in front.
    sealed interface Picture {
        /// @param jpeg baseline JPEG without metadata, at most 4 MB
        /// @param sharpness see [TooBlurred]
        record Taken(byte[] jpeg, int width, int height, int sharpness) implements Picture {
            @Override
            public String toString() {
                return "Taken[" + width + " x " + height + ", sharpness " + sharpness + ", " + jpeg.length + " bytes]";
            }
        }

        /// Out of focus, moved, or the glass is dirty.
        ///
        /// @param sharpness 0 (fog) to 100 and more (print in focus)
        record TooBlurred(int sharpness) implements Picture {}

        /// No light, or something lies on the lens.
        record TooDark() implements Picture {}

        /// Sun or a lamp shines in.
        record TooBright() implements Picture {}

        /// There is nothing to be seen: an empty tray.
        record Blank() implements Picture {}

        /// The camera gives no larger picture than this.
        record TooSmall(int width, int height) implements Picture {}

        record Failed(Fault fault) implements Picture {}
    }
}
