package org.openstm.kiosk.staff;

import java.util.Optional;
import org.openstm.kiosk.staff.StaffStage.LoginQuestion;
import org.openstm.kiosk.staff.StaffStage.StaffLoginForm;

/// Asks for staff number, PIN and one-use code, and requests the check of all three.
final class StaffLoginFlow {
    private final StaffSession session;

    StaffLoginFlow(StaffSession session) {
        this.session = session;
    }

    StaffSession.StaffStep applyAction(StaffLoginForm door, StaffAction act) {
        if (act instanceof StaffAction.LeaveStaffPages || act instanceof StaffAction.LeavePage)
            return session.leaveStaffPages("left");
        if (door.checking()) return session.continueAt(door);
        return switch (act) {
            case StaffAction.TypeDigit(var digit)
            when door.entry().length() < door.length() -> session.continueAt(door.withTyped(door.entry() + digit));
            case StaffAction.EraseLast _
            when !door.entry().isEmpty() ->
                session.continueAt(
                        door.withTyped(door.entry().substring(0, door.entry().length() - 1)));
            case StaffAction.ClearTyped _ -> session.continueAt(door.withTyped(""));
            case StaffAction.SubmitTyped _ when door.entry().length() == door.length() -> submitLoginEntry(door);
            default -> session.continueAt(door);
        };
    }

    StaffSession.StaffStep applyRefusal(StaffEvent.LoginRefused refused) {
        return session.continueAt(new StaffLoginForm(LoginQuestion.NUMBER, "", "", "", Optional.of(refused), false));
    }

    /// All three are asked before any is checked: an attacker does not learn which of them was wrong.
    private StaffSession.StaffStep submitLoginEntry(StaffLoginForm door) {
        return switch (door.asked()) {
            case NUMBER ->
                session.continueAt(
                        new StaffLoginForm(LoginQuestion.PIN, door.entry(), "", "", Optional.empty(), false));
            case PIN ->
                session.continueAt(new StaffLoginForm(
                        LoginQuestion.CODE, door.number(), door.entry(), "", Optional.empty(), false));
            case CODE ->
                session.continueAt(
                        new StaffLoginForm(LoginQuestion.CODE, "", "", "", Optional.empty(), true),
                        new StaffCommand.AdmitOfficer(door.number(), door.pin(), door.entry()));
        };
    }
}
