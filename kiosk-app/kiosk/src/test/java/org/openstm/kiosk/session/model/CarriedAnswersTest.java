package org.openstm.kiosk.session.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.load.CatalogueFiles;

/// What the next item of a session need not ask again.
class CarriedAnswersTest {
    private static final Item ALLOWANCE = item("pension/old-age-allowance");
    private static final String CARD = "6222020200112233446";
    private static final String MOBILE = "13800006021";
    private static final CarriedAnswers TOLD =
            CarriedAnswers.NOTHING.withAnswersOf(ServiceApplication.forItem(ALLOWANCE, Optional.empty())
                    .withAnswer("bankCard", CARD)
                    .withAnswer("mobile", MOBILE));

    private static Item item(String id) {
        return CatalogueFiles.loadShipped().findItem(id).orElseThrow();
    }

    private static ItemField field(String item, String name) {
        return Objects.requireNonNull(item(item).fieldsByName().get(name));
    }

    private static Optional<String> answer(ItemField field) {
        return TOLD.findAnswer(field).map(CarriedAnswers.CarriedAnswer::value);
    }

    @Test
    void the_same_question_of_another_item_is_answered() {
        assertEquals(Optional.of(CARD), answer(field("employment/benefit", "bankCard")));
        assertEquals(Optional.of(MOBILE), answer(field("employment/benefit", "mobile")));
    }

    @Test
    void a_number_that_a_message_proves_is_only_suggested() {
        var proved = field("driving/licence-points", "mobile");
        assertEquals(Optional.empty(), answer(proved));
        assertEquals(Optional.of(MOBILE), TOLD.findSuggestion(proved));
        assertEquals(Optional.empty(), TOLD.findSuggestion(field("employment/benefit", "mobile")), "it is answered");
    }

    @Test
    void another_question_of_the_same_name_is_asked() {
        assertEquals(Optional.empty(), answer(field("pension/join-rural", "bankCard")), "this card pays");
    }

    @Test
    void the_next_application_begins_with_the_answers_and_says_whence_they_are() {
        var next = ServiceApplication.forItem(item("employment/benefit"), Optional.empty())
                .withCarriedAnswers(TOLD);
        assertEquals(Optional.of(CARD), next.answers().findAnswer("bankCard"));
        assertEquals(Set.of("bankCard", "mobile"), next.carried());
    }
}
