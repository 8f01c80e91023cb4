package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.Camera;
import org.openstm.device.ChipCardReader;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Tests the kit itself, in each device class but the scanners' ([KitCatchesTest]): a driver whose commands say that
/// all is well while its device is broken must fail. A printer would say printed without paper, a reader that nobody
/// came.
// only here are checks called directly, to see them fail
@SuppressWarnings("JUnitMethodInvoked")
@Timeout(120)
class SilentFaultTest {
    private static final Map<Class<?>, Object> ALL_IS_WELL = Map.of(
            PrintOutcome.class, new PrintOutcome.Printed("process-id", "1"),
            IdCardReader.Reading.class, new IdCardReader.Reading.NoCard(),
            ChipCardReader.Reading.class, new ChipCardReader.Reading.NoCard(),
            Camera.Picture.class, new Camera.Picture.Blank(),
            Lights.Watched.class, new Lights.Watched.NotMet());

    @TempDir
    Path folder;

    @Test
    void a_receipt_printer_that_says_printed_in_every_trouble_fails() throws Exception {
        fails(new ReceiptPrinterContract() {
            @Override
            protected Subject subject() {
                return SUBJECT;
            }

            @Override
            protected ReceiptRig rig(Path papers) throws Exception {
                return silent(ReceiptRig.class, ReceiptPrinter.class, new SimulatedSlips("escpos", Way.TCP, papers));
            }
        });
    }

    @Test
    void a_document_printer_that_says_printed_in_every_trouble_fails() throws Exception {
        fails(new DocumentPrinterContract() {
            @Override
            protected Subject subject() {
                return SUBJECT;
            }

            @Override
            protected DocumentRig rig(Path papers) throws Exception {
                return silent(DocumentRig.class, DocumentPrinter.class, new SimulatedPages("ipp", Way.TCP, papers));
            }
        });
    }

    @Test
    void a_card_reader_that_sees_no_card_in_every_trouble_fails() throws Exception {
        fails(new IdCardReaderContract() {
            @Override
            protected Subject subject() {
                return SUBJECT;
            }

            @Override
            protected IdCardRig rig(Path papers) throws Exception {
                return silent(IdCardRig.class, IdCardReader.class, new SimulatedCards("samv", Way.TCP, papers));
            }
        });
    }

    @Test
    void a_chip_card_reader_that_sees_no_card_in_every_trouble_fails() throws Exception {
        fails(new ChipCardReaderContract() {
            @Override
            protected Subject subject() {
                return SUBJECT;
            }

            @Override
            protected ChipCardRig rig(Path papers) throws Exception {
                return silent(
                        ChipCardRig.class, ChipCardReader.class, new SimulatedServiceChips("xfs4iot", Way.TCP, papers));
            }
        });
    }

    @Test
    void a_camera_that_sees_nothing_in_every_trouble_fails() throws Exception {
        fails(new CameraContract() {
            @Override
            protected Subject subject() {
                return SUBJECT;
            }

            @Override
            protected CameraRig rig(Path papers) throws Exception {
                return silent(CameraRig.class, Camera.class, new SimulatedCamera("mjpeg", Way.TCP, papers));
            }
        });
    }

    @Test
    void lights_whose_sensors_see_nobody_fail() throws Exception {
        fails(
                new LightsContract() {
                    @Override
                    protected Subject subject() {
                        return SUBJECT;
                    }

                    @Override
                    protected LightsRig rig(Path papers) throws Exception {
                        return silent(LightsRig.class, Lights.class, new SimulatedLights("board", Way.TCP, papers));
                    }
                },
                "NotMet");
    }

    private static final Subject SUBJECT = new Subject("silent", "0", "silent");

    private void fails(DriverContract<?, ?> contract) throws Exception {
        fails(contract, "a command fails with the fault that the status names");
    }

    private void fails(DriverContract<?, ?> contract, String reason) throws Exception {
        contract.folder = folder;
        contract.setUp();
        try {
            var found = assertThrows(AssertionError.class, contract::each_trouble_is_told_by_its_own_fault);
            assertTrue(String.valueOf(found.getMessage()).contains(reason), found::getMessage);
        } finally {
            contract.tearDown();
        }
    }

    /// A correct bench with a driver that is silent about every trouble of a command.
    private static <R extends Rig> R silent(Class<R> kind, Class<? extends Device> port, R sound) {
        return around(kind, sound, Map.of("driver", (Object) new Silent(sound.driver(), port), "hosted", false));
    }

    /// The object itself, but for the named methods without arguments.
    private static <T> T around(Class<T> kind, T sound, Map<String, Object> instead) {
        return kind.cast(Proxy.newProxyInstance(
                SilentFaultTest.class.getClassLoader(), new Class<?>[] {kind}, (_, method, arguments) -> {
                    var other = instead.get(method.getName());
                    if (other != null) return other;
                    var well = ALL_IS_WELL.get(method.getReturnType());
                    if (well != null) return well;
                    try {
                        return method.invoke(sound, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause() == null ? thrown : thrown.getCause();
                    }
                }));
    }

    private record Silent(Driver sound, Class<? extends Device> port) implements Driver {
        @Override
        public String name() {
            return "silent";
        }

        @Override
        public DeviceClass deviceClass() {
            return sound.deviceClass();
        }

        @Override
        public Device open(DriverContext context) throws LinkLost, InterruptedException {
            return wrapped(port, sound.open(context));
        }

        private static <D extends Device> Device wrapped(Class<D> port, Device device) {
            return around(port, port.cast(device), Map.of());
        }
    }
}
