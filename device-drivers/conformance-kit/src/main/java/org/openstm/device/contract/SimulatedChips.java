package org.openstm.device.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceClass;
import org.openstm.device.DocumentKey;

/// A real `pcscd` with a virtual reader and invented cards.
public class SimulatedChips extends SimulatedRig implements ChipCardRig {
    public SimulatedChips(String driver, Way way, Path folder) throws IOException {
        super(DeviceClass.CHIP_CARD_READER, driver, way, folder);
    }

    /// @param line another way to the same cards
    SimulatedChips(String driver, Way way, String line, Path folder) throws IOException {
        super(DeviceClass.CHIP_CARD_READER, driver, way, line, folder);
    }

    @Override
    public Inserted insert(Kind kind) {
        return switch (kind) {
            case SOCIAL_SECURITY -> inserted("li-xiulan-social", kind, "李秀兰", "530102195503080028");
            case SOCIAL_SECURITY_PARTIAL -> inserted("wang-defu-social-3", kind, "", "");
            case BANK -> inserted("unionpay-debit", kind, "", "6212345678901232");
        };
    }

    @Override
    public Document insertDocument() {
        say("insert li-xiulan-passport");
        var birth = LocalDate.of(1955, 3, 8);
        var expiry = LocalDate.of(2033, 6, 11);
        return new Document(
                new DocumentKey.Lines("EA1204120", birth, expiry),
                new DocumentKey.Lines("EA1204121", birth, expiry),
                "EA1204120");
    }

    private Inserted inserted(String card, Kind kind, String name, String number) {
        say("insert " + card);
        return new Inserted(kind, name, number);
    }

    @Override
    public void pull() {
        say("pull");
    }

    @Override
    public void insertAndPull(Kind kind) {
        say("fault pull 6");
        insert(kind);
    }

    @Override
    public void insertSlow(Kind kind, int seconds) {
        say("fault slow " + seconds + " 4");
        insert(kind);
    }

    @Override
    public Map<String, String> claims() {
        return Map.of("cards", "social-security bank travel", "presence", "yes");
    }

    @Override
    public void garbage() {
        say("fault garbage");
    }

    @Override
    Map<Trouble, String> words() {
        return Map.of();
    }

    @Override
    List<String> cure() {
        return List.of("fault none");
    }
}
