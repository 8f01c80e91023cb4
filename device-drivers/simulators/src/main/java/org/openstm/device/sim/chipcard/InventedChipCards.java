package org.openstm.device.sim.chipcard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openstm.device.sim.chipcard.passport.PassportData;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The invented cards, from `chip-cards.yaml`, whose header describes the format.
final class InventedChipCards {
    private static final int PADDED = 0x80;
    private static final Charset GBK = Charset.forName("GBK");

    private InventedChipCards() {}

    /// By name, in the order of the file.
    static Map<String, ChipCard> loadCards() {
        try (var file = InventedChipCards.class.getResourceAsStream("chip-cards.yaml")) {
            if (file == null) throw new IllegalStateException("chip-cards.yaml is missing from this program");
            var all = new LinkedHashMap<String, ChipCard>();
            for (var each : new YAMLMapper().readTree(file).properties())
                all.put(each.getKey(), toCard(each.getValue()));
            return all;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static ChipCard toCard(JsonNode said) {
        return new ChipCard(
                parseHex(said.path("atr").asString("")),
                said.path("ordered").asBoolean(false),
                said.path("applications")
                        .valueStream()
                        .map(InventedChipCards::toApplication)
                        .toList(),
                Optional.of(said.path("document")).filter(JsonNode::isObject).map(InventedChipCards::toPassport));
    }

    private static PassportData toPassport(JsonNode said) {
        return new PassportData(
                said.path("lines").asInt(44),
                said.path("code").asString(""),
                said.path("issuer").asString(""),
                said.path("names").asString(""),
                said.path("number").asString(""),
                said.path("nationality").asString(""),
                said.path("birth").asString(""),
                said.path("sex").asString(""),
                said.path("expiry").asString(""),
                said.path("personal").asString(""),
                said.path("nativeName").asString(""),
                said.path("fullBirth").asString(""),
                said.path("can").asString(""),
                said.path("chip").asString(""),
                Set.of());
    }

    private static ChipCard.CardApplication toApplication(JsonNode said) {
        return new ChipCard.CardApplication(
                parseHex(said.path("name").asString("")),
                toTlv(said.path("answer")),
                toTlv(said.path("options")),
                said.path("files")
                        .propertyStream()
                        .map(InventedChipCards::toDataFile)
                        .toList());
    }

    private static ChipCard.DataFile toDataFile(Map.Entry<String, JsonNode> said) {
        var records = said.getValue().path("records");
        return new ChipCard.DataFile(
                Integer.parseInt(said.getKey(), 16),
                said.getValue().path("locked").asBoolean(false),
                records.valueStream().map(InventedChipCards::toRecord).toList());
    }

    private static byte[] toRecord(JsonNode said) {
        return said.isObject() ? toTlv(said) : toRecord(said.asString("").split(" ", 3));
    }

    /// Encodes tag, kind and value, with one length byte for each tag.
    private static byte[] toRecord(String[] said) {
        var value = encodeValue(said[1], said.length > 2 ? said[2] : "");
        var record = new byte[2 + value.length];
        record[0] = (byte) Integer.parseInt(said[0], 16);
        record[1] = (byte) value.length;
        System.arraycopy(value, 0, record, 2, value.length);
        return record;
    }

    private static byte[] encodeValue(String kind, String text) {
        var way = kind.split("/", 2);
        var bytes = switch (way[0]) {
            case "hex" -> parseHex(text);
            case "ascii" -> text.getBytes(StandardCharsets.US_ASCII);
            case "gbk" -> text.getBytes(GBK);
            default -> throw new IllegalArgumentException("hex, ascii or gbk, not " + kind);
        };
        return way.length > 1 ? Arrays.copyOf(bytes, Integer.parseInt(way[1])) : bytes;
    }

    /// The file with another value in a record, padded to the old length.
    static ChipCard.DataFile withRecord(ChipCard.DataFile file, int tag, String text) {
        var records = file.records().stream()
                .map(record -> (record[0] & 0xFF) == tag ? withText(record, text) : record)
                .toList();
        return new ChipCard.DataFile(file.id(), file.locked(), records);
    }

    private static byte[] withText(byte[] record, String text) {
        var out = Arrays.copyOf(record, 2);
        out = Arrays.copyOf(out, record.length);
        boolean packed = record.length == 6;
        var bytes = packed ? parseHex(text) : text.getBytes(GBK);
        System.arraycopy(bytes, 0, out, 2, Math.min(bytes.length, record.length - 2));
        return out;
    }

    /// Encodes nested tags; a leaf is a value in hex.
    private static byte[] toTlv(JsonNode said) {
        if (!said.isObject()) return parseHex(said.asString(""));
        var out = new ByteArrayOutputStream();
        for (var each : said.properties()) {
            var value = toTlv(each.getValue());
            out.writeBytes(parseHex(each.getKey()));
            if (value.length >= PADDED) out.write(0x81);
            out.write(value.length);
            out.writeBytes(value);
        }
        return out.toByteArray();
    }

    private static byte[] parseHex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
