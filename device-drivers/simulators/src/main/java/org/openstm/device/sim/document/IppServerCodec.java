package org.openstm.device.sim.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The printer's side of IPP: parses requests and writes answers. An independent implementation of RFC 8010, over
/// streams.
final class IppServerCodec {
    /// @param attributes first values of the operation attributes, as text; integers as decimal
    /// @param document data after the attributes
    record ParsedRequest(int operation, int id, Map<String, String> attributes, byte[] document) {}

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    static ParsedRequest parseRequest(byte[] body) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(body));
        in.readUnsignedShort();
        int operation = in.readUnsignedShort();
        int id = in.readInt();
        var attributes = new LinkedHashMap<String, String>();
        int tag = in.readUnsignedByte();
        while (tag != 3) {
            if (tag > 0x0F) {
                var name = new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
                var value = in.readNBytes(in.readUnsignedShort());
                boolean integer = (tag == 0x21 || tag == 0x23) && value.length == 4;
                var text = integer
                        ? Integer.toString(new DataInputStream(new ByteArrayInputStream(value)).readInt())
                        : new String(value, StandardCharsets.UTF_8);
                if (!name.isEmpty()) attributes.put(name, text);
            }
            tag = in.readUnsignedByte();
        }
        return new ParsedRequest(operation, id, attributes, in.readAllBytes());
    }

    static IppServerCodec newAnswer(int status, int id) {
        var answer = new IppServerCodec();
        answer.writeUnchecked(() -> {
            answer.out.writeShort(0x0200);
            answer.out.writeShort(status);
            answer.out.writeInt(id);
            answer.out.writeByte(1);
        });
        return answer.addText(0x47, "attributes-charset", "utf-8").addText(0x48, "attributes-natural-language", "en");
    }

    IppServerCodec addGroup(int tag) {
        writeUnchecked(() -> out.writeByte(tag));
        return this;
    }

    IppServerCodec addText(int tag, String name, String... values) {
        writeUnchecked(() -> {
            for (int i = 0; i < values.length; i++) {
                out.writeByte(tag);
                out.writeUTF(i == 0 ? name : "");
                out.writeUTF(values[i]);
            }
        });
        return this;
    }

    IppServerCodec addNumbers(int tag, String name, int... values) {
        writeUnchecked(() -> {
            for (int i = 0; i < values.length; i++) {
                out.writeByte(tag);
                out.writeUTF(i == 0 ? name : "");
                out.writeShort(4);
                out.writeInt(values[i]);
            }
        });
        return this;
    }

    /// Adds a resolution that is the same in both directions.
    IppServerCodec addResolution(String name, int dotsPerInch) {
        writeUnchecked(() -> {
            out.writeByte(0x32);
            out.writeUTF(name);
            out.writeShort(9);
            out.writeInt(dotsPerInch);
            out.writeInt(dotsPerInch);
            out.writeByte(3);
        });
        return this;
    }

    IppServerCodec addBoolean(String name, boolean value) {
        writeUnchecked(() -> {
            out.writeByte(0x22);
            out.writeUTF(name);
            out.writeShort(1);
            out.writeBoolean(value);
        });
        return this;
    }

    byte[] toBytes() {
        writeUnchecked(() -> out.writeByte(3));
        return bytes.toByteArray();
    }

    private interface WriteStep {
        void writeOut() throws IOException;
    }

    private void writeUnchecked(WriteStep writing) {
        try {
            writing.writeOut();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
