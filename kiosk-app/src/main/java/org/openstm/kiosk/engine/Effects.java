package org.openstm.kiosk.engine;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.central.AppCodes;
import org.openstm.kiosk.central.ChannelApi;
import org.openstm.kiosk.central.FileRef;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.central.VerificationCode;
import org.openstm.kiosk.central.Wire;
import org.openstm.kiosk.dispatch.Dispatch;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.ime.ChineseInput;
import org.openstm.kiosk.journal.Enclosure;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.session.Choice;
import org.openstm.kiosk.session.Effect;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Keyboard;
import org.openstm.kiosk.session.Outcome;
import org.openstm.kiosk.session.Place;
import org.openstm.kiosk.session.Road;
import org.openstm.kiosk.session.Session;

/// Does what a step wants done. The effects of one step run in order, on one thread of the session's room;
/// what fails stops those behind it, so that nothing is sent that was not stored.
public final class Effects implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Effects.class.getName());

    /// How long a citizen waits for the centre before "we are checking" is the honest answer.
    private static final Duration ANSWER = Duration.ofSeconds(12);

    /// How often it is asked whether somebody has seen a call, and for how long.
    private static final Duration CALL_LOOK = Duration.ofSeconds(3);

    private static final int CALL_LOOKS = 200;

    private static final Duration LATER = Duration.ofMinutes(10);
    private final Loop loop;
    private final Devices devices;
    private final Journal journal;
    private final Dispatch dispatch;
    private final CardWatch cards;
    private final CodeWatch codes;
    private final LightWatch lights;
    private final PersonChecker persons;
    private final Press press;
    private final Paying paying;
    private final ChineseInput writing;
    private final PhoneLogins phones;
    private final Backroom backroom;
    private final HalfCases halves;
    private final Photographer photographer;
    private final InstantSource clock;
    private Room room = new Room(1);
    private volatile IdentityProofs proofs;
    private volatile boolean attended;

    public Effects(
            Loop loop,
            Journal journal,
            Dispatch dispatch,
            ChannelApi channels,
            AppCodes appCodes,
            Devices devices,
            ChineseInput writing,
            Backroom backroom,
            Terminal terminal,
            PersonChecker persons,
            Supplier<String> ids,
            InstantSource clock) {
        this.loop = loop;
        this.devices = devices;
        this.writing = writing;
        this.backroom = backroom;
        this.journal = journal;
        this.dispatch = dispatch;
        this.cards = new CardWatch(devices, loop);
        this.codes = new CodeWatch(devices, terminal.verifyBase(), loop);
        this.lights = new LightWatch(devices, loop);
        this.persons = persons;
        this.press = new Press(loop, journal, dispatch, devices, new Slips(terminal), ids, clock);
        this.paying = new Paying(loop, dispatch.till());
        this.phones = new PhoneLogins(channels, appCodes, ids, clock);
        this.halves = new HalfCases(channels, journal);
        this.photographer = new Photographer(devices);
        this.clock = clock;
        this.proofs = new IdentityProofs(dispatch.asking());
    }

    /// The watches that live as long as this.
    public List<SupervisedLoop> loops() {
        return Stream.of(cards.loops(), codes.loops(), lights.loops())
                .flatMap(List::stream)
                .toList();
    }

    /// Begins to serve: the sleeping screen takes a card, a code or a touch.
    public void start() {
        loop.join(this::perform);
        cards.start();
        codes.start();
        lights.start();
        cards.read(loop.session().number());
        codes.want(loop.session().number());
    }

    private void perform(Session session, List<Effect> effects) {
        var slow = new ArrayList<Effect>();
        for (var effect : effects) {
            switch (effect) {
                case Effect.Wipe _ -> {
                    room.close();
                    paying.leave();
                    room = new Room(session.number());
                    proofs = new IdentityProofs(dispatch.asking());
                    cards.forget();
                    codes.forget();
                    codes.clearing(true);
                    writing.forgetInput();
                    phones.forget();
                    room.run(this::clear);
                }
                case Effect.WatchCard _ -> cards.read(session.number());
                case Effect.ForgetCard _ -> cards.forget();
                case Effect.WatchPresence _ -> cards.presence();
                case Effect.WatchCode _ -> codes.want(session.number());
                case Effect.ForgetCode _ -> codes.forget();
                case Effect.Suggest(var letters) -> suggest(session.number(), letters);
                case Effect.Choose(var letters, var candidate) -> choose(session.number(), letters, candidate);
                case Effect.Recognise(var ink) -> recognise(session.number(), ink);
                default -> slow.add(effect);
            }
        }
        var own = proofs; // what is left of a session that has ended proves nothing in the next
        if (!slow.isEmpty()) room.run(() -> inOrder(session, slow, own));
    }

    private void suggest(long number, String letters) {
        writing.readPinyin(
                letters, read -> loop.post(number, new Event.Suggested(letters, read.shown(), read.candidates())));
    }

    private void choose(long number, String letters, int candidate) {
        writing.chooseCandidate(
                letters,
                candidate,
                chosen -> loop.post(number, new Event.Chosen(letters, chosen.text(), chosen.rest())));
    }

    private void recognise(long number, List<Place.Stroke> ink) {
        writing.recogniseStrokes(
                ink.stream().map(Place.Stroke::points).toList(),
                Keyboard.EDGE,
                characters -> loop.post(number, new Event.Recognised(ink, characters)));
    }

    /// Helps staff after a stop, and must keep nothing else from happening.
    private static void note(Runnable keep) {
        try {
            keep.run();
        } catch (RuntimeException notKept) {
            LOG.log(Level.WARNING, "not kept whether a citizen waits: {0}", notKept.getMessage());
        }
    }

    private void clear() {
        try {
            if (attended) note(journal::unattended);
            attended = false;
            devices.clear();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        } finally {
            codes.clearing(false);
        }
    }

    private void inOrder(Session session, List<Effect> effects, IdentityProofs proofs) {
        try {
            for (var effect : effects) if (!perform(session, effect, proofs)) return;
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.log(
                    Level.ERROR,
                    "an effect failed: " + effects.getFirst().getClass().getSimpleName(),
                    bug);
        }
    }

    /// @return whether the effects behind it may go on
    private boolean perform(Session session, Effect effect, IdentityProofs proofs) throws InterruptedException {
        long number = session.number();
        switch (effect) {
            case Effect.Store store -> {
                return store(session, store, proofs);
            }
            case Effect.Submit(var txId) -> {
                attended = true;
                note(() -> journal.attended(txId));
                paying.waitsFor(txId);
                loop.post(number, told(txId, dispatch.submit(txId, ANSWER)));
            }
            case Effect.Pay(var bill) -> paying.pay(number, bill);
            case Effect.PayAgain(var bill) -> paying.again(number, bill);
            case Effect.Withdraw(var bill) -> paying.withdraw(number, bill);
            case Effect.LeaveTill(var txId) -> paying.leave(txId);
            case Effect.Await(var txId) -> await(number, txId);
            case Effect.Query query -> loop.post(number, query(query, proofs));
            case Effect.TakePicture(var field) -> loop.post(number, photographer.take(field));
            case Effect.FetchKnown known -> known(number, known, proofs);
            case Effect.ProveIdentity(var road) -> proofs.of(road);
            case Effect.FetchChoices fetch -> loop.post(number, choices(fetch));
            case Effect.SendCode(var mobile, var road) -> loop.post(number, sendCode(mobile, road, proofs));
            case Effect.CheckCode(var challenge, var code) -> loop.post(number, checkCode(challenge, code));
            case Effect.Redeem(var code) -> loop.post(number, phones.redeem(number, code));
            case Effect.HandOver order ->
                loop.post(number, halves.give(order, session.catalog().number()));
            case Effect.TakeOver order -> loop.post(number, halves.take(order, proofs.of(order.person())));
            case Effect.CheckStaff(var officer, var code) -> loop.post(number, checkStaff(officer, code, proofs));
            case Effect.Match _ -> {
                Thread.sleep(1200);
                journal.note("person-check", "simulated match, demonstration only");
                loop.post(number, new Event.Matched(true));
            }
            case Effect.BeginPrint(var paper) -> press.begin(session, paper);
            case Effect.Print print -> press.print(session, print);
            case Effect.FetchProgress(var code) -> loop.post(number, progress(code));
            case Effect.FetchCases(var person) ->
                loop.post(number, Wires.found(dispatch.asking().cases(proofs.of(person))));
            case Effect.FetchMandate(var person, var code) ->
                loop.post(number, Wires.mandate(code, dispatch.asking().mandate(proofs.of(person), code)));
            case Effect.FetchLately(var person) ->
                loop.post(number, Wires.lately(dispatch.asking().lately(proofs.of(person))));
            case Effect.KeepOrder(var person, var wanted) -> {
                var reply = dispatch.asking().keepOrder(proofs.of(person), wanted);
                if (reply instanceof Reply.Done<Boolean>) loop.post(number, new Event.OrderKept(wanted));
            }
            case Effect.Rate(var txId, var grade, var reasons) -> dispatch.rate(txId, grade, reasons);
            case Effect.Staff(var order) ->
                backroom.does(order, session, news -> loop.post(number, new Event.StaffNews(news)));
            case Effect.CallStaff(var where) -> {
                var reply = dispatch.asking().callStaff(where, "help");
                var ticket = reply instanceof Reply.Done<String>(var given) ? given : "-";
                loop.post(number, new Event.StaffCalled(ticket));
                if (!ticket.equals("-")) watchCall(number, ticket);
            }
            case Effect.Wipe _,
                    Effect.WatchCard _,
                    Effect.ForgetCard _,
                    Effect.WatchPresence _,
                    Effect.WatchCode _,
                    Effect.ForgetCode _,
                    Effect.Suggest _,
                    Effect.Choose _,
                    Effect.Recognise _ -> {}
        }
        return true;
    }

    private boolean store(Session session, Effect.Store store, IdentityProofs proofs) {
        var road = store.road();
        boolean storable = road.item().isStorable(session.today());
        boolean lineDown = storable && !session.world().lineUp();
        try {
            var files = files(road);
            var named = files.stream()
                    .map(file -> FileRef.of(file.name(), file.type(), file.bytes()))
                    .toList();
            // asked for when the check page came; only what had no answer then is asked for here. What waits for
            // the line goes without: central marks it and has it checked later
            var evidence = lineDown ? "" : proofs.of(road).evidence();
            boolean stored = lineDown || storable && proofs.unanswered();
            var submission = Wires.submission(
                    store.txId(),
                    road,
                    evidence,
                    clock.instant(),
                    journal.terminal(),
                    stored,
                    named,
                    session.catalog().number());
            journal.intend(
                    store.txId(),
                    road.item().id(),
                    road.item().version(),
                    "session-" + session.number(),
                    storable,
                    Wire.bytes(submission),
                    VerificationCode.of(store.txId()),
                    files);
            return true;
        } catch (RuntimeException notKept) {
            LOG.log(Level.ERROR, "the journal did not take the case; nothing is sent", notKept);
            loop.post(session.number(), new Event.Told(new Outcome.NotSent(store.txId(), true)));
            return false;
        }
    }

    /// What is promised together with the answers.
    private static List<Enclosure> files(Road road) {
        var files = new ArrayList<Enclosure>();
        if (!road.signature().isEmpty())
            files.add(new Enclosure(
                    SignaturePicture.NAME, SignaturePicture.TYPE, SignaturePicture.png(road.signature())));
        road.handedIn().forEach((name, still) -> files.add(new Enclosure(name, "image/jpeg", still.jpeg())));
        return files;
    }

    private void await(long number, String txId) throws InterruptedException {
        var fate = dispatch.await(txId, LATER);
        if (!(fate instanceof Dispatch.Fate.Unknown)) loop.post(number, told(txId, fate));
    }

    private Event told(String txId, Dispatch.Fate fate) {
        if (fate instanceof Dispatch.Fate.Accepted(var receipt)) {
            var bill = Wires.bill(receipt);
            if (bill.isPresent()) return new Event.Owed(bill.get());
        }
        return new Event.Told(outcome(txId, fate));
    }

    private Outcome outcome(String txId, Dispatch.Fate fate) {
        return switch (fate) {
            case Dispatch.Fate.Accepted(var receipt) -> Wires.accepted(receipt);
            case Dispatch.Fate.Rejected rejected -> Wires.refused(txId, rejected);
            case Dispatch.Fate.Unknown _ -> new Outcome.Unknown(txId, VerificationCode.of(txId));
            case Dispatch.Fate.Stored(var waiting) ->
                new Outcome.Stored(txId, waiting.localReference(), dispatch.atLatest(waiting));
            case Dispatch.Fate.NotSent _ -> new Outcome.NotSent(txId);
        };
    }

    private Event query(Effect.Query query, IdentityProofs proofs) {
        var road = query.road();
        var reply = dispatch.asking()
                .query(
                        road.item().system(),
                        road.item().id(),
                        proofs.of(road),
                        road.answers().given());
        return new Event.Told(
                switch (reply) {
                    case Reply.Done<Map<String, String>>(var values) -> new Outcome.Shown(values);
                    case Reply.Refused<Map<String, String>>(var problem) ->
                        new Outcome.Refused("", problem.code(), Wires.words(problem.message()));
                    case Reply.NoAnswer<Map<String, String>> _ -> new Outcome.NotSent("");
                });
    }

    private void known(long number, Effect.FetchKnown known, IdentityProofs proofs) {
        var road = known.road();
        if (road.person().isEmpty()) return;
        var reply = dispatch.asking()
                .query(
                        road.item().system(),
                        road.item().id(),
                        proofs.of(road),
                        road.answers().given());
        if (reply instanceof Reply.Done<Map<String, String>>(var values))
            loop.post(number, new Event.Known(values, Optional.of(road.answers())));
        if (reply instanceof Reply.Refused<Map<String, String>>(var problem)
                && problem.facts().containsKey("unfit"))
            loop.post(number, new Event.Told(new Outcome.Refused("", problem.code(), Wires.words(problem.message()))));
    }

    private Event choices(Effect.FetchChoices fetch) {
        var given = new HashMap<String, String>();
        for (var name : fetch.field().given())
            fetch.given().findAnswer(name).ifPresent(value -> given.put(name, value));
        if (!fetch.parent().isEmpty()) given.put("parent", fetch.parent());
        var name = fetch.field().name();
        return switch (dispatch.asking().options(fetch.list(), given)) {
            case Reply.Done<List<org.openstm.kiosk.central.Option>>(var options) ->
                new Event.Offered(
                        name,
                        options.stream()
                                .map(o -> new Choice(
                                        o.value(),
                                        Wires.words(o.label()),
                                        o.available(),
                                        o.note().isEmpty() ? LocalizedText.NONE : Wires.words(o.note())))
                                .toList());
            case Reply.Refused<List<org.openstm.kiosk.central.Option>> _ ->
                new Event.NotOffered(name, "error.list-refused");
            case Reply.NoAnswer<List<org.openstm.kiosk.central.Option>> _ ->
                new Event.NotOffered(name, "error.centre-away");
        };
    }

    private Event sendCode(String mobile, Road road, IdentityProofs proofs) {
        return switch (dispatch.asking().sendCode(proofs.of(road), road.item().id(), mobile)) {
            case Reply.Done<String>(var challenge) -> new Event.CodeSent(challenge);
            case Reply.Refused<String>(var problem) ->
                new Event.CodeNotSent(
                        switch (problem.code()) {
                            case "number-differs" -> "error.code-number";
                            case "code-too-soon" -> "error.code-too-soon";
                            case "code-too-many" -> "error.code-too-many";
                            default -> "error.code-refused";
                        });
            case Reply.NoAnswer<String> _ -> new Event.CodeNotSent("error.centre-away");
        };
    }

    private Event checkCode(String challenge, String code) {
        return switch (dispatch.asking().checkCode(challenge, code)) {
            case Reply.Done<Boolean>(var right) -> new Event.CodeChecked(right);
            case Reply.Refused<Boolean> _ -> new Event.CodeChecked(false);
            case Reply.NoAnswer<Boolean> _ -> new Event.CodeNotSent("error.centre-away");
        };
    }

    /// Until somebody has seen the call; ends with the session at the latest.
    private void watchCall(long number, String ticket) throws InterruptedException {
        for (int looked = 0; looked < CALL_LOOKS && loop.session().number() == number; looked++) {
            Thread.sleep(CALL_LOOK);
            var state = dispatch.asking().staffCall(ticket);
            if (state instanceof Reply.Refused<String>) return; // central of contract 1.6
            if (state instanceof Reply.Done<String>(var now) && !now.equals("called")) {
                loop.post(number, new Event.StaffSeen(ticket));
                return;
            }
        }
    }

    private Event checkStaff(String officer, String code, IdentityProofs proofs) {
        return switch (persons.check(officer, code)) {
            case PersonChecker.Result.Confirmed(var who) -> {
                proofs.checkedBy(who);
                yield new Event.StaffChecked(Optional.empty());
            }
            case PersonChecker.Result.Wrong _ -> notChecked("error.staff-code", "");
            case PersonChecker.Result.Wait(var left) -> notChecked("error.staff-wait", "" + (left.toSeconds() + 1));
            case PersonChecker.Result.Nobody _ -> notChecked("error.staff-nobody", "");
        };
    }

    private static Event notChecked(String text, String detail) {
        return new Event.StaffChecked(Optional.of(new EntryVerdict.Wrong(text, detail)));
    }

    private Event progress(String code) {
        return switch (dispatch.asking().progress(code)) {
            case Reply.Done<org.openstm.kiosk.central.CaseProgress>(var found) ->
                new Event.Found(List.of(Wires.view(found)));
            case Reply.Refused<org.openstm.kiosk.central.CaseProgress> _ -> new Event.NotFound("progress.none");
            case Reply.NoAnswer<org.openstm.kiosk.central.CaseProgress> _ -> new Event.NotFound("error.centre-away");
        };
    }

    @Override
    public void close() {
        cards.close();
        codes.close();
        lights.close();
        room.close();
        paying.leave();
    }
}
