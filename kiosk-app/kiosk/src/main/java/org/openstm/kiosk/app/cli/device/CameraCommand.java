package org.openstm.kiosk.app.cli.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openstm.device.Camera;
import org.openstm.device.Camera.Picture;
import org.openstm.device.Camera.Shot;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.spi.DriverContext;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.text.FaultText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stm camera`: takes a picture, for the installation of a camera.
@Command(
        name = "camera",
        footer = "%nExample: stm camera take sheet.jpg --link camera:/dev/video0",
        description = "Takes pictures.",
        subcommands = {CameraCommand.TakePhoto.class})
public final class CameraCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.USAGE;
    }

    /// Prints width, height, sharpness and bytes of the picture; exit code 1 and the reason if there is none.
    @Command(
            name = "take",
            footer = "%nExample: stm camera take sheet.jpg --link camera:/dev/video0 --json",
            description = "Takes one picture and writes it to a file that only its owner can read.")
    static final class TakePhoto implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "FILE", description = "The JPEG file; an existing file is replaced.")
        private Path file = Path.of("picture.jpg");

        @Option(
                names = "--link",
                required = true,
                converter = LinkConverter.class,
                description = "camera:/dev/v4l/by-id/NAME?width=2592&height=1944 or tcp://HOST:PORT")
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private LinkAddress link;

        @Option(
                names = "--least",
                paramLabel = "DOTS",
                defaultValue = "1",
                description = "Refuses a picture with a smaller width or height. Default: ${DEFAULT-VALUE}")
        private int least = 1;

        @Mixin
        private ReadingOptions options = new ReadingOptions();

        @Override
        public Integer call() throws InterruptedException, IOException {
            if (least < 1) {
                spec.commandLine().getErr().println("stm: --least is 1 or more");
                return ExitCodes.USAGE;
            }
            var driver = BuiltInDrivers.driverNamed(DeviceClass.CAMERA, "mjpeg");
            try (var camera = (Camera) driver.open(new DriverContext("camera", link))) {
                var picture = camera.take(new Shot(least, least), options.patience());
                if (picture instanceof Picture.Taken taken) {
                    writePicture(taken.jpeg());
                    return showPicture(taken);
                }
                return options.reportFailure(refusalReason(picture).orElse("taken"));
            } catch (LinkLost lost) {
                return options.reportFailure(FaultText.of(lost.fault()));
            }
        }

        /// Never readable by others, not even while it is written.
        private void writePicture(byte[] jpeg) throws IOException {
            var fresh = file.resolveSibling("." + file.getFileName() + ".new");
            Files.deleteIfExists(fresh); // of a command that was killed
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.write(fresh, jpeg);
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }

        private int showPicture(Picture.Taken taken) {
            var told = new LinkedHashMap<String, Object>();
            told.put("width", taken.width());
            told.put("height", taken.height());
            told.put("sharpness", taken.sharpness());
            told.put("bytes", taken.jpeg().length);
            told.put("file", file.toString());
            return options.showFields(told);
        }

        /// @return empty if there is no picture
        private static Optional<String> refusalReason(Picture picture) {
            return switch (picture) {
                case Picture.Taken _ -> Optional.empty();
                case Picture.TooBlurred(int sharpness) ->
                    Optional.of("too blurred: sharpness " + sharpness
                            + "; set the focus, clean the glass, or set a lower limit (?sharpness=N)");
                case Picture.TooDark() -> Optional.of("too dark: no light, or something lies on the lens");
                case Picture.TooBright() -> Optional.of("too bright: sun or a lamp shines in");
                case Picture.Blank() -> Optional.of("nothing is to be seen");
                case Picture.TooSmall(int width, int height) ->
                    Optional.of("too small: the camera gives " + width + " x " + height);
                case Picture.Failed(var fault) -> Optional.of(FaultText.of(fault));
            };
        }
    }
}
