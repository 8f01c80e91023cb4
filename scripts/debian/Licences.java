import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Writes the list of licences of a package from its list of components (CycloneDX, JSON) and from the Java that it
/// brings: `Licences COMPONENTS RELEASE`. A component without a licence ends it with an error.
final class Licences {
    private Licences() {}

    public static void main(String[] words) throws Exception {
        var lines = new TreeSet<String>();
        for (var component : new ObjectMapper().readTree(Files.readString(Path.of(words[0]))).path("components"))
            lines.add("%s:%s %s: %s".formatted(component.path("group").asString(), component.path("name").asString(),
                    component.path("version").asString(), licence(component)));
        var java = new Properties();
        try (var release = Files.newBufferedReader(Path.of(words[1]))) {
            java.load(release);
        }
        lines.add("OpenJDK " + java.getProperty("JAVA_VERSION").replace("\"", "")
                + ": GPL-2.0 with Classpath Exception (texts in the folder legal of the runtime)");
        System.out.println("What this package consists of, and under which licence; the texts are in the jars, in META-INF.");
        System.out.println();
        lines.forEach(System.out::println);
    }

    private static String licence(JsonNode component) {
        var all = new StringJoiner(" or ");
        for (var choice : component.path("licenses")) {
            var licence = choice.path("license");
            if (choice.has("expression")) all.add(choice.path("expression").asString());
            else all.add(licence.has("id") ? licence.path("id").asString() : licence.path("name").asString());
        }
        if (all.length() == 0)
            throw new IllegalStateException(component.path("purl").asString() + " names no licence");
        return all.toString();
    }
}
