package org.openstm.device.driver.javapos;

import java.util.List;

/// One `JposEntry` of a maker's `jpos.xml`.
///
/// @param name logical name
/// @param factoryClass factory of the service
/// @param category `POSPrinter`, `Scanner` ...
/// @param version JavaPOS version of the service
/// @param maker name of the vendor, or empty
/// @param product name of the product, or empty
/// @param props all properties for the service, including the values above
public record JposEntryDefinition(
        String name,
        String factoryClass,
        String category,
        String version,
        String maker,
        String product,
        List<JposProperty> props) {
    public JposEntryDefinition {
        props = List.copyOf(props);
    }

    /// Files in the field use `POS Printer` as well: JavaPOS itself does not read the category.
    public boolean isOfCategory(String device) {
        return category.replaceAll("\\s", "").equalsIgnoreCase(device);
    }

    /// @param type `String`, `Integer`, `Boolean` ...: a class of `java.lang` without its package
    public record JposProperty(String name, String type, String value) {}
}
