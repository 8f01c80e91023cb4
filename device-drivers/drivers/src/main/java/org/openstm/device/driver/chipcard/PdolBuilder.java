package org.openstm.device.driver.chipcard;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.openstm.device.driver.iso7816.BerTlv;
import org.openstm.device.driver.iso7816.MalformedCardData;

/// Builds the data that a card requests before it answers (PDOL): for a terminal in China that only reads and
/// requests no payment. Unknown data are answered with zeros, according to Book 3 chapter 5.4.
final class PdolBuilder {
    private static final int TEMPLATE = 0x83;
    private static final int MOST = 240;

    private static final Map<Integer, byte[]> KNOWN = Map.of(
            0x9F1A, HexFormat.of().parseHex("0156"),
            0x5F2A, HexFormat.of().parseHex("0156"),
            // contactless: EMV mode, online capable
            0x9F66, HexFormat.of().parseHex("26000000"));

    private PdolBuilder() {}

    static byte[] buildResponse(byte[] wishes) throws MalformedCardData {
        var values = new ByteArrayOutputStream();
        for (var wish : BerTlv.parseTagList(wishes)) {
            if (values.size() + wish.length() > MOST) throw new MalformedCardData("the card wants to know too much");
            var known = KNOWN.getOrDefault(wish.tag(), new byte[0]);
            values.writeBytes(Arrays.copyOf(known, wish.length()));
        }
        var granted = new byte[2 + values.size()];
        granted[0] = (byte) TEMPLATE;
        granted[1] = (byte) values.size();
        System.arraycopy(values.toByteArray(), 0, granted, 2, values.size());
        return granted;
    }
}
