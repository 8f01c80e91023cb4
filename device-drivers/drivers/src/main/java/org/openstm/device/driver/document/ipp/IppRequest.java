package org.openstm.device.driver.document.ipp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Builds one request (RFC 8010, 3.1): operation attributes only, which suffice for printing.
final class IppRequest {
    static final int PRINT_JOB = 0x0002;
    static final int VALIDATE_JOB = 0x0004;
    static final int CANCEL_JOB = 0x0008;
    static final int GET_JOB_ATTRIBUTES = 0x0009;
    static final int GET_PRINTER_ATTRIBUTES = 0x000B;

    private static final int OPERATION_GROUP = 0x01;
    private static final int END = 0x03;
    private static final int INTEGER = 0x21;
    private static final int NAME = 0x42;
    private static final int KEYWORD = 0x44;
    private static final int URI = 0x45;
    private static final int CHARSET = 0x47;
    private static final int LANGUAGE = 0x48;
    private static final int MIME = 0x49;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    IppRequest(int operation, int id, String printer) {
        writeShort(0x0200);
        writeShort(operation);
        writeShort(id >>> 16);
        writeShort(id);
        out.write(OPERATION_GROUP);
        // these three first and in this order (RFC 8011, 4.1.4)
        writeText(CHARSET, "attributes-charset", "utf-8");
        writeText(LANGUAGE, "attributes-natural-language", "en");
        writeText(URI, "printer-uri", printer);
    }

    IppRequest withJob(int number) {
        writeAttribute(INTEGER, "job-id", new byte[] {
            (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
        });
        return withUser();
    }

    IppRequest withUser() {
        writeText(NAME, "requesting-user-name", "openstm");
        return this;
    }

    IppRequest withDocument(String name, DocumentForm form) {
        withUser();
        writeText(NAME, "job-name", name);
        writeText(MIME, "document-format", form.mimeType());
        return this;
    }

    IppRequest withRequestedAttributes(String... attributes) {
        for (int i = 0; i < attributes.length; i++)
            writeText(KEYWORD, i == 0 ? "requested-attributes" : "", attributes[i]);
        return this;
    }

    byte[] toBytes(byte[] document) {
        out.write(END);
        out.writeBytes(document);
        return out.toByteArray();
    }

    private void writeText(int kind, String name, String value) {
        writeAttribute(kind, name, value.getBytes(StandardCharsets.UTF_8));
    }

    private void writeAttribute(int kind, String name, byte[] value) {
        out.write(kind);
        writeShort(name.length());
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        writeShort(value.length);
        out.writeBytes(value);
    }

    private void writeShort(int number) {
        out.write(number >> 8);
        out.write(number);
    }
}
