package org.openstm.device.host;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DocumentPrinter.Progress;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Media;

/// A driver whose device returns given results, and notes its calls.
///
/// @param port the port of its device
/// @param results one for each call that returns something
record FixedDevice(DeviceClass deviceClass, Class<? extends Device> port, Iterator<?> results, List<String> calls)
        implements Driver {
    static final String NAME = "fixed";

    static final List<Progress> PROGRESS = List.of(new Progress(1, ""), new Progress(2, "paper-out"));

    FixedDevice(DeviceClass deviceClass, Class<? extends Device> port, List<?> results) {
        this(deviceClass, port, results.iterator(), new ArrayList<>());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Device open(DriverContext context) {
        return port.cast(Proxy.newProxyInstance(
                FixedDevice.class.getClassLoader(),
                new Class<?>[] {port},
                (_, method, words) -> answer(method, words)));
    }

    private Object answer(Method method, Object @Nullable [] words) {
        return switch (method.getName()) {
            case "deviceClass" -> deviceClass;
            case "capabilities" -> Map.of("charset", "CHINA GB18030");
            case "media" -> Media.THERMAL_58;
            default -> {
                calls.add(method.getName() + noteWords(words));
                yield method.getReturnType() == void.class ? "" : results.next();
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static List<String> noteWords(Object @Nullable [] words) {
        var noted = new ArrayList<String>();
        for (var word : words == null ? new Object[0] : words) {
            if (word instanceof Consumer<?> progress) PROGRESS.forEach((Consumer<Progress>) progress);
            else noted.add(HostJson.JSON.writeValueAsString(word));
        }
        return noted;
    }
}
