package org.openstm.device.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openstm.device.DeviceClass;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes what was checked to `target/kit/<driver>.json` (another folder: `-Dkit.report=FOLDER`), which goes into a
/// bundle as its `report.json`. All benches of one driver share a report; a check that failed on one has failed.
public final class KitReport implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    /// Grows when a check is added or sharpened.
    public static final int KIT = 1;

    private static final ExtensionContext.Namespace KITS = ExtensionContext.Namespace.create(KitReport.class);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// One check on one bench.
    private record Check(String name, boolean passed, long millis) {
        Check and(Check again) {
            return new Check(name, passed && again.passed, Math.max(millis, again.millis));
        }
    }

    private record Content(
            int kit,
            String driver,
            String version,
            @JsonProperty("class") String deviceClass,
            String date,
            Collection<Check> checks) {}

    /// What is known of one driver so far.
    private record Book(Subject subject, DeviceClass deviceClass, Map<String, Check> checks) {
        synchronized void add(Check check) {
            checks.merge(check.name(), check, Check::and);
        }

        synchronized void write(Path folder) throws IOException {
            Files.createDirectories(folder);
            var date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            var content =
                    new Content(KIT, subject.driver(), subject.version(), deviceClass.text(), date, checks.values());
            Files.write(folder.resolve(subject.driver() + ".json"), JSON.writeValueAsBytes(content));
        }
    }

    /// Of the whole run.
    private record Books(Map<String, Book> byDriver) {}

    @Override
    public void beforeEach(ExtensionContext test) {
        test.getStore(KITS).put("began", System.nanoTime());
    }

    @Override
    public void afterEach(ExtensionContext test) {
        var contract = (DriverContract<?, ?>) test.getRequiredTestInstance();
        var began = test.getStore(KITS).get("began", Long.class);
        long millis = began == null ? 0 : (System.nanoTime() - began) / 1_000_000;
        var check = test.getRequiredTestMethod().getName().replace('_', ' ');
        book(test, contract)
                .add(new Check(
                        contract.subject().bench() + ": " + check,
                        test.getExecutionException().isEmpty(),
                        millis));
    }

    private static Book book(ExtensionContext context, DriverContract<?, ?> contract) {
        var subject = contract.subject();
        return books(context)
                .byDriver()
                .computeIfAbsent(subject.driver(), _ -> new Book(subject, contract.deviceClass(), new TreeMap<>()));
    }

    /// After each class and not at the end, so that a run that is broken off leaves what it knew.
    @Override
    public void afterAll(ExtensionContext type) throws IOException {
        var folder = Path.of(System.getProperty("kit.report", "target/kit"));
        for (var book : books(type).byDriver().values()) book.write(folder);
    }

    private static Books books(ExtensionContext context) {
        return context.getRoot()
                .getStore(KITS)
                .computeIfAbsent(Books.class, _ -> new Books(new ConcurrentHashMap<>()), Books.class);
    }
}
