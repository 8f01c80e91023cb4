package org.openstm.kiosk.staff;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Staff at the terminal: at its door, or inside.
///
/// @param board as it was last looked at
/// @param touched when the screen was last touched
public record Shift(Room room, Board board, Instant touched) {
    /// Nobody touches the screen for so long: it is the citizens' again.
    public static final Duration IDLE = Duration.ofMinutes(5);

    /// A door that stands open with nobody at it.
    public static final Duration AT_THE_DOOR = Duration.ofSeconds(60);

    /// Digits of what is typed at the door: staff number, PIN, one-use code.
    static final int NUMBER = 4;

    static final int PIN = 6;
    static final int CODE = 6;

    /// Where they stand.
    public sealed interface Room {}

    /// What the door asks next.
    public enum Asked {
        NUMBER,
        PIN,
        CODE
    }

    /// Not proved yet who it is.
    ///
    /// @param entry digits of what is asked now
    /// @param checking the answer is awaited
    public record Door(
            Asked asked, String number, String pin, String entry, Optional<News.Refused> refused, boolean checking)
            implements Room {
        static final Door CLOSED = new Door(Asked.NUMBER, "", "", "", Optional.empty(), false);

        /// How many digits are asked now.
        public int length() {
            return switch (asked) {
                case NUMBER -> NUMBER;
                case PIN -> PIN;
                case CODE -> CODE;
            };
        }

        Door typed(String now) {
            return new Door(asked, number, pin, now, Optional.empty(), checking);
        }

        @Override
        public String toString() {
            return "Door[" + asked + "]"; // never with its secrets
        }
    }

    /// Let in.
    public record Inside(Officer officer, View view) implements Room {}

    /// What an officer looks at.
    public sealed interface View {}

    /// @param failed what was wanted last could not be done
    public record Overview(boolean failed) implements View {
        Overview() {
            this(false);
        }
    }

    /// @param running a check or a reset is being made
    /// @param inspected counters and trace, once they were asked for
    public record DeviceView(String id, Optional<Checkup> checkup, boolean running, Optional<News.Inspected> inspected)
            implements View {
        DeviceView busy() {
            return new DeviceView(id, Optional.empty(), true, inspected);
        }

        DeviceView rested() {
            return new DeviceView(id, checkup, false, inspected);
        }

        DeviceView checked(Checkup found) {
            return new DeviceView(id, Optional.of(found), false, inspected);
        }

        DeviceView knowing(News.Inspected more) {
            return new DeviceView(id, checkup, running, Optional.of(more));
        }
    }

    /// @param device whose place another takes
    /// @param old what it was when it was taken out of service
    public record ExchangeView(String device, Optional<Candidate> old, Exchange at) implements View {}

    public record TaskView(String id) implements View {}

    /// @param done of each device, in the order in which they were checked
    public record MorningView(List<Checkup> done, boolean running, Optional<News.MorningDone> ended) implements View {
        public MorningView {
            done = List.copyOf(done);
        }
    }

    /// Looking for a case: why, then its last digits.
    ///
    /// @param found what was found last
    public record CasesView(Optional<Act.Why> why, String digits, boolean running, Optional<News.Cases> found)
            implements View {
        static final int LONGEST = 12;
        static final CasesView EMPTY = new CasesView(Optional.empty(), "", false, Optional.empty());

        CasesView typed(String now) {
            return new CasesView(why, now, running, found);
        }

        CasesView searching() {
            return new CasesView(why, digits, true, found);
        }

        CasesView knowing(News.Cases now) {
            return new CasesView(why, digits, false, Optional.of(now));
        }

        Optional<CaseLine> line(String txId) {
            return found.flatMap(cases -> cases.lines().stream()
                    .filter(line -> line.txId().equals(txId))
                    .findFirst());
        }

        @Override
        public String toString() {
            return "CasesView"; // digits may be a person's
        }
    }

    /// @param from the list that it stands in
    ///
    /// @param printing a slip is being printed once more
    /// @param printed what became of the last one
    public record CaseView(
            CasesView from, CaseLine line, Optional<News.Story> story, boolean printing, Optional<String> printed)
            implements View {
        CaseView(CasesView from, CaseLine line) {
            this(from, line, Optional.empty(), false, Optional.empty());
        }

        CaseView knowing(News.Story told) {
            return new CaseView(from, told.of(), Optional.of(told), printing, printed);
        }

        CaseView reprinting() {
            return new CaseView(from, line, story, true, Optional.empty());
        }

        CaseView reprinted(String result) {
            return new CaseView(from, line, story, false, Optional.of(result));
        }
    }

    /// @param counted empty while the day is being counted
    public record DayView(Optional<News.Day> counted) implements View {}

    public record AuditView(Optional<News.Audited> read) implements View {}

    /// What an act or news make of a shift.
    ///
    /// @param next empty when staff have left
    public record Step(Optional<Shift> next, List<Order> orders) {
        public Step {
            orders = List.copyOf(orders);
        }
    }

    /// Somebody knocked.
    public static Shift begin(Instant now) {
        return new Shift(Door.CLOSED, Board.NOTHING, now);
    }

    public Optional<Officer> officer() {
        return room instanceof Inside(var officer, var _) ? Optional.of(officer) : Optional.empty();
    }

    /// How long until it ends by itself.
    public Duration left(Instant now) {
        var patience = room instanceof Inside ? IDLE : AT_THE_DOOR;
        var left = Duration.between(now, touched.plus(patience));
        return left.isNegative() ? Duration.ZERO : left;
    }

    public Step step(Act act, Instant now) {
        var here = new Shift(room, board, now);
        return switch (room) {
            case Door door -> here.door(door, act);
            case Inside inside -> here.inside(inside, act);
        };
    }

    /// A second has gone by. While staff look, the terminal is looked at every second.
    public Step tick(Instant now) {
        if (!left(now).isZero() || working()) return room instanceof Inside ? to(room, new Order.Look()) : to(room);
        return out("idle");
    }

    private boolean working() {
        return room instanceof Inside(var _, DeviceView view) && view.running()
                || room instanceof Inside(var _, MorningView(var _, var busy, var _)) && busy
                || room instanceof Inside(var _, CasesView cases) && cases.running()
                || room instanceof Inside(var _, CaseView one) && one.printing()
                || room instanceof Inside(var _, DayView(var counted)) && counted.isEmpty()
                || room instanceof Inside(var _, ExchangeView(var _, var _, var at)) && at.running();
    }

    public Step hear(News news, Instant now) {
        return switch (news) {
            case News.Admitted(var officer)
            when room instanceof Door ->
                new Shift(room, board, now).to(new Inside(officer, new Overview()), new Order.Look());
            case News.Refused refused
            when room instanceof Door -> to(new Door(Asked.NUMBER, "", "", "", Optional.of(refused), false));
            case News.Looked(var fresh) -> new Shift(room, fresh, touched).to(room);
            case News.Checked(var checkup)
            when room instanceof Inside(var officer, DeviceView view)
                    && view.id().equals(checkup.device()) -> to(new Inside(officer, view.checked(checkup)));
            case News.Inspected inspected
            when room instanceof Inside(var officer, DeviceView view)
                    && view.id().equals(inspected.device()) -> to(new Inside(officer, view.knowing(inspected)));
            case News.Lent(var device)
            when room instanceof Inside(var officer, DeviceView view)
                    && view.id().equals(device) -> to(new Inside(officer, view.rested()));
            case News.Fit fit
            when room instanceof Inside(var officer, ExchangeView view)
                    && view.device().equals(fit.device()) ->
                new Shift(room, board, now)
                        .fitted(
                                officer,
                                knowing(view, fit),
                                fitting(officer, view).hear(view.at(), fit));
            case News.Failed _ -> failed();
            case News.Settled(var task)
            when room instanceof Inside(var officer, TaskView(var id)) && id.equals(task) ->
                to(new Inside(officer, new Overview()));
            case News.MorningStep(var checkup)
            when room instanceof Inside(var officer, MorningView view) ->
                to(new Inside(officer, new MorningView(and(view.done(), checkup), true, Optional.empty())));
            case News.MorningDone done
            when room instanceof Inside(var officer, MorningView view) ->
                new Shift(room, board, now)
                        .to(new Inside(officer, new MorningView(view.done(), false, Optional.of(done))));
            case News.Cases cases
            when room instanceof Inside(var officer, CasesView view) -> to(new Inside(officer, view.knowing(cases)));
            case News.Story story
            when room instanceof Inside(var officer, CaseView view)
                    && view.line().txId().equals(story.of().txId()) -> to(new Inside(officer, view.knowing(story)));
            case News.Reprinted(var txId, var result)
            when room instanceof Inside(var officer, CaseView view)
                    && view.line().txId().equals(txId) ->
                new Shift(room, board, now).to(new Inside(officer, view.reprinted(result)));
            case News.Day day
            when room instanceof Inside(var officer, DayView _) ->
                new Shift(room, board, now).to(new Inside(officer, new DayView(Optional.of(day))));
            case News.Audited audited
            when room instanceof Inside(var officer, AuditView _) ->
                to(new Inside(officer, new AuditView(Optional.of(audited))));
            default -> to(room);
        };
    }

    /// Nothing goes on running that has ended: who walks away must be out some time.
    private Step failed() {
        return switch (room) {
            case Door _ ->
                to(new Door(Asked.NUMBER, "", "", "", Optional.of(new News.Refused("staff.failed", 0)), false));
            case Inside(var officer, var _) -> to(new Inside(officer, new Overview(true)));
        };
    }

    private static List<Checkup> and(List<Checkup> done, Checkup more) {
        var all = new ArrayList<>(done);
        all.add(more);
        return all;
    }

    private Step door(Door door, Act act) {
        if (act instanceof Act.Leave || act instanceof Act.Back) return out("left");
        if (door.checking()) return to(door);
        return switch (act) {
            case Act.Digit(var digit)
            when door.entry().length() < door.length() -> to(door.typed(door.entry() + digit));
            case Act.Rub _
            when !door.entry().isEmpty() ->
                to(door.typed(door.entry().substring(0, door.entry().length() - 1)));
            case Act.Clear _ -> to(door.typed(""));
            case Act.Enter _ when door.entry().length() == door.length() -> entered(door);
            default -> to(door);
        };
    }

    /// All three are asked before any is judged: who tries does not learn which of them was wrong.
    private Step entered(Door door) {
        return switch (door.asked()) {
            case NUMBER -> to(new Door(Asked.PIN, door.entry(), "", "", Optional.empty(), false));
            case PIN -> to(new Door(Asked.CODE, door.number(), door.entry(), "", Optional.empty(), false));
            case CODE ->
                to(
                        new Door(Asked.CODE, "", "", "", Optional.empty(), true),
                        new Order.Admit(door.number(), door.pin(), door.entry()));
        };
    }

    private Step inside(Inside inside, Act act) {
        var officer = inside.officer();
        var duty = officer.duty();
        return switch (act) {
            case Act _
            when inside.view() instanceof ExchangeView view
                    && !(act instanceof Act.Leave && !view.at().running()) ->
                fitted(officer, view, fitting(officer, view).act(view.at(), act));
            case Act.Leave _ -> out("left");
            case Act.Back _
            when inside.view() instanceof CaseView view && !view.printing() -> to(new Inside(officer, view.from()));
            case Act.Reprint _
            when inside.view() instanceof CaseView view && !view.printing() && duty.may(Duty.Right.CASES) ->
                to(
                        new Inside(officer, view.reprinting()),
                        new Order.Reprint(officer, view.from().why().orElseThrow(), view.line()));
            case Act _
            when inside.view() instanceof CasesView view && !(act instanceof Act.Back) -> search(officer, view, act);
            case Act.SeeCases _
            when duty.may(Duty.Right.CASES) && !working() -> to(new Inside(officer, CasesView.EMPTY));
            case Act.Back _ when inside.view() instanceof Overview -> out("left");
            case Act.Back _ when !working() -> to(new Inside(officer, new Overview()), new Order.Look());
            case Act.SeeDevice(var id) when device(id).isPresent() -> see(officer, id);
            case Act.Inspect _
            when inside.view() instanceof DeviceView view && duty.may(Duty.Right.CHECK) ->
                to(inside, new Order.Inspect(officer, view.id()));
            case Act.Trace(var on)
            when inside.view() instanceof DeviceView view && !view.running() && duty.may(Duty.Right.EXCHANGE) ->
                to(new Inside(officer, view.busy()), new Order.Trace(officer, view.id(), on));
            case Act.Lend _
            when inside.view() instanceof DeviceView view
                    && !view.running()
                    && duty.may(Duty.Right.EXCHANGE)
                    && !lent(view) -> to(new Inside(officer, view.busy()), new Order.Lend(officer, view.id()));
            case Act.TakeBack _
            when inside.view() instanceof DeviceView view
                    && !view.running()
                    && duty.may(Duty.Right.EXCHANGE)
                    && lent(view) -> to(new Inside(officer, view.busy()), new Order.TakeBack(officer, view.id()));
            case Act.Exchange _
            when inside.view() instanceof DeviceView view
                    && !view.running()
                    && duty.may(Duty.Right.EXCHANGE)
                    && !lent(view) ->
                device(view.id()).map(it -> exchange(officer, it)).orElse(to(inside));
            case Act.SeeTask(var id) when task(id).isPresent() -> to(new Inside(officer, new TaskView(id)));
            case Act.Settle(var how)
            when inside.view() instanceof TaskView(var id) && settles(duty, id, how) ->
                to(inside, new Order.Settle(officer, id, how));
            case Act.Check(var level)
            when inside.view() instanceof DeviceView view && !view.running() && duty.may(Duty.Right.CHECK) ->
                to(new Inside(officer, view.busy()), new Order.Check(officer, view.id(), level));
            case Act.Reset _
            when inside.view() instanceof DeviceView view && !view.running() && duty.may(Duty.Right.RESET) ->
                to(new Inside(officer, view.busy()), new Order.Reset(officer, view.id()));
            case Act.SeeMorning _
            when duty.may(Duty.Right.CHECK) && !working() ->
                to(new Inside(officer, new MorningView(List.of(), false, Optional.empty())));
            case Act.StartMorning _
            when inside.view() instanceof MorningView view && !view.running() && duty.may(Duty.Right.CHECK) ->
                to(new Inside(officer, new MorningView(List.of(), true, Optional.empty())), new Order.Morning(officer));
            case Act.SeeAudit _
            when duty.may(Duty.Right.READ_AUDIT) ->
                to(new Inside(officer, new AuditView(Optional.empty())), new Order.ReadAudit(officer));
            default -> to(inside);
        };
    }

    /// Nobody looks without saying why; the first list is today's.
    private Step search(Officer officer, CasesView view, Act act) {
        if (view.running()) return to(room);
        if (view.why().isEmpty())
            return switch (act) {
                case Act.Because(var why) ->
                    searched(officer, new CasesView(Optional.of(why), "", false, Optional.empty()), why);
                case Act.CountDay _ -> counted(officer);
                default -> to(room);
            };
        return switch (act) {
            case Act.Digit(var digit)
            when view.digits().length() < CasesView.LONGEST ->
                to(new Inside(officer, view.typed(view.digits() + digit)));
            case Act.Rub _
            when !view.digits().isEmpty() ->
                to(new Inside(
                        officer,
                        view.typed(view.digits().substring(0, view.digits().length() - 1))));
            case Act.Clear _ -> to(new Inside(officer, view.typed("")));
            case Act.Enter _ -> searched(officer, view, view.why().get());
            case Act.SeeCase(var txId)
            when view.line(txId).isPresent() ->
                to(
                        new Inside(officer, new CaseView(view, view.line(txId).get())),
                        new Order.ReadCase(officer, view.why().get(), txId));
            default -> to(room);
        };
    }

    private Step counted(Officer officer) {
        return to(new Inside(officer, new DayView(Optional.empty())), new Order.CountDay(officer));
    }

    private Step searched(Officer officer, CasesView view, Act.Why why) {
        return to(new Inside(officer, view.searching()), new Order.FindCases(officer, why, view.digits()));
    }

    private Step see(Officer officer, String id) {
        var inside = new Inside(officer, new DeviceView(id, Optional.empty(), false, Optional.empty()));
        return officer.duty().may(Duty.Right.CHECK) ? to(inside, new Order.Inspect(officer, id)) : to(inside);
    }

    private Fitting fitting(Officer officer, ExchangeView view) {
        return new Fitting(
                officer,
                view.device(),
                device(view.device()).map(Board.Instrument::deviceClass).orElse(""));
    }

    private boolean lent(DeviceView view) {
        return device(view.id()).filter(Board.Instrument::lent).isPresent();
    }

    private Step exchange(Officer officer, Board.Instrument it) {
        return fitted(
                officer,
                new ExchangeView(it.id(), Optional.empty(), new Exchange.Begin(false)),
                new Fitting(officer, it.id(), it.deviceClass()).begin(it.disabled()));
    }

    private static ExchangeView knowing(ExchangeView view, News.Fit news) {
        return news instanceof News.Sockets sockets
                ? new ExchangeView(view.device(), Optional.of(sockets.old()), view.at())
                : view;
    }

    private Step fitted(Officer officer, ExchangeView view, Fitting.Step step) {
        if (step.next().isEmpty()) return see(officer, view.device());
        var next = new ExchangeView(view.device(), view.old(), step.next().get());
        return to(new Inside(officer, next), step.orders().toArray(Order[]::new));
    }

    private boolean settles(Duty duty, String id, Act.How how) {
        return task(id).filter(task -> task.stays() && duty.settles(task.who()))
                .filter(task -> task.paper() != (how == Act.How.DONE))
                .isPresent();
    }

    public Optional<Board.Instrument> device(String id) {
        return board.devices().stream().filter(device -> device.id().equals(id)).findFirst();
    }

    public Optional<Board.Task> task(String id) {
        return board.tasks().stream().filter(task -> task.id().equals(id)).findFirst();
    }

    private Step to(Room next, Order... orders) {
        return new Step(Optional.of(new Shift(next, board, touched)), List.of(orders));
    }

    private Step out(String why) {
        return new Step(
                Optional.empty(),
                officer()
                        .<List<Order>>map(who -> List.of(new Order.Left(who, why)))
                        .orElse(List.of()));
    }
}
