package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.openstm.device.Camera;
import org.openstm.device.Camera.Picture;
import org.openstm.device.Camera.Shot;
import org.openstm.device.DeviceClass;
import org.openstm.device.Fault;

/// Contract of cameras.
public abstract class CameraContract extends DriverContract<Camera, CameraRig> {
    private static final Shot ANY = new Shot(100, 100);

    @Override
    protected final DeviceClass deviceClass() {
        return DeviceClass.CAMERA;
    }

    @Override
    final Class<Camera> portType() {
        return Camera.class;
    }

    @Override
    final Optional<Fault> attempt(Camera camera, Duration patience) throws InterruptedException {
        return camera.take(ANY, patience) instanceof Picture.Failed(var fault) ? Optional.of(fault) : Optional.empty();
    }

    /// No picture can be taken.
    @Override
    final void makeItLast(CameraRig rig) {
        rig.empty();
    }

    @Override
    final void work(Camera camera, CameraRig rig) throws Exception {
        rig.sheet();
        taken(camera);
    }

    private static Picture.Taken taken(Camera camera) throws Exception {
        var picture = assertInstanceOf(Picture.Taken.class, camera.take(ANY, SOON));
        var seen = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.jpeg())));
        assertEquals(picture.width(), seen.getWidth());
        assertEquals(picture.height(), seen.getHeight());
        assertTrue(picture.sharpness() > 0, picture::toString);
        assertFalse(picture.toString().contains("[B@"), picture::toString);
        return picture;
    }

    @Override
    final void show(Camera camera, CameraRig rig, Map<String, String> claims) throws Exception {
        int limit = Integer.parseInt(claims.getOrDefault("least-sharpness", "0"));
        rig.sheet();
        assertTrue(taken(camera).sharpness() >= limit);
    }

    @Override
    final Set<Trouble> mustKnow() {
        return Set.of(Trouble.NO_PICTURES);
    }

    @Override
    final void somebodyComes(CameraRig rig) throws Exception {
        rig.sheet();
    }

    @Override
    final List<String> secrets() {
        return List.of();
    }

    @Test
    void what_is_asked_too_large_is_told_and_an_empty_tray_is_waited_out() throws Exception {
        var camera = open();
        var small = assertInstanceOf(Picture.TooSmall.class, camera.take(new Shot(10_000, 100), SOON));
        assertTrue(small.width() < 10_000);
        rig().empty();
        assertEquals(new Picture.Blank(), camera.take(ANY, Duration.ofMillis(700)));
        work(camera, rig());
    }

    @Test
    void rubbish_on_the_line_is_no_picture() throws Exception {
        var camera = open();
        rig().garbage();
        assertInstanceOf(Picture.Failed.class, camera.take(ANY, Duration.ofSeconds(1)));
        rig().heal();
        work(camera, rig());
    }
}
