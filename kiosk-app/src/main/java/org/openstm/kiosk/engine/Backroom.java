package org.openstm.kiosk.engine;

import java.util.function.Consumer;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.staff.News;
import org.openstm.kiosk.staff.Order;

/// Does what staff want done, for the session that holds their shift.
public interface Backroom {
    /// May take long and is interrupted when the staff leave.
    ///
    /// @param session what the terminal offers, and how the world is around it
    /// @param tell takes what became of it, as often as there is something to tell
    void does(Order order, Session session, Consumer<News> tell) throws InterruptedException;
}
