package org.openstm.device.driver.javapos;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openstm.device.driver.javapos.JposEntryDefinition.JposProperty;

/// Reads a `jpos.xml` (JavaPOS configuration/loader, `jpos/res/jcl.dtd`). The file is not trusted: no entity is
/// expanded, nothing is fetched, and a document type is skipped.
public final class JposXmlReader {
    private static final int LONGEST = 1 << 20;
    private static final int MOST = 1000;
    private static final int LONGEST_VALUE = 4096;

    /// Attributes of an entry's elements, and the service's property for each.
    private static final Map<String, Map<String, String>> KNOWN = Map.of(
            "creation", Map.of("factoryClass", "serviceInstanceFactoryClass", "serviceClass", "serviceClass"),
            "vendor", Map.of("name", "vendorName", "url", "vendorURL"),
            "jpos", Map.of("category", "deviceCategory", "version", "jposVersion"),
            "product", Map.of("name", "productName", "description", "productDescription", "url", "productURL"));

    /// Parts that may contain any character and have no meaning.
    private static final Pattern NO_MARKUP = Pattern.compile("(?s)<!--.*?-->|<!\\[CDATA\\[.*?]]>");

    private static final Pattern ENTITY =
            Pattern.compile("&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)[^;\\s]{0,40};?");

    private final XMLStreamReader xml;
    private final List<JposEntryDefinition> entries = new ArrayList<>();

    private JposXmlReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /// @return the entries in their order
    /// @throws IllegalArgumentException if the file is invalid or malicious; the message gives place and reason
    public static List<JposEntryDefinition> readEntries(byte[] file) {
        if (file.length > LONGEST)
            throw new IllegalArgumentException("is too long: " + file.length + " bytes, at most " + LONGEST);
        try {
            var xml = createFactory().createXMLStreamReader(new ByteArrayInputStream(file));
            refuseEntities(new String(file, charsetOf(xml)));
            return new JposXmlReader(xml).readAll();
        } catch (XMLStreamException wrong) {
            var where = wrong.getLocation() == null
                    ? ""
                    : "line " + wrong.getLocation().getLineNumber() + ": ";
            throw new IllegalArgumentException(
                    where + "is no XML that can be read safely: " + parserMessage(wrong), wrong);
        }
    }

    private static Charset charsetOf(XMLStreamReader xml) {
        var name = xml.getEncoding() == null ? "UTF-8" : xml.getEncoding();
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("is in the charset " + name + ", which nobody knows", unknown);
        }
    }

    /// Refuses entities: the parser silently omits unexpanded ones from a value, and half a value is worse than
    /// none.
    private static void refuseEntities(String text) {
        var entity = ENTITY.matcher(NO_MARKUP.matcher(text).replaceAll(""));
        if (entity.find())
            throw new IllegalArgumentException("uses the entity " + entity.group() + ", and entities are not expanded");
    }

    /// The parser's message without its own repetition of the place.
    private static String parserMessage(XMLStreamException wrong) {
        var words = String.valueOf(wrong.getMessage()).replaceAll("(?s).*Message: ", "");
        return words.strip().replaceAll("\\s+", " ");
    }

    private static XMLInputFactory createFactory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((_, _, _, _) -> new ByteArrayInputStream(new byte[0]));
        return factory;
    }

    private List<JposEntryDefinition> readAll() throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (xml.getLocalName().equals("JposEntry")) entries.add(readEntry());
                    else if (!xml.getLocalName().equals("JposEntries"))
                        throw toRefusal("has <" + xml.getLocalName() + "> where JposEntries begins");
                }
                default -> {}
            }
        }
        var names = new HashSet<String>();
        for (var entry : entries)
            if (!names.add(entry.name())) throw new IllegalArgumentException("names " + entry.name() + " twice");
        return List.copyOf(entries);
    }

    private JposEntryDefinition readEntry() throws XMLStreamException {
        if (entries.size() == MOST) throw toRefusal("has more than " + MOST + " entries");
        var name = attributeValue("logicalName");
        if (name.isBlank()) throw toRefusal("has an entry without a logicalName");
        var props = new ArrayList<JposProperty>();
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> readElement(props);
                case XMLStreamConstants.END_ELEMENT -> {
                    if (xml.getLocalName().equals("JposEntry")) return toEntry(name, props);
                }
                default -> {}
            }
        }
    }

    private void readElement(List<JposProperty> props) {
        var element = xml.getLocalName();
        if (element.equals("prop")) {
            var type = attributeValue("type");
            props.add(new JposProperty(
                    attributeValue("name"), type.isEmpty() ? "String" : type, attributeValue("value")));
            return;
        }
        var known = KNOWN.get(element);
        if (known == null) throw toRefusal("has <" + element + "> in an entry");
        known.forEach((attribute, property) -> {
            if (xml.getAttributeValue(null, attribute) != null)
                props.add(new JposProperty(property, "String", attributeValue(attribute)));
        });
    }

    private static JposEntryDefinition toEntry(String name, List<JposProperty> props) {
        return new JposEntryDefinition(
                name,
                propertyValue(props, "serviceInstanceFactoryClass"),
                propertyValue(props, "deviceCategory"),
                propertyValue(props, "jposVersion"),
                propertyValue(props, "vendorName"),
                propertyValue(props, "productName"),
                props);
    }

    private static String propertyValue(List<JposProperty> props, String name) {
        return props.stream()
                .filter(prop -> prop.name().equals(name))
                .map(JposProperty::value)
                .findFirst()
                .orElse("");
    }

    private String attributeValue(String name) {
        var value = xml.getAttributeValue(null, name);
        if (value == null) return "";
        if (value.length() > LONGEST_VALUE) throw toRefusal("has a value of " + value.length() + " characters");
        return value.strip();
    }

    private IllegalArgumentException toRefusal(String why) {
        return new IllegalArgumentException("line " + xml.getLocation().getLineNumber() + ": " + why);
    }
}
