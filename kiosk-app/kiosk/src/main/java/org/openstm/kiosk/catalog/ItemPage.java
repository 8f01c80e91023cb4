package org.openstm.kiosk.catalog;

import java.util.List;
import org.openstm.kiosk.form.PageCondition;

/// One question page. A page holds one question; its fields belong together.
///
/// @param when the page is skipped when this does not hold
public record ItemPage(
        String id,
        LocalizedText step,
        LocalizedText title,
        LocalizedText help,
        PageCondition when,
        List<ItemField> fields) {
    public ItemPage {
        fields = List.copyOf(fields);
    }
}
