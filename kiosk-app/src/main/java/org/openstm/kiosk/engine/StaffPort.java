package org.openstm.kiosk.engine;

import java.util.function.Consumer;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.StaffCommand;
import org.openstm.kiosk.staff.StaffEvent;

/// Does what staff want done, for the session that holds their shift.
public interface StaffPort {
    /// May take long and is interrupted when the staff leave.
    ///
    /// @param session what the terminal offers, and how the world is around it
    /// @param tell takes what became of it, as often as there is something to tell
    void runCommand(StaffCommand order, Session session, Consumer<StaffEvent> tell) throws InterruptedException;
}
