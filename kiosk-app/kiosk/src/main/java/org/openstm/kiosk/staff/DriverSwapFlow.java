package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Optional;

/// Applies an action or event to a [DriverSwapState].
final class DriverSwapFlow {
    private final Officer officer;
    private final String device;
    private final String deviceClass;

    DriverSwapFlow(Officer officer, String device, String deviceClass) {
        this.officer = officer;
        this.device = device;
        this.deviceClass = deviceClass;
    }

    /// @param next empty when the swap is over or was left
    record DriverSwapStep(Optional<DriverSwapState> next, List<StaffCommand> orders) {
        DriverSwapStep {
            orders = List.copyOf(orders);
        }
    }

    private static DriverSwapStep continueAt(DriverSwapState next, StaffCommand... orders) {
        return new DriverSwapStep(Optional.of(next), List.of(orders));
    }

    private static DriverSwapStep endFlow() {
        return new DriverSwapStep(Optional.empty(), List.of());
    }

    /// @param disabled whether the device is out of service, since an engineer has already begun
    DriverSwapStep beginSwap(boolean disabled) {
        return disabled ? searchPoints() : continueAt(new DriverSwapState.NotStarted(false));
    }

    private DriverSwapStep searchPoints() {
        return continueAt(DriverSwapState.ChoosingPoint.LOOKING, new StaffCommand.SearchPoints(officer, device));
    }

    private DriverSwapStep probePoint(ConnectionPoint socket) {
        return continueAt(
                new DriverSwapState.ProbingPoint(socket), new StaffCommand.ProbePoint(officer, device, socket));
    }

    DriverSwapStep applyAction(DriverSwapState at, StaffAction act) {
        if (at.isRunning()) return continueAt(at);
        return switch (at) {
            case DriverSwapState.NotStarted _
            when act instanceof StaffAction.ConfirmTakeOut ->
                continueAt(new DriverSwapState.NotStarted(true), new StaffCommand.TakeOutOfService(officer, device));
            case DriverSwapState.NotStarted _ when act instanceof StaffAction.LeavePage -> endFlow();
            case DriverSwapState.ChoosingPoint seeking -> stepChoosingPoint(seeking, act);
            case DriverSwapState.TypingAddress typing -> stepTypingAddress(typing, act);
            case DriverSwapState.ChoosingDriver proposing
            when act instanceof StaffAction.PickDriver(var candidate)
                    && proposing.found().candidates().contains(candidate) ->
                continueAt(new DriverSwapState.ComparingDrivers(Optional.of(proposing), candidate));
            case DriverSwapState.ChoosingDriver(var socket, var _)
            when act instanceof StaffAction.SearchAgain -> probePoint(socket);
            case DriverSwapState.ChoosingDriver _ when act instanceof StaffAction.LeavePage -> searchPoints();
            case DriverSwapState.ComparingDrivers(var _, var chosen)
            when act instanceof StaffAction.SwapDriver ->
                continueAt(
                        new DriverSwapState.SwappingDriver(chosen),
                        new StaffCommand.TryDriver(officer, device, chosen));
            case DriverSwapState.ComparingDrivers(var found, var _)
            when act instanceof StaffAction.LeavePage -> found.isPresent() ? continueAt(found.get()) : searchPoints();
            case DriverSwapState.OnTrial trying -> stepOnTrial(trying, act);
            case DriverSwapState.SwapEnded(var verdict, var _)
            when act instanceof StaffAction.RestoreOldDriver && verdict.how() == DriverSwapVerdict.SwapResult.KEPT ->
                continueAt(
                        new DriverSwapState.SwapEnded(verdict, true), new StaffCommand.RestoreDriver(officer, device));
            case DriverSwapState.SwapEnded _ when act instanceof StaffAction.LeavePage -> endFlow();
            case DriverSwapState.NotStarted _,
                    DriverSwapState.ProbingPoint _,
                    DriverSwapState.ChoosingDriver _,
                    DriverSwapState.ComparingDrivers _,
                    DriverSwapState.SwappingDriver _,
                    DriverSwapState.SwapEnded _ -> continueAt(at);
        };
    }

    private DriverSwapStep stepChoosingPoint(DriverSwapState.ChoosingPoint at, StaffAction act) {
        return switch (act) {
            case StaffAction.SearchAgain _ -> searchPoints();
            case StaffAction.PickConnectionPoint(var socket)
            when socket.isFree() && at.sockets().contains(socket) -> probePoint(socket);
            case StaffAction.EnterAddress _ when isNetworked() -> continueAt(new DriverSwapState.TypingAddress(""));
            case StaffAction.PickDriver(var candidate)
            when at.before().filter(candidate::equals).isPresent() ->
                continueAt(new DriverSwapState.ComparingDrivers(Optional.empty(), candidate));
            case StaffAction.CallOffSwap _ ->
                continueAt(
                        new DriverSwapState.ChoosingPoint(true, at.sockets(), at.before()),
                        new StaffCommand.CancelSwap(officer, device));
            case StaffAction.LeavePage _ -> endFlow();
            default -> continueAt(at);
        };
    }

    /// Whether devices of this class can be reached by an address.
    private boolean isNetworked() {
        return DriverSwapFlow.isNetworked(deviceClass);
    }

    static boolean isNetworked(String deviceClass) {
        return deviceClass.endsWith("-printer");
    }

    private DriverSwapStep stepTypingAddress(DriverSwapState.TypingAddress at, StaffAction act) {
        var address = at.address();
        return switch (act) {
            case StaffAction.TypeSign(var sign)
            when address.length() < DriverSwapState.TypingAddress.LONGEST ->
                continueAt(new DriverSwapState.TypingAddress(address + sign));
            case StaffAction.EraseLast _
            when !address.isEmpty() ->
                continueAt(new DriverSwapState.TypingAddress(address.substring(0, address.length() - 1)));
            case StaffAction.ClearTyped _ -> continueAt(new DriverSwapState.TypingAddress(""));
            case StaffAction.SubmitTyped _
            when at.isComplete() ->
                probePoint(new ConnectionPoint(ConnectionPoint.PointKind.NETWORK, networkLink(address), address, ""));
            case StaffAction.LeavePage _ -> searchPoints();
            default -> continueAt(at);
        };
    }

    /// A receipt printer listens at port 9100, a document printer speaks IPP.
    private String networkLink(String address) {
        if (deviceClass.equals("document-printer")) return "ipp://" + address + "/ipp/print";
        return "tcp://" + address + (address.contains(":") ? "" : ":9100");
    }

    private DriverSwapStep stepOnTrial(DriverSwapState.OnTrial at, StaffAction act) {
        boolean passed = at.trial().outcome() == DriverSwapTrial.TrialOutcome.PASSED;
        var ending = new DriverSwapState.OnTrial(at.chosen(), at.trial(), true);
        return switch (act) {
            case StaffAction.KeepNewDriver _
            when passed -> continueAt(ending, new StaffCommand.KeepDriver(officer, device, at.trial()));
            case StaffAction.RestoreOldDriver _
            when passed -> continueAt(ending, new StaffCommand.GiveUpTrial(officer, device, at.trial()));
            case StaffAction.SearchAgain _ when !passed -> searchPoints();
            case StaffAction.CallOffSwap _
            when !passed -> continueAt(ending, new StaffCommand.CancelSwap(officer, device));
            default -> continueAt(at);
        };
    }

    DriverSwapStep applyEvent(DriverSwapState at, StaffEvent.DriverSwapEvent news) {
        return switch (news) {
            case StaffEvent.DeviceTakenOut _ when at instanceof DriverSwapState.NotStarted -> searchPoints();
            case StaffEvent.PointsFound(var _, var _, var sockets, var before)
            when at instanceof DriverSwapState.ChoosingPoint ->
                continueAt(new DriverSwapState.ChoosingPoint(false, sockets, before));
            case StaffEvent.PointProbed(var _, var found)
            when at instanceof DriverSwapState.ProbingPoint(var socket) ->
                continueAt(new DriverSwapState.ChoosingDriver(socket, found));
            case StaffEvent.DriverTried(var _, var trial)
            when at instanceof DriverSwapState.SwappingDriver(var chosen) ->
                continueAt(new DriverSwapState.OnTrial(chosen, trial, false));
            case StaffEvent.DriverSwapEnded(var _, var verdict) ->
                continueAt(new DriverSwapState.SwapEnded(verdict, false));
            case StaffEvent.SwapCalledOff _ -> endFlow();
            case StaffEvent.DeviceTakenOut _,
                    StaffEvent.PointsFound _,
                    StaffEvent.PointProbed _,
                    StaffEvent.DriverTried _ -> continueAt(at);
        };
    }
}
