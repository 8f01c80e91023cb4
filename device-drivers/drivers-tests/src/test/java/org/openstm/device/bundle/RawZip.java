package org.openstm.device.bundle;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.zip.Deflater;

/// Writes malformed zips: any name, any mode, duplicate names, wrong sizes.
final class RawZip {
    /// @param mode of Unix
    /// @param promised size in the directory
    record Entry(String name, byte[] packed, int method, int mode, int promised) {}

    /// An entry whose record lies within the contents of another.
    private record Inner(Entry entry, Entry outer) {}

    private static final int FILE = 0x81a4;

    private final List<Entry> entries = new ArrayList<>();
    private final List<Inner> inners = new ArrayList<>();

    static RawZip of(SortedMap<String, byte[]> contents) {
        var zip = new RawZip();
        contents.forEach(zip::plain);
        return zip;
    }

    RawZip plain(String name, byte[] content) {
        entries.add(new Entry(name, content, 0, FILE, content.length));
        return this;
    }

    RawZip link(String name, String target) {
        var content = target.getBytes(StandardCharsets.UTF_8);
        entries.add(new Entry(name, content, 0, 0xa1ff, content.length));
        return this;
    }

    RawZip deflated(String name, byte[] content, int promised) {
        try (var deflater = new Deflater(9, true)) {
            deflater.setInput(content);
            deflater.finish();
            var packed = new byte[content.length + 100];
            int size = deflater.deflate(packed);
            entries.add(new Entry(name, java.util.Arrays.copyOf(packed, size), 8, FILE, promised));
        }
        return this;
    }

    /// Two entries over the same bytes: the contents of the outer one are the record of the inner one.
    RawZip nested(String outer, String inner, byte[] content) {
        var entry = new Entry(inner, content, 0, FILE, content.length);
        var record =
                ByteBuffer.allocate(30 + name(entry).length + content.length).order(ByteOrder.LITTLE_ENDIAN);
        local(record, entry);
        var around = new Entry(outer, record.array(), 0, FILE, record.capacity());
        entries.add(around);
        inners.add(new Inner(entry, around));
        return this;
    }

    byte[] bytes() {
        int length = 22;
        for (var entry : entries) length += 76 + 2 * name(entry).length + entry.packed.length;
        for (var inner : inners) length += 46 + name(inner.entry).length;
        var zip = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        var places = new IdentityHashMap<Entry, Integer>();
        for (var entry : entries) {
            places.put(entry, zip.position());
            local(zip, entry);
        }
        int directory = zip.position();
        for (var entry : entries) central(zip, entry, requireNonNull(places.get(entry)));
        for (var inner : inners)
            central(zip, inner.entry, requireNonNull(places.get(inner.outer)) + 30 + name(inner.outer).length);
        int size = zip.position() - directory;
        short count = (short) (entries.size() + inners.size());
        zip.putInt(0x06054b50).putInt(0).putShort(count).putShort(count);
        return zip.putInt(size).putInt(directory).putShort((short) 0).array();
    }

    private static void local(ByteBuffer zip, Entry entry) {
        zip.putInt(0x04034b50).putShort((short) 20).putShort((short) 0).putShort((short) entry.method);
        zip.putInt(0).putInt(0).putInt(entry.packed.length).putInt(entry.promised);
        zip.putShort((short) name(entry).length)
                .putShort((short) 0)
                .put(name(entry))
                .put(entry.packed);
    }

    private static void central(ByteBuffer zip, Entry entry, int place) {
        zip.putInt(0x02014b50).putShort((short) 0x031e).putShort((short) 20).putShort((short) 0);
        zip.putShort((short) entry.method)
                .putInt(0)
                .putInt(0)
                .putInt(entry.packed.length)
                .putInt(entry.promised);
        zip.putShort((short) name(entry).length).putInt(0).putInt(0);
        zip.putInt(entry.mode << 16).putInt(place).put(name(entry));
    }

    private static byte[] name(Entry entry) {
        return entry.name.getBytes(StandardCharsets.UTF_8);
    }
}
