package org.openstm.device.host;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstm.device.command.PortTable;
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
        for (var family : sealedTypes()) {
            builder.addMixIn(family, TypeNamed.class);
            for (var one : family.getPermittedSubclasses())
                builder.registerSubtypes(new NamedType(one, one.getSimpleName()));
        }
        return builder.build();
    }

    private static Set<Class<?>> sealedTypes() {
        return Stream.concat(
                        Stream.of(HostMessage.class, Block.class),
                        PortTable.allCommands().flatMap(one -> Stream.of(one.argument(), one.result())))
                .filter(Class::isSealed)
                .collect(Collectors.toSet());
    }
}
