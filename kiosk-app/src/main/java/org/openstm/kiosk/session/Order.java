package org.openstm.kiosk.session;

import java.util.List;

/// In what order things are laid out for who stands there (S23), and what is known for it. Nothing of it is kept: it
/// goes with the visit.
public sealed interface Order {
    Order USUAL = new Usual(false);

    /// The same for everybody.
    ///
    /// @param asking the centre is asked what the person did lately, and whether they want another order
    record Usual(boolean asking) implements Order {}

    /// By age and by what was done lately.
    ///
    /// @param lately items that the centre granted the person, newest first; empty while the line is down
    record Personal(List<String> lately) implements Order {
        public Personal {
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
    record Off(boolean kept) implements Order {}
}
