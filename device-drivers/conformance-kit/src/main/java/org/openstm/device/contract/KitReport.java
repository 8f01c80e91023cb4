package org.openstm.device.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.openstm.device.DeviceClass;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes the results to `target/kit/<driver>.json` (another folder: `-Dkit.report=FOLDER`), which goes into a
/// bundle as its `report.json`. All benches of one driver share a report; a check that failed on one has failed. A
/// check that did not run on a bench (left out, skipped, aborted) is listed as missing, and no bundle is accepted
/// with it; so an aborted run leaves no report that looks complete.
public final class KitReport implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    /// Increased when a check is added or made stricter, or the report changes.
    public static final int KIT = 4;

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
            Collection<Check> checks,
            Collection<String> missing) {}

    /// The results of one driver so far.
    private record Book(
            Subject subject,
            DeviceClass deviceClass,
            Path file,
            Set<String> benches,
            Set<String> due,
            Map<String, Check> made) {
        /// The first check on a bench marks all checks of that bench as missing until they run.
        synchronized void begin(DriverContract<?, ?> contract) throws IOException {
            if (!benches.add(contract.subject().bench())) return;
            AnnotationSupport.findAnnotatedMethods(contract.getClass(), Testable.class, HierarchyTraversalMode.TOP_DOWN)
                    .forEach(check -> due.add(name(contract, check)));
            write();
        }

        synchronized void add(Check check) {
            made.merge(check.name(), check, Check::and);
        }

        synchronized void write() throws IOException {
            var missing = new TreeSet<>(due);
            missing.removeAll(made.keySet());
            var date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            var content = new Content(
                    KIT, subject.driver(), subject.version(), deviceClass.text(), date, made.values(), missing);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, JSON.writeValueAsBytes(content));
        }
    }

    /// Of the whole run.
    private record Books(Map<String, Book> byDriver) {}

    private static String name(DriverContract<?, ?> contract, Method check) {
        return contract.subject().bench() + ": " + check.getName().replace('_', ' ');
    }

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        book(test).begin(contract(test));
        test.getStore(KITS).put("began", System.nanoTime());
    }

    @Override
    public void afterEach(ExtensionContext test) {
        if (test.getExecutionException().orElse(null) instanceof TestAbortedException) return;
        var began = test.getStore(KITS).get("began", Long.class);
        long millis = began == null ? 0 : (System.nanoTime() - began) / 1_000_000;
        book(test)
                .add(new Check(
                        name(contract(test), test.getRequiredTestMethod()),
                        test.getExecutionException().isEmpty(),
                        millis));
    }

    private static DriverContract<?, ?> contract(ExtensionContext test) {
        return (DriverContract<?, ?>) test.getRequiredTestInstance();
    }

    private static Book book(ExtensionContext test) {
        var contract = contract(test);
        var subject = contract.subject();
        var folder = test.getConfigurationParameter("kit.report").orElse("target/kit");
        return books(test)
                .byDriver()
                .computeIfAbsent(
                        subject.driver(),
                        driver -> new Book(
                                subject,
                                contract.deviceClass(),
                                Path.of(folder, driver + ".json"),
                                new TreeSet<>(),
                                new TreeSet<>(),
                                new TreeMap<>()));
    }

    /// Written after each class, so that an aborted run leaves its results.
    @Override
    public void afterAll(ExtensionContext type) throws IOException {
        for (var book : books(type).byDriver().values()) book.write();
    }

    private static Books books(ExtensionContext context) {
        return context.getRoot()
                .getStore(KITS)
                .computeIfAbsent(Books.class, _ -> new Books(new ConcurrentHashMap<>()), Books.class);
    }
}
