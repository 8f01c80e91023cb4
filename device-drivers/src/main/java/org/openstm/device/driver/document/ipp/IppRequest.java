package org.openstm.device.driver.document.ipp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Builds one request (RFC 8010, 3.1): operation attributes only, which is all that printing needs.
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
        two(0x0200);
        two(operation);
        two(id >>> 16);
        two(id);
        out.write(OPERATION_GROUP);
        // these three first and in this order (RFC 8011, 4.1.4)
        text(CHARSET, "attributes-charset", "utf-8");
        text(LANGUAGE, "attributes-natural-language", "en");
        text(URI, "printer-uri", printer);
    }

    IppRequest job(int number) {
        attribute(INTEGER, "job-id", new byte[] {
            (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
        });
        return user();
    }

    IppRequest user() {
        text(NAME, "requesting-user-name", "openstm");
        return this;
    }

    IppRequest document(String name, Form form) {
        user();
        text(NAME, "job-name", name);
        text(MIME, "document-format", form.mime());
        return this;
    }

    IppRequest wanted(String... attributes) {
        for (int i = 0; i < attributes.length; i++) text(KEYWORD, i == 0 ? "requested-attributes" : "", attributes[i]);
        return this;
    }

    byte[] bytes(byte[] document) {
        out.write(END);
        out.writeBytes(document);
        return out.toByteArray();
    }

    private void text(int kind, String name, String value) {
        attribute(kind, name, value.getBytes(StandardCharsets.UTF_8));
    }

    private void attribute(int kind, String name, byte[] value) {
        out.write(kind);
        two(name.length());
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        two(value.length);
        out.writeBytes(value);
    }

    private void two(int number) {
        out.write(number >> 8);
        out.write(number);
    }
}
