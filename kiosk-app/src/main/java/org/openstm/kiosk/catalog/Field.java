package org.openstm.kiosk.catalog;

import java.util.List;

/// One thing that is asked.
///
/// @param name key of the answer
/// @param options fixed options of a choice; empty when `list` names a list of the centre
/// @param list list at the centre that fills the options, or empty
/// @param given names of earlier answers that the list depends on
/// @param earliest lower limit of a date in days from today, or of a month range in months back
/// @param latest upper limit, same units
/// @param depth levels that a region needs (province 1, city 2, county 3)
/// @param checkCode whether a message code must prove the number
public record Field(
        String name,
        Kind kind,
        Words label,
        List<Choice> options,
        String list,
        List<String> given,
        int earliest,
        int latest,
        int depth,
        boolean checkCode) {

    public enum Kind {
        CHOICE,
        REGION,
        DATE,
        MONTH_RANGE,
        MOBILE,
        BANK_CARD,
        COPIES
    }

    /// @param plain plain words first; `official` the official term, small
    public record Choice(String value, Words plain, Words official) {}

    public Field {
        options = List.copyOf(options);
        given = List.copyOf(given);
    }
}
