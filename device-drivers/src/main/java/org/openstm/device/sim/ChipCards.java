package org.openstm.device.sim;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The invented cards that can be put in, from `chip-cards.yaml`; its head says how they are written.
final class ChipCards {
    private static final int PADDED = 0x80;
    private static final Charset GBK = Charset.forName("GBK");

    private ChipCards() {}

    /// By name, in the order of the file.
    static Map<String, ChipCard> load() {
        try (var file = ChipCards.class.getResourceAsStream("chip-cards.yaml")) {
            if (file == null) throw new IllegalStateException("chip-cards.yaml is missing from this program");
            var all = new LinkedHashMap<String, ChipCard>();
            for (var each : new YAMLMapper().readTree(file).properties()) all.put(each.getKey(), card(each.getValue()));
            return all;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static ChipCard card(JsonNode said) {
        return new ChipCard(
                hex(said.path("atr").asString("")),
                said.path("ordered").asBoolean(false),
                said.path("applications")
                        .valueStream()
                        .map(ChipCards::application)
                        .toList(),
                Optional.of(said.path("document")).filter(JsonNode::isObject).map(ChipCards::document));
    }

    private static PassportData document(JsonNode said) {
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

    private static ChipCard.Application application(JsonNode said) {
        return new ChipCard.Application(
                hex(said.path("name").asString("")),
                tlv(said.path("answer")),
                tlv(said.path("options")),
                said.path("files").propertyStream().map(ChipCards::file).toList());
    }

    private static ChipCard.DataFile file(Map.Entry<String, JsonNode> said) {
        var records = said.getValue().path("records");
        return new ChipCard.DataFile(
                Integer.parseInt(said.getKey(), 16),
                said.getValue().path("locked").asBoolean(false),
                records.valueStream().map(ChipCards::record).toList());
    }

    private static byte[] record(JsonNode said) {
        return said.isObject() ? tlv(said) : record(said.asString("").split(" ", 3));
    }

    /// Tag, kind and value: one byte of length, whatever the tag.
    private static byte[] record(String[] said) {
        var value = value(said[1], said.length > 2 ? said[2] : "");
        var record = new byte[2 + value.length];
        record[0] = (byte) Integer.parseInt(said[0], 16);
        record[1] = (byte) value.length;
        System.arraycopy(value, 0, record, 2, value.length);
        return record;
    }

    private static byte[] value(String kind, String text) {
        var way = kind.split("/", 2);
        var bytes = switch (way[0]) {
            case "hex" -> hex(text);
            case "ascii" -> text.getBytes(StandardCharsets.US_ASCII);
            case "gbk" -> text.getBytes(GBK);
            default -> throw new IllegalArgumentException("hex, ascii or gbk, not " + kind);
        };
        return way.length > 1 ? Arrays.copyOf(bytes, Integer.parseInt(way[1])) : bytes;
    }

    /// The file with another value in a record; as long as the one that was there.
    static ChipCard.DataFile changed(ChipCard.DataFile file, int tag, String text) {
        var records = file.records().stream()
                .map(record -> (record[0] & 0xFF) == tag ? changed(record, text) : record)
                .toList();
        return new ChipCard.DataFile(file.id(), file.locked(), records);
    }

    private static byte[] changed(byte[] record, String text) {
        var out = Arrays.copyOf(record, 2);
        out = Arrays.copyOf(out, record.length);
        boolean packed = record.length == 6;
        var bytes = packed ? hex(text) : text.getBytes(GBK);
        System.arraycopy(bytes, 0, out, 2, Math.min(bytes.length, record.length - 2));
        return out;
    }

    /// Nested tags; a leaf is a value in hex.
    private static byte[] tlv(JsonNode said) {
        if (!said.isObject()) return hex(said.asString(""));
        var out = new ByteArrayOutputStream();
        for (var each : said.properties()) {
            var value = tlv(each.getValue());
            out.writeBytes(hex(each.getKey()));
            if (value.length >= PADDED) out.write(0x81);
            out.write(value.length);
            out.writeBytes(value);
        }
        return out.toByteArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
