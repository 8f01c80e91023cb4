package org.openstm.device.driver.document.ipp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A parsed answer. Every length is checked against the actual bytes, so an answer can be wrong but not dangerous.
///
/// @param status RFC 8011, appendix B: below 0x0100 is success
/// @param attributes of all groups by name; where groups repeat a name, the first wins
record IppResponse(int status, Map<String, List<byte[]>> attributes) {
    private static final int END = 0x03;
    private static final int FIRST_VALUE_TAG = 0x10;
    private static final int MOST_VALUES = 10_000;

    static Optional<IppResponse> parse(byte[] bytes) {
        try {
            return parse(ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException _) {
            return Optional.empty();
        }
    }

    private static Optional<IppResponse> parse(ByteBuffer in) {
        int major = in.get();
        in.get();
        int status = in.getShort() & 0xFFFF;
        in.getInt();
        if (major < 1 || major > 2) return Optional.empty();
        var attributes = new HashMap<String, List<byte[]>>();
        var values = new ArrayList<byte[]>();
        for (int count = 0; count < MOST_VALUES; count++) {
            int tag = in.get() & 0xFF;
            if (tag == END) return Optional.of(new IppResponse(status, attributes));
            if (tag < FIRST_VALUE_TAG) continue;
            var name = new String(readBytes(in), StandardCharsets.US_ASCII);
            var value = readBytes(in);
            // an empty name marks a further value of the previous attribute
            if (!name.isEmpty()) {
                values = new ArrayList<>();
                attributes.putIfAbsent(name, values);
            }
            values.add(value);
        }
        return Optional.empty();
    }

    private static byte[] readBytes(ByteBuffer in) {
        int length = in.getShort() & 0xFFFF;
        if (length > in.remaining()) throw new BufferUnderflowException();
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    boolean isSuccessful() {
        return status < 0x0100;
    }

    OptionalInt intValue(String name) {
        var values = attributes.getOrDefault(name, List.of());
        if (values.isEmpty() || values.getFirst().length != 4) return OptionalInt.empty();
        return OptionalInt.of(ByteBuffer.wrap(values.getFirst()).getInt());
    }

    List<String> textValues(String name) {
        return attributes.getOrDefault(name, List.of()).stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }

    /// Resolutions that are the same in both directions, in dots per inch (RFC 8010, 3.9: two numbers and a unit, 3
    /// is the inch).
    List<Integer> resolutionValues(String name) {
        return attributes.getOrDefault(name, List.of()).stream()
                .filter(value -> value.length == 9 && value[8] == 3)
                .map(ByteBuffer::wrap)
                .filter(value -> value.getInt(0) == value.getInt(4) && value.getInt(0) > 0)
                .map(value -> value.getInt(0))
                .toList();
    }

    Optional<String> textValue(String name) {
        return textValues(name).stream().findFirst().filter(text -> !text.isBlank());
    }

    /// An absent attribute counts as true: only called for mandatory ones.
    boolean booleanValue(String name) {
        var values = attributes.getOrDefault(name, List.of());
        return values.isEmpty() || values.getFirst().length != 1 || values.getFirst()[0] != 0;
    }
}
