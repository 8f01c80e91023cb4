package example.lintel;

import java.time.Duration;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Receipt printers LT-58 and LT-80, dialect 1. Setting of the link: `qr=off` prints the text of a code instead.
public final class LintelDriver implements Driver {
    private static final Duration PROBING = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "lintel";
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.RECEIPT_PRINTER;
    }

    @Override
    public Device open(DriverContext context) throws LinkLost, InterruptedException {
        boolean qr = switch (context.address().setting("qr", "on")) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("qr of a Lintel printer is on or off");
        };
        var talk = new Talk(context.openLink());
        try {
            return new LintelPrinter(talk, Identity.of(talk.ask("?ID", "ID ", Deadline.in(PROBING))), qr);
        } catch (LinkLost | InterruptedException | RuntimeException trouble) {
            talk.close();
            throw trouble;
        }
    }
}
