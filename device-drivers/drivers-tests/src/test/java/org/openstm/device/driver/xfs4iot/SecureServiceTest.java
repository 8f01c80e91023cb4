package org.openstm.device.driver.xfs4iot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.link.TlsDoor;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.spi.DriverContext;

/// A service by TLS: the simulator behind a TLS proxy.
@Timeout(60)
class SecureServiceTest {
    @TempDir
    Path folder;

    @Test
    void a_service_is_believed_by_the_banks_authority_and_by_no_other() throws Exception {
        var keys = TlsDoor.keys(folder, "one");
        var ours = TlsDoor.certificate(keys, folder.resolve("one.pem"));
        var others = TlsDoor.certificate(TlsDoor.keys(folder, "other"), folder.resolve("other.pem"));
        try (var scanner = SimulatorFactory.startSimulator(DeviceClass.BARCODE_READER, "ws://127.0.0.1:0", folder);
                var door = TlsDoor.open(keys, LinkAddress.parse(scanner.link()))) {
            var link = "wss://127.0.0.1:" + door.port() + "/xfs4iot/v1.0/BarcodeReader1";
            try (var service = find(link + "?ca=" + ours)) {
                assertEquals(
                        DeviceState.ONLINE,
                        service.queryStatus(Deadline.inMillis(5000)).state());
            }
            assertThrows(LinkLost.class, () -> find(link));
            assertThrows(LinkLost.class, () -> find(link + "?ca=" + others));
            var none = assertThrows(LinkLost.class, () -> find(link + "?ca=" + folder.resolve("nowhere.pem")));
            assertTrue(String.valueOf(none.getMessage()).contains("cannot be read as certificates"), none::toString);
        }
    }

    private static XfsServiceClient find(String link) throws Exception {
        return XfsServiceFinder.open(new DriverContext("one", LinkAddress.parse(link)), "BarcodeReader", true, _ -> {});
    }
}
