package org.openstm.kiosk.catalog;

import java.util.List;
import org.openstm.kiosk.form.Condition;

/// One question page. A page holds one question; its fields belong together.
///
/// @param when the page is skipped when this does not hold
public record Page(String id, Words step, Words title, Words help, Condition when, List<Field> fields) {
    public Page {
        fields = List.copyOf(fields);
    }
}
