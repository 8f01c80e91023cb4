package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Optional;

/// What a touch or news make of an [Exchange].
final class Fitting {
    private final Officer officer;
    private final String device;
    private final String deviceClass;

    Fitting(Officer officer, String device, String deviceClass) {
        this.officer = officer;
        this.device = device;
        this.deviceClass = deviceClass;
    }

    /// @param next empty when it is over, or was left
    record Step(Optional<Exchange> next, List<Order> orders) {
        Step {
            orders = List.copyOf(orders);
        }
    }

    private static Step to(Exchange next, Order... orders) {
        return new Step(Optional.of(next), List.of(orders));
    }

    private static Step over() {
        return new Step(Optional.empty(), List.of());
    }

    /// @param disabled an engineer has begun already, and the device is out of service
    Step begin(boolean disabled) {
        return disabled ? seek() : to(new Exchange.Begin(false));
    }

    private Step seek() {
        return to(Exchange.Seeking.LOOKING, new Order.Seek(officer, device));
    }

    private Step ask(Socket socket) {
        return to(new Exchange.Asking(socket), new Order.Ask(officer, device, socket));
    }

    Step act(Exchange at, Act act) {
        if (at.running()) return to(at);
        return switch (at) {
            case Exchange.Begin _
            when act instanceof Act.TakeOut -> to(new Exchange.Begin(true), new Order.TakeOut(officer, device));
            case Exchange.Begin _ when act instanceof Act.Back -> over();
            case Exchange.Seeking seeking -> seeking(seeking, act);
            case Exchange.Typing typing -> typing(typing, act);
            case Exchange.Proposing proposing
            when act instanceof Act.Pick(var candidate)
                    && proposing.found().candidates().contains(candidate) ->
                to(new Exchange.Previewing(Optional.of(proposing), candidate));
            case Exchange.Proposing(var socket, var _) when act instanceof Act.Seek -> ask(socket);
            case Exchange.Proposing _ when act instanceof Act.Back -> seek();
            case Exchange.Previewing(var _, var chosen)
            when act instanceof Act.Swap ->
                to(new Exchange.Swapping(chosen), new Order.TryOut(officer, device, chosen));
            case Exchange.Previewing(var found, var _)
            when act instanceof Act.Back -> found.isPresent() ? to(found.get()) : seek();
            case Exchange.Trying trying -> trying(trying, act);
            case Exchange.Ended(var verdict, var _)
            when act instanceof Act.GoBack && verdict.how() == Verdict.How.KEPT ->
                to(new Exchange.Ended(verdict, true), new Order.GoBack(officer, device));
            case Exchange.Ended _ when act instanceof Act.Back -> over();
            case Exchange.Begin _,
                    Exchange.Asking _,
                    Exchange.Proposing _,
                    Exchange.Previewing _,
                    Exchange.Swapping _,
                    Exchange.Ended _ -> to(at);
        };
    }

    private Step seeking(Exchange.Seeking at, Act act) {
        return switch (act) {
            case Act.Seek _ -> seek();
            case Act.PickSocket(var socket) when socket.free() && at.sockets().contains(socket) -> ask(socket);
            case Act.ByAddress _ when networked() -> to(new Exchange.Typing(""));
            case Act.Pick(var candidate)
            when at.before().filter(candidate::equals).isPresent() ->
                to(new Exchange.Previewing(Optional.empty(), candidate));
            case Act.CallOff _ ->
                to(new Exchange.Seeking(true, at.sockets(), at.before()), new Order.CallOff(officer, device));
            case Act.Back _ -> over();
            default -> to(at);
        };
    }

    /// Whether such devices are reached by an address at all.
    private boolean networked() {
        return Fitting.networked(deviceClass);
    }

    static boolean networked(String deviceClass) {
        return deviceClass.endsWith("-printer");
    }

    private Step typing(Exchange.Typing at, Act act) {
        var address = at.address();
        return switch (act) {
            case Act.Sign(var sign)
            when address.length() < Exchange.Typing.LONGEST -> to(new Exchange.Typing(address + sign));
            case Act.Rub _
            when !address.isEmpty() -> to(new Exchange.Typing(address.substring(0, address.length() - 1)));
            case Act.Clear _ -> to(new Exchange.Typing(""));
            case Act.Enter _ when at.whole() -> ask(new Socket(Socket.Kind.NETWORK, link(address), address, ""));
            case Act.Back _ -> seek();
            default -> to(at);
        };
    }

    /// A receipt printer listens at port 9100, a document printer speaks IPP.
    private String link(String address) {
        if (deviceClass.equals("document-printer")) return "ipp://" + address + "/ipp/print";
        return "tcp://" + address + (address.contains(":") ? "" : ":9100");
    }

    private Step trying(Exchange.Trying at, Act act) {
        boolean passed = at.trial().outcome() == Trial.Outcome.PASSED;
        var ending = new Exchange.Trying(at.chosen(), at.trial(), true);
        return switch (act) {
            case Act.Keep _ when passed -> to(ending, new Order.Keep(officer, device, at.trial()));
            case Act.GoBack _ when passed -> to(ending, new Order.GiveUp(officer, device, at.trial()));
            case Act.Seek _ when !passed -> seek();
            case Act.CallOff _ when !passed -> to(ending, new Order.CallOff(officer, device));
            default -> to(at);
        };
    }

    Step hear(Exchange at, News.Fit news) {
        return switch (news) {
            case News.TakenOut _ when at instanceof Exchange.Begin -> seek();
            case News.Sockets(var _, var _, var sockets, var before)
            when at instanceof Exchange.Seeking -> to(new Exchange.Seeking(false, sockets, before));
            case News.Asked(var _, var found)
            when at instanceof Exchange.Asking(var socket) -> to(new Exchange.Proposing(socket, found));
            case News.Tried(var _, var trial)
            when at instanceof Exchange.Swapping(var chosen) -> to(new Exchange.Trying(chosen, trial, false));
            case News.Ended(var _, var verdict) -> to(new Exchange.Ended(verdict, false));
            case News.CalledOff _ -> over();
            case News.TakenOut _, News.Sockets _, News.Asked _, News.Tried _ -> to(at);
        };
    }
}
