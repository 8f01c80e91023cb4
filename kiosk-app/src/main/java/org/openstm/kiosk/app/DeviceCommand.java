package org.openstm.kiosk.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openstm.device.DeviceState;
import org.openstm.device.Fault;
import org.openstm.device.desk.Desk;
import org.openstm.device.desk.DeviceEntry;
import org.openstm.device.desk.DeviceView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `stm device`: what is configured, how it is, and whether it can work.
@Command(name = "device", description = "Lists devices, asks how they are, checks that they can work.")
final class DeviceCommand implements Callable<Integer> {
    private enum Question {
        list,
        status,
        check
    }

    private static final Duration COMING_UP = Duration.ofSeconds(10);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", description = "list, status or check (exit 1 if a device cannot work)")
    private Question question = Question.list;

    @Option(names = "--devices", paramLabel = "FILE", required = true, description = "devices.yaml")
    private Path devices = Path.of("devices.yaml");

    @Option(names = "--json", description = "As JSON on standard output.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var entries = Desk.entries(devices, new Drivers());
        if (question == Question.list) {
            for (var entry : entries) show(listed(entry));
            return Exit.DONE;
        }
        var views = asked(entries);
        for (var view : views) {
            show(described(view));
            for (var fault : view.status().faults())
                spec.commandLine().getErr().println(view.id() + ": " + Words.of(fault));
        }
        boolean well = views.stream().allMatch(view -> view.status().usable());
        return well || question == Question.status ? Exit.DONE : Exit.FAILED;
    }

    private static List<DeviceView> asked(List<DeviceEntry> entries) throws InterruptedException {
        try (var desk = Desk.open(entries, Duration.ofSeconds(1))) {
            long end = System.nanoTime() + COMING_UP.toNanos();
            while (System.nanoTime() < end
                    && desk.views().stream().anyMatch(view -> view.status().state() == DeviceState.STARTING))
                Thread.sleep(50);
            return desk.views();
        }
    }

    private static Map<String, Object> listed(DeviceEntry entry) {
        var line = new LinkedHashMap<String, Object>();
        line.put("id", entry.id());
        line.put("class", entry.deviceClass().text());
        line.put("driver", entry.driver());
        line.put("link", entry.link().toString());
        return line;
    }

    private static Map<String, Object> described(DeviceView view) {
        var line = new LinkedHashMap<String, Object>();
        line.put("id", view.id());
        line.put("class", view.deviceClass().text());
        line.put("state", view.status().state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        line.put("faults", view.status().faults().stream().map(Fault::code).toList());
        line.put("facts", view.status().facts());
        return line;
    }

    private void show(Map<String, Object> line) {
        var out = spec.commandLine().getOut();
        if (json) out.println(new JsonMapper().writeValueAsString(line));
        else
            out.println(String.join(
                    "  ", line.values().stream().map(Object::toString).toList()));
        out.flush();
    }
}
