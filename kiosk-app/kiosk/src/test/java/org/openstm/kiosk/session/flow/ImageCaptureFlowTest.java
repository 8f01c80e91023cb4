package org.openstm.kiosk.session.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.model.CapturedImage;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Overlay;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionEvent.TransferCase.TransferTarget;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.TerminalEvent;

/// Questions answered by a camera, on the pure state machine.
class ImageCaptureFlowTest {
    private static final IdentifiedPerson ZHAO = new IdentifiedPerson("赵伟", "530112199008150018", "resident", "云岭", "");
    private static final IdentifiedPerson WANG =
            new IdentifiedPerson("王德福", "530103194405120139", "resident", "云岭", "");
    private static final String CARD = "assistance/disability-card";
    private static final String PERMIT = "household/residence-permit";
    private static final CapturedImage ONE = still("one");
    private static final CapturedImage TWO = still("two");
    private final Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.initialSession(CatalogueFiles.loadShipped(), true, now);
    private final List<SessionEffect> done = new ArrayList<>();

    private static CapturedImage still(String name) {
        return new CapturedImage(name.getBytes(StandardCharsets.UTF_8), "digest of " + name, 1600, 1200);
    }

    private void on(SessionEvent... events) {
        for (var event : events) {
            done.clear();
            var step = SessionStateMachine.nextStep(session, event, now);
            session = step.next();
            done.addAll(step.effects());
        }
    }

    private ServiceApplication road() {
        return session.findApplication().orElseThrow();
    }

    private SessionState.Filling filling() {
        return assertInstanceOf(SessionState.Filling.class, session.at());
    }

    private ItemField field() {
        return road().item().pages().get(filling().page()).fields().getFirst();
    }

    /// On the page that asks for the medical record.
    private void atTheRecord() {
        on(
                new SessionEvent.CardRead(ZHAO),
                new SessionEvent.BeginItem(CARD),
                new SessionEvent.TickConsent(),
                new SessionEvent.Agree());
        on(
                new SessionEvent.PickOption("first"),
                new SessionEvent.GoOn(),
                new SessionEvent.PickOption("limb"),
                new SessionEvent.GoOn());
        assertEquals("record", field().name());
    }

    private static ServiceEnvironment blind(String... cameras) {
        return new ServiceEnvironment(true, Set.of(), Set.of(cameras), Set.of(), false, false);
    }

    @Test
    void a_picture_is_taken_looked_at_taken_again_and_only_then_meant() {
        atTheRecord();
        on(new SessionEvent.RequestPicture());
        assertEquals(List.of(new SessionEffect.TakePicture(field())), done);
        on(new SessionEvent.PictureTaken("record", ONE));
        assertEquals(Optional.of(ONE), ImageCaptureFlow.findViewedImage(filling()));
        assertEquals(Optional.empty(), road().answers().findAnswer("record"), "it is only looked at");
        on(new SessionEvent.RequestPicture(), new SessionEvent.PictureTaken("record", TWO));
        assertEquals(Set.of(TWO.sha256()), road().pictures().keySet(), "the first one is gone");
        on(new SessionEvent.GoOn());
        assertEquals("photo", field().name());
        assertEquals(Optional.of(TWO.sha256()), road().answers().findAnswer("record"));
        assertEquals(Map.of("record", TWO), road().submittedPictures());
    }

    @Test
    void while_the_camera_looks_nothing_is_touched_twice_and_a_late_picture_comes_to_nobody() {
        atTheRecord();
        on(new SessionEvent.RequestPicture());
        on(new SessionEvent.RequestPicture());
        assertEquals(List.of(), done, "it looks already");
        on(new SessionEvent.GoOn());
        assertTrue(ImageCaptureFlow.isCameraActive(filling()));
        on(new SessionEvent.PictureTaken("photo", ONE));
        assertTrue(ImageCaptureFlow.isCameraActive(filling()), "another question's picture");
        on(new SessionEvent.GoBack());
        on(new SessionEvent.PictureTaken("record", ONE));
        assertEquals(Map.of(), road().pictures());
        on(new SessionEvent.GoOn());
        assertEquals("record", field().name());
        on(new SessionEvent.PictureTaken("record", ONE));
        assertEquals(Map.of(), road().pictures(), "nobody asked for one on this page yet");
    }

    @Test
    void what_is_not_good_is_said_and_another_try_is_free() {
        atTheRecord();
        on(new SessionEvent.RequestPicture(), new SessionEvent.PictureFailed("record", "picture.blurred"));
        assertEquals("picture.blurred", filling().wrong().orElseThrow().text());
        on(new SessionEvent.RequestPicture(), new SessionEvent.PictureTaken("record", ONE));
        assertTrue(filling().wrong().isEmpty());
        on(new SessionEvent.GoOn());
        assertEquals(Map.of("record", ONE), road().submittedPictures());
    }

    @Test
    void keys_and_picks_of_other_pages_do_nothing_here() {
        atTheRecord();
        on(new SessionEvent.RequestPicture(), new SessionEvent.PictureTaken("record", ONE));
        on(
                new SessionEvent.Backspace(),
                new SessionEvent.ClearEntry(),
                new SessionEvent.PressKey("1"),
                new SessionEvent.PickOption("later"),
                new SessionEvent.TurnPage(1));
        assertEquals(Optional.of(ONE), ImageCaptureFlow.findViewedImage(filling()));
    }

    @Test
    void a_paper_is_brought_later_only_where_the_item_says_so() {
        atTheRecord();
        on(new SessionEvent.BringPictureLater());
        assertEquals("photo", field().name());
        assertEquals(Optional.of(ItemField.LATER), road().answers().findAnswer("record"));
        on(new SessionEvent.GoBack());
        assertEquals(ItemField.LATER, filling().entry(), "and may be taken after all");
        on(new SessionEvent.RequestPicture(), new SessionEvent.PictureTaken("record", ONE), new SessionEvent.GoOn());
        assertEquals(Map.of("record", ONE), road().submittedPictures());

        on(new SessionEvent.ConfirmLeave());
        on(
                new SessionEvent.CardRead(ZHAO),
                new SessionEvent.BeginItem(PERMIT),
                new SessionEvent.Agree(),
                new SessionEvent.CheckByMatch());
        on(new SessionEvent.PersonMatched(true));
        on(
                new SessionEvent.PickOption("no"),
                new SessionEvent.GoOn(),
                new SessionEvent.PickOption("home"),
                new SessionEvent.GoOn());
        assertEquals("paper", field().name());
        on(new SessionEvent.BringPictureLater());
        assertEquals("paper", field().name());
        on(new SessionEvent.GoOn());
        assertEquals("error.no-picture", filling().wrong().orElseThrow().text());
    }

    @Test
    void who_changes_a_picture_and_goes_back_keeps_the_one_before() {
        atTheRecord();
        on(new SessionEvent.RequestPicture(), new SessionEvent.PictureTaken("record", ONE), new SessionEvent.GoOn());
        on(new SessionEvent.BringPictureLater(), new SessionEvent.PickOption("530112"), new SessionEvent.GoOn());
        on(new SessionEvent.PickOption("counter"), new SessionEvent.GoOn());
        for (var digit : "13800006021".split("")) on(new SessionEvent.PressKey(digit));
        on(new SessionEvent.GoOn(), new SessionEvent.CodeSent("c"));
        for (var digit : "123456".split("")) on(new SessionEvent.PressKey(digit));
        on(new SessionEvent.GoOn(), new SessionEvent.CodeChecked(true));
        assertInstanceOf(SessionState.Confirming.class, session.at());
        on(new SessionEvent.ChangeAnswer("record"));
        assertEquals(Optional.of(ONE), ImageCaptureFlow.findViewedImage(filling()));
        on(new SessionEvent.RequestPicture(), new SessionEvent.PictureTaken("record", TWO), new SessionEvent.GoBack());
        assertEquals(
                Optional.of(ONE), ImageCaptureFlow.findViewedImage(filling()), "the one before is looked at again");
        on(new SessionEvent.GoBack());
        assertInstanceOf(SessionState.Confirming.class, session.at());
        assertEquals(Map.of("record", ONE), road().submittedPictures());
    }

    @Test
    void back_leads_from_a_picture_that_is_not_wanted_to_where_it_may_be_left_out() {
        atTheRecord();
        on(new SessionEvent.RequestPicture(), new SessionEvent.BringPictureLater());
        assertTrue(ImageCaptureFlow.isCameraActive(filling()), "the page offers nothing else while the camera looks");
        on(new SessionEvent.PictureTaken("record", ONE), new SessionEvent.GoBack());
        assertEquals("record", field().name());
        assertEquals("", filling().entry());
        on(new SessionEvent.RequestPicture(), new SessionEvent.GoBack());
        assertEquals("record", field().name(), "nor does it leave the question");
        on(new SessionEvent.BringPictureLater());
        assertEquals(Optional.of(ItemField.LATER), road().answers().findAnswer("record"));
        on(
                new SessionEvent.GoBack(),
                new SessionEvent.RequestPicture(),
                new SessionEvent.PictureFailed("record", "picture.blurred"),
                new SessionEvent.GoBack());
        assertEquals(ItemField.LATER, filling().entry(), "what was answered before");
        on(new SessionEvent.GoBack());
        assertEquals("disability", field().name());
    }

    @Test
    void a_picture_that_comes_tears_nobody_away_from_help_or_from_the_question_whether_to_leave() {
        for (var over : List.of(new SessionEvent.CallHelp(), new SessionEvent.AskToLeave())) {
            for (var came : List.of(
                    new SessionEvent.PictureTaken("record", ONE),
                    new SessionEvent.PictureFailed("record", "picture.blurred"))) {
                session = Session.initialSession(CatalogueFiles.loadShipped(), true, now);
                atTheRecord();
                on(new SessionEvent.RequestPicture(), over);
                var asked = session.over();
                on(came);
                assertEquals(asked, session.over());
                on(new SessionEvent.Stay());
                assertInstanceOf(Overlay.NoOverlay.class, session.over());
                assertFalse(ImageCaptureFlow.isCameraActive(filling()));
            }
        }
    }

    @Test
    void pictures_do_not_leave_by_another_channel_and_are_not_taken_from_one() {
        atTheRecord();
        on(new SessionEvent.RequestPicture(), new SessionEvent.PictureTaken("record", ONE), new SessionEvent.GoOn());
        on(new SessionEvent.RequestPicture(), new SessionEvent.TransferCase("case-1", TransferTarget.PHONE));
        var order = assertInstanceOf(SessionEffect.SendTransfer.class, done.getFirst());
        assertEquals(Optional.empty(), order.road().answers().findAnswer("record"));
        assertEquals(Optional.of("limb"), order.road().answers().findAnswer("disability"));
        on(
                new SessionEvent.PictureTaken("photo", TWO),
                new SessionEvent.CaseNotTransferred("handover.no-answer"),
                new SessionEvent.GoBack());
        assertFalse(ImageCaptureFlow.isCameraActive(filling()), "the camera has looked for nobody meanwhile");
        assertEquals(Map.of("record", ONE), road().submittedPictures(), "what was taken before is still there");

        on(
                new SessionEvent.ConfirmLeave(),
                new SessionEvent.TransferCodeShown("7K4M92QXD3HP7K4M92QXD3HP7K"),
                new SessionEvent.CardRead(ZHAO));
        on(new SessionEvent.CaseResumed(
                "case-2",
                "SF202611240007",
                CARD,
                Map.of("apply", "first", "disability", "limb", "record", ONE.sha256(), "photo", ItemField.LATER)));
        on(new SessionEvent.TickConsent(), new SessionEvent.Agree());
        assertEquals("record", field().name(), "the picture is asked for here");
        assertEquals("", filling().entry());
    }

    @Test
    void an_item_that_cannot_do_without_a_picture_is_closed_where_no_camera_sees_it() {
        var permit = session.catalog().findItem(PERMIT).orElseThrow();
        var card = session.catalog().findItem(CARD).orElseThrow();
        assertEquals(
                Optional.empty(), ItemAvailability.findClosedReason(permit, blind(ServiceEnvironment.PERSON_CAMERA)));
        assertEquals(
                Optional.of("closed.camera"),
                ItemAvailability.findClosedReason(permit, blind(ServiceEnvironment.PAPER_CAMERA)));
        assertEquals(
                Optional.empty(),
                ItemAvailability.findClosedReason(
                        card, blind(ServiceEnvironment.PAPER_CAMERA, ServiceEnvironment.PERSON_CAMERA)));
        atTheRecord();
        on(
                new TerminalEvent.EnvironmentChanged(blind(ServiceEnvironment.PAPER_CAMERA)),
                new SessionEvent.RequestPicture());
        assertEquals(List.of(), done);
        on(new SessionEvent.BringPictureLater());
        on(new SessionEvent.RequestPicture());
        assertInstanceOf(SessionEffect.TakePicture.class, done.getFirst(), "the other camera serves");
    }

    @Test
    void who_stands_there_for_another_is_not_photographed_in_their_place() {
        on(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem(CARD),
                new SessionEvent.BeginItemFor(CARD, RepresentativeRole.AGENT));
        on(
                new SessionEvent.TickConsent(),
                new SessionEvent.Agree(),
                new SessionEvent.CardRead(WANG),
                new SessionEvent.CardRead(ZHAO));
        on(
                new SessionEvent.PickOption("first"),
                new SessionEvent.GoOn(),
                new SessionEvent.PickOption("limb"),
                new SessionEvent.GoOn());
        assertEquals("record", field().name());
        on(new SessionEvent.RequestPicture());
        assertInstanceOf(SessionEffect.TakePicture.class, done.getFirst(), "a paper is a paper");
        on(new SessionEvent.PictureTaken("record", ONE), new SessionEvent.GoOn(), new SessionEvent.RequestPicture());
        assertEquals(List.of(), done);
        assertEquals("photo", field().name());
        on(new SessionEvent.BringPictureLater());
        assertEquals("region", field().name());
    }
}
