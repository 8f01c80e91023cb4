package org.openstm.device.host;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.util.List;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Camera;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DocumentKey;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.PrintOutcome;
import org.openstm.print.Block;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/// Converts values to JSON and back. A value of a sealed type carries its type name; only names of permitted types
/// are accepted.
final class HostJson {
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface TypeNamed {}

    private static final List<Class<?>> SEALED = List.of(
            HostMessage.class,
            IdCardReader.Reading.class,
            ChipCardReader.Reading.class,
            DocumentKey.class,
            PrintOutcome.class,
            BarcodeReader.Scan.class,
            Camera.Picture.class,
            Lights.Lit.class,
            Lights.Watched.class,
            Block.class);

    static final JsonMapper JSON = createMapper();

    private HostJson() {}

    private static JsonMapper createMapper() {
        // recycled buffers would keep the last card until the next one
        var factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
        var builder = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);
        // a record is serialised by its components only
        builder.changeDefaultVisibility(now -> now.withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                .withVisibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .withVisibility(PropertyAccessor.FIELD, Visibility.ANY));
        for (var family : SEALED) {
            builder.addMixIn(family, TypeNamed.class);
            for (var one : family.getPermittedSubclasses())
                builder.registerSubtypes(new NamedType(one, one.getSimpleName()));
        }
        return builder.build();
    }
}
