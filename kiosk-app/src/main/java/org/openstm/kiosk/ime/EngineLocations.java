package org.openstm.kiosk.ime;

import java.nio.file.Path;

/// Where the engines and what they know lie.
///
/// @param rime name of librime's shared library
/// @param rimeData its schemas and dictionaries
/// @param work folder of our own for what librime makes of them; made anew at each start
/// @param zinnia name of zinnia's shared library
/// @param model how Chinese characters are written
public record EngineLocations(String rime, Path rimeData, Path work, String zinnia, Path model) {
    /// As Debian's packages `librime1t64`, `rime-data-luna-pinyin`, `rime-essay`, `libzinnia0` and
    /// `tegaki-zinnia-simplified-chinese` have them.
    public static EngineLocations debianDefaults(Path work) {
        return new EngineLocations(
                "librime.so.1",
                Path.of("/usr/share/rime-data"),
                work,
                "libzinnia.so.0",
                Path.of("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model"));
    }
}
