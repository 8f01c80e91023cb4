package org.openstm.kiosk.journal.model;

/// A file that belongs to a case: promised with it, kept sealed with it, forgotten with it.
///
/// @param name what it is to the item, such as [#SIGNATURE]; once a case
/// @param type media type, `image/png`
/// @param bytes as they are to be sent
public record Attachment(String name, String type, byte[] bytes) {
    /// The name of the citizen's signature. Every other file is part of what was answered.
    public static final String SIGNATURE = "signature";

    /// The most that the files of one case may have together, in bytes.
    public static final int MOST = 3 * 1024 * 1024;

    @Override
    public String toString() {
        return "Enclosure[" + name + " " + bytes.length + "]";
    }
}
