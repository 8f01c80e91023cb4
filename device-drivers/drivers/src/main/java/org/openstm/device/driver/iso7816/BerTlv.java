package org.openstm.device.driver.iso7816;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// BER-TLV as used by cards (ISO/IEC 7816-4; EMV Book 3, annex B). Lengths are limited to the bytes present.
public record BerTlv(int tag, byte[] value) {
    private static final int DEEPEST = 8;
    private static final int CONSTRUCTED = 0x20;

    private boolean isConstructed() {
        int first = tag > 0xFFFF ? tag >> 16 : tag > 0xFF ? tag >> 8 : tag;
        return (first & CONSTRUCTED) != 0;
    }

    /// The objects in these bytes; zeros between them are padding.
    public static List<BerTlv> parseAll(byte[] bytes) throws MalformedCardData {
        var all = new ArrayList<BerTlv>();
        int at = 0;
        while (at < bytes.length) {
            if (bytes[at] == 0) {
                at++;
                continue;
            }
            var header = new TlvHeader(bytes, at);
            if (header.length() > bytes.length - header.end())
                throw new MalformedCardData("a length that is longer than the data");
            all.add(new BerTlv(header.tag(), Arrays.copyOfRange(bytes, header.end(), header.end() + header.length())));
            at = header.end() + header.length();
        }
        return all;
    }

    /// The first object with this tag, at any depth.
    public static Optional<byte[]> findFirst(byte[] bytes, int tag) throws MalformedCardData {
        return findAll(bytes, tag).stream().findFirst();
    }

    public static List<byte[]> findAll(byte[] bytes, int tag) throws MalformedCardData {
        var found = new ArrayList<byte[]>();
        collectValues(bytes, tag, DEEPEST, found);
        return found;
    }

    private static void collectValues(byte[] bytes, int tag, int depth, List<byte[]> found) throws MalformedCardData {
        if (depth == 0) throw new MalformedCardData("data in data in data without an end");
        for (var each : parseAll(bytes)) {
            if (each.tag == tag) found.add(each.value);
            else if (each.isConstructed()) collectValues(each.value, tag, depth - 1, found);
        }
    }

    /// A list of tags and lengths without values (PDOL).
    public static List<TlvHeader> parseTagList(byte[] bytes) throws MalformedCardData {
        var all = new ArrayList<TlvHeader>();
        for (int at = 0; at < bytes.length; at = all.getLast().end()) all.add(new TlvHeader(bytes, at));
        return all;
    }

    /// Tag, length and end position.
    public record TlvHeader(int tag, int length, int end) {
        public TlvHeader(byte[] bytes, int at) throws MalformedCardData {
            int next = at;
            int tag = byteAt(bytes, next++);
            if ((tag & 0x1F) == 0x1F) {
                int more;
                do {
                    more = byteAt(bytes, next++);
                    if (tag > 0xFFFF) throw new MalformedCardData("a tag of more than three bytes");
                    tag = tag << 8 | more;
                } while ((more & 0x80) != 0);
            }
            int length = byteAt(bytes, next++);
            if (length > 0x82 || length == 0x80) throw new MalformedCardData("an unsupported length");
            int count = length > 0x80 ? length - 0x80 : 0;
            if (count > 0) length = 0;
            for (int i = 0; i < count; i++) length = length << 8 | byteAt(bytes, next++);
            this(tag, length, next);
        }

        private static int byteAt(byte[] bytes, int at) throws MalformedCardData {
            if (at >= bytes.length) throw new MalformedCardData("data that ends in the middle");
            return bytes[at] & 0xFF;
        }
    }
}
