package org.openstm.device.driver.javapos;

import java.util.List;

/// One `JposEntry` of a `jpos.xml`, as its maker wrote it.
///
/// @param name logical name
/// @param factoryClass makes the service
/// @param category `POSPrinter`, `Scanner` ...
/// @param version of JavaPOS that the service is for
/// @param maker name of the vendor, or empty
/// @param product its name, or empty
/// @param props everything that the service may ask for, the values above among them
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

    /// Files in the field write `POS Printer` as well: nothing in JavaPOS reads the category but people.
    public boolean isOfCategory(String device) {
        return category.replaceAll("\\s", "").equalsIgnoreCase(device);
    }

    /// @param type `String`, `Integer`, `Boolean` ...: a class of `java.lang` without its package
    public record JposProperty(String name, String type, String value) {}
}
