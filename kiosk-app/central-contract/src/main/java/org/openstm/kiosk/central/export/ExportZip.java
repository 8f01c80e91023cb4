package org.openstm.kiosk.central.export;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;

/// The plaintext of an export: a ZIP of the description and the payload, not compressed.
final class ExportZip {
    private static final String DESCRIPTION = "export.json";
    private static final int LONGEST_DESCRIPTION = 1 << 16;
    private static final int PIECE = 1 << 16;

    private ExportZip() {}

    static void pack(ExportFile.Content content, Instant at, OutputStream out) throws IOException {
        byte[] words = StrictJson.toCanonicalBytes(content.words());
        var zip = new ZipOutputStream(out);
        addEntry(zip, DESCRIPTION, new ByteArrayInputStream(words), at);
        zip.write(words);
        try (var payload = Files.newInputStream(content.payload())) {
            addEntry(zip, content.name(), payload, at);
        }
        Files.copy(content.payload(), zip);
        zip.finish();
    }

    /// Stored as it is, since most of it is encrypted already; its length and checksum stand before it.
    private static void addEntry(ZipOutputStream zip, String name, InputStream content, Instant at) throws IOException {
        var checked = new CheckedInputStream(content, new CRC32());
        byte[] piece = new byte[PIECE];
        long size = 0;
        for (int length = checked.read(piece); length > 0; length = checked.read(piece)) size += length;
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTime(at.toEpochMilli());
        entry.setSize(size);
        entry.setCrc(checked.getChecksum().getValue());
        zip.putNextEntry(entry);
    }

    /// @param longest size that no payload of this ZIP reaches, since it is not compressed
    /// @return the description; empty if this is no such ZIP
    /// @throws IOException of the stream
    static Optional<StrictJson> unpack(InputStream in, Path payload, long longest) throws IOException {
        var zip = new ZipInputStream(in);
        try {
            var first = zip.getNextEntry();
            if (first == null || !first.getName().equals(DESCRIPTION)) return Optional.empty();
            var words = StrictJson.parse(zip.readNBytes(LONGEST_DESCRIPTION));
            boolean whole =
                    zip.getNextEntry() != null && copyPayload(zip, payload, longest) && zip.getNextEntry() == null;
            return whole ? Optional.of(words) : Optional.empty();
        } catch (ZipException | EOFException | IllegalArgumentException | ContractViolationException other) {
            return Optional.empty();
        }
    }

    private static boolean copyPayload(InputStream zip, Path payload, long longest) throws IOException {
        long left = longest;
        try (var file = new PayloadFile(payload)) {
            byte[] piece = new byte[PIECE];
            for (int length = zip.read(piece); length > 0 && left >= 0; length = zip.read(piece)) {
                left -= length;
                file.append(piece, length);
            }
        }
        return left >= 0;
    }

    /// Its trouble is that of the disk, an [UncheckedIOException]: not one of the bytes from outside.
    private static final class PayloadFile implements AutoCloseable {
        private final Path file;
        private final OutputStream out;

        PayloadFile(Path file) {
            this.file = file;
            try {
                out = ExportFile.createPrivateFile(file);
            } catch (IOException disk) {
                throw unwritable(disk);
            }
        }

        void append(byte[] piece, int length) {
            try {
                out.write(piece, 0, length);
            } catch (IOException disk) {
                throw unwritable(disk);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException disk) {
                throw unwritable(disk);
            }
        }

        private UncheckedIOException unwritable(IOException disk) {
            return new UncheckedIOException(file + " cannot be written: " + disk.getMessage(), disk);
        }
    }
}
