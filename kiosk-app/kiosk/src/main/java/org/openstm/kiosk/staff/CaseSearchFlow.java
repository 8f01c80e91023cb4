package org.openstm.kiosk.staff;

import java.util.Optional;
import org.openstm.kiosk.staff.StaffStage.LoggedIn;
import org.openstm.kiosk.staff.StaffView.CaseDetailView;
import org.openstm.kiosk.staff.StaffView.CaseSearchView;
import org.openstm.kiosk.staff.StaffView.DayCountView;

/// Finds the cases of citizens for a stated purpose, and counts those of the day.
final class CaseSearchFlow {
    private final StaffSession session;
    private final Officer officer;

    CaseSearchFlow(StaffSession session, Officer officer) {
        this.session = session;
        this.officer = officer;
    }

    /// A search needs a stated purpose; the first list is today's.
    StaffSession.StaffStep applyAction(CaseSearchView view, StaffAction act) {
        if (view.running()) return session.continueAt(session.room());
        if (view.why().isEmpty())
            return switch (act) {
                case StaffAction.GiveReason(var why) ->
                    startCaseSearch(new CaseSearchView(Optional.of(why), "", false, Optional.empty()), why);
                case StaffAction.StartDayCount _ -> startDayCount();
                default -> session.continueAt(session.room());
            };
        return switch (act) {
            case StaffAction.TypeDigit(var digit)
            when view.digits().length() < CaseSearchView.LONGEST ->
                session.continueAt(new LoggedIn(officer, view.withDigits(view.digits() + digit)));
            case StaffAction.EraseLast _
            when !view.digits().isEmpty() ->
                session.continueAt(new LoggedIn(
                        officer,
                        view.withDigits(view.digits().substring(0, view.digits().length() - 1))));
            case StaffAction.ClearTyped _ -> session.continueAt(new LoggedIn(officer, view.withDigits("")));
            case StaffAction.SubmitTyped _ -> startCaseSearch(view, view.why().get());
            case StaffAction.SeeCase(var txId)
            when view.findLine(txId).isPresent() ->
                session.continueAt(
                        new LoggedIn(
                                officer,
                                new CaseDetailView(view, view.findLine(txId).get())),
                        new StaffCommand.ReadCase(officer, view.why().get(), txId));
            default -> session.continueAt(session.room());
        };
    }

    private StaffSession.StaffStep startDayCount() {
        return session.continueAt(
                new LoggedIn(officer, new DayCountView(Optional.empty())), new StaffCommand.CountCasesOfDay(officer));
    }

    private StaffSession.StaffStep startCaseSearch(CaseSearchView view, StaffAction.SearchReason why) {
        return session.continueAt(
                new LoggedIn(officer, view.withSearchRunning()),
                new StaffCommand.FindCases(officer, why, view.digits()));
    }
}
