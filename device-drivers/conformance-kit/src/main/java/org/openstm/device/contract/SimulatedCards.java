package org.openstm.device.contract;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceClass;
import org.openstm.device.IdCard.Layout;

/// A simulated SAM_V reader and its invented citizens.
public final class SimulatedCards extends SimulatedRig implements IdCardRig {
    public SimulatedCards(String driver, Way way, Path folder) throws IOException {
        super(DeviceClass.ID_CARD_READER, driver, way, folder);
    }

    @Override
    public Laid lay(Layout layout) {
        var citizen = switch (layout) {
            case RESIDENT -> "li-xiulan";
            case HK_MACAO_TAIWAN -> "chan-taiman";
            case FOREIGNER_2017 -> "john-smith";
            case FOREIGNER_2023 -> "anna-schmidt";
        };
        say("lay " + citizen);
        return switch (layout) {
            case RESIDENT -> new Laid(layout, "李秀兰", "530102195503080028");
            case HK_MACAO_TAIWAN -> new Laid(layout, "陳大文", "810000198512080014");
            case FOREIGNER_2017 -> new Laid(layout, "SMITH, JOHN WILLIAM", "USA530179021413");
            case FOREIGNER_2023 -> new Laid(layout, "施安娜", "911276198809230020");
        };
    }

    @Override
    public Map<String, byte[]> personal() {
        return Map.of(
                "address", "示范省云岭市翠湖区文化巷12号".getBytes(UTF_16LE),
                "authority", "云岭市公安局翠湖分局".getBytes(UTF_16LE),
                "birth date", "19550308".getBytes(UTF_16LE),
                "validity", "20150612长期".getBytes(UTF_16LE),
                "photo", photo());
    }

    /// As the simulator draws everybody.
    private static byte[] photo() {
        var photo = new byte[1024];
        for (int i = 0; i < photo.length; i++) photo[i] = (byte) ((i * 31) ^ (i >> 3));
        return photo;
    }

    @Override
    public void lift() {
        say("lift");
    }

    @Override
    public Map<String, String> claims() {
        return Map.of(
                "sam", "05.01-20260101-0000000412-0000000003",
                "layouts", "resident hk-macao-taiwan foreigner-2017 foreigner-2023",
                "presence", "yes");
    }

    @Override
    Map<Trouble, String> words() {
        return Map.of(
                Trouble.SELF_TEST_FAILED, "fault status 60 on all 999",
                Trouble.NOT_AUTHORISED, "fault status 66 on all 999");
    }

    @Override
    List<String> cure() {
        return List.of("fault none", "line none");
    }
}
