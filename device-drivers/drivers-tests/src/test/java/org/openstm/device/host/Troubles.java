package org.openstm.device.host;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.IdCardReader;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

/// Misbehaving drivers. The link's setting `how` says what they do.
public final class Troubles {
    private static final long PIECE = 20L << 20;

    private Troubles() {}

    private static void make(String how) {
        switch (how) {
            case "spin" -> spin();
            case "exit" -> Runtime.getRuntime().halt(7);
            case "throw" -> throw new IllegalStateException("card 530102195503080028 of 李秀兰");
            case "overflow" -> make(how);
            case "unfit" -> throw new IllegalArgumentException("the service prints no pictures");
            case "native" -> takeNativeMemory();
            case "children" -> startChildren();
            case "fugitive" -> start("env", "-i", "setsid", "sh", "-c", "sleep 4711 & sleep 4712 & exit 0");
            case "soon" ->
                Thread.ofPlatform().daemon().start(() -> {
                    try {
                        Thread.sleep(1000);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(3);
                });
            case "exhaust" -> {
                if (new byte[1 << 30].length == 0) make(how);
            }
            default -> {}
        }
    }

    /// Allocates native memory, like a maker's library.
    @SuppressWarnings("restricted") // it plays a driver that does so
    private static void takeNativeMemory() {
        var linker = Linker.nativeLinker();
        var malloc = linker.downcallHandle(
                linker.defaultLookup().find("malloc").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
        try {
            for (int i = 0; i < 64; i++) {
                var taken = (MemorySegment) malloc.invokeExact(PIECE);
                taken.reinterpret(PIECE).fill((byte) 1);
            }
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Helper processes as makers start them: one plain, one in a session of its own whose parent has gone.
    private static void startChildren() {
        start("sh", "-c", "sleep 4711 & exit 0");
        start("setsid", "sh", "-c", "sleep 4712 & exit 0");
    }

    private static void start(String... words) {
        try {
            new ProcessBuilder(words).start().waitFor();
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Simulates a native call that never returns: no interrupt reaches it.
    private static void spin() {
        for (long i = 0; i >= 0; i++) if (i == Long.MAX_VALUE) return;
    }

    /// A reader.
    public static final class Reader implements Driver {
        @Override
        public String name() {
            return "trouble";
        }

        @Override
        public DeviceClass deviceClass() {
            return DeviceClass.ID_CARD_READER;
        }

        @Override
        public Device open(DriverContext context) {
            var how = context.address().setting("how", "");
            make(context.address().setting("open", ""));
            return new IdCardReader() {
                @Override
                public Reading read(Duration patience) {
                    make(how);
                    return new Reading.NoCard();
                }

                @Override
                public Presence presence() {
                    make(how);
                    return Presence.NO_CARD;
                }

                @Override
                public DeviceStatus status(Duration patience) {
                    make(how);
                    return new DeviceStatus(DeviceState.ONLINE, List.of(), java.util.Map.of("how", how));
                }

                @Override
                public void close() {
                    make(context.address().setting("close", ""));
                }
            };
        }
    }

    /// A printer.
    public static final class Printer implements Driver {
        @Override
        public String name() {
            return "trouble";
        }

        @Override
        public DeviceClass deviceClass() {
            return DeviceClass.RECEIPT_PRINTER;
        }

        @Override
        public Device open(DriverContext context) {
            return new ReceiptPrinter() {
                @Override
                public Media media() {
                    return Media.THERMAL_58;
                }

                @Override
                public PrintOutcome print(Sheet sheet, Duration patience) {
                    make(context.address().setting("how", ""));
                    return new PrintOutcome.Printed("status", "nothing");
                }

                @Override
                public DeviceStatus status(Duration patience) {
                    return DeviceStatus.of(DeviceState.ONLINE);
                }

                @Override
                public void close() {}
            };
        }
    }

    /// The real reader in a host, for a device manager without hosts. A host lists it too, and has no kit.
    public static final class Hosted implements Driver {
        @Override
        public String name() {
            return "samv-hosted";
        }

        @Override
        public DeviceClass deviceClass() {
            return DeviceClass.ID_CARD_READER;
        }

        @Override
        public Device open(DriverContext context) throws LinkLost, InterruptedException {
            return Hosts.driver(DeviceClass.ID_CARD_READER, "samv", List.of(), ShortLived.hosts())
                    .open(context);
        }
    }
}
