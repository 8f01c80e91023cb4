package org.openstm.kiosk.app;

import org.openstm.device.link.LinkAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A link on the command line; one that cannot be read is wrong usage.
final class LinkArgument implements ITypeConverter<LinkAddress> {
    @Override
    public LinkAddress convert(String text) {
        try {
            return LinkAddress.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(String.valueOf(wrong.getMessage()));
        }
    }
}
