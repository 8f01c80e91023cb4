package org.openstm.kiosk.engine;

import java.util.function.Consumer;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.StaffCommand;
import org.openstm.kiosk.staff.StaffEvent;

/// Executes staff commands for the session in which staff are logged in.
public interface StaffPort {
    /// May take long and is interrupted when the staff leave.
    ///
    /// @param session the session, for the catalogue and the state of the environment
    /// @param tell receives each event that the command causes
    void runCommand(StaffCommand order, Session session, Consumer<StaffEvent> tell) throws InterruptedException;
}
