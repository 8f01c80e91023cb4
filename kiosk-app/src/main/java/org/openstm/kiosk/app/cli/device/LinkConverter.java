package org.openstm.kiosk.app.cli.device;

import org.openstm.device.link.LinkAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A link on the command line; one that cannot be read is wrong usage.
final class LinkConverter implements ITypeConverter<LinkAddress> {
    /// The driver of ours for what is at this link.
    ///
    /// @param otherwise for what no service stands in front of
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
