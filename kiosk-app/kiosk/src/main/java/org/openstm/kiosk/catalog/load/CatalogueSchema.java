package org.openstm.kiosk.catalog.load;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The schemas of a catalogue's files. Departments and items share one definition of hours.
final class CatalogueSchema {
    private static final String HERE = "https://openstm.example/schema/";
    private static final String NAMED_ITEM = "item.schema.json";
    private static final String NAMED_DEPARTMENTS = "departments.schema.json";
    private static final String NAMED_DEMO = "demo.schema.json";
    private static final SchemaRegistry ALL = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(
                    HERE + NAMED_ITEM, CatalogueFiles.readResource("schema/" + NAMED_ITEM),
                    HERE + NAMED_DEPARTMENTS, CatalogueFiles.readResource("schema/" + NAMED_DEPARTMENTS),
                    HERE + NAMED_DEMO, CatalogueFiles.readResource("schema/" + NAMED_DEMO))));

    static final CatalogueSchema ITEM = new CatalogueSchema(NAMED_ITEM);
    static final CatalogueSchema DEPARTMENTS = new CatalogueSchema(NAMED_DEPARTMENTS);
    static final CatalogueSchema DEMO = new CatalogueSchema(NAMED_DEMO);

    private static final JsonMapper JSON = new JsonMapper();

    private final Schema schema;
    private final String name;

    private CatalogueSchema(String name) {
        this.name = name;
        this.schema = ALL.getSchema(SchemaLocation.of(HERE + name));
    }

    /// @param json contents of the file
    /// @return whether its structure is valid
    boolean validateFile(String json, CatalogueSource source) {
        var errors = schema.validate(json, InputFormat.JSON);
        for (var error : errors) {
            var place = error.getInstanceLocation().toString();
            var property = error.getProperty() == null ? "" : error.getProperty();
            boolean extra = error.getKeyword().equals("additionalProperties");
            source.reportProblem(
                    extra ? place + "/" + property : place,
                    describeError(error, place, property) + "; see schema/" + name + " for what may stand there");
        }
        return errors.isEmpty();
    }

    /// Describes a violation and its correction.
    private String describeError(Error error, String place, String property) {
        var rules = rulesAt(place);
        var value =
                error.getInstanceNode() == null ? "" : error.getInstanceNode().asString("");
        return switch (error.getKeyword()) {
            case "additionalProperties" ->
                "'" + property + "' is not known here"
                        + SpellingHints.hintFor(
                                property, rules.path("properties").propertyNames());
            case "enum" ->
                "'" + value + "' is not known here"
                        + SpellingHints.hintFor(
                                value,
                                rules.path("enum")
                                        .valueStream()
                                        .map(JsonNode::asString)
                                        .toList());
            case "required" -> "'" + property + "' is missing: add it";
            case "type" -> describeTypeError(rules.path("type").asString(""), error.getInstanceNode());
            case "pattern" ->
                "'" + value + "' has not the right form"
                        + (rules.has("description")
                                ? ": " + rules.path("description").asString()
                                : " (" + rules.path("pattern").asString("") + ")");
            case "minimum" -> "the number is too small: at least " + rules.path("minimum");
            case "maximum" -> "the number is too large: at most " + rules.path("maximum");
            case "minItems" -> "too few are named: at least " + rules.path("minItems");
            case "maxItems" -> "too many are named: at most " + rules.path("maxItems");
            case "uniqueItems" -> "one is named twice: remove it";
            case "minLength" -> "the text is empty: write it";
            default -> error.getMessage();
        };
    }

    private static String describeTypeError(String wanted, @Nullable JsonNode found) {
        var quotes = found != null && wanted.equals("string") && (found.isBoolean() || found.isNumber())
                ? ": put quotes around " + found.asString()
                : "";
        return "a value of another kind is wanted, " + wanted + quotes;
    }

    /// The schema of one place of a file.
    private JsonNode rulesAt(String place) {
        var root = JSON.readTree(CatalogueFiles.readResource("schema/" + name));
        var at = root;
        for (var step : place.split("/", -1)) {
            if (!step.isEmpty())
                at = at.has("items") && step.matches("\\d+")
                        ? at.path("items")
                        : at.path("properties").path(step);
            var ref = at.path("$ref").asString("");
            if (ref.startsWith("#/")) at = root.at(ref.substring(1));
        }
        return at;
    }
}
