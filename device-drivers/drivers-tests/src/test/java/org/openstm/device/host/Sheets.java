package org.openstm.device.host;

import java.util.List;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Stationery;
import org.openstm.print.Style;

/// Sheets to print through a host.
final class Sheets {
    static final Sheet ALL_KINDS = new Sheet(
            "receipt",
            Media.THERMAL_80,
            new Stationery(true, "样张", List.of(text("head")), List.of(text("第 " + Sheet.PAGE + " 页"))),
            List.of(
                    new Block.Band(Block.Band.Kind.FILLED, List.of(text("已受理"))),
                    text("示范省 Social insurance ཀ ꀀ 𠮷"),
                    new Block.Row(
                            List.of(
                                    new Block.Cell("项目", Style.BODY, 40, true),
                                    new Block.Cell("金额", Style.BODY.heavy(), 60, false)),
                            true,
                            true),
                    new Block.Rule(Block.Rule.Kind.DASHED, 4),
                    new Block.Qr("https://example.cn/v/ABC", 160, List.of(text("核验"))),
                    new Block.Picture(9, 2, new byte[] {1, 2, 3, (byte) 0x80}),
                    new Block.Seal("示范省人社厅", "业务专用章", List.of(text("2026-11-24"))),
                    new Block.Cut()));

    private Sheets() {}

    private static Block.Text text(String words) {
        return new Block.Text(words, Style.BODY.aligned(Style.Align.CENTER));
    }

    /// Long enough to keep a slow printer busy for a while.
    static Sheet longOne() {
        return new Sheet(
                "long", Media.THERMAL_80, java.util.Collections.nCopies(60, text("示范省云岭市 long line of a slip")));
    }
}
