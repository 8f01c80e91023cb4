package org.openstm.kiosk.catalog.load;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Map;

/// The schemas of the files of a catalogue. The hours of a department are those of an item, written
/// once.
final class Schemas {
    private static final String HERE = "https://openstm.example/schema/";
    private static final String NAMED_ITEM = "item.schema.json";
    private static final String NAMED_DEPARTMENTS = "departments.schema.json";
    private static final SchemaRegistry ALL = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(
                    HERE + NAMED_ITEM, CatalogFiles.resource("schema/" + NAMED_ITEM),
                    HERE + NAMED_DEPARTMENTS, CatalogFiles.resource("schema/" + NAMED_DEPARTMENTS))));

    static final Schemas ITEM = new Schemas(NAMED_ITEM);
    static final Schemas DEPARTMENTS = new Schemas(NAMED_DEPARTMENTS);

    private final Schema schema;
    private final String name;

    private Schemas(String name) {
        this.name = name;
        this.schema = ALL.getSchema(SchemaLocation.of(HERE + name));
    }

    /// @param json what the file says
    /// @return whether nothing is wrong with its shape
    boolean hold(String json, Source source) {
        var errors = schema.validate(json, InputFormat.JSON);
        for (var error : errors)
            source.wrong(
                    error.getInstanceLocation().toString(),
                    error.getMessage() + "; see schema/" + name + " for what may stand there");
        return errors.isEmpty();
    }
}
