package org.openstm.kiosk.app.cli.device;

import org.openstm.device.link.LinkAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Parses a link on the command line; an invalid one is a usage error.
final class LinkConverter implements ITypeConverter<LinkAddress> {
    /// Our driver for a link.
    ///
    /// @param otherwise driver for a link without a service
    static String driverFor(LinkAddress link, String otherwise) {
        return switch (link.scheme()) {
            case "ws", "wss" -> "xfs4iot";
            case "camera", "evdev" -> link.scheme();
            default -> otherwise;
        };
    }

    @Override
    public LinkAddress convert(String text) {
        try {
            return LinkAddress.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(String.valueOf(wrong.getMessage()));
        }
    }
}
