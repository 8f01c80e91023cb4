package org.openstm.device.command;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;

/// The ports of all device classes and their commands.
public final class PortTable {
    private static final Map<String, PortCommand<?, ?, ?>> BY_NAME =
            allCommands().collect(Collectors.toUnmodifiableMap(PortCommand::name, Function.identity()));

    private PortTable() {}

    public static PortDescription<?> portOf(DeviceClass deviceClass) {
        return switch (deviceClass) {
            case ID_CARD_READER -> IdCardReaderCommands.PORT;
            case CHIP_CARD_READER -> ChipCardReaderCommands.PORT;
            case RECEIPT_PRINTER -> ReceiptPrinterCommands.PORT;
            case DOCUMENT_PRINTER -> DocumentPrinterCommands.PORT;
            case BARCODE_READER -> BarcodeReaderCommands.PORT;
            case CAMERA -> CameraCommands.PORT;
            case LIGHTS -> LightsCommands.PORT;
        };
    }

    /// A port whose methods are sent to the target.
    ///
    /// @throws IllegalArgumentException if no device class has such a port
    public static <P extends Device> P proxyFor(Class<P> port, CommandTarget target) {
        return port.cast(portOf(classOf(port)).proxyFor(target));
    }

    /// The device class of a port.
    ///
    /// @throws IllegalArgumentException if no device class has such a port
    public static DeviceClass classOf(Class<? extends Device> port) {
        return Arrays.stream(DeviceClass.values())
                .filter(one -> portOf(one).port() == port)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(port.getSimpleName() + " is no port"));
    }

    public static Optional<PortCommand<?, ?, ?>> commandNamed(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /// The commands of all devices, and those of each class.
    public static Stream<PortCommand<?, ?, ?>> allCommands() {
        return Stream.concat(
                CommonCommands.ALL.stream(),
                Arrays.stream(DeviceClass.values()).flatMap(one -> portOf(one).commands().stream()));
    }
}
