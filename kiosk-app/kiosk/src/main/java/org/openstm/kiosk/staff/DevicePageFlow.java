package org.openstm.kiosk.staff;

import java.util.Optional;
import org.openstm.kiosk.staff.StaffRole.StaffPermission;
import org.openstm.kiosk.staff.StaffStage.LoggedIn;
import org.openstm.kiosk.staff.StaffView.DeviceDetailView;
import org.openstm.kiosk.staff.StaffView.DriverSwapView;

/// The page of one device: its checks, its trace, its lending and the swap of its driver.
final class DevicePageFlow {
    private final StaffSession session;
    private final Officer officer;

    DevicePageFlow(StaffSession session, Officer officer) {
        this.session = session;
        this.officer = officer;
    }

    /// Opens the page of a device.
    StaffSession.StaffStep showDevice(String id) {
        var inside = new LoggedIn(officer, new DeviceDetailView(id, Optional.empty(), false, Optional.empty()));
        return isPermitted(StaffPermission.CHECK)
                ? session.continueAt(inside, new StaffCommand.InspectDevice(officer, id))
                : session.continueAt(inside);
    }

    /// @return empty if the action is not one of this page, or is not permitted now
    Optional<StaffSession.StaffStep> applyAction(DeviceDetailView view, StaffAction act) {
        var id = view.id();
        return switch (act) {
            case StaffAction.RefreshInspection _
            when isPermitted(StaffPermission.CHECK) ->
                Optional.of(session.continueAt(session.room(), new StaffCommand.InspectDevice(officer, id)));
            case StaffAction.SwitchTrace(var on)
            when isFree(view, StaffPermission.EXCHANGE) ->
                beginCommand(view, new StaffCommand.SetTracing(officer, id, on));
            case StaffAction.StartLending _
            when isFree(view, StaffPermission.EXCHANGE) && !isLent(id) ->
                beginCommand(view, new StaffCommand.LendDevice(officer, id));
            case StaffAction.EndLending _
            when isFree(view, StaffPermission.EXCHANGE) && isLent(id) ->
                beginCommand(view, new StaffCommand.TakeBackDevice(officer, id));
            case StaffAction.OpenDriverSwap _
            when isFree(view, StaffPermission.EXCHANGE) && !isLent(id) ->
                session.findDevice(id).map(this::beginDriverSwap);
            case StaffAction.StartCheck(var level)
            when isFree(view, StaffPermission.CHECK) ->
                beginCommand(view, new StaffCommand.CheckDevice(officer, id, level));
            case StaffAction.StartReset _
            when isFree(view, StaffPermission.RESET) -> beginCommand(view, new StaffCommand.ResetDevice(officer, id));
            default -> Optional.empty();
        };
    }

    private Optional<StaffSession.StaffStep> beginCommand(DeviceDetailView view, StaffCommand order) {
        return Optional.of(session.continueAt(new LoggedIn(officer, view.withCheckRunning()), order));
    }

    private boolean isFree(DeviceDetailView view, StaffPermission needed) {
        return !view.running() && isPermitted(needed);
    }

    private boolean isPermitted(StaffPermission needed) {
        return officer.duty().isPermitted(needed);
    }

    private boolean isLent(String id) {
        return session.findDevice(id)
                .filter(TerminalStatus.MonitoredDevice::isLent)
                .isPresent();
    }

    private StaffSession.StaffStep beginDriverSwap(TerminalStatus.MonitoredDevice it) {
        return showSwapStep(
                new DriverSwapView(it.id(), Optional.empty(), new DriverSwapState.NotStarted(false)),
                new DriverSwapFlow(officer, it.id(), it.deviceClass()).beginSwap(it.isDisabled()));
    }

    StaffSession.StaffStep applySwapAction(DriverSwapView view, StaffAction act) {
        return showSwapStep(view, swapFlowOf(view).applyAction(view.at(), act));
    }

    StaffSession.StaffStep applySwapEvent(DriverSwapView view, StaffEvent.DriverSwapEvent news) {
        return showSwapStep(withOldDevice(view, news), swapFlowOf(view).applyEvent(view.at(), news));
    }

    private DriverSwapFlow swapFlowOf(DriverSwapView view) {
        return new DriverSwapFlow(
                officer,
                view.device(),
                session.findDevice(view.device())
                        .map(TerminalStatus.MonitoredDevice::deviceClass)
                        .orElse(""));
    }

    private static DriverSwapView withOldDevice(DriverSwapView view, StaffEvent.DriverSwapEvent news) {
        return news instanceof StaffEvent.PointsFound sockets
                ? new DriverSwapView(view.device(), Optional.of(sockets.old()), view.at())
                : view;
    }

    private StaffSession.StaffStep showSwapStep(DriverSwapView view, DriverSwapFlow.DriverSwapStep step) {
        if (step.next().isEmpty()) return showDevice(view.device());
        var next = new DriverSwapView(view.device(), view.old(), step.next().get());
        return session.continueAt(new LoggedIn(officer, next), step.orders().toArray(StaffCommand[]::new));
    }
}
