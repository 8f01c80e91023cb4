package org.openstm.kiosk.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openstm.kiosk.catalog.load.CatalogueFiles;

/// A catalogue of the size of a province's: the shipped items, and copies of them under other names, 389 in
/// all. Every copy is labelled 负载测试, so that it is not taken for a service.
public final class Load {
    public static final int ITEMS = 389;
    public static final String MARK = "负载测试";

    private static final List<String> DEEDS =
            List.of("登记", "变更", "注销", "查询", "补办", "换领", "年审", "备案", "认定", "核验", "申领", "打印");

    private Load() {}

    /// Writes the catalogue's files below a folder.
    public static void into(Path folder) throws IOException {
        var shipped = CatalogueFiles.loadShipped().items();
        for (int n = 0; n < ITEMS; n++) {
            var item = shipped.get(n % shipped.size());
            var text = text(item.id());
            int copy = n / shipped.size();
            if (copy > 0) text = renamed(text, item, copy);
            var file = folder.resolve(item.id() + (copy == 0 ? "" : "-" + copy) + ".yaml");
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8);
        }
    }

    private static String renamed(String text, Item item, int copy) {
        var name = MARK + item.title().textIn(DisplayLanguage.ZH_CN) + DEEDS.get(copy % DEEDS.size());
        return text.replaceFirst("(?m)^id: .*$", "id: " + item.id() + "-" + copy)
                .replaceFirst(
                        "(?m)^title: .*$",
                        "title: {zh-CN: " + name + ", en: \"Load test " + item.code() + " " + copy + "\"}");
    }

    private static String text(String id) throws IOException {
        try (InputStream in = Load.class.getResourceAsStream("/org/openstm/kiosk/services/" + id + ".yaml")) {
            if (in == null) throw new IOException("no item " + id);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
