package org.openstm.kiosk.journal.model;

/// A file that belongs to a case: journaled, sealed and deleted together with it.
///
/// @param name its role in the item, such as [#SIGNATURE]; unique within a case
/// @param type media type, `image/png`
/// @param bytes as they are to be sent
public record Attachment(String name, String type, byte[] bytes) {
    /// The name of the citizen's signature. Every other file belongs to the answers.
    public static final String SIGNATURE = "signature";

    /// The maximum total size of the files of one case, in bytes.
    public static final int MOST = 3 * 1024 * 1024;

    @Override
    public String toString() {
        return "Attachment[" + name + " " + bytes.length + "]";
    }
}
