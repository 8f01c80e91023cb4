package org.openstm.kiosk.ime;

import java.nio.file.Path;

/// Locations of the engines and their data.
///
/// @param rime name of librime's shared library
/// @param rimeData its schemas and dictionaries
/// @param work folder for the files that librime builds from them; rebuilt at each start
/// @param zinnia name of zinnia's shared library
/// @param model handwriting model of Chinese characters
public record EngineLocations(String rime, Path rimeData, Path work, String zinnia, Path model) {
    /// As installed by Debian's packages `librime1t64`, `rime-data-luna-pinyin`, `rime-essay`, `libzinnia0` and
    /// `tegaki-zinnia-simplified-chinese`.
    public static EngineLocations debianDefaults(Path work) {
        return new EngineLocations(
                "librime.so.1",
                Path.of("/usr/share/rime-data"),
                work,
                "libzinnia.so.0",
                Path.of("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model"));
    }
}
