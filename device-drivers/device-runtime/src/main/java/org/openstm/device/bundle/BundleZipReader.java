package org.openstm.device.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads an untrusted zip file. This does not use the JDK's reader, which returns entries of a damaged or
/// contradictory file, does not report two entries of one name, and hides which entry is a symbolic link.
final class BundleZipReader {
    static final int LONGEST_FILE = 32 << 20;
    static final int LONGEST_CONTENT = 64 << 20;
    static final int MOST_ENTRIES = 200;

    /// Maximum compression ratio; only a small file may exceed it.
    private static final int STEEPEST = 100;

    private static final int SMALL = 64 << 10;

    /// Names that are safe inside the bundle's folder.
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*){0,8}");

    private static final int LONGEST_NAME = 160;
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int ENCRYPTED = 1;

    private final ByteBuffer zip;
    private final int directory;
    private final SortedMap<String, byte[]> contents = new TreeMap<>();

    /// Where the records in front of the directory begin and end.
    private final NavigableMap<Integer, Integer> records = new TreeMap<>();

    private long unpacked;

    private BundleZipReader(ByteBuffer zip, int directory) {
        this.zip = zip;
        this.directory = directory;
    }

    /// The contents by their names.
    static SortedMap<String, byte[]> readZip(Path file) throws BundleRefused {
        try {
            if (Files.size(file) > LONGEST_FILE)
                throw new BundleRefused(
                        BundleRefusalReason.TOO_LARGE, file + " is larger than " + LONGEST_FILE + " bytes");
            return readZip(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            throw BundleRefused.ofMissingFile(file);
        } catch (IOException problem) {
            throw new BundleRefused(BundleRefusalReason.UNREADABLE, file + " cannot be read");
        }
    }

    static SortedMap<String, byte[]> readZip(byte[] bytes) throws BundleRefused {
        var zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 4 || zip.getInt(0) != LOCAL)
            throw new BundleRefused(BundleRefusalReason.NOT_A_ZIP, "the file does not begin as a zip does");
        int end = bytes.length - END_LENGTH;
        if (end < 0 || zip.getInt(end) != END)
            throw new BundleRefused(BundleRefusalReason.TRUNCATED, "the file does not end as a zip does");
        try {
            int count = zip.getShort(end + 10) & 0xffff;
            if (count > MOST_ENTRIES)
                throw new BundleRefused(
                        BundleRefusalReason.TOO_MANY_ENTRIES, count + " entries, more than " + MOST_ENTRIES);
            var archive = new BundleZipReader(zip, zip.getInt(end + 16));
            archive.readDirectory(count, end);
            return archive.contents;
        } catch (IndexOutOfBoundsException | DataFormatException _) {
            throw new BundleRefused(BundleRefusalReason.ZIP_BROKEN, "the zip contradicts itself");
        }
    }

    private void readDirectory(int count, int end) throws BundleRefused, DataFormatException {
        int at = directory;
        for (int i = 0; i < count; i++) {
            if (zip.getInt(at) != CENTRAL) throw new DataFormatException();
            readDirectoryEntry(at);
            at += 46 + zip.getShort(at + 28) + zip.getShort(at + 30) + zip.getShort(at + 32);
        }
        if (at != end) throw new DataFormatException();
    }

    private void readDirectoryEntry(int at) throws BundleRefused, DataFormatException {
        var name = textAt(at + 46, zip.getShort(at + 28));
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches())
            throw new BundleRefused(BundleRefusalReason.PATH_ESCAPE, "an entry is named " + toPrintable(name));
        int kind = zip.getInt(at + 38) >>> 28;
        // the upper half is the mode of Unix where it was packed on one: 8 is a plain file
        if (kind != 0 && kind != 8)
            throw new BundleRefused(BundleRefusalReason.SYMLINK, name + " is a link and no plain file");
        if (contents.containsKey(name))
            throw new BundleRefused(BundleRefusalReason.DUPLICATE_ENTRY, name + " is there twice");
        if ((zip.getShort(at + 8) & ENCRYPTED) != 0) throw new DataFormatException();
        long size = Integer.toUnsignedLong(zip.getInt(at + 24));
        long here = Integer.toUnsignedLong(zip.getInt(at + 20));
        unpacked += size;
        if (unpacked > LONGEST_CONTENT)
            throw new BundleRefused(
                    BundleRefusalReason.TOO_LARGE, "it unpacks to more than " + LONGEST_CONTENT + " bytes");
        if (size > SMALL && size > here * STEEPEST)
            throw new BundleRefused(
                    BundleRefusalReason.ZIP_BOMB, name + " unpacks from " + here + " to " + size + " bytes");
        contents.put(name, readEntryContent(name, zip.getShort(at + 10), zip.getInt(at + 42), (int) here, (int) size));
    }

    /// Entries that lie over each other would be counted once and unpacked many times.
    private void occupyRecord(int from, int until) throws DataFormatException {
        var before = records.floorEntry(from);
        var after = records.ceilingKey(from);
        if (before != null && before.getValue() > from || after != null && after < until)
            throw new DataFormatException();
        records.put(from, until);
    }

    private byte[] readEntryContent(String name, int method, int local, int here, int size) throws DataFormatException {
        if (zip.getInt(local) != LOCAL) throw new DataFormatException();
        int nameLength = zip.getShort(local + 26);
        if (!textAt(local + 30, nameLength).equals(name)) throw new DataFormatException();
        int from = local + 30 + nameLength + zip.getShort(local + 28);
        if (from < 0 || from + here > directory) throw new DataFormatException();
        occupyRecord(local, from + here);
        var content = new byte[size];
        switch (method) {
            case 0 -> {
                if (here != size) throw new DataFormatException();
                zip.get(from, content);
            }
            case 8 -> inflateEntry(from, here, content);
            default -> throw new DataFormatException();
        }
        return content;
    }

    /// Inflates exactly the announced number of bytes.
    private void inflateEntry(int from, int here, byte[] content) throws DataFormatException {
        try (var inflater = new Inflater(true)) {
            inflater.setInput(zip.slice(from, here));
            int count = 0;
            while (count < content.length) {
                int more = inflater.inflate(content, count, content.length - count);
                if (more == 0) throw new DataFormatException();
                count += more;
            }
            if (inflater.inflate(new byte[1]) != 0 || !inflater.finished()) throw new DataFormatException();
        }
    }

    private String textAt(int from, int length) {
        var bytes = new byte[length & 0xffff];
        zip.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static String toPrintable(String name) {
        var masked = name.replaceAll("[^ -~]", "?");
        return "'" + masked.substring(0, Math.min(60, masked.length())) + "'";
    }
}
