package org.openstm.kiosk.reference.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.load.CatalogueFiles;

/// Central knows the required identity level of each item that the terminals offer.
class IdentityRequirementTest {
    private final DemoProvince demo = DemoProvince.loadProvince();

    @Test
    void central_wants_what_the_catalogue_says_for_every_shipped_item() {
        for (var item : CatalogueFiles.loadShipped().items()) {
            var demand = demo.services().identityRequirement(item.id());
            assertEquals(item.level().name(), demand.level(), item.id());
            assertEquals(item.isStorable(), demand.storable(), item.id());
            assertEquals(item.kind() == Item.ItemKind.QUERY, demand.query(), item.id());
            for (var field : item.fieldsByName().values())
                assertEquals(field.checkCode(), demand.codes().contains(field.name()), item.id() + " " + field.name());
        }
    }

    @Test
    void an_item_of_which_central_knows_nothing_wants_the_most() {
        assertEquals(
                "L3", demo.services().identityRequirement("pension/unheard-of").level());
    }

    @Test
    void an_item_for_a_message_code_has_a_number_to_send_it_to() {
        for (var item : CatalogueFiles.loadShipped().items())
            if (item.level() == Item.AssuranceLevel.L2)
                assertEquals(
                        true, item.fieldsByName().values().stream().anyMatch(field -> field.checkCode()), item.id());
    }
}
