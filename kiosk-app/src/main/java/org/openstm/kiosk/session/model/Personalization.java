package org.openstm.kiosk.session.model;

import java.util.List;

/// In what order things are laid out for who stands there (S23), and what is known for it. Nothing of it is kept: it
/// goes with the visit.
public sealed interface Personalization {
    Personalization USUAL = new UsualOrder(false);

    /// The same for everybody.
    ///
    /// @param asking the centre is asked what the person did lately, and whether they want another order
    record UsualOrder(boolean asking) implements Personalization {}

    /// By age and by what was done lately.
    ///
    /// @param lately items that the centre granted the person, newest first; empty while the line is down
    record PersonalOrder(List<String> lately) implements Personalization {
        public PersonalOrder {
            lately = List.copyOf(lately);
        }

        @Override
        public String toString() {
            return "Personal[" + lately.size() + "]";
        }
    }

    /// The person wants the usual order.
    ///
    /// @param kept the centre knows it, for the next visit
    record SwitchedOff(boolean kept) implements Personalization {}
}
