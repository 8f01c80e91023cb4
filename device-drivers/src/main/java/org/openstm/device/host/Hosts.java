package org.openstm.device.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.openstm.device.DeviceClass;
import org.openstm.device.spi.Driver;

/// Drivers in processes of their own; the door into this package.
public final class Hosts {
    /// The jars that drivers and their ports need. Class folders of a build are taken whole.
    private static final Pattern DEVICE_SIDE =
            Pattern.compile("(device-drivers|printer-templates|jackson-|snakeyaml-engine"
                    + "|core-|jSerialComm|javapos-|pdfbox|fontbox|commons-logging|jspecify).*\\.jar");

    private Hosts() {}

    /// A driver that works in a host. Opening starts the host, closing the device ends it; when the
    /// host dies the device reports a lost link and is to be opened anew. The driver is looked for
    /// in the host only.
    ///
    /// @param classPath where the host finds itself, the driver and all that they need; empty means
    ///     [#classPath()]
    public static Driver driver(DeviceClass deviceClass, String name, List<Path> classPath, HostSettings settings) {
        return new HostedDriver(
                deviceClass, name, classPath.isEmpty() ? classPath() : List.copyOf(classPath), settings);
    }

    /// The part of this process's class path that belongs to devices. A third party's jars come
    /// behind it, else the start-up cache does not fit.
    public static List<Path> classPath() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of)
                .filter(part -> Files.isDirectory(part)
                        || DEVICE_SIDE.matcher(part.getFileName().toString()).matches())
                .map(Path::toAbsolutePath)
                // a folder's jars come in no order, and the start-up cache fits one order only
                .sorted()
                .toList();
    }
}
