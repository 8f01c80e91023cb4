package org.openstm.device.command;

import java.time.Duration;
import java.util.List;
import org.openstm.device.Camera;
import org.openstm.device.Camera.Picture;
import org.openstm.device.Camera.Shot;

/// The commands of [Camera].
final class CameraCommands {
    private static final PortCommand<Camera, Shot, Picture> TAKE = new PortCommand<>(
            "Camera.TakePicture",
            Camera.class,
            Shot.class,
            Picture.class,
            CommandTimes.PROMPT,
            CommandFaults.failing(Picture.Failed.class, Picture.Failed::fault, Picture.Failed::new),
            (camera, shot, patience, _) -> camera.take(shot, patience));

    static final PortDescription<Camera> PORT = new PortDescription<>(Camera.class, CameraProxy::new, List.of(TAKE));

    private CameraCommands() {}

    private record CameraProxy(CommandTarget target) implements Camera, PortProxy {
        @Override
        public Picture take(Shot wanted, Duration patience) throws InterruptedException {
            return target.callPort(TAKE, wanted, patience);
        }
    }
}
