package org.openstm.kiosk.session.model;

import java.util.List;

/// The order in which items are shown to this person, and the data behind it. It is discarded at the
/// end of the session.
public sealed interface Personalization {
    Personalization USUAL = new UsualOrder(false);

    /// The usual order.
    ///
    /// @param asking whether central is being asked for recent items and for the person's choice of order
    record UsualOrder(boolean asking) implements Personalization {}

    /// Ordered by age and by recent items.
    ///
    /// @param lately items that central granted the person, newest first; empty while central cannot be reached
    record PersonalOrder(List<String> lately) implements Personalization {
        public PersonalOrder {
            lately = List.copyOf(lately);
        }

        @Override
        public String toString() {
            return "PersonalOrder[" + lately.size() + "]";
        }
    }

    /// The person wants the usual order.
    ///
    /// @param kept whether central has stored the choice for the next session
    record SwitchedOff(boolean kept) implements Personalization {}
}
